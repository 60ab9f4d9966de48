"""QRIS payments that never came to the bank account: a person says what became of each.

Paid otherwise after all, owed on bon by a member, owed by another buyer, or a loss that a second person agrees to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.models import CashPlace
from guyub.finance.savings.services.till import check_place
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.trade.retail.domain.accounts import BON, LOST, OTHERS_OWE, QRIS
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.qris_settling import QrisSettlementRefusedError, SettledHow
from guyub.trade.retail.domain.told import TillEventRefusedError
from guyub.trade.retail.models import QrisSettlement
from guyub.trade.retail.selectors.qris_waiting import LOSS_KIND, open_of_sale
from guyub.trade.retail.services.acting import once
from guyub.trade.retail.services.qris_settling import checked_reason, close_qris, locked_qris
from guyub.trade.retail.services.repaying import Mending, mend_payment, sale_to_mend

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.trade.retail.models import Sale, SaleTender

OWED, LOSS = "retail.qris.owed", "retail.qris.lost"


def pay_missing(
    *,
    actor: Actor,
    place: Cooperative,
    sale_id: UUID,
    cash_place_id: UUID | None,
    why: str,
    now: datetime,
    request_id: UUID,
) -> UUID:
    """Say that a buyer whose QRIS never came paid otherwise, or owes it on bon. Use-case.

    Args:
        actor: Who says it.
        place: The own cooperative.
        sale_id: Which sale.
        cash_place_id: Where the money lies: the drawer of the own shift, safe or bank; None: the member owes it.
        why: Why, 3 to 80 letters.
        now: The moment, aware.
        request_id: Made once per intention; the receipt and its entry bear it.

    Returns:
        The id of the receipt that mends the payment.

    Raises:
        QrisSettlementRefusedError: ``why gone nobody``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        LimitRefusedError, NothingHoldsError: The member would owe more than a limit lets.
        EntryRefusedError: The books refuse it.
    """
    reason = checked_reason(why)

    def work() -> str:
        sale, left_rp = _open_sale(place.id, sale_id, is_owed=cash_place_id is None)
        kind, line = _paid_into(actor, place, cash_place_id, sale, left_rp)
        mending = Mending(
            receipt_id=request_id,
            changes={TenderKind.QRIS: -left_rp, kind: left_rp},
            lines=[LineDraft(QRIS, -left_rp, unit_id=sale.unit_id), line],
            reason=reason,
            at=now,
            now=now,
        )
        return str(mend_payment(place=place, sale=sale, mending=mending, actor=actor).id)

    facts = {"sale": sale_id, "cash_place": cash_place_id, "why": reason}
    return UUID(once(actor, Action.RECORD_EVENT, "pay_missing_qris", facts, request_id, now, work))


def owe_missing(
    *,
    actor: Actor,
    place: Cooperative,
    sale_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Say that a buyer who is no member owes what never came by QRIS. Use-case.

    Args:
        actor: Who says it.
        place: The own cooperative.
        sale_id: Which sale.
        why: Who owes it and why, 3 to 80 letters; it stays out of the journal.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the settlement.

    Raises:
        QrisSettlementRefusedError: ``why gone member``.
        EntryRefusedError: The books refuse it.
    """
    reason = checked_reason(why)

    def work() -> str:
        tenders = _open_tenders(place.id, sale_id)
        if tenders[0].sale.member_id is not None:
            raise QrisSettlementRefusedError(wrong="member")
        made = _made(place, SettledHow.PIUTANG, reason, actor, today, now)
        said = {"name": _name(tenders)}
        close_qris(
            place, made, tenders, OTHERS_OWE, today=today, actor=actor, request_id=request_id, said=said,
            act=OWED,
        )  # fmt: skip
        return str(made.id)

    facts = {"sale": sale_id, "why": reason}
    return UUID(once(actor, Action.RECORD_EVENT, "owe_missing_qris", facts, request_id, now, work))


