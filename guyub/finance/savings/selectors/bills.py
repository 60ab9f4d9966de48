"""Simpanan wajib month by month: what each member was asked for, paid, and still misses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from guyub.community.members.domain.register import member_number
from guyub.community.members.selectors.groups import seated_in
from guyub.finance.savings.domain.dues import MonthDue, due_day, months_between
from guyub.finance.savings.models import DuesBill, DuesRun, StandingOrder
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry
from guyub.foundation.parameters.selectors.values import over_time, value_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.parameters.selectors.values import OverTime

DUES, DUE_DAY, AHEAD = "simpanan.wajib", "simpanan.wajib_tanggal", "simpanan.di_muka_bulan"
MISSING = F("amount_rp") - F("paid_rp") - F("waived_rp")
MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Participation(Row):
    """How a month was paid: members billed, settled and partly paid; rupiah asked, paid and waived."""

    month: date
    billed: int
    settled: int
    partly: int
    asked_rp: int
    paid_rp: int
    waived_rp: int

    @property
    def missing_rp(self) -> int:
        """What is still to come."""
        return self.asked_rp - self.paid_rp - self.waived_rp

    @property
    def percent(self) -> int:
        """Of those billed how many settled, whole percent rounded down; 100 is everybody."""
        return 100 * self.settled // self.billed if self.billed else 0

    @property
    def billed_words(self) -> str:
        """How many were billed: ``40``."""
        return number(self.billed)

    @property
    def partly_words(self) -> str:
        """How many paid a part; "" for none."""
        return f"{number(self.partly)} membayar sebagian" if self.partly else ""

    @property
    def share_words(self) -> str:
        """The share for who does not see the bar."""
        return f"{number(self.settled)} dari {number(self.billed)} lunas"


@dataclass(frozen=True, slots=True)
class DebtRow(Row):
    """One member who misses something: months behind and rupiah, up to and with the month shown."""

    member_id: UUID
    number: str
    name: str
    rt: str
    rw: str
    months: int
    missing_rp: int
    oldest: date
    is_passive: bool


@dataclass(frozen=True, slots=True)
class OrderRow(Row):
    """A standing order: from which product, since when, and what its last try said."""

    product: str
    since: date
    last_try_on: date | None
    last_said: str


def begun_on(*, cooperative_id: int, today: date) -> date:
    """Give the first month that was ever billed here; the running month where none was. One query."""
    rows = DuesBill.objects.filter(cooperative_id=cooperative_id, is_in_advance=False)
    first: date | None = rows.aggregate(first=Min("month"))["first"]
    return min(first or today, today).replace(day=1)


def last_ahead(*, cooperative_id: int, today: date) -> date:
    """Give the last month that may be paid in advance."""
    ahead = int(value_of(AHEAD, cooperative_id=cooperative_id, on=today))
    return add_months(today.replace(day=1), ahead)


def month_of_rule(*, cooperative_id: int, month: date) -> MonthDue:
    """Give a month as the rules ask for it, before it is billed."""
    return _of_rule(over_time(DUES, DUE_DAY, cooperative_id=cooperative_id), month)


def dues_of(*, cooperative_id: int, member_id: UUID, today: date, ahead: int = 0) -> list[MonthDue]:
    """List a member's months, the oldest first: those billed, then some that may be paid in advance. Two queries.

    Args:
        cooperative_id: Whose.
        member_id: Which member.
        today: The business date.
        ahead: How many months after the running one at most.
    """
    rows = DuesBill.objects.filter(cooperative_id=cooperative_id, member_id=member_id).order_by("month")
    found = [
        MonthDue(*one) for one in rows.values_list("month", "amount_rp", "paid_rp", "waived_rp", "due_on")
    ]
    if ahead:
        rules = over_time(DUES, DUE_DAY, cooperative_id=cooperative_id)
        this = today.replace(day=1)
        held = {one.month for one in found}
        first = min(max((one.month for one in found), default=this), this)
        more = [month for month in months_between(first, add_months(this, ahead)) if month not in held]
        found = sorted([*found, *(_of_rule(rules, month) for month in more)], key=lambda one: one.month)
    return found


def dues_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[list[MonthDue]]:
    """Ask for a member's billed months, the oldest first."""
    rows = DuesBill.objects.filter(cooperative_id=cooperative_id, member_id=member_id).order_by("month")
    return Inquiry.of(
        rows.values_list("month", "amount_rp", "paid_rp", "waived_rp", "due_on"),
        read=lambda found: [MonthDue(*one) for one in found],
    )


