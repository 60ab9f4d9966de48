"""Who owes bon, how much, since when; and one member's bon with what was bought and paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from guyub.community.members.domain.books import home_of
from guyub.community.members.domain.register import member_number
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.parameters.selectors.values import over_time_inquiry
from guyub.trade.retail.domain.accounts import till_name
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.bon import DUE_BUCKETS, bucket_of
from guyub.trade.retail.domain.receipts import KIND_PAID
from guyub.trade.retail.models import BonPayment, BonReminder, CreditSlice, SaleTender

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from guyub.foundation.parameters.selectors.values import OverTime
    from guyub.trade.retail.domain.bon import DueBucket

TERM = "bon.tempo_hari"
MOST_ROWS = 100  # on one page
MOST_OPEN = 20_000
MOST_PAID = 50
QUIET_DAYS = 7  # after one message no other is offered
_TENDER = (
    *("id", "sale__member_id", "sale__sold_on", "sale__series", "sale__till_no", "sale__of__series"),
    *("sale__of__till_no", "amount_rp", "left_rp"),
)
_MEMBER = (
    *("sale__member_id", "sale__member__person_id", "sale__member__number", "sale__member__file__name"),
    *("sale__member__file__sex", "sale__member__file__address", "sale__member__file__rt"),
    "sale__member__file__rw",
)


@dataclass(frozen=True, slots=True)
class OpenRow(Row):
    """What is open of one receipt's bon; whole rupiah."""

    tender_id: UUID
    name: str
    sold_on: date
    due_on: date
    amount_rp: int
    left_rp: int

    def days_late(self, on: date) -> int:
        """Tell how many days have passed since it fell due; zero or less: none."""
        return (on - self.due_on).days


@dataclass(frozen=True, slots=True)
class BonRow(Row):
    """What one member owes on bon; whole rupiah, as of the day that was asked."""

    member_id: UUID
    person_id: UUID
    number: str
    name: str
    sex: str
    home: str
    owed_rp: int
    late_rp: int
    oldest_on: date
    due_on: date
    days_late: int
    reminded_on: date | None

    @property
    def is_late(self) -> bool:
        """Something of it is past its due date."""
        return self.days_late > 0


@dataclass(frozen=True, slots=True)
class AgedRow(Row):
    """What is open in one step of age, over all members."""

    bucket: DueBucket
    count: int
    owed_rp: int


@dataclass(frozen=True, slots=True)
class BonFound:
    """The members that were asked for, the longest due first, and the age of everything that is open."""

    rows: Sequence[BonRow]
    count: int
    owed_rp: int
    late_rp: int
    ageing: Sequence[AgedRow]


@dataclass(frozen=True, slots=True)
class PaidRow(Row):
    """One payment on bon."""

    payment_id: UUID
    name: str
    till_number: str
    paid_on: date
    amount_rp: int
    left_rp: int
    way: str
    place: str
    person: str
    person_id: UUID
    entry_id: UUID
    undone_on: date | None
    undone_why: str


@dataclass(frozen=True, slots=True)
class LentRow(Row):
    """What of the limits is set aside for a till whose device was revoked."""

    till_id: UUID
    name: str
    device: str
    lent_rp: int


def bon_of(
    *, cooperative_id: int, on: date, text: str = "", bucket: str = "", most: int = MOST_ROWS
) -> BonFound:
    """List who owes bon. One query.

    Args:
        cooperative_id: Whose.
        on: The day; what falls due on it is not late.
        text: A part of a name or number; empty: everybody.
        bucket: The key of a step of age: who owes something in it; empty: everybody.
        most: How many rows at most; the sums are of all that is meant.
    """
    tenders = _open(cooperative_id)
    reminders = BonReminder.objects.filter(cooperative_id=cooperative_id)
    rules, rows, reminded = asked(
        over_time_inquiry(TERM, cooperative_id=cooperative_id),
        Inquiry.of(
            tenders.order_by("sale__sold_at", "id").values_list(*_TENDER, *_MEMBER)[:MOST_OPEN], read=list
        ),
        Inquiry.of(
            reminders.order_by()
            .values("member_id")
            .annotate(last=Max("on"))
            .values_list("member_id", "last"),
            read=dict,
        ),
    )
    opened: dict[UUID, list[OpenRow]] = {}
    people: dict[UUID, Sequence[Any]] = {}
    for row in rows:
        opened.setdefault(row[1], []).append(_row(row, rules))
        people[row[1]] = row[len(_TENDER) :]
    every = [one for owed in opened.values() for one in owed]
    found = [_member(people[id_], owed, reminded.get(id_), on) for id_, owed in opened.items()]
    steps = {id_: {bucket_of(one.days_late(on)).key for one in owed} for id_, owed in opened.items()}
    sought = " ".join(text.lower().split())
    meant = [
        one
        for one in found
        if (not sought or sought in one.name.lower() or sought == one.number)
        and (not bucket or bucket in steps[one.member_id])
    ]
    meant.sort(key=lambda one: (one.due_on, one.name, str(one.member_id)))
    return BonFound(
        rows=meant[:most],
        count=len(meant),
        owed_rp=sum(one.owed_rp for one in meant),
        late_rp=sum(one.late_rp for one in meant),
        ageing=[_aged(step, every, on) for step in DUE_BUCKETS],
    )


