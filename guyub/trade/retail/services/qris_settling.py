"""QRIS payments that the bank account shows are confirmed together, in one entry; and opened again where it was wrong.

What the bank keeps is the cooperative's cost. The tenders are locked before anything is posted: of two who confirm the
same payment the second is refused.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.posting import Act, post_complete, post_entry
from guyub.books.treasury.domain.events import CashSide, Direction, series_of
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.models import CashPlace
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.money import allocate_rp
from guyub.trade.retail.domain.accounts import BANK_COST, QRIS, QRIS_SOURCE
from guyub.trade.retail.domain.baskets import LONGEST_WHY, SHORTEST_WHY, TenderKind
from guyub.trade.retail.domain.qris_settling import (
    MOST_SETTLED,
    QrisSettlementRefusedError,
    SettledHow,
    checked_fee,
)
from guyub.trade.retail.models import QrisSettled, QrisSettlement, SaleTender
from guyub.trade.retail.services.acting import once

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

CONTEXT = "retail"


@dataclass(frozen=True, slots=True, kw_only=True)
class QrisTyped:
    """What the bank account shows.

    Args:
        tender_ids: Which payments.
        bank_id: On which account.
        settled_on: On which day.
        fee_rp: What the bank kept of them, whole rupiah.
    """

    tender_ids: Collection[UUID]
    bank_id: UUID | None
    settled_on: date
    fee_rp: int


def settle_qris(
    *, actor: Actor, place: Cooperative, typed: QrisTyped, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Confirm QRIS payments that the bank account shows. Use-case.

    Args:
        actor: Who saw them there.
        place: The own cooperative.
        typed: What was seen.
        today: The business date.
        request_id: Made once per intention; the entry bears it.
        now: The moment, aware.

    Returns:
        The id of the settlement.

    Raises:
        QrisSettlementRefusedError: ``empty many bank gone day fee``, in that order.
        EntryRefusedError: The books refuse it.
    """
    ids = sorted(set(typed.tender_ids))
    if not ids:
        raise QrisSettlementRefusedError(wrong="empty")
    if len(ids) > MOST_SETTLED:
        raise QrisSettlementRefusedError(wrong="many", most=MOST_SETTLED)

    def work() -> str:
        banks = CashPlace.objects.filter(
            cooperative_id=place.id, kind=CashKind.BANK.value, closed_on__isnull=True
        )
        bank = banks.filter(id=typed.bank_id).first() if typed.bank_id else None
        if bank is None:
            raise QrisSettlementRefusedError(wrong="bank")
        tenders = locked_qris(cooperative_id=place.id, tender_ids=ids)
        if not max(one.sale.sold_on for one in tenders) <= typed.settled_on <= today:
            raise QrisSettlementRefusedError(wrong="day")
        fee_rp = checked_fee(amount_rp=sum(one.left_rp for one in tenders), fee_rp=typed.fee_rp)
        side = CashSide(bank.account_code, CashKind.BANK, bank.unit_id)
        made = QrisSettlement(
            id=uuid7(),
            cooperative_id=place.id,
            how=SettledHow.REKENING.value,
            settled_on=typed.settled_on,
            fee_rp=fee_rp,
            bank=bank,
            person_id=actor.person_id,
            recorded_at=now,
        )
        said = {"bank": bank.name}
        close_qris(place, made, tenders, side, today=today, actor=actor, request_id=request_id, said=said)
        return str(made.id)

    facts = {
        "tenders": [str(id_) for id_ in ids],
        "bank": typed.bank_id,
        "on": typed.settled_on,
        "fee_rp": typed.fee_rp,
    }
    return UUID(once(actor, Action.RECORD_EVENT, "settle_qris", facts, request_id, now, work))