def participation(*, cooperative_id: int, since: date, until: date) -> list[Participation]:
    """Tell how months were paid, the newest first; months without a bill are left out. One query."""
    rows = DuesBill.objects.filter(cooperative_id=cooperative_id, month__range=(since, until))
    sums = rows.values("month").annotate(
        billed=Count("id"),
        settled=Count("id", filter=Q(amount_rp=F("paid_rp") + F("waived_rp"))),
        partly=Count("id", filter=Q(paid_rp__gt=0) & ~Q(amount_rp=F("paid_rp") + F("waived_rp"))),
        asked=Sum("amount_rp"),
        paid=Sum("paid_rp"),
        waived=Sum("waived_rp"),
    )
    return [
        Participation(
            one["month"],
            one["billed"],
            one["settled"],
            one["partly"],
            one["asked"],
            one["paid"],
            one["waived"],
        )
        for one in sums.order_by("-month")
    ]


@dataclass(frozen=True, slots=True)
class Whom(Row):
    """Which of those behind are shown.

    Args:
        text: A part of a name, a number, or ``RT 03``; "" for everybody.
        rt: An RT as ``003/001``; "" for all.
        group_id: Who sits in a group; None for all.
        age: Behind by 1, 2, 3, or more (4) months; 0 for any.
    """

    text: str = ""
    rt: str = ""
    group_id: UUID | None = None
    age: int = 0


def debts(
    *, cooperative_id: int, until: date, whom: Whom | None = None, most: int = MOST_ROWS
) -> tuple[list[DebtRow], int, int]:
    """List who misses something of the months up to one, those longest behind first. One query.

    Args:
        cooperative_id: Whose members.
        until: The last month.
        whom: Which of them; None: everybody.
        most: How many rows at most.

    Returns:
        The rows, how many there are, and what all of them miss in rupiah.
    """
    rows, whom = _open(cooperative_id, until), whom or Whom()
    if whom.text:
        rows = rows.filter(_looked_for(whom.text))
    if whom.rt:
        rt, _, rw = whom.rt.partition("/")
        rows = rows.filter(member__file__rt=rt, member__file__rw=rw)
    if whom.group_id:
        seats = seated_in(cooperative_id=cooperative_id, group_id=whom.group_id)
        rows = rows.filter(member_id__in=seats)
    grouped = rows.values(
        "member_id",
        "member__number",
        "member__file__name",
        "member__file__rt",
        "member__file__rw",
        "member__state",
    ).annotate(count=Count("id"), missing=Sum(MISSING), oldest=Min("month"))
    if whom.age:
        grouped = grouped.filter(count__gte=4) if whom.age > 3 else grouped.filter(count=whom.age)
    ordered = list(grouped.order_by("-count", "oldest", "member__number"))
    found = [
        DebtRow(
            one["member_id"],
            member_number(one["member__number"] or 0),
            one["member__file__name"],
            one["member__file__rt"],
            one["member__file__rw"],
            one["count"],
            one["missing"],
            one["oldest"],
            one["member__state"] == "PASIF",
        )
        for one in ordered[:most]
    ]
    return found, len(ordered), sum(one["missing"] for one in ordered)


