"""Containers as the contexts above inventory ask for them: the kind of a product, what another's paper moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.inventory.models import ContainerMove, ContainerProduct

if TYPE_CHECKING:
    from uuid import UUID


def kind_of_product(*, cooperative_id: int, product_id: UUID) -> UUID | None:
    """Tell in which kind of container a product is sold; None: in none. One query."""
    rows = ContainerProduct.objects.filter(cooperative_id=cooperative_id, product_id=product_id)
    return rows.values_list("kind_id", flat=True).first()


def moves_of_source(*, cooperative_id: int, source_kind: str, source_id: UUID) -> list[ContainerMove]:
    """List what a paper of another context moved and what did not take it back, in their order. One query."""
    rows = ContainerMove.objects.filter(
        cooperative_id=cooperative_id, source_kind=source_kind, source_id=source_id, undoes__isnull=True
    )
    return list(rows.order_by("seq"))
