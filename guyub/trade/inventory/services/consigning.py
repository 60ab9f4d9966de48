"""Products that are somebody else's: sold for a share, worth nothing in the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.inventory.domain.products import ProductRefusedError
from guyub.trade.inventory.models import Product, Stock

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


def mark_consigned(*, cooperative_id: int, product_ids: Collection[UUID], now: datetime) -> None:
    """Let products be somebody else's from now on. Step: needs an open transaction.

    A product of which own goods lie there, or ever did, stays the cooperative's: its history has a value.

    Args:
        cooperative_id: Whose catalogue.
        product_ids: Which.
        now: The moment, aware.

    Raises:
        ProductRefusedError: ``gone closed``; ``moved`` (fact ``product``).
    """
    rows = Product.objects.select_for_update().filter(cooperative_id=cooperative_id, id__in=product_ids)
    found = list(rows.order_by("id"))
    if len(found) != len(set(product_ids)):
        raise ProductRefusedError(wrong="gone")
    moved = set(
        Stock.objects.filter(cooperative_id=cooperative_id, product__in=found).values_list(
            "product_id", flat=True
        )
    )
    for product in found:
        if product.closed_on:
            raise ProductRefusedError(wrong="closed")
        if product.is_consigned:
            continue
        if product.id in moved:
            raise ProductRefusedError(wrong="moved", product=product.name)
        product.is_consigned, product.changed_at = True, now
        product.save(update_fields=["is_consigned", "changed_at"])
