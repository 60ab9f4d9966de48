"""Lists of instalments that collectors take along: whom they may ask, those that are out, their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Sum
from django.db.models.functions import Greatest

from guyub.community.members.domain.books import home_of
from guyub.community.members.domain.register import member_number
from guyub.community.members.selectors.register import neighbourhoods
from guyub.finance.loans.domain.collecting import asked_words, list_name
from guyub.finance.loans.domain.lifecycle import OWING, LoanState, loan_name
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.models import BorrowerDeath, InstalmentList, ListedLoan, LoanLine
from guyub.finance.loans.selectors.arrears import officers_who_lend
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.finance.savings.domain.collecting import (
    MOST_LINES,
    OPEN_STATES,
    SKIP_WORDS,
    CollectionRefusedError,
    SkipWhy,
    Surplus,
    slip_name,
)
from guyub.finance.savings.selectors.collecting import MOST_LISTS, ListRow, list_row
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.finance.loans.selectors.histories import History
MOST_ASKED = 500
_PARTS = ("principal", "interest", "fee", "penalty")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAim(Row):
    """Whom a list asks: of one RT (``003/001``) or one officer where these are named; ``is_late``: late loans alone."""

    rt: str = ""
    officer_id: UUID | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Asked(Row):
    """One loan of which something is due: since when, of how many instalments, whole rupiah as of its last count."""

    loan_id: UUID
    loan: str
    name: str
    number: str
    home: str
    count: int
    since: date
    asked_rp: int

    @property
    def months(self) -> str:
        """What is asked for, in words."""
        return asked_words(self.loan, self.count, self.since)


@dataclass(frozen=True, slots=True)
class AskedFound(Row):
    """Loans in the order of the way; ``elsewhere`` counts those on a list that is out."""

    people: list[Asked]
    elsewhere: int

    @property
    def amount_rp(self) -> int:
        """What is due of all of them."""
        return sum(one.asked_rp for one in self.people)


@dataclass(frozen=True, slots=True)
class Due(Row):
    """What of a loan is due by a day: how much, of how many instalments, since when; and all that it can still take."""

    due_rp: int
    count: int
    since: date
    most_rp: int


@dataclass(frozen=True, slots=True)
class LineRow(Row):
    """One line of a list; whole rupiah."""

    line_id: UUID
    slip: str
    rank: int
    loan_id: UUID
    loan: str
    person_id: UUID
    number: str
    name: str
    home: str
    months: str
    asked_rp: int
    noted_rp: int | None
    noted_why: str
    got_rp: int | None
    why_words: str
    surplus: Surplus | None
    back_rp: int
    event_id: UUID | None
    entry_id: UUID | None

    @property
    def booked_rp(self) -> int:
        """What the loan was paid with."""
        return (self.got_rp or 0) - self.back_rp if self.event_id else 0

    @property
    def was_corrected(self) -> bool:
        """The cashier booked another amount than the collector noted."""
        return self.got_rp is not None and self.noted_rp is not None and self.got_rp != self.noted_rp


def round_words(*, cooperative_id: int, aim: RoundAim) -> str:
    """Say whom a list asks: ``RT 003/001, yang menunggak``. One query for what is named.

    Raises:
        CollectionRefusedError: ``aim``.
    """
    if aim.rt and aim.rt not in neighbourhoods(cooperative_id=cooperative_id):
        raise CollectionRefusedError(wrong="aim")
    officers = dict(officers_who_lend(cooperative_id=cooperative_id)) if aim.officer_id else {}
    if aim.officer_id and aim.officer_id not in officers:
        raise CollectionRefusedError(wrong="aim")
    where = [f"RT {aim.rt}"] if aim.rt else []
    where += [f"pinjaman yang diurus {officers[aim.officer_id]}"] if aim.officer_id else []
    said = ", ".join(where) or "Semua RT"
    return f"{said}, yang menunggak" if aim.is_late else said


def asking(
    *,
    cooperative_id: int,
    aim: RoundAim,
    until: date,
    today: date,
    without_person: UUID | None = None,
    most: int = MOST_ASKED,
) -> AskedFound:
    """Find running loans of which something is due by a day, by RW, RT and name. Two queries.

    Passed over: loans on a list that is out, and those of a borrower who has died.

    Args:
        cooperative_id: Whose loans.
        aim: Which.
        until: The last due date that counts.
        today: The business date; a due date before it is late.
        without_person: Whose own loans are left out.
        most: How many loans at most.
    """
    on_lists = ListedLoan.objects.filter(cooperative_id=cooperative_id, is_out=True).values("loan_id")
    lines = _open_lines(cooperative_id, aim, until, today)
    elsewhere = lines.filter(loan_id__in=on_lists).values("loan_id").distinct().count()
    lines = lines.exclude(loan_id__in=on_lists)
    if without_person:
        lines = lines.exclude(loan__member__person_id=without_person)
    file = "loan__member__file__"
    order = (f"{file}rw", f"{file}rt", f"{file}name", "loan__year", "loan__no")
    open_rp = sum((Greatest(F(f"{part}_rp") - F(f"{part}_settled_rp"), 0) for part in _PARTS[1:]),
                  Greatest(F("principal_rp") - F("principal_settled_rp"), 0))  # fmt: skip
    rows = lines.values("loan_id", *order, "loan__member__number", f"{file}address")
    told = rows.annotate(since=Min("due_on"), count=Count("id"), asked=Sum(open_rp)).order_by(*order)
    return AskedFound(
        [
            Asked(
                row["loan_id"],
                loan_name(row["loan__year"], row["loan__no"]),
                row[f"{file}name"],
                member_number(row["loan__member__number"] or 0),
                home_of(row[f"{file}address"], row[f"{file}rt"], row[f"{file}rw"]),
                row["count"],
                row["since"],
                int(row["asked"]),
            )
            for row in told[:most]
        ],
        elsewhere,
    )


def dues_now(
    *, cooperative_id: int, loan_ids: Collection[UUID], until: date, today: date
) -> dict[UUID, tuple[History, Due | None]]:
    """Read loans with what of each is due by a day, by all that is known today; None: nothing is. One trip."""
    told = asked(*(history_inquiry(cooperative_id=cooperative_id, loan_id=id_) for id_ in loan_ids))
    return {one.loan.id: (one, due_now(one, until=until, today=today)) for one in told if one is not None}


def due_now(history: History, *, until: date, today: date) -> Due | None:
    """Tell what of a loan is due by a day, by all that is known today; None: nothing is open of it at all."""
    if history.state_now not in OWING:
        return None
    state = history.state_on(today)
    lines = [line for line in state.lines if line.outstanding > 0]
    due = [line for line in lines if line.due_on <= until]
    if not lines:
        return None
    # Where jasa follows the balance, that of instalments to come is not owed yet: a payment ahead is principal alone.
    is_following = history.contract.servicing.recalculate_interest
    most_rp = sum(
        line.open(Component.PRINCIPAL) if is_following and line.due_on > today else line.outstanding
        for line in lines
    )
    first = min(due or lines, key=lambda line: line.due_on)
    return Due(sum(line.outstanding for line in due), len(due), first.due_on, most_rp)


def lists_of(*, cooperative_id: int, is_open: bool, collector_id: UUID | None = None) -> list[ListRow]:
    """List what is out or looked through, the oldest first, or else what is over, the newest first; 30 at most.

    Args:
        cooperative_id: Whose.
        is_open: Which of the two.
        collector_id: Of one collector alone; None: of all.
    """
    rows = _lists(cooperative_id)
    if collector_id:
        rows = rows.filter(collector_id=collector_id)
    inside = Q(state__in=OPEN_STATES)
    rows = rows.filter(inside if is_open else ~inside)
    ordered = rows.order_by("made_at", "id") if is_open else rows.order_by("-closed_at", "-id")
    return [list_row(row, name=str(row), until=row.until) for row in ordered[:MOST_LISTS]]


def one_list(*, cooperative_id: int, list_id: UUID) -> InstalmentList | None:
    """Read one list; None for another cooperative's or none. One query."""
    return _lists(cooperative_id).filter(id=list_id).first()


