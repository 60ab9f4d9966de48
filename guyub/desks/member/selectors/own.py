"""What a member sees of the own: standing, savings, what moved them, what waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.members.selectors.own_file import own_file, standing_and_file
from guyub.community.members.selectors.own_requests import own_requests_of
from guyub.finance.savings.selectors.balances import movements_of, savings_of
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.community.members.selectors.members import MemberRow
    from guyub.community.members.selectors.own_file import OwnFile
    from guyub.community.members.selectors.own_requests import OwnRequestRow
    from guyub.finance.savings.selectors.balances import MovementRow, SavingsRow

MOST_MOVEMENTS = 100


@dataclass(frozen=True)
class OwnPage(Row):
    """One member's view of the own account; ``member`` is None where nothing of the kind is written down."""

    member: MemberRow | None
    file: OwnFile | None
    savings: list[SavingsRow]
    moved: list[MovementRow]
    requests: list[OwnRequestRow]

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
    """Read a person's own account; needs the scope of the cooperative. Four queries.

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
        return OwnPage(None, file, [], [], requests)
    return _page(cooperative_id, *found, today=today, most=most)


def page_of_member(
    *, cooperative_id: int, member_id: UUID, today: date, most: int = MOST_MOVEMENTS
) -> OwnPage | None:
    """Read one member's account by the member's id; None for another cooperative's or none. Four queries."""
    found = standing_and_file(cooperative_id=cooperative_id, member_id=member_id)
    return _page(cooperative_id, *found, today=today, most=most) if found else None


def _page(cooperative_id: int, member: MemberRow, file: OwnFile, *, today: date, most: int) -> OwnPage:
    return OwnPage(
        member,
        file,
        savings_of(cooperative_id=cooperative_id, member_id=member.member_id),
        movements_of(cooperative_id=cooperative_id, member_id=member.member_id, most=most),
        own_requests_of(cooperative_id=cooperative_id, person_id=member.person_id, today=today),
    )
