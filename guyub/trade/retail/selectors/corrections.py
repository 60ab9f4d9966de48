"""Goods that a person names instead of those that a till told."""

from __future__ import annotations

from guyub.trade.inventory.models import Product
from guyub.trade.retail.domain.corrections import Goods


def goods_of_code(*, cooperative_id: int, code: str, unit: str) -> Goods | None:
    """Give goods by their code, in the unit of the same name, else in their smallest; None: no such code. Two queries.

    Args:
        cooperative_id: Whose.
        code: As it stands in the list of goods.
        unit: What the till called the unit.
    """
    product = Product.objects.filter(cooperative_id=cooperative_id, code__iexact=code.strip()).first()
    if product is None:
        return None
    units = list(product.units.order_by("factor", "id"))
    chosen = next((one for one in units if one.name.lower() == unit.lower()), units[0] if units else None)
    return Goods(product.id, chosen.id, product.name, chosen.name, chosen.factor) if chosen else None
