"""What must hold of the ledger's tables: the whole of ``verify``, and how far the periods are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.models import JournalHead, PeriodClosing
from guyub.books.ledger.selectors.verify import verify_books
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def the_books_verify(cooperative_id: int) -> Iterator[Broken]:
    """Chain, numbers, balance, running balances, control accounts, flows, reversals: all as they must be."""
    verified = verify_books(place=Cooperative.objects.get(id=cooperative_id))
    for finding in verified.findings if verified else ():
        yield Broken(f"ledger.{finding.rule}", finding.said)


def periods_stand_where_their_history_ends(cooperative_id: int) -> Iterator[Broken]:
    """The books are closed as far as the last closing or reopening says."""
    head = JournalHead.objects.filter(cooperative_id=cooperative_id, book="jurnal").first()
    last = (
        PeriodClosing.objects.filter(cooperative_id=cooperative_id)
        .exclude(kind="YEAR")
        .order_by("-at", "-id")
        .first()
    )
    if head and last and head.closed_through != last.through:
        yield Broken(
            "ledger.periods", f"Buku tertutup sampai {head.closed_through}, riwayatnya sampai {last.through}."
        )


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    the_books_verify,
    periods_stand_where_their_history_ends,
)
