"""What must hold of samples and signed months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.reviewing import hashes_at
from guyub.books.oversight.domain.samples import draw
from guyub.books.oversight.models import MonthReview, ReviewSample, SampledEntry
from guyub.books.oversight.selectors.samples import candidates_of, rules_of, seed_of
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def samples_are_drawn_again(cooperative_id: int) -> Iterator[Broken]:
    """Drawing a sample once more, from its end of the chain, gives the very same entries: nobody chose them."""
    place = Cooperative.objects.get(id=cooperative_id)
    samples = ReviewSample.objects.filter(cooperative_id=cooperative_id)
    kept: dict[object, list[object]] = {}
    rows = SampledEntry.objects.filter(cooperative_id=cooperative_id).order_by("rank")
    for sample_id, entry_id in rows.values_list("sample_id", "entry_id"):
        kept.setdefault(sample_id, []).append(entry_id)
    for sample in samples.order_by("month", "number"):
        again = draw(candidates_of(place, sample), rules=rules_of(sample), seed=seed_of(sample))
        if [one.entry_id for one, _ in again] != kept.get(sample.id, []):
            yield Broken("oversight.sample.again", f"{sample}")


def signed_months_lie_in_the_chain(cooperative_id: int) -> Iterator[Broken]:
    """The end of the chain that a pengawas signed, and the one that a sample was drawn at, are still in the journal."""
    anchors = [
        (f"{row}", row.chain_no, bytes(row.hash))
        for model in (MonthReview, ReviewSample)
        for row in model.objects.filter(cooperative_id=cooperative_id).order_by("month", "id")
        if row.chain_no
    ]
    sealed = hashes_at(cooperative_id=cooperative_id, chain_nos={chain_no for _, chain_no, _ in anchors})
    for what, chain_no, wanted in anchors:
        if sealed.get(chain_no) != wanted:
            yield Broken("oversight.review.anchor", f"{what}, {chain_no}")


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    samples_are_drawn_again,
    signed_months_lie_in_the_chain,
)
