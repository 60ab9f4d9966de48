"""What a member's savings page adds to the own page: what may be taken, what was asked for, how dues are paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.desks.member.selectors.own import own_page
from guyub.finance.savings.selectors.bills import order_inquiry
from guyub.finance.savings.selectors.deposits import maturities_inquiry
from guyub.finance.savings.selectors.free import free_among
from guyub.finance.savings.selectors.withdrawal_requests import withdrawals_inquiry
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.desks.member.selectors.own import OwnPage
    from guyub.finance.savings.selectors.bills import OrderRow
    from guyub.finance.savings.selectors.deposits import Maturity
    from guyub.finance.savings.selectors.free import Free
    from guyub.finance.savings.selectors.withdrawal_requests import WithdrawalRow

MOST_ASKED = 10


@dataclass(frozen=True, slots=True)
class OwnSavings(Row):
    """What may be taken of which account, what was asked for, from where simpanan wajib comes, when deposits mature."""

    free: dict[UUID, Free]
    asked: list[WithdrawalRow]
    order: OrderRow | None
    maturities: dict[UUID, Maturity]

    @property
    def shown_asked(self) -> list[WithdrawalRow]:
        """Requests that wait for an answer or for the member, or else the last one."""
        return [row for row in self.asked if row.is_open] or self.asked[:1]


def own_savings(
    *, cooperative_id: int, person_id: UUID, today: date, most: int
) -> tuple[OwnPage, OwnSavings | None]:
    """Read a person's own account and what the savings page adds; needs the scope. Five trips.

    Args:
        cooperative_id: Where.
        person_id: Who.
        today: The business date.
        most: So many movements, the newest ones.

    Returns:
        The own page, and the rest; None for who is no member.
    """
    page = own_page(cooperative_id=cooperative_id, person_id=person_id, today=today, most=most)
    if page.member is None:
        return page, None
    whose: dict[str, Any] = {"cooperative_id": cooperative_id, "member_id": page.member.member_id}
    requests, order, maturities = asked(
        withdrawals_inquiry(**whose, most=MOST_ASKED), order_inquiry(**whose), maturities_inquiry(**whose)
    )
    free = free_among(cooperative_id=cooperative_id, accounts=page.savings, on=today)
    return page, OwnSavings(free, requests, order, maturities)
