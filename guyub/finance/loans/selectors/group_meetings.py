"""Sheets of groups' meetings: one of them with its members and loans, and those that there were."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Coalesce, Least

from guyub.community.members.domain.register import member_number
from guyub.finance.loans.domain.group_meetings import (
    MEETING_WORDS,
    CoverHow,
    LoanOnSheet,
    MeetingState,
    meeting_name,
    sums_of,
)
from guyub.finance.loans.domain.group_standing import MEETINGS
from guyub.finance.loans.domain.lifecycle import OWING, loan_name
from guyub.finance.loans.models import (
    GroupCover,
    GroupFund,
    GroupFundMovement,
    GroupMeeting,
    Loan,
    MeetingLine,
    MeetingLoan,
)
from guyub.finance.loans.selectors.group_covers import FUND_WORDS, open_covers
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from guyub.finance.loans.domain.group_meetings import SheetSums
    from guyub.finance.loans.selectors.group_covers import CoverRow
    from guyub.finance.loans.selectors.histories import History

MOST_MEETINGS = 30


@dataclass(frozen=True, slots=True)
class MeetingRow(Row):
    """One sheet; amounts in whole rupiah, None until it is booked."""

    meeting_id: UUID
    name: str
    group_id: UUID
    group: str
    on: date
    state: MeetingState
    version: int
    made_by: str
    noted_by: str
    noted_at: datetime | None
    counted_rp: int | None
    booked_on: date | None
    booked_by: str
    reason: str

    @property
    def state_words(self) -> str:
        """Where it stands."""
        return MEETING_WORDS[self.state]

    @property
    def is_open(self) -> bool:
        """Nothing of it is in the books, and it was not called off."""
        return self.state is MeetingState.DICATAT


@dataclass(frozen=True, slots=True)
class SheetLoan(Row):
    """One loan on a sheet: its number, what the rule knows of it, how it is covered, by whom in words."""

    row_id: UUID
    loan_id: UUID
    name: str
    on_sheet: LoanOnSheet
    how: CoverHow | None
    said: tuple[tuple[str, int], ...]

    @property
    def open_words(self) -> str:
        """What stays unpaid of what is due."""
        return rupiah(self.on_sheet.open_rp)


@dataclass(frozen=True, slots=True)
class SheetBack(Row):
    """A cover that a member of the sheet had, and what of it comes back at this meeting; whole rupiah."""

    cover_id: UUID
    by_name: str
    is_of_fund: bool
    open_rp: int
    amount_rp: int


@dataclass(frozen=True, slots=True)
class SheetLine(Row):
    """One member on a sheet."""

    line_id: UUID
    rank: int
    member_id: UUID
    person_id: UUID
    number: str
    name: str
    is_present: bool
    fund_rp: int
    loans: tuple[SheetLoan, ...]
    backs: tuple[SheetBack, ...]

    @property
    def due_rp(self) -> int:
        """What is due of the own loans."""
        return sum(one.on_sheet.due_rp for one in self.loans)

    @property
    def paid_rp(self) -> int:
        """What is brought for the own loans."""
        return sum(one.on_sheet.paid_rp for one in self.loans)

    @property
    def short_rp(self) -> int:
        """What of the own loans is due and not brought."""
        return sum(one.on_sheet.short_rp for one in self.loans)


@dataclass(frozen=True, slots=True)
class Sheet(Row):
    """A sheet whole: its members, what it comes to, and what the fund holds beside it."""

    meeting: MeetingRow
    lines: tuple[SheetLine, ...]
    fund_rp: int
    sums: SheetSums = field(repr=False)

    @property
    def present(self) -> int:
        """How many are there."""
        return sum(line.is_present for line in self.lines)

    @property
    def cash_covers_rp(self) -> int:
        """What members, not the fund, pay for others."""
        return self.sums.covered_rp - self.sums.from_fund_rp

    @property
    def to_fund_rp(self) -> int:
        """What comes to the fund: paid in, and given back to it."""
        return self.sums.to_fund_rp + self.sums.back_to_fund_rp

    @property
    def backs(self) -> list[tuple[SheetLine, SheetBack]]:
        """Covers that come back at this meeting, each with who gives them."""
        return [(line, back) for line in self.lines for back in line.backs if back.amount_rp]

    @property
    def shorts(self) -> list[tuple[SheetLine, SheetLoan]]:
        """Loans of which something is short, each with its borrower."""
        return [(line, one) for line in self.lines for one in line.loans if one.on_sheet.short_rp]


def meetings_of(*, cooperative_id: int, group_id: UUID | None = None) -> list[MeetingRow]:
    """List sheets of a group, or of all, the newest first, at most 30; one query."""
    rows = _meetings(cooperative_id)
    if group_id is not None:
        rows = rows.filter(group_id=group_id)
    return [_meeting(row) for row in rows.order_by("-met_on", "-made_at", "-id")[:MOST_MEETINGS]]


def sheet_of(*, cooperative_id: int, meeting_id: UUID) -> Sheet | None:
    """Read one sheet whole; None: not here. Five queries, four once it is booked."""
    row = _meetings(cooperative_id).filter(id=meeting_id).first()
    if row is None:
        return None
    meeting = _meeting(row)
    lines = list(lines_of_meeting(cooperative_id, meeting_id))
    loans = list(
        MeetingLoan.objects.filter(cooperative_id=cooperative_id, line__of_id=meeting_id)
        .select_related("loan", "line")
        .order_by("line__rank", "loan__year", "loan__no")
    )
    fund = GroupFund.objects.filter(cooperative_id=cooperative_id, group_id=meeting.group_id).first()
    backs = _backs(cooperative_id, meeting, lines)
    names = {line.member_id: line.member.file.name for line in lines}
    told = tuple(_line(line, loans, backs, names) for line in lines)
    return Sheet(meeting, told, fund.balance_rp if fund else 0, _sums(told))


def lines_of_meeting(cooperative_id: int, meeting_id: UUID) -> QuerySet[MeetingLine]:
    """Give the members of a sheet in their order, each with the file."""
    rows = MeetingLine.objects.filter(cooperative_id=cooperative_id, of_id=meeting_id)
    return rows.select_related("member__file").order_by("rank")


def loans_on(*, cooperative_id: int, group_id: UUID, on: date) -> list[tuple[UUID, UUID]]:
    """List the loans that a group answers for and that still owe, paid out by a day: (loan, borrower). One query."""
    rows = Loan.objects.filter(
        cooperative_id=cooperative_id,
        group_id=group_id,
        state__in=[one.value for one in OWING],
        disbursed_on__lte=on,
    )
    return list(rows.order_by("year", "no").values_list("id", "member_id"))


def due_of(history: History, *, on: date, as_of: date) -> int:
    """Give what of a loan is due by the day of a meeting and open by all that is known, in whole rupiah.

    Args:
        history: The loan.
        on: The day of the meeting; due on that day counts.
        as_of: The day on which one looks, not before the meeting: what was paid since is seen.
    """
    lines = history.state_on(as_of).lines
    return sum(max(0, line.outstanding) for line in lines if line.due_on <= on)


def meetings_inquiry(
    *, cooperative_id: int, groups: Sequence[UUID]
) -> Inquiry[Mapping[UUID, tuple[int, int, int]]]:
    """Ask of each group how many of its last twelve meetings there were, what was due at them and brought; rupiah.

    Brought counts what members paid themselves, of each loan at most what was due.
    """

    def read(rows: list[tuple[UUID, int, int]]) -> Mapping[UUID, tuple[int, int, int]]:
        found: dict[UUID, tuple[int, int, int]] = {}
        for group_id, due_rp, brought_rp in rows:
            count, due, brought = found.get(group_id, (0, 0, 0))
            if count < MEETINGS:
                found[group_id] = (count + 1, due + int(due_rp), brought + int(brought_rp))
        return found

    mine = GroupMeeting.objects.filter(
        cooperative_id=cooperative_id, group_id__in=groups, state=MeetingState.DIBUKUKAN.value
    )
    told = mine.annotate(
        due_rp=Coalesce(Sum("lines__loans__due_rp"), 0),
        brought_rp=Coalesce(Sum(Least("lines__loans__due_rp", "lines__loans__paid_rp")), 0),
    ).order_by("-met_on", "-id")
    return Inquiry.of(told.values_list("group_id", "due_rp", "brought_rp"), read=read)


def entries_of_meeting(*, cooperative_id: int, meeting_id: UUID) -> list[UUID]:
    """List the entries that booked a sheet: payments, covers, the fund; one trip."""
    paid = MeetingLoan.objects.filter(cooperative_id=cooperative_id, line__of_id=meeting_id)
    covered = GroupCover.objects.filter(cooperative_id=cooperative_id, meeting_id=meeting_id)
    moved = GroupFundMovement.objects.filter(
        cooperative_id=cooperative_id, meeting_id=meeting_id, amount_rp__gt=0
    )
    found = asked(
        Inquiry.of(paid.order_by("line__rank", "id").values_list("event__entry_id"), read=list),
        Inquiry.of(covered.order_by("id").values_list("event__entry_id"), read=list),
        Inquiry.of(moved.order_by("no").values_list("entry_id"), read=list),
    )
    return [id_ for rows in found for (id_,) in rows if id_]


def covers_read(kept: Sequence[Sequence[Any]]) -> tuple[tuple[UUID | None, int], ...]:
    """Read who covers a loan on a sheet: the member, None for the fund, and whole rupiah."""
    return tuple((UUID(by) if by else None, rp) for by, rp in kept)


def backs_read(kept: Sequence[Sequence[Any]]) -> dict[UUID, int]:
    """Read what a member gives back of which covers, whole rupiah."""
    return {UUID(cover): rp for cover, rp in kept}


def on_sheet(row: MeetingLoan) -> LoanOnSheet:
    """Give a loan on a sheet as the rule takes it."""
    return LoanOnSheet(due_rp=row.due_rp, paid_rp=row.paid_rp, covers=covers_read(row.covers))


def _meetings(cooperative_id: int) -> QuerySet[GroupMeeting]:
    rows = GroupMeeting.objects.filter(cooperative_id=cooperative_id)
    return rows.select_related("group", "made_by", "noted_by", "booked_by")


def _meeting(row: GroupMeeting) -> MeetingRow:
    return MeetingRow(
        row.id,
        meeting_name(row.year, row.no),
        row.group_id,
        row.group.name,
        row.met_on,
        MeetingState(row.state),
        row.version,
        row.made_by.name,
        row.noted_by.name if row.noted_by else "",
        row.noted_at,
        row.counted_rp,
        row.booked_on,
        row.booked_by.name if row.booked_by else "",
        row.reason,
    )


def _backs(
    cooperative_id: int, meeting: MeetingRow, lines: Sequence[MeetingLine]
) -> Mapping[UUID, list[CoverRow]]:
    """Give, by member, the covers that may come back: the open ones, or of a booked sheet those that did."""
    named = {cover for line in lines for cover in backs_read(line.backs)}
    members = frozenset(line.member_id for line in lines)
    rows = open_covers(
        cooperative_id=cooperative_id, group_id=meeting.group_id, members=members, also=frozenset(named)
    )
    found: dict[UUID, list[CoverRow]] = {}
    for cover in rows:
        if meeting.is_open or cover.cover_id in named:
            found.setdefault(cover.for_id, []).append(cover)
    return found


def _line(
    line: MeetingLine,
    loans: Sequence[MeetingLoan],
    backs: Mapping[UUID, Sequence[CoverRow]],
    names: Mapping[UUID, str],
) -> SheetLine:
    given = backs_read(line.backs)
    mine = backs.get(line.member_id, ())
    return SheetLine(
        line.id,
        line.rank,
        line.member_id,
        line.member.person_id,
        member_number(line.member.number or 0),
        line.member.file.name,
        line.is_present,
        line.fund_rp,
        tuple(_loan(row, names) for row in loans if row.line_id == line.id),
        tuple(
            SheetBack(one.cover_id, one.by_name, one.is_of_fund, one.open_rp, given.get(one.cover_id, 0))
            for one in mine
        ),
    )


def _loan(row: MeetingLoan, names: Mapping[UUID, str]) -> SheetLoan:
    told = on_sheet(row)
    said = tuple((names.get(by, "") if by else FUND_WORDS, rp) for by, rp in told.covers)
    how = CoverHow(row.how) if row.how else None
    return SheetLoan(row.id, row.loan_id, loan_name(row.loan.year, row.loan.no), told, how, said)


def _sums(lines: Sequence[SheetLine]) -> SheetSums:
    return sums_of(
        [one.on_sheet for line in lines for one in line.loans],
        to_fund_rp=sum(line.fund_rp for line in lines),
        back_to_fund_rp=sum(one.amount_rp for line in lines for one in line.backs if one.is_of_fund),
    )
