"""A loan as an act on it finds it: locked, here, not the actor's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.domain.lifecycle import OWING
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from guyub.finance.loans.domain.lifecycle import LoanState
    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.kernel.errors import DomainError


def locked_loan(
    *,
    cooperative_id: int,
    loan_id: UUID,
    person_id: UUID | None,
    refusal: type[DomainError],
    states: Collection[LoanState] = OWING,
) -> History:
    """Lock a loan and give its history. Step; one trip.

    Args:
        cooperative_id: Whose.
        loan_id: Which.
        person_id: Who acts, and may not be the borrower; None: who acts was looked at already.
        refusal: The class of the caller's refusal; it has ``gone own state``.
        states: Where it must stand.

    Raises:
        DomainError: That refusal: ``gone`` (no such loan here), ``own``, ``state``.
    """
    (history,) = asked(history_inquiry(cooperative_id=cooperative_id, loan_id=loan_id, is_locking=True))
    found: History | None = history
    if found is None:
        raise refusal(wrong="gone")
    if person_id is not None and found.borrower.person_id == person_id:
        raise refusal(wrong="own")
    if found.state_now not in states:
        raise refusal(wrong="state")
    return found
