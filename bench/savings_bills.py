"""The bills of a month for a million members, beside the floor that their own rows set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.savings_rounds import figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.figures import Figure

MEMBERS = 1_000_000


def measure() -> Iterator[Figure]:
    """Bill month after month in two cooperatives in turn; one run is killed in the middle, and both end the same."""
    return figures("bench.savings_biller", MEMBERS, name=f"bills of {MEMBERS:,} members", what="bills")
