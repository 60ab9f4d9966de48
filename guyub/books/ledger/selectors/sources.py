"""What the journal says of the rows of another list, for whoever compares the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from guyub.books.ledger.models import JournalLine

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID


def sums_by_source(*, cooperative_id: int, source_kind: str, codes: Collection[str]) -> dict[UUID, int]:
    """Sum what stands on some accounts, by the row of a list that its entry comes from. One query.

    Args:
        cooperative_id: Whose.
        source_kind: The list.
        codes: The accounts.

    Returns:
        Signed whole rupiah by row; a row without such a line is not in it.
    """
    rows = JournalLine.objects.filter(
        cooperative_id=cooperative_id,
        entry__source_kind=source_kind,
        entry__source_id__isnull=False,
        account__code__in=codes,
    )
    sums = rows.order_by().values("entry__source_id").annotate(rp=Sum("amount_rp"))
    return {row["entry__source_id"]: row["rp"] for row in sums if row["entry__source_id"]}
