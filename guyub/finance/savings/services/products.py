"""The products that every cooperative has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.finance.savings.domain.kinds import KIND_WORDS, UNIT_KINDS, SavingsKind
from guyub.finance.savings.models import SavingsProduct
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


def ensure_products(*, cooperative_id: int) -> Mapping[SavingsKind, UUID]:
    """Make the standard product of each kind that is not there yet, and give them all: kind → id. Step.

    Those of the savings-and-loan unit hang on it where it is open. Two who make them at once make them once.
    """
    mine = SavingsProduct.objects.filter(cooperative_id=cooperative_id, is_standard=True)
    found = {SavingsKind(kind): id_ for kind, id_ in mine.values_list("kind", "id")}
    if missing := [kind for kind in SavingsKind if kind not in found]:
        unit_id = _unit(cooperative_id)
        rows = [
            SavingsProduct(
                id=uuid7(),
                cooperative_id=cooperative_id,
                kind=kind.value,
                code=kind.value.lower(),
                name=KIND_WORDS[kind],
                is_standard=True,
                unit_id=unit_id if kind in UNIT_KINDS else None,
            )
            for kind in missing
        ]
        SavingsProduct.objects.bulk_create(rows, ignore_conflicts=True)
        found = {SavingsKind(kind): id_ for kind, id_ in mine.all().values_list("kind", "id")}
    return found


def _unit(cooperative_id: int) -> UUID | None:
    units = units_of(cooperative_id=cooperative_id)
    working = (one.id for one in units if one.kind == UnitKind.SIMPAN_PINJAM and one.closed_on is None)
    return next(working, None)
