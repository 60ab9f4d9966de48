"""What entries come to by account: for a sheet that says the same as the books, and shows where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from guyub.books.ledger.models import JournalLine

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID


def sums_of_entries(*, cooperative_id: int, entry_ids: Collection[UUID]) -> dict[str, int]:
    """Sum the lines of some entries by account, whole rupiah; debit is above zero. One query.

    Args:
        cooperative_id: Whose.
        entry_ids: Which entries.
    """
    rows = JournalLine.objects.filter(cooperative_id=cooperative_id, entry_id__in=entry_ids)
    return {
        code: int(total_rp)
        for code, total_rp in rows.values_list("account__code")
        .annotate(Sum("amount_rp"))
        .order_by("account__code")
    }
