"""What the pengawas should look at in the budget: costs beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.planning.selectors.budgets import overruns
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.exceptions import ExceptionFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

MOST = 50


def costs_beyond_the_budget(watched: Watched) -> Iterator[ExceptionFound]:
    """Find the costs of a year that went beyond its budget, as it stands on the span's last day. Six queries."""
    last = min(watched.until, watched.today)
    for one in overruns(watched.cooperative_id, last, most=MOST):
        said = f"{one.code} {one.title}: {rupiah(one.actual_rp)} dari anggaran {rupiah(one.plan_rp)}"
        yield ExceptionFound(
            kind="planning.overrun", on=last, said=said, about="budget", amount_rp=one.difference_rp
        )


EXCEPTIONS: Iterable[Watcher] = (costs_beyond_the_budget,)