def ask_loss(
    *, actor: Actor, place: Cooperative, sale_id: UUID, why: str, request_id: UUID, now: datetime
) -> UUID:
    """Ask a second person to bear as a loss what never came by QRIS. Use-case; returns the id of the request.

    Raises:
        QrisSettlementRefusedError: ``why gone``.
    """
    reason = checked_reason(why)

    def work() -> str:
        tenders = _open_tenders(place.id, sale_id)
        left_rp = sum(one.left_rp for one in tenders)
        asked = ask(
            actor=actor,
            kind=LOSS_KIND,
            facts={
                "sale": str(sale_id),
                "name": _name(tenders),
                "amount_rp": left_rp,
                "amount": rupiah(left_rp),
            },
            reason=reason,
            request_id=request_id,
            now=now,
            amount_rp=left_rp,
        )
        return str(asked.id)

    facts = {"sale": sale_id, "why": reason}
    return UUID(once(actor, Action.RECORD_EVENT, "ask_qris_loss", facts, request_id, now, work))


def carry_out_loss(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Book what never came as a loss that two people agreed on. Step of the last approval.

    Raises:
        QrisSettlementRefusedError: ``gone moved``: it came meanwhile, or another part of it.
    """
    facts, place = request.facts, Cooperative.objects.get(id=request.cooperative_id)
    tenders = _open_tenders(place.id, UUID(facts["sale"]))
    if sum(one.left_rp for one in tenders) != facts["amount_rp"]:
        raise QrisSettlementRefusedError(wrong="moved")
    today = business_date(now, Zone(place.zone))
    made = _made(place, SettledHow.RUGI, checked_reason(request.reason), actor, today, now)
    made.person_id, made.agreed_by_id = request.requested_by_id, actor.person_id
    said = {"name": facts["name"]}
    close_qris(
        place, made, tenders, LOST, today=today, actor=actor, request_id=request.id, said=said, act=LOSS,
        is_late=True,
    )  # fmt: skip


def _open_sale(cooperative_id: int, sale_id: UUID, *, is_owed: bool) -> tuple[Sale, int]:
    try:
        sale, paid = sale_to_mend(cooperative_id=cooperative_id, sale_id=sale_id, is_owed=is_owed)
    except TillEventRefusedError as error:
        raise QrisSettlementRefusedError(
            wrong="nobody" if error.facts["wrong"] == "member" else "gone"
        ) from error
    left_rp = paid.left_rp[TenderKind.QRIS.value]
    if not left_rp:
        raise QrisSettlementRefusedError(wrong="gone")
    return sale, left_rp


def _open_tenders(cooperative_id: int, sale_id: UUID) -> list[SaleTender]:
    ids = open_of_sale(cooperative_id=cooperative_id, sale_id=sale_id)
    if not ids:
        raise QrisSettlementRefusedError(wrong="gone")
    return locked_qris(cooperative_id=cooperative_id, tender_ids=ids)


def _paid_into(
    actor: Actor, place: Cooperative, cash_place_id: UUID | None, sale: Sale, left_rp: int
) -> tuple[TenderKind, LineDraft]:
    if cash_place_id is None:
        line = LineDraft(BON, left_rp, unit_id=sale.unit_id, member_id=sale.member_id)
        return TenderKind.CREDIT, line
    check_place(actor=actor, place=place, cash_place_id=cash_place_id)
    held = CashPlace.objects.get(cooperative_id=place.id, id=cash_place_id)
    kind = TenderKind.TRANSFER if held.kind == CashKind.BANK else TenderKind.CASH
    return kind, LineDraft(held.account_code, left_rp, unit_id=held.unit_id)


def _made(
    place: Cooperative, how: SettledHow, reason: str, actor: Actor, today: date, now: datetime
) -> QrisSettlement:
    return QrisSettlement(
        id=uuid7(),
        cooperative_id=place.id,
        how=how.value,
        settled_on=today,
        reason=reason,
        person_id=actor.person_id,
        recorded_at=now,
    )


def _name(tenders: Sequence[SaleTender]) -> str:
    sale: Sale = tenders[0].sale.of or tenders[0].sale
    return sale.till_name
