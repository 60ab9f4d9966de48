"""What must hold of debts that were there before the books of Guyub began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.procurement.models import Bill, BillLine, DebtOpening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5


def openings_are_their_bills(cooperative_id: int) -> Iterator[Broken]:
    """What a table of debts brought in all is what its bills ask; all of them stand, or none does once it is undone."""
    rows = DebtOpening.objects.filter(
        cooperative_id=cooperative_id, state__in=[TableState.DIMASUKKAN, TableState.DIBATALKAN]
    ).defer("sealed")
    for row in rows.order_by("id"):
        bills = Bill.objects.filter(cooperative_id=cooperative_id, opening_id=row.id)
        found = bills.aggregate(
            bills=Count("id"),
            rp=Coalesce(Sum("total_rp"), 0),
            stand=Count("id", filter=Q(undone_on__isnull=True)),
        )
        is_taken = row.state == TableState.DIMASUKKAN.value
        told = (row.bills_count, row.total_rp, row.bills_count if is_taken else 0)
        if told != tuple(found.values()):
            said = f"{row.original_name}: {told}, its bills {tuple(found.values())}"
            yield Broken("procurement.opening.totals", said)


def opened_bills_are_of_their_entry(cooperative_id: int) -> Iterator[Broken]:
    """A bill that a table brought stands in the books by that table's entry, and belongs to no goods."""
    rows = Bill.objects.filter(cooperative_id=cooperative_id, opening__isnull=False)
    lines = BillLine.objects.filter(cooperative_id=cooperative_id, bill=OuterRef("id"))
    wrong = rows.annotate(has_lines=Exists(lines)).exclude(entry=F("opening__entry"), has_lines=False)
    for row in wrong.select_related("partner").order_by("id")[:MOST_TOLD]:
        yield Broken("procurement.opening.bill", f"{row.name} {row.partner.name}: entry {row.entry_id}")


OPENING_INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    openings_are_their_bills,
    opened_bills_are_of_their_entry,
)
