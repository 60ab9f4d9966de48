"""Who is late on which loan, and whose instalment falls due soon: as of a day, in a few statements."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest

from guyub.community.members.domain.books import home_of
from guyub.community.members.domain.register import member_number
from guyub.finance.loans.domain.ageing import BUCKETS, AgedLoan, Ageing, age_loans
from guyub.finance.loans.domain.lifecycle import LoanState, loan_name
from guyub.finance.loans.domain.reminding import FRIENDLY_AHEAD_DAYS, QUIET_DAYS
from guyub.finance.loans.models import BorrowerDeath, Loan, LoanLine, LoanReminder, LoanVisit
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from fractions import Fraction
    from uuid import UUID

    from django.db.models import QuerySet

MOST_ROWS = 50  # on one page
MOST_LATE = 20_000
_PRINCIPAL = Greatest(F("lines__principal_rp") - F("lines__principal_settled_rp"), 0)
_JASA = Greatest(F("lines__interest_rp") - F("lines__interest_settled_rp"), 0)
_PENALTY = Greatest(F("lines__penalty_rp") - F("lines__penalty_settled_rp"), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrearsAim(Row):
    """Which loans a list shows: of one RT (``003/001``), one officer, one product, one bucket (from 1), one text."""

    rt: str = ""
    officer_id: UUID | None = None
    product_id: UUID | None = None
    bucket: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class ArrearsRow(Row):
    """One running loan with its borrower; whole rupiah as of the day that was asked.

    ``since`` is the oldest unpaid due date that is past (None: nothing is late), ``overdue_rp`` principal and jasa past
    their due dates, ``next_on`` the next due date with something open and ``next_rp`` what is open of it.
    """

    loan_id: UUID
    name: str
    member_id: UUID
    person_id: UUID
    number: str
    borrower: str
    sex: str
    home: str
    product: str
    officer: str
    left_rp: int
    since: date | None
    days: int
    overdue_rp: int
    penalty_rp: int
    next_on: date | None
    next_rp: int
    kolektibilitas: str
    reminded_on: date | None
    visited_on: date | None
    promise_on: date | None
    has_died: bool

    @property
    def asked_rp(self) -> int:
        """What a reminder asks for: what is late, or what falls due next."""
        return self.overdue_rp or self.next_rp

    @property
    def due_on(self) -> date | None:
        """The due date that it names."""
        return self.since or self.next_on


@dataclass(frozen=True, slots=True)
class Arrears(Row):
    """The late loans that were asked for, and the ageing of the whole book.

    ``ageing`` has every running loan of the cooperative; ``count``, ``overdue_rp`` and ``left_rp`` are of the aim.
    """

    rows: list[ArrearsRow]
    count: int
    overdue_rp: int
    left_rp: int
    ageing: Ageing
    at_risk: Fraction = field(repr=False)

    @property
    def is_cut(self) -> bool:
        """There are more than the page shows."""
        return self.count > len(self.rows)


def arrears_of(*, cooperative_id: int, aim: ArrearsAim, on: date, most: int = MOST_ROWS) -> Arrears:
    """List the late loans that an aim means, the longest late first, and age the whole book. Three statements.

    Args:
        cooperative_id: Whose loans.
        aim: Which.
        on: The day; what is due on it is not late.
        most: How many rows at most; the sums are of all.
    """
    late = dict(_late(cooperative_id, on))
    running = Loan.objects.filter(cooperative_id=cooperative_id, state=LoanState.BERJALAN.value)
    good = running.exclude(id__in=list(late)).aggregate(rp=Coalesce(Sum("left_rp"), 0), count=Count("id"))
    ageing = age_loans(
        [
            AgedLoan(loan_id="good", outstanding_rp=good["rp"], days_overdue=0, arrears_rp=0),
            *(
                AgedLoan(
                    loan_id=str(id_),
                    outstanding_rp=one.left_rp,
                    days_overdue=(on - one.since).days,
                    arrears_rp=one.overdue_rp,
                )
                for id_, one in late.items()
            ),
        ]
    )
    # The good ones were added up by the database and stand as one among the others.
    first = replace(ageing.rows[0], count=good["count"])
    ageing = Ageing((first, *ageing.rows[1:]), ageing.at_risk)
    meant = [id_ for id_, one in late.items() if _is_in(aim.bucket, (on - one.since).days)]
    if aim.rt or aim.officer_id or aim.product_id or aim.text:
        chosen = set(_chosen(running, aim).values_list("id", flat=True))
        meant = [id_ for id_ in meant if id_ in chosen]
    meant.sort(key=lambda id_: (late[id_].since, str(id_)))
    shown = meant[:most]
    rows = {row.loan_id: row for row in rows_of_loans(cooperative_id=cooperative_id, loan_ids=shown, on=on)}
    return Arrears(
        rows=[rows[id_] for id_ in shown if id_ in rows],
        count=len(meant),
        overdue_rp=sum(late[id_].overdue_rp for id_ in meant),
        left_rp=sum(late[id_].left_rp for id_ in meant),
        ageing=ageing,
        at_risk=ageing.at_risk[30],
    )


def due_soon(*, cooperative_id: int, aim: ArrearsAim, on: date, most: int = MOST_ROWS) -> list[ArrearsRow]:
    """List loans with nothing late whose next instalment is due within a week, the next first. Two statements."""
    until = on + timedelta(days=FRIENDLY_AHEAD_DAYS)
    lines = LoanLine.objects.filter(
        cooperative_id=cooperative_id, is_open=True, loan__state=LoanState.BERJALAN.value
    )
    late = lines.filter(due_on__lt=on).values("loan_id")
    soon = lines.filter(due_on__gte=on, due_on__lte=until).exclude(loan_id__in=late)
    running = Loan.objects.filter(cooperative_id=cooperative_id, id__in=soon.values("loan_id"))
    found = list(_chosen(running, aim).order_by("id").values_list("id", flat=True)[:most])
    rows = rows_of_loans(cooperative_id=cooperative_id, loan_ids=found, on=on)
    return sorted(rows, key=lambda row: (row.next_on or on, row.name))


def to_remind(
    *, cooperative_id: int, aim: ArrearsAim, is_late: bool, on: date, most: int = 500
) -> list[ArrearsRow]:
    """List whom a message may remind: late, or soon due; who got none for a week and has not died.

    Args:
        cooperative_id: Whose loans.
        aim: Which.
        is_late: Late loans; else those that fall due soon.
        on: The business date.
        most: How many at most.
    """
    if is_late:
        rows = arrears_of(cooperative_id=cooperative_id, aim=aim, on=on, most=most).rows
    else:
        rows = due_soon(cooperative_id=cooperative_id, aim=aim, on=on, most=most)
    quiet_from = on - timedelta(days=QUIET_DAYS)
    return [
        row for row in rows if not row.has_died and (row.reminded_on is None or row.reminded_on <= quiet_from)
    ]


def rows_of_loans(*, cooperative_id: int, loan_ids: Collection[UUID], on: date) -> list[ArrearsRow]:
    """Give some running loans with what a list of arrears says of them. One statement."""
    late = Q(lines__is_open=True, lines__due_on__lt=on)
    rows = Loan.objects.filter(cooperative_id=cooperative_id, id__in=loan_ids).annotate(
        since=Min("lines__due_on", filter=late),
        late_rp=Coalesce(Sum(_PRINCIPAL + _JASA, filter=late), 0),
        fined_rp=Coalesce(Sum(_PENALTY), 0),
        next_on=Min("lines__due_on", filter=Q(lines__is_open=True, lines__due_on__gte=on)),
        next_rp=_next_rp(cooperative_id, on),
        reminded_on=_last(LoanReminder, cooperative_id, "on"),
        visited_on=_last(LoanVisit, cooperative_id, "on"),
        promise_on=_last(LoanVisit, cooperative_id, "promise_on"),
        has_died=Exists(
            BorrowerDeath.objects.filter(
                cooperative_id=cooperative_id, member_id=OuterRef("member_id"), undone_on__isnull=True
            )
        ),
    )
    names = (
        "id year no member_id member__person_id member__number member__file__name member__file__sex"
        " member__file__address member__file__rt member__file__rw product__name officer__name left_rp since late_rp"
        " fined_rp next_on next_rp kolektibilitas reminded_on visited_on promise_on has_died"
    ).split()
    return [_row(dict(zip(names, told, strict=True)), on) for told in rows.values_list(*names)]


def officers_who_lend(*, cooperative_id: int) -> list[tuple[UUID, str]]:
    """List who looks after running loans, by name. One query."""
    rows = Loan.objects.filter(
        cooperative_id=cooperative_id, state=LoanState.BERJALAN.value, officer__isnull=False
    )
    return list(rows.values_list("officer_id", "officer__name").distinct().order_by("officer__name"))


def _is_in(bucket: int, days: int) -> bool:
    if not 0 < bucket < len(BUCKETS):
        return True
    one = BUCKETS[bucket]
    return one.from_day <= days and (one.to_day is None or days <= one.to_day)


@dataclass(frozen=True, slots=True)
class _Late:
    since: date
    overdue_rp: int
    left_rp: int


def _late(cooperative_id: int, on: date) -> list[tuple[UUID, _Late]]:
    """Find every late loan: since when, how much, and the principal left. One statement."""
    rows = LoanLine.objects.filter(
        cooperative_id=cooperative_id, is_open=True, due_on__lt=on, loan__state=LoanState.BERJALAN.value
    )
    principal = Greatest(F("principal_rp") - F("principal_settled_rp"), 0)
    jasa = Greatest(F("interest_rp") - F("interest_settled_rp"), 0)
    told = (
        rows.values("loan_id")
        .annotate(since=Min("due_on"), rp=Sum(principal + jasa), left=Max("loan__left_rp"))
        .order_by("since", "loan_id")
        .values_list("loan_id", "since", "rp", "left")[:MOST_LATE]
    )
    return [(id_, _Late(since, int(rp), left)) for id_, since, rp, left in told]


def _chosen(rows: QuerySet[Loan], aim: ArrearsAim) -> QuerySet[Loan]:
    if aim.rt:
        rt, _, rw = aim.rt.partition("/")
        rows = rows.filter(member__file__rt=rt, member__file__rw=rw)
    if aim.officer_id:
        rows = rows.filter(officer_id=aim.officer_id)
    if aim.product_id:
        rows = rows.filter(product_id=aim.product_id)
    if aim.text:
        rows = rows.filter(member__file__name__icontains=aim.text)
    return rows


def _next_rp(cooperative_id: int, on: date) -> Any:
    lines = LoanLine.objects.filter(
        cooperative_id=cooperative_id, loan_id=OuterRef("id"), is_open=True, due_on__gte=on
    )
    open_rp = (
        Greatest(F("principal_rp") - F("principal_settled_rp"), 0)
        + Greatest(F("interest_rp") - F("interest_settled_rp"), 0)
        + Greatest(F("fee_rp") - F("fee_settled_rp"), 0)
    )
    return Coalesce(Subquery(lines.order_by("due_on", "no").annotate(rp=open_rp).values("rp")[:1]), 0)


def _last(model: Any, cooperative_id: int, name: str) -> Any:
    rows = model.objects.filter(cooperative_id=cooperative_id, loan_id=OuterRef("id"))
    newest = rows.filter(**{f"{name}__isnull": False}).order_by(f"-{name}", "-id")
    return Subquery(newest.values(name)[:1])


def _row(told: dict[str, Any], on: date) -> ArrearsRow:
    rt, rw = told["member__file__rt"], told["member__file__rw"]
    since = told["since"]
    return ArrearsRow(
        loan_id=told["id"],
        name=loan_name(told["year"], told["no"]),
        member_id=told["member_id"],
        person_id=told["member__person_id"],
        number=member_number(told["member__number"] or 0),
        borrower=told["member__file__name"],
        sex=told["member__file__sex"],
        home=home_of(told["member__file__address"], rt, rw),
        product=told["product__name"],
        officer=told["officer__name"] or "",
        left_rp=told["left_rp"],
        since=since,
        days=(on - since).days if since else 0,
        overdue_rp=int(told["late_rp"]),
        penalty_rp=int(told["fined_rp"]),
        next_on=told["next_on"],
        next_rp=int(told["next_rp"]),
        kolektibilitas=told["kolektibilitas"],
        reminded_on=told["reminded_on"],
        visited_on=told["visited_on"],
        promise_on=told["promise_on"],
        has_died=told["has_died"],
    )


def owed_on(rows: Sequence[ArrearsRow]) -> int:
    """Add up what some loans are asked for, whole rupiah."""
    return sum(row.asked_rp for row in rows)
