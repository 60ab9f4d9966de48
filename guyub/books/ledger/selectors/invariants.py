"""What must hold of the ledger's tables: all that ``verify`` checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.verify import verify_books
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def the_books_verify(cooperative_id: int) -> Iterator[Broken]:
    """Chain, numbers, balance, running balances, control accounts, flows, reversals, periods: all as they must be."""
    verified = verify_books(place=Cooperative.objects.get(id=cooperative_id))
    for finding in verified.findings if verified else ():
        yield Broken(f"ledger.{finding.rule}", finding.said)


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (the_books_verify,)
