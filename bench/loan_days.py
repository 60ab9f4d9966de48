"""The end of the day of a million loans, beside the floor that its own rows set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.savings_rounds import figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.figures import Figure

LOANS = 1_000_000


def measure() -> Iterator[Figure]:
    """Count six days of two cooperatives in turn; one run is killed in the middle, and both end the same."""
    return figures(
        "bench.loan_days_books", LOANS, name=f"end of the day of {LOANS:,} loans", what="loans", limit=2
    )
