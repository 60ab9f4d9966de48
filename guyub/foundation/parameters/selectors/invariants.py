"""What must hold of parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.models import Decision, ParameterValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def keys_are_known(cooperative_id: int) -> Iterator[Broken]:
    """A value has a key of the catalogue, and its decision is one of the cooperative that set it."""
    rows = ParameterValue.objects.filter(cooperative_id=cooperative_id)
    decisions = set(Decision.objects.filter(cooperative_id=cooperative_id).values_list("id", flat=True))
    for row in rows.order_by("id").iterator(chunk_size=500):
        if row.key not in CATALOGUE:
            yield Broken("parameters.key", f"{row.key} is not in the catalogue")
        if row.decision_id and row.decision_id not in decisions:
            yield Broken("parameters.decision", f"{row.key} names a decision that is not there")


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (keys_are_known,)
