"""The jasa of a month for a million accounts, its tax included, beside the floor that its own rows set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.savings_rounds import figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.figures import Figure

ACCOUNTS = 1_000_000


def measure() -> Iterator[Figure]:
    """Book five months of two cooperatives in turn; one run is killed in the middle, and both end the same."""
    return figures("bench.savings_books", ACCOUNTS, name=f"jasa of {ACCOUNTS:,} accounts", what="accounts")