def open_of(*, cooperative_id: int, member_id: UUID) -> list[OpenRow]:
    """List what is open of one member's bon, the oldest first. One query."""
    tenders = _open(cooperative_id).filter(sale__member_id=member_id)
    rules, rows = asked(
        over_time_inquiry(TERM, cooperative_id=cooperative_id),
        Inquiry.of(tenders.order_by("sale__sold_at", "id").values_list(*_TENDER), read=list),
    )
    return [_row(row, rules) for row in rows]


def paid_of(*, cooperative_id: int, member_id: UUID, most: int = MOST_PAID) -> list[PaidRow]:
    """List what one member paid on bon, the newest first. One query."""
    rows = BonPayment.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    return [_paid(row) for row in _whole(rows).order_by("-recorded_at", "-id")[:most]]


def one_payment(*, cooperative_id: int, payment_id: UUID) -> tuple[UUID, PaidRow] | None:
    """Give one payment and whose it is; None: none, or another cooperative's. One query."""
    row = _whole(BonPayment.objects.filter(cooperative_id=cooperative_id, id=payment_id)).first()
    return (row.member_id, _paid(row)) if row else None


def settled_of(*, cooperative_id: int, payment_id: UUID) -> list[tuple[str, int]]:
    """List which receipts a payment settled, and by how much. One query."""
    rows = SaleTender.objects.filter(cooperative_id=cooperative_id, payments__payment_id=payment_id)
    told = rows.order_by("sale__sold_at", "id").values_list(
        "sale__series", "sale__till_no", "sale__of__series", "sale__of__till_no", "payments__amount_rp"
    )
    return [(_name(series, no, of_series, of_no), rp) for series, no, of_series, of_no, rp in told]


def lent_to_revoked(*, cooperative_id: int) -> list[LentRow]:
    """List what is set aside for tills whose devices were revoked. One query."""
    rows = CreditSlice.objects.filter(
        cooperative_id=cooperative_id, lent_rp__gt=0, till__device__revoked_at__isnull=False
    ).select_related("till__device")
    sums: dict[UUID, LentRow] = {}
    for row in rows.order_by("till__series", "id"):
        before = sums.get(row.till_id)
        lent_rp = row.lent_rp + (before.lent_rp if before else 0)
        sums[row.till_id] = LentRow(row.till_id, str(row.till), row.till.device.name, lent_rp)
    return list(sums.values())


def _open(cooperative_id: int) -> Any:
    return SaleTender.objects.filter(
        cooperative_id=cooperative_id,
        kind=TenderKind.CREDIT.value,
        left_rp__gt=0,
        sale__member_id__isnull=False,
    )


def _row(row: Sequence[Any], rules: OverTime) -> OpenRow:
    id_, _, sold_on, *names, amount_rp, left_rp = row[: len(_TENDER)]
    held = rules.on(TERM, sold_on)
    days = int(Decimal(held.value)) if held else 0
    return OpenRow(id_, _name(*names), sold_on, sold_on + timedelta(days=days), amount_rp, left_rp)


def _name(series: int, till_no: int | None, of_series: int | None, of_no: int | None) -> str:
    """Name a receipt as its buyer knows it; what mended a payment bears the number of its sale."""
    return till_name(series, till_no) if till_no else till_name(of_series or series, of_no or 0)


def _member(told: Sequence[Any], owed: Sequence[OpenRow], reminded_on: date | None, on: date) -> BonRow:
    member_id, person_id, number, name, sex, address, rt, rw = told
    due_on = min(one.due_on for one in owed)
    return BonRow(
        member_id=member_id,
        person_id=person_id,
        number=member_number(number) if number else "",
        name=name,
        sex=sex,
        home=home_of(address, rt, rw),
        owed_rp=sum(one.left_rp for one in owed),
        late_rp=sum(one.left_rp for one in owed if one.days_late(on) > 0),
        oldest_on=min(one.sold_on for one in owed),
        due_on=due_on,
        days_late=(on - due_on).days,
        reminded_on=reminded_on,
    )


def _aged(step: DueBucket, every: Sequence[OpenRow], on: date) -> AgedRow:
    mine = [one for one in every if bucket_of(one.days_late(on)) is step]
    return AgedRow(step, len(mine), sum(one.left_rp for one in mine))


def _whole(rows: Any) -> Any:
    return rows.select_related("entry", "cash_place", "person")


def _paid(row: BonPayment) -> PaidRow:
    return PaidRow(
        payment_id=row.id,
        name=str(row.entry),
        till_number=row.till_number,
        paid_on=row.paid_on,
        amount_rp=row.amount_rp,
        left_rp=row.left_rp,
        way=KIND_PAID[TenderKind(row.way)],
        place=row.cash_place.name if row.cash_place else "",
        person=row.person.name,
        person_id=row.person_id,
        entry_id=row.entry_id,
        undone_on=row.undone_on,
        undone_why=row.undone_why,
    )
