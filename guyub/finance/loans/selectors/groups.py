"""Groups of joint liability as lists and pages show them: loans, arrears, covers, fund, how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, F, Min, Sum

from guyub.community.members.domain.files import GroupKind
from guyub.community.members.selectors.groups import groups_of, seated_people
from guyub.finance.loans.domain.group_covers import standings_of
from guyub.finance.loans.domain.group_meetings import CAUSE_WORDS, FundCause
from guyub.finance.loans.domain.group_standing import GroupFacts, standing_of
from guyub.finance.loans.domain.lifecycle import OWING, LoanState, loan_name
from guyub.finance.loans.models import GroupFund, GroupFundMovement, Loan, LoanLine
from guyub.finance.loans.selectors.group_covers import covers_inquiry, payments_inquiry, standing_covers
from guyub.finance.loans.selectors.group_meetings import meetings_inquiry, meetings_of
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.community.members.selectors.groups import Seated
    from guyub.finance.loans.domain.group_standing import GroupStanding
    from guyub.finance.loans.selectors.group_covers import CoverPaymentRow, CoverRow
    from guyub.finance.loans.selectors.group_meetings import MeetingRow

MOST_MOVED, MOST_LOANS, MOST_BACK = 20, 500, 20


@dataclass(frozen=True, slots=True)
class GroupRow(Row):
    """One group; amounts in whole rupiah."""

    group_id: UUID
    name: str
    leader: str
    members: int
    left_rp: int
    facts: GroupFacts
    fund_rp: int

    @property
    def standing(self) -> GroupStanding:
        """How it stands, and why."""
        return standing_of(self.facts)


class LateLoan(NamedTuple):
    """A loan of a group of which something is past its due date: since when, how much; whole rupiah."""

    group_id: UUID
    since: date
    overdue_rp: int


@dataclass(frozen=True, slots=True)
class MemberLoan(Row):
    """A loan of a member that the group answers for; whole rupiah."""

    loan_id: UUID
    name: str
    product: str
    state: LoanState
    principal_rp: int
    left_rp: int
    overdue_rp: int

    @property
    def is_agreed(self) -> bool:
        """It was agreed to and is not paid out yet."""
        return self.state is LoanState.DISETUJUI


@dataclass(frozen=True, slots=True)
class MemberInGroup(Row):
    """Who sits in a group, with the loans, and what the others owe to the member (below zero: the member owes them)."""

    seated: Seated
    loans: tuple[MemberLoan, ...]
    owed_rp: int

    @property
    def owes_rp(self) -> int:
        """What the member owes for covers, whole rupiah."""
        return max(0, -self.owed_rp)

    @property
    def owed_words(self) -> str:
        """How much that is, whichever way."""
        return rupiah(abs(self.owed_rp))


@dataclass(frozen=True, slots=True)
class FundRow(Row):
    """One movement of a fund; whole rupiah, below zero: it left."""

    no: int
    words: str
    amount_rp: int
    balance_rp: int
    on: date
    member: str
    note: str
    entry_id: UUID


@dataclass(frozen=True, slots=True)
class GroupPage(Row):
    """One group with everything about its money."""

    row: GroupRow
    members: list[MemberInGroup]
    covers: list[CoverRow]
    backs: list[CoverPaymentRow]
    meetings: list[MeetingRow]
    moved: list[FundRow]
    fund_owed_rp: int


def group_rows(*, cooperative_id: int, today: date) -> list[GroupRow]:
    """List the open groups of joint liability, those that need a look first, then by name; three trips."""
    found = [
        row for row in groups_of(cooperative_id=cooperative_id) if row.kind is GroupKind.TANGGUNG_RENTENG
    ]
    rows, _ = _rows(
        cooperative_id, [(row.group_id, row.name, row.leader, row.count) for row in found], today=today
    )
    return sorted(rows, key=lambda row: (not row.standing.is_warning, row.name))


def group_page(*, cooperative_id: int, group_id: UUID, today: date) -> GroupPage | None:
    """Read one open group of joint liability with its money; None: not here, or nobody sits in it. Four trips."""
    people = seated_people(cooperative_id=cooperative_id, group_id=group_id)
    if not people:
        return None
    leader = next((one.name for one in people if one.is_leader), "")
    rows, late = _rows(cooperative_id, [(group_id, people[0].group, leader, len(people))], today=today)
    whose: dict[str, Any] = {"cooperative_id": cooperative_id, "group_id": group_id}
    covers, backs, moved, loans = asked(
        covers_inquiry(**whose),
        payments_inquiry(**whose, most=MOST_BACK),
        _moved_inquiry(cooperative_id, group_id),
        _loans_inquiry(cooperative_id, group_id, late),
    )
    owed = standings_of(one.cover for one in covers)
    return GroupPage(
        row=rows[0],
        members=[
            MemberInGroup(one, tuple(loans.get(one.member_id, ())), owed.get(one.member_id, 0))
            for one in people
        ],
        covers=covers,
        backs=backs,
        meetings=meetings_of(**whose),
        moved=moved,
        fund_owed_rp=owed.get(None, 0),
    )


def standing_of_group(*, cooperative_id: int, group_id: UUID, today: date) -> GroupStanding:
    """Tell how a group stands, for who thinks about another loan to one of its members; one trip.

    It warns (``is_warning``, ``why``) and refuses nothing.
    """
    rows, _ = _rows(cooperative_id, [(group_id, "", "", 0)], today=today)
    return rows[0].standing


def _rows(
    cooperative_id: int, groups: Sequence[tuple[UUID, str, str, int]], *, today: date
) -> tuple[list[GroupRow], Mapping[UUID, LateLoan]]:
    """Give groups with their facts, and which of their loans are late; one trip."""
    if not groups:
        return [], {}
    ids = [group_id for group_id, *_ in groups]
    owing = Loan.objects.filter(
        cooperative_id=cooperative_id, group_id__in=ids, state__in=[one.value for one in OWING]
    )
    funds = GroupFund.objects.filter(cooperative_id=cooperative_id, group_id__in=ids)
    loans, late, covers, held, past = asked(
        Inquiry.of(
            owing.values_list("group_id").annotate(count=Count("id"), left=Sum("left_rp")),
            read=lambda found: {group_id: (count, int(left_rp)) for group_id, count, left_rp in found},
        ),
        late_inquiry(cooperative_id=cooperative_id, groups=ids, today=today),
        _covers_inquiry(cooperative_id, ids),
        Inquiry.of(funds.values_list("group_id", "balance_rp"), read=dict),
        meetings_inquiry(cooperative_id=cooperative_id, groups=ids),
    )
    rows = [
        GroupRow(
            group_id,
            name,
            leader,
            count,
            loans.get(group_id, (0, 0))[1],
            _facts(
                loans.get(group_id, (0, 0))[0],
                [one for one in late.values() if one.group_id == group_id],
                covers.get(group_id),
                past.get(group_id, (0, 0, 0)),
                today,
            ),
            held.get(group_id, 0),
        )
        for group_id, name, leader, count in groups
    ]
    return rows, late


def late_inquiry(
    *, cooperative_id: int, groups: Sequence[UUID], today: date
) -> Inquiry[Mapping[UUID, LateLoan]]:
    """Ask what of each running loan of groups is past its due date, by the instalments as they stand.

    The figures on the loan itself are those of the last end of a day.
    """
    open_rp = F("principal_rp") - F("principal_settled_rp") + F("interest_rp") - F("interest_settled_rp")
    lines = LoanLine.objects.filter(
        cooperative_id=cooperative_id,
        loan__group_id__in=groups,
        loan__state__in=[one.value for one in OWING],
        is_open=True,
        due_on__lt=today,
    )
    return Inquiry.of(
        lines.values_list("loan_id", "loan__group_id").annotate(since=Min("due_on"), late=Sum(open_rp)),
        read=lambda found: {
            loan_id: LateLoan(group_id, since, int(late_rp)) for loan_id, group_id, since, late_rp in found
        },
    )


def _covers_inquiry(cooperative_id: int, groups: Sequence[UUID]) -> Inquiry[Mapping[UUID, tuple[int, date]]]:
    """Ask of each group what of its covers is open, and since when the oldest is."""

    def read(rows: list[tuple[UUID, int, int, date]]) -> Mapping[UUID, tuple[int, date]]:
        found: dict[UUID, tuple[int, date]] = {}
        for group_id, amount_rp, back_rp, on in rows:
            known_rp, since = found.get(group_id, (0, on))
            found[group_id] = (known_rp + amount_rp - int(back_rp), min(since, on))
        return found

    rows = standing_covers(cooperative_id).filter(group_id__in=groups, back__lt=F("amount_rp"))
    return Inquiry.of(rows.values_list("group_id", "amount_rp", "back", "on"), read=read)


def _facts(
    loans: int,
    late: Sequence[LateLoan],
    cover: tuple[int, date] | None,
    past: tuple[int, int, int],
    today: date,
) -> GroupFacts:
    meetings, due_rp, brought_rp = past
    return GroupFacts(
        loans=loans,
        overdue_rp=sum(one.overdue_rp for one in late),
        overdue_days=max(((today - one.since).days for one in late), default=0),
        covers_rp=cover[0] if cover else 0,
        cover_days=(today - cover[1]).days if cover else 0,
        due_rp=due_rp,
        brought_rp=brought_rp,
        meetings=meetings,
    )


def _loans_inquiry(
    cooperative_id: int, group_id: UUID, late: Mapping[UUID, LateLoan]
) -> Inquiry[Mapping[UUID, list[MemberLoan]]]:
    def read(rows: list[tuple[Any, ...]]) -> Mapping[UUID, list[MemberLoan]]:
        found: dict[UUID, list[MemberLoan]] = {}
        for member_id, id_, year, no, product, state, principal_rp, left_rp in rows:
            late_rp = late[id_].overdue_rp if id_ in late else 0
            name = loan_name(year, no)
            told = MemberLoan(id_, name, product, LoanState(state), principal_rp, left_rp, late_rp)
            found.setdefault(member_id, []).append(told)
        return found

    rows = Loan.objects.filter(
        cooperative_id=cooperative_id,
        group_id=group_id,
        state__in=[LoanState.DISETUJUI.value, *(one.value for one in OWING)],
    )
    columns = ("member_id", "id", "year", "no", "product__name", "state", "principal_rp", "left_rp")
    return Inquiry.of(rows.order_by("year", "no").values_list(*columns)[:MOST_LOANS], read=read)


def _moved_inquiry(cooperative_id: int, group_id: UUID) -> Inquiry[list[FundRow]]:
    rows = GroupFundMovement.objects.filter(cooperative_id=cooperative_id, fund__group_id=group_id)
    told = rows.order_by("-no").values_list(
        "no", "cause", "amount_rp", "balance_rp", "on", "member__file__name", "note", "entry_id"
    )
    return Inquiry.of(
        told[:MOST_MOVED],
        read=lambda found: [
            FundRow(no, CAUSE_WORDS[FundCause(cause)], amount_rp, balance_rp, on, name or "", *more)
            for no, cause, amount_rp, balance_rp, on, name, *more in found
        ],
    )