def ages(*, cooperative_id: int, until: date) -> list[tuple[int, int, int]]:
    """Tell how many members are behind by 1, 2, 3, and more (4) months, and what they miss. One query."""
    grouped = (
        _open(cooperative_id, until).values("member_id").annotate(count=Count("id"), missing=Sum(MISSING))
    )
    found = {age: [0, 0] for age in (1, 2, 3, 4)}
    for one in grouped:
        held = found[min(one["count"], 4)]
        held[0] += 1
        held[1] += one["missing"]
    return [(age, people, missing_rp) for age, (people, missing_rp) in found.items()]


def last_run(*, cooperative_id: int, month: date) -> DuesRun | None:
    """Give the last making of bills for a month; None where it was not billed. One query."""
    rows = DuesRun.objects.filter(cooperative_id=cooperative_id, month=month)
    return rows.select_related("person").order_by("-recorded_at", "-id").first()


def arrears_inquiry(cooperative_id: int, *, today: date) -> Inquiry[tuple[int, int]]:
    """Ask how many members are behind with what is due, and by how much."""
    rows = DuesBill.objects.filter(cooperative_id=cooperative_id, due_on__lt=today).filter(
        amount_rp__gt=F("paid_rp") + F("waived_rp"), member__left_on__isnull=True
    )
    sums = rows.values("cooperative_id").annotate(
        people=Count("member_id", distinct=True), missing=Coalesce(Sum(MISSING), 0)
    )
    return Inquiry.of(sums.values_list("people", "missing"), read=lambda found: found[0] if found else (0, 0))


def standing_order_of(*, cooperative_id: int, member_id: UUID) -> StandingOrder | None:
    """Give a member's standing order; None for none. One query."""
    rows = StandingOrder.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, until__isnull=True
    )
    return rows.select_related("account__product").first()


def order_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[OrderRow | None]:
    """Ask from which account a member's simpanan wajib is taken each month; None for none."""
    rows = StandingOrder.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, until__isnull=True
    )
    return Inquiry.of(
        rows.values_list("account__product__name", "since", "last_try_on", "last_said")[:1],
        read=lambda found: OrderRow(*found[0]) if found else None,
    )


def members_with_orders(*, cooperative_id: int, today: date) -> list[UUID]:
    """List the members whose standing order was not tried today and who owe what is due. One query."""
    owed = DuesBill.objects.filter(
        cooperative_id=cooperative_id, member_id=OuterRef("member_id"), due_on__lte=today
    ).filter(amount_rp__gt=F("paid_rp") + F("waived_rp"))
    rows = StandingOrder.objects.filter(
        Exists(owed), cooperative_id=cooperative_id, until__isnull=True, member__left_on__isnull=True
    )
    rows = rows.exclude(last_try_on=today).order_by("member_id")
    return list(rows.values_list("member_id", flat=True))


def _open(cooperative_id: int, until: date) -> QuerySet[DuesBill]:
    rows = DuesBill.objects.filter(cooperative_id=cooperative_id, month__lte=until)
    return rows.filter(amount_rp__gt=F("paid_rp") + F("waived_rp"), member__left_on__isnull=True)


def _looked_for(text: str) -> Q:
    said = text.strip().upper()
    if said.startswith(("RT", "RW")):
        key = "member__file__rt" if said.startswith("RT") else "member__file__rw"
        digits = said[2:].strip(" ./").lstrip("0")
        return Q(**{f"{key}__in": {digits, digits.zfill(2), digits.zfill(3)}})
    digits = said.removeprefix("A-").lstrip("0")
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        return Q(member__number=int(digits))
    return Q(member__file__name__icontains=text.strip())


def _of_rule(rules: OverTime, month: date) -> MonthDue:
    amount_rp, day = (int(rules.written(key, on=month)) for key in (DUES, DUE_DAY))
    return MonthDue(month, amount_rp, 0, 0, due_day(month, day), is_billed=False)


def is_behind(months: list[MonthDue], today: date) -> list[MonthDue]:
    """Pick the months that are due and miss something."""
    return [one for one in months if one.is_billed and one.missing_rp and one.due_on < today]
