"""Steps of bon: money of a member settles what is open, the oldest first; and its taking back.

The member's row is locked first, so that whoever lends more to the member waits (finance.credit), then what is open, in
the order of its receipts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.ledger.services.posting import Act, post_complete, post_entry
from guyub.books.treasury.domain.events import CashSide, Direction, EventRefusedError, series_of
from guyub.books.treasury.domain.places import COUNTED, CashKind
from guyub.community.members.services.register import locked_member
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.retail.domain.accounts import BON, BON_SOURCE
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.bon import BonRefusedError, OpenBon, settled_by
from guyub.trade.retail.models import BonPayment, BonPaymentLine, SaleTender

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.community.members.models import Member
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

CONTEXT = "retail"
LONGEST_SAID = 60  # of a reason, in the journal
_KINDS = {TenderKind.CASH: CashKind.LACI, TenderKind.TRANSFER: CashKind.BANK}


@dataclass(frozen=True, slots=True, kw_only=True)
class BonMoney:
    """Money of a member for bon.

    Args:
        amount_rp: Whole rupiah.
        paid_by: Debits that together are the amount: where the money lies (of a till: ``sales.money_lines``).
        way: How it was paid.
        paid_on: The day on which it was taken.
        cash_place_id: The cash place where it lies; None: it has not reached one.
        till_number: The till's own number of the receipt; empty: none.
    """

    amount_rp: int
    paid_by: Sequence[LineDraft]
    way: TenderKind
    paid_on: date
    cash_place_id: UUID | None = None
    till_number: str = ""


def receive_bon(
    *,
    place: Cooperative,
    actor: Actor,
    member_id: UUID,
    money: BonMoney,
    today: date,
    request_id: UUID,
    now: datetime,
    payment_id: UUID | None = None,
    part: int = 0,
    is_late: bool = False,
) -> BonPayment:
    """Take money of a member for bon: it settles the oldest receipts first. Step: needs an open transaction.

    One entry: D where the money lies, K 1.2.01 in the unit of business of each receipt, the member on the line.

    Args:
        place: Whose books.
        actor: Who took it.
        member_id: Whose bon.
        money: What was taken.
        today: The business date of the posting.
        request_id: Of the use-case, or of the till's event.
        now: The moment, aware.
        payment_id: The id of the payment; None: a new one.
        part: Which entry of the use-case.
        is_late: Where its month is closed, post it on the first open day.

    Raises:
        StandingRefusedError: ``gone``: no such member here.
        BonRefusedError: ``number amount over``.
        EntryRefusedError: The books refuse it.
    """
    member = locked_member(cooperative_id=place.id, member_id=member_id)
    _refuse_number(place.id, money.till_number)
    open_bon = locked_bon(cooperative_id=place.id, member_id=member_id)
    settled = settled_by(money.amount_rp, open_bon)
    payment = BonPayment(
        id=payment_id or uuid7(),
        cooperative_id=place.id,
        member_id=member_id,
        paid_on=money.paid_on,
        amount_rp=money.amount_rp,
        left_rp=sum(one.left_rp for one in open_bon) - money.amount_rp,
        way=money.way.value,
        cash_place_id=money.cash_place_id,
        till_number=money.till_number,
        person_id=actor.person_id,
        recorded_at=now,
    )
    draft = EntryDraft(
        occurred_on=money.paid_on,
        memo=f"Bayar bon {money.till_number}".strip(),
        lines=[*money.paid_by, *_owed_less(settled, member_id)],
        request_id=request_id,
        part=part,
        series=_series(money.way),
        source_kind=BON_SOURCE,
        source_id=payment.id,
    )
    act = Act("retail.bon.paid", {"amount": rupiah(money.amount_rp), "about": str(member.person_id)}, now)
    posted = post_entry(
        place=place, context=CONTEXT, draft=draft, today=today, actor=actor, is_late=is_late, act=act
    )
    payment.entry_id = posted.entry_id
    _keep(payment, settled)
    return payment


def give_bon_back(
    *,
    place: Cooperative,
    actor: Actor,
    payment: BonPayment,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> Posted:
    """Take a payment back whole, today: its entry is turned, what it settled is owed again. Step.

    What is owed again may come to stand above a limit: money that was not paid is owed all the same.

    Args:
        place: Whose books.
        actor: Who takes it back.
        payment: Locked, with its member, cash place and entry.
        reason: Why, without spare spaces.
        today: The business date.
        request_id: Of the use-case.
        now: The moment, aware.

    Raises:
        EventRefusedError: ``short``: drawer or safe would hold less than nothing.
        EntryRefusedError: The books refuse it.
    """
    settled = dict(
        BonPaymentLine.objects.filter(cooperative_id=place.id, payment=payment).values_list(
            "tender_id", "amount_rp"
        )
    )
    tenders = SaleTender.objects.filter(cooperative_id=place.id, id__in=settled)
    list(tenders.select_for_update(no_key=True).order_by("id").values_list("id"))
    cash = payment.cash_place
    side = CashSide(cash.account_code, CashKind(cash.kind), cash.unit_id) if cash else None
    draft = taken_back(
        stored_lines(cooperative_id=place.id, entry_id=payment.entry_id),
        memo=f"Batal bayar bon: {reason[:LONGEST_SAID]}",
        series=series_of(Direction.KELUAR, side),
        occurred_on=today,
        reverses_id=payment.entry_id,
        request_id=request_id,
        phase=Phase.ORDINARY,
    )
    said: dict[str, Any] = {"amount": rupiah(payment.amount_rp), "reason": reason}
    act = Act("retail.bon.undone", said | {"about": str(payment.member.person_id)}, now)
    (posted,) = post_complete(
        place=place, context=CONTEXT, drafts=[draft], today=today, actor=actor, is_late=True, act=act
    )
    if side and side.kind in COUNTED:
        left_rp = balances_now(cooperative_id=place.id, codes=[side.account])[side.account]
        if left_rp < 0:
            raise EventRefusedError(wrong="short", missing_rp=-left_rp)
    payment.undone_on, payment.undone_why, payment.undone_by_id = today, reason, actor.person_id
    payment.save(update_fields=["undone_on", "undone_why", "undone_by"])
    _lower(place.id, {tender_id: -part_rp for tender_id, part_rp in settled.items()})
    return posted


def locked_bon(*, cooperative_id: int, member_id: UUID) -> list[OpenBon]:
    """Lock what is open of a member's bon and give it, the oldest first. Step: the member is locked."""
    rows = SaleTender.objects.filter(
        cooperative_id=cooperative_id,
        kind=TenderKind.CREDIT.value,
        left_rp__gt=0,
        sale__member_id=member_id,
    )
    locked = rows.select_for_update(of=("self",), no_key=True).order_by("sale__sold_at", "id")
    return [OpenBon(*row) for row in locked.values_list("id", "sale__unit_id", "sale__sold_on", "left_rp")]


