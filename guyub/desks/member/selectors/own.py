"""What a member sees of the own: standing, savings, what moved them, what waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.community.members.selectors.own_file import own_file, standing_and_file
from guyub.community.members.selectors.own_requests import own_requests_of
from guyub.finance.savings.selectors.balances import savings_inquiry
from guyub.finance.savings.selectors.bills import dues_inquiry, is_behind
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.community.members.selectors.members import MemberRow
    from guyub.community.members.selectors.own_file import OwnFile
    from guyub.community.members.selectors.own_requests import OwnRequestRow
    from guyub.finance.savings.domain.dues import MonthDue
    from guyub.finance.savings.selectors.balances import MovementRow, SavingsRow

MOST_MOVEMENTS = 100


@dataclass(frozen=True, slots=True)
class OwnDues(Row):
    """How a member stands with simpanan wajib: all billed months, and those that are late."""

    months: list[MonthDue]
    behind: list[MonthDue]

    @property
    def behind_rp(self) -> int:
        """What the late months miss; whole rupiah."""
        return sum(one.missing_rp for one in self.behind)

    @property
    def next(self) -> MonthDue | None:
        """The first billed month that misses something and is not late; None where there is none."""
        late = {one.month for one in self.behind}
        return next((one for one in self.months if one.missing_rp and one.month not in late), None)

    @property
    def settled_until(self) -> date | None:
        """The last month before which, and with which, nothing is missing; None: none yet."""
        found = None
        for one in self.months:
            if one.missing_rp:
                break
            found = one.month
        return found


@dataclass(frozen=True)
class OwnPage(Row):
    """One member's view of the own account; ``member`` is None where nothing of the kind is written down."""

    member: MemberRow | None
    file: OwnFile | None
    savings: list[SavingsRow]
    moved: list[MovementRow]
    requests: list[OwnRequestRow]
    dues: OwnDues

    @property
    def total_rp(self) -> int:
        """All savings together, whole rupiah."""
        return sum(row.balance_rp for row in self.savings)

    @property
    def waiting(self) -> list[OwnRequestRow]:
        """Requests without an answer."""
        return [row for row in self.requests if row.is_open]

    @property
    def shares(self) -> list[tuple[int, int, SavingsRow]]:
        """Where each kind begins on a bar of all savings, and how long it is: whole rupiah."""
        found, begun_rp = [], 0
        for row in self.savings:
            if row.balance_rp:
                found.append((begun_rp, row.balance_rp, row))
            begun_rp += row.balance_rp
        return found


def own_page(*, cooperative_id: int, person_id: UUID, today: date, most: int = MOST_MOVEMENTS) -> OwnPage:
    """Read a person's own account; needs the scope of the cooperative. Three trips.

    Args:
        cooperative_id: Where.
        person_id: Who.
        today: The business date.
        most: So many movements, the newest ones.
    """
    found = standing_and_file(cooperative_id=cooperative_id, person_id=person_id)
    if found is None:
        file = own_file(cooperative_id=cooperative_id, person_id=person_id)
        requests = own_requests_of(cooperative_id=cooperative_id, person_id=person_id, today=today)
        return OwnPage(None, file, [], [], requests, OwnDues([], []))
    return _page(cooperative_id, *found, today=today, most=most)


def page_of_member(
    *, cooperative_id: int, member_id: UUID, today: date, most: int = MOST_MOVEMENTS
) -> OwnPage | None:
    """Read one member's account by the member's id; None for another cooperative's or none. Three trips."""
    found = standing_and_file(cooperative_id=cooperative_id, member_id=member_id)
    return _page(cooperative_id, *found, today=today, most=most) if found else None


def _page(cooperative_id: int, member: MemberRow, file: OwnFile, *, today: date, most: int) -> OwnPage:
    whose: dict[str, Any] = {"cooperative_id": cooperative_id, "member_id": member.member_id}
    saved, months = asked(savings_inquiry(**whose, most=most), dues_inquiry(**whose))
    return OwnPage(
        member,
        file,
        saved.accounts,
        saved.movements,
        own_requests_of(cooperative_id=cooperative_id, person_id=member.person_id, today=today),
        OwnDues(months, [] if member.left_on else is_behind(months, today)),
    )
