"""The opening position that stands, and what of it is not told piece by piece yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.assets.selectors.register import standing
from guyub.books.ledger.domain.chart import Register
from guyub.books.ledger.domain.entries import entry_name
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.treasury.models import Opening
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class OpeningRow(Row):
    """The opening position that stands; ``total_rp`` is the sum of its debit balances."""

    entry_id: UUID
    number: str
    dated_on: date
    total_rp: int
    is_midyear: bool


@dataclass(frozen=True, slots=True)
class Undetailed(Row):
    """A total of the opening position that nobody told piece by piece yet: rupiah, debit above zero."""

    account: str
    name: str
    amount_rp: int


def opening_of(*, cooperative_id: int) -> OpeningRow | None:
    """Give the opening position that stands; None where none does. Two queries."""
    row = (
        Opening.objects.filter(cooperative_id=cooperative_id, undone_entry__isnull=True)
        .select_related("entry")
        .first()
    )
    if row is None:
        return None
    entry = row.entry
    name = entry_name(entry.series, entry.year, entry.number)
    # A cash balance stands in several lines, one for each line of the cash flow statement.
    sums: dict[str, int] = {}
    for line in stored_lines(cooperative_id=cooperative_id, entry_id=entry.id):
        sums[line.account] = sums.get(line.account, 0) + line.amount_rp
    total_rp = sum(rp for rp in sums.values() if rp > 0)
    return OpeningRow(entry.id, name, entry.dated_on, total_rp, row.is_midyear)


def undetailed(*, cooperative_id: int) -> list[Undetailed]:
    """List the totals of the opening position that are not empty yet, in the order of codes. Two queries."""
    return list(_totals(cooperative_id))


def _totals(cooperative_id: int) -> Iterator[Undetailed]:
    for code, (name, balance_rp) in standing(cooperative_id=cooperative_id).items():
        if chart().accounts[code].register is Register.RINCI and balance_rp:
            yield Undetailed(code, name, balance_rp if code.startswith("1") else -balance_rp)
