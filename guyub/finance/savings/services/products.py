"""The products that every cooperative has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.savings.domain.kinds import KIND_WORDS, SavingsKind
from guyub.finance.savings.models import SavingsProduct
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


def ensure_products(*, cooperative_id: int) -> Mapping[SavingsKind, UUID]:
    """Make the standard product of each kind that is not there yet, and give them all: kind → id. Step.

    Two who make them at once make them once.
    """
    mine = SavingsProduct.objects.filter(cooperative_id=cooperative_id, is_standard=True)
    found = {SavingsKind(kind): id_ for kind, id_ in mine.values_list("kind", "id")}
    if missing := [kind for kind in SavingsKind if kind not in found]:
        rows = [
            SavingsProduct(
                id=uuid7(),
                cooperative_id=cooperative_id,
                kind=kind.value,
                code=kind.value.lower(),
                name=KIND_WORDS[kind],
                is_standard=True,
            )
            for kind in missing
        ]
        SavingsProduct.objects.bulk_create(rows, ignore_conflicts=True)
        found = {SavingsKind(kind): id_ for kind, id_ in mine.all().values_list("kind", "id")}
    return found
