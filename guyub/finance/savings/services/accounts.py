"""Opening an account before anything moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.savings.models import SavingsAccount, StandingOrder
from guyub.finance.savings.services.products import ensure_products

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.finance.savings.domain.kinds import SavingsKind


def standard_account(*, cooperative_id: int, member_id: UUID, kind: SavingsKind, on: date) -> UUID:
    """Give a member's account of the standard product of a kind, opened where it is not there. Step.

    Args:
        cooperative_id: Whose.
        member_id: Which member; whoever calls has locked the member.
        kind: Of which savings.
        on: The day, where it is opened now.
    """
    product_id = ensure_products(cooperative_id=cooperative_id)[kind]
    account, _ = SavingsAccount.objects.get_or_create(
        cooperative_id=cooperative_id,
        member_id=member_id,
        product_id=product_id,
        serial=1,
        defaults={"kind": kind.value, "opened_on": on, "balance_rp": 0},
    )
    return account.id


def close_emptied(*, cooperative_id: int, account_id: UUID, on: date) -> None:
    """Close an account that holds nothing, and end the standing order that drew on it. Step.

    The database refuses to close an account that holds something.
    """
    SavingsAccount.objects.filter(cooperative_id=cooperative_id, id=account_id).update(closed_on=on)
    StandingOrder.objects.filter(
        cooperative_id=cooperative_id, account_id=account_id, until__isnull=True
    ).update(until=on)
