"""What must hold of banks: matches join equal sums, kept sheets still tie with the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from guyub.books.ledger.selectors.account_days import balance_on, posted_later_on
from guyub.books.treasury.models import BankReconciliation, MatchedRow
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator


def matches_join_equal_sums(cooperative_id: int) -> Iterator[Broken]:
    """The lines of a match sum to what its entries sum to; a match has two rows at least."""
    is_line = Q(line__isnull=False)
    sums = (
        MatchedRow.objects.filter(cooperative_id=cooperative_id)
        .values("match_id", "bank__name", "match__within_on")
        .annotate(
            lines_rp=Coalesce(Sum("amount_rp", filter=is_line), 0),
            entries_rp=Coalesce(Sum("amount_rp", filter=~is_line), 0),
            rows_count=Count("id"),
        )
    )
    for row in sums.filter(~Q(lines_rp=F("entries_rp")) | Q(rows_count=1)).order_by("match_id"):
        said = f"{row['bank__name']}, {day(row['match__within_on'])}"
        yield Broken(
            "treasury.bank.match",
            f"{said}: bank {rupiah(row['lines_rp'])}, buku {rupiah(row['entries_rp'])}",
        )


def kept_sheets_still_tie(cooperative_id: int) -> Iterator[Broken]:
    """What the books say of the day of a kept sheet is what they said then: nothing was dated back into it since.

    A sheet that was kept before its last day was over says nothing of what that day still brought.
    """
    rows = BankReconciliation.objects.filter(cooperative_id=cooperative_id).select_related(
        "bank", "cooperative"
    )
    newest = {(row.bank_id, row.month): row for row in rows.order_by("kept_at")}
    for row in newest.values():
        code = row.bank.account_code
        now_rp = balance_on(cooperative_id=cooperative_id, code=code, until=row.through)
        if now_rp != row.books_rp and business_date(row.kept_at, Zone(row.cooperative.zone)) <= row.through:
            now_rp -= posted_later_on(
                cooperative_id=cooperative_id, code=code, on=row.through, since=row.kept_at
            )
        if now_rp != row.books_rp:
            yield Broken(
                "treasury.bank.sheet",
                f"{row.bank.name} per {day(row.through)}: tersimpan {rupiah(row.books_rp)}, buku sekarang"
                f" {rupiah(now_rp)}",
            )
