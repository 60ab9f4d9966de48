"""What must hold of assets: the list agrees with the books, and months bear what the plans say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.assets.models import FixedAsset, MonthLine, Spread
from guyub.books.assets.selectors.months import plan_of, spread_plan
from guyub.books.assets.selectors.register import gaps_of, spread_gaps
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def the_list_is_the_books(cooperative_id: int) -> Iterator[Broken]:
    """What the list says of an account stands on it, once the list has begun with that account."""
    for gap in gaps_of(cooperative_id=cooperative_id):
        if gap.is_begun and gap.left_rp:
            what = f"{gap.account} {gap.name}, buku {rupiah(gap.books_rp)}, daftar {rupiah(gap.listed_rp)}"
            yield Broken("assets.register", what)


def spreads_stand_on_their_accounts(cooperative_id: int) -> Iterator[Broken]:
    """What is left to be spread is no more than its account holds; an account without spreads is none of the list."""
    for gap in spread_gaps(cooperative_id=cooperative_id):
        if gap.listed_rp and gap.left_rp < 0:
            what = f"{gap.account} {gap.name}, buku {rupiah(gap.books_rp)}, daftar {rupiah(gap.listed_rp)}"
            yield Broken("assets.spread", what)


def months_bear_their_plans(cooperative_id: int) -> Iterator[Broken]:
    """Each month's part is the one that the plan says, to the rupiah."""
    plans = {row.id: plan_of(row) for row in FixedAsset.objects.filter(cooperative_id=cooperative_id)}
    plans |= {row.id: spread_plan(row) for row in Spread.objects.filter(cooperative_id=cooperative_id)}
    for line in MonthLine.objects.filter(cooperative_id=cooperative_id).order_by("month"):
        share_rp = plans[line.holder_id].share(line.month)
        if line.amount_rp != share_rp:
            what = f"{line.month:%m-%Y}, dicatat {rupiah(line.amount_rp)}, jadwal {rupiah(share_rp)}"
            yield Broken("assets.month", what)


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (months_bear_their_plans,)
RECONCILIATIONS: Iterable[Callable[[int], Iterator[Broken]]] = (
    the_list_is_the_books,
    spreads_stand_on_their_accounts,
)
