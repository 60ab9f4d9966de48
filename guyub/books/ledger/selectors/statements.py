"""The statements that accounts alone can give, for any period, as of any day, and as known on any day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.domain.statements import Statement, StatementName


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the books.

    Args:
        name: Which statement.
        since: The first day of the span; for the position and the trial balance the first day of the year shown.
        until: The last day, itself included.
        compare_since: The same for the column beside it; None: no comparison.
        compare_until: Likewise.
        unit_id: One unit of business alone; None: the whole cooperative.
        by_unit: One column for each unit of business (position and result), the last for the whole.
        is_indirect: The indirect method (cash flow).
        known_at: As the books stood at this moment: entries posted later do not count. None: now.
    """

    name: StatementName
    since: date
    until: date
    compare_since: date | None = None
    compare_until: date | None = None
    unit_id: UUID | None = None
    by_unit: bool = False
    is_indirect: bool = False
    known_at: datetime | None = None


def statement_of(*, cooperative_id: int, question: Question) -> Statement:
    """Draw up a statement of one cooperative. Needs its scope.

    Raises:
        BooksNotOpenedError: The cooperative keeps no books here.
    """
    raise NotImplementedError


def consolidated(*, cooperative_ids: list[int], question: Question) -> Statement:
    """Draw up a statement of several cooperatives together, what they owe and sell each other left out."""
    raise NotImplementedError