def locked_payment(*, cooperative_id: int, payment_id: UUID) -> tuple[Member, BonPayment]:
    """Lock a payment's member and then the payment. Step.

    Raises:
        BonRefusedError: ``gone``.
    """
    rows = BonPayment.objects.filter(cooperative_id=cooperative_id, id=payment_id)
    member_id = rows.values_list("member_id", flat=True).first()
    if member_id is None:
        raise BonRefusedError(wrong="gone")
    member = locked_member(cooperative_id=cooperative_id, member_id=member_id)
    payment = rows.select_for_update(of=("self",), no_key=True).select_related("cash_place").get()
    payment.member = member
    return member, payment


def _refuse_number(cooperative_id: int, till_number: str) -> None:
    taken = BonPayment.objects.filter(cooperative_id=cooperative_id, till_number=till_number)
    if till_number and taken.exists():
        raise BonRefusedError(wrong="number", number=till_number)


def _series(way: TenderKind) -> str:
    """Number a receipt of cash as one of the drawer, a transfer as one of the bank, the rest as a note."""
    kind = _KINDS.get(way)
    return series_of(Direction.MASUK, CashSide("", kind, None) if kind else None)


def _owed_less(settled: Sequence[tuple[OpenBon, int]], member_id: UUID) -> list[LineDraft]:
    sums: dict[UUID | None, int] = defaultdict(int)
    for one, part_rp in settled:
        sums[one.unit_id] += part_rp
    return [LineDraft(BON, -rp, unit_id=unit_id, member_id=member_id) for unit_id, rp in sums.items()]


def _keep(payment: BonPayment, settled: Sequence[tuple[OpenBon, int]]) -> None:
    payment.save(force_insert=True)
    BonPaymentLine.objects.bulk_create(
        BonPaymentLine(
            id=uuid7(),
            cooperative_id=payment.cooperative_id,
            payment=payment,
            tender_id=one.tender_id,
            amount_rp=part_rp,
        )
        for one, part_rp in settled
    )
    _lower(payment.cooperative_id, {one.tender_id: part_rp for one, part_rp in settled})


def _lower(cooperative_id: int, parts: dict[UUID, int]) -> None:
    """Lower what is open of each by a part; below zero: raise it. The rows are locked."""
    tenders = list(SaleTender.objects.filter(cooperative_id=cooperative_id, id__in=parts).order_by("id"))
    for tender in tenders:
        tender.left_rp -= parts[tender.id]
    SaleTender.objects.filter(cooperative_id=cooperative_id).bulk_update(tenders, ["left_rp"])