def row_of_list(found: InstalmentList) -> ListRow:
    """Give a list that was read as pages show it."""
    return list_row(found, name=str(found), until=found.until)


def lines_of(*, cooperative_id: int, list_id: UUID) -> list[LineRow]:
    """List the lines of a list in their order. One query."""
    rows = ListedLoan.objects.filter(cooperative_id=cooperative_id, of_id=list_id)
    return [
        LineRow(
            row.id,
            slip_name(list_name(row.of.year, row.of.number), row.rank),
            row.rank,
            row.loan_id,
            row.loan.name,
            row.loan.member.person_id,
            member_number(row.loan.member.number or 0),
            row.loan.member.file.name,
            home_of(row.loan.member.file.address, row.loan.member.file.rt, row.loan.member.file.rw),
            asked_words(row.loan.name, row.count, row.since),
            row.asked_rp,
            row.noted_rp,
            row.noted_why,
            row.got_rp,
            SKIP_WORDS[SkipWhy(row.why)] if row.why else "",
            Surplus(row.surplus) if row.surplus else None,
            row.back_rp,
            row.event_id,
            row.event.entry_id if row.event else None,
        )
        for row in rows.select_related("of", "loan__member__file", "event").order_by("rank")[:MOST_LINES]
    ]


def _open_lines(cooperative_id: int, aim: RoundAim, until: date, today: date) -> QuerySet[LoanLine]:
    died = BorrowerDeath.objects.filter(
        cooperative_id=cooperative_id, member_id=OuterRef("loan__member_id"), undone_on__isnull=True
    )
    lines = LoanLine.objects.filter(
        ~Exists(died),
        cooperative_id=cooperative_id,
        is_open=True,
        due_on__lte=until,
        loan__state=LoanState.BERJALAN.value,
    )
    if aim.rt:
        rt, _, rw = aim.rt.partition("/")
        lines = lines.filter(loan__member__file__rt=rt, loan__member__file__rw=rw)
    if aim.officer_id:
        lines = lines.filter(loan__officer_id=aim.officer_id)
    if aim.is_late:
        late = LoanLine.objects.filter(cooperative_id=cooperative_id, is_open=True, due_on__lt=today)
        lines = lines.filter(loan_id__in=late.values("loan_id"))
    return lines


def _lists(cooperative_id: int) -> QuerySet[InstalmentList]:
    rows = InstalmentList.objects.filter(cooperative_id=cooperative_id)
    told = rows.select_related("collector", "made_by", "booked_by", "difference")
    return told.annotate(
        line_count=Count("lines"), noted_count=Count("lines", filter=Q(lines__noted_rp__isnull=False))
    )