def undo_settlement(
    *,
    actor: Actor,
    place: Cooperative,
    settlement_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Open QRIS payments again whose settlement was wrong: its entry is turned, today. Use-case.

    Args:
        actor: Who opens them again.
        place: The own cooperative.
        settlement_id: Which settlement.
        why: Why, 3 to 80 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        QrisSettlementRefusedError: ``why gone undone``.
        EntryRefusedError: The books refuse it.
    """
    reason = checked_reason(why)

    def work() -> None:
        rows = QrisSettlement.objects.filter(cooperative_id=place.id, id=settlement_id)
        made = rows.select_for_update(no_key=True).first()
        if made is None:
            raise QrisSettlementRefusedError(wrong="gone")
        if made.undone_on:
            raise QrisSettlementRefusedError(wrong="undone")
        parts = dict(
            QrisSettled.objects.filter(cooperative_id=place.id, settlement=made).values_list(
                "tender_id", "amount_rp"
            )
        )
        rows_paid = SaleTender.objects.filter(cooperative_id=place.id, id__in=parts)
        tenders = list(rows_paid.select_for_update(no_key=True).order_by("id"))
        _turn(place, made, reason, today=today, actor=actor, request_id=request_id, now=now)
        for tender in tenders:
            tender.left_rp, tender.confirmed_on, tender.confirmed_by_id = parts[tender.id], None, None
        _keep(place.id, tenders)
        made.undone_on, made.undone_by_id, made.undone_why = today, actor.person_id, reason
        made.save(update_fields=["undone_on", "undone_by", "undone_why"])

    facts = {"settlement": settlement_id, "why": reason}
    once(actor, Action.RECORD_EVENT, "undo_qris_settlement", facts, request_id, now, work)


def locked_qris(*, cooperative_id: int, tender_ids: Collection[UUID]) -> list[SaleTender]:
    """Lock QRIS payments that are open, each with its sale, in the order of their ids. Step.

    Raises:
        QrisSettlementRefusedError: ``gone``.
    """
    rows = SaleTender.objects.filter(
        cooperative_id=cooperative_id, id__in=tender_ids, kind=TenderKind.QRIS.value, left_rp__gt=0
    )
    locked = rows.select_for_update(of=("self",), no_key=True).select_related("sale")
    found = list(locked.order_by("id"))
    if len(found) != len(set(tender_ids)):
        raise QrisSettlementRefusedError(wrong="gone")
    return found


def close_qris(
    place: Cooperative,
    made: QrisSettlement,
    tenders: Sequence[SaleTender],
    side: CashSide | str,
    *,
    today: date,
    actor: Actor,
    request_id: UUID,
    said: Mapping[str, Any],
    act: str = "retail.qris.settled",
    is_late: bool = False,
) -> None:
    """Post what came of locked payments, and close them. Step.

    Args:
        place: Whose books.
        made: The settlement, not written yet.
        tenders: Locked and open.
        side: Where the money lies; or the account that stands for it, in the unit of each sale.
        today: The business date.
        actor: Who.
        request_id: Of the use-case.
        said: What the trail says besides.
        act: The act of the trail.
        is_late: Where its month is closed, post it on the first open day.
    """
    open_rp: dict[UUID | None, int] = defaultdict(int)
    for tender in tenders:
        open_rp[tender.sale.unit_id] += tender.left_rp
    made.amount_rp = sum(open_rp.values())
    facts = {"amount": rupiah(made.amount_rp), "count": len(tenders), **said}
    draft = EntryDraft(
        occurred_on=made.settled_on,
        memo=f"QRIS kasir, {len(tenders)} pembayaran",
        lines=_lines(open_rp, made.fee_rp, side),
        request_id=request_id,
        series=series_of(Direction.MASUK, side if isinstance(side, CashSide) else None),
        source_kind=QRIS_SOURCE,
        source_id=made.id,
    )
    posted = post_entry(
        place=place,
        context=CONTEXT,
        draft=draft,
        today=today,
        actor=actor,
        is_late=is_late,
        act=Act(act, facts, made.recorded_at),
    )
    made.entry_id = posted.entry_id
    made.save(force_insert=True)
    QrisSettled.objects.bulk_create(
        QrisSettled(
            id=uuid7(),
            cooperative_id=place.id,
            settlement=made,
            tender=tender,
            amount_rp=tender.left_rp,
        )
        for tender in tenders
    )
    is_seen = made.how == SettledHow.REKENING
    for tender in tenders:
        tender.left_rp = 0
        tender.confirmed_on = made.settled_on if is_seen else None
        tender.confirmed_by_id = actor.person_id if is_seen else None
    _keep(place.id, tenders)


def checked_reason(why: str) -> str:
    """Give a reason without spare spaces.

    Raises:
        QrisSettlementRefusedError: ``why``.
    """
    reason = " ".join(why.split())
    if not SHORTEST_WHY <= len(reason) <= LONGEST_WHY:
        raise QrisSettlementRefusedError(wrong="why")
    return reason


def _lines(open_rp: Mapping[UUID | None, int], fee_rp: int, side: CashSide | str) -> list[LineDraft]:
    units = list(open_rp)
    awaited = [LineDraft(QRIS, -open_rp[unit_id], unit_id=unit_id) for unit_id in units]
    if not isinstance(side, CashSide):
        return [*(LineDraft(side, open_rp[unit_id], unit_id=unit_id) for unit_id in units), *awaited]
    fees_rp = allocate_rp(fee_rp, [open_rp[unit_id] for unit_id in units])
    fees = [
        LineDraft(BANK_COST, rp, unit_id=unit_id) for unit_id, rp in zip(units, fees_rp, strict=True) if rp
    ]
    came = LineDraft(side.account, sum(open_rp.values()) - fee_rp, unit_id=side.unit_id)
    return [came, *fees, *awaited]


def _turn(
    place: Cooperative,
    made: QrisSettlement,
    reason: str,
    *,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> Posted:
    draft = taken_back(
        stored_lines(cooperative_id=place.id, entry_id=made.entry_id),
        memo=f"Batal QRIS kasir: {reason}"[:120],
        series=series_of(Direction.KELUAR, CashSide("", CashKind.BANK, None) if made.bank_id else None),
        occurred_on=today,
        reverses_id=made.entry_id,
        request_id=request_id,
        phase=Phase.ORDINARY,
    )
    act = Act("retail.qris.opened_again", {"amount": rupiah(made.amount_rp), "reason": reason}, now)
    (posted,) = post_complete(
        place=place, context=CONTEXT, drafts=[draft], today=today, actor=actor, is_late=True, act=act
    )
    return posted


def _keep(cooperative_id: int, tenders: Sequence[SaleTender]) -> None:
    rows = SaleTender.objects.filter(cooperative_id=cooperative_id)
    rows.bulk_update(tenders, ["left_rp", "confirmed_on", "confirmed_by"])
