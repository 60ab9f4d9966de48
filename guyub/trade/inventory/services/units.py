"""Units of a product: added, and closed where they are used no more."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.identity.services.audit import record
from guyub.trade.inventory.domain.products import ProductRefusedError, unit_sizes
from guyub.trade.inventory.models import ProductUnit
from guyub.trade.inventory.services.keeping import change_once, keep_once, locked_product, mark_changed

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.products import UnitTyped
    from guyub.trade.inventory.models import Product


def add_unit(
    *,
    actor: Actor,
    place: Cooperative,
    product_id: UUID,
    unit: UnitTyped,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Give a product a further unit. Use-case.

    Returns:
        The unit's id.

    Raises:
        ProductRefusedError: ``gone closed many``.
        UnitRefusedError: ``name twice count unknown loop fraction large``.
    """

    def work() -> str:
        product = locked_product(cooperative_id=place.id, product_id=product_id)
        kept = dict(product.units.order_by("factor", "id").values_list("name", "factor"))
        ((name, factor),) = unit_sizes(product.base_unit, units=[unit], kept=kept).items()
        row = new_unit(product=product, name=name, factor=factor, told=unit)
        row.save(force_insert=True)
        mark_changed(product, now=now)
        facts = {"name": product.name, "unit": name, "qty": factor, "base": product.base_unit}
        record(cooperative_id=place.id, actor=actor, act="inventory.unit.added", facts=facts, now=now)
        return str(row.id)

    facts = {"product": product_id, "unit": asdict(unit)}
    done: str = keep_once(
        actor=actor, use_case="add_unit", facts=facts, request_id=request_id, now=now, work=work
    )
    return UUID(done)


def close_unit(
    *,
    actor: Actor,
    place: Cooperative,
    product_id: UUID,
    unit_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Use a unit no more; what was written in it stays. Use-case.

    Raises:
        ProductRefusedError: ``gone closed unit_gone unit_base``.
    """

    def work(product: Product) -> dict[str, str]:
        unit = product.units.filter(id=unit_id, closed_on__isnull=True).first()
        if unit is None:
            raise ProductRefusedError(wrong="unit_gone")
        if unit.factor == 1 and unit.name == product.base_unit:
            raise ProductRefusedError(wrong="unit_base")
        unit.closed_on = today
        unit.save(update_fields=["closed_on"])
        return {"unit": unit.name}

    change_once(
        actor=actor,
        place=place,
        use_case="close_unit",
        product_id=product_id,
        request_id=request_id,
        now=now,
        change=work,
        act="inventory.unit.closed",
        more={"unit": unit_id},
    )


def new_unit(
    *, product: Product, name: str, factor: int, told: UnitTyped | None, is_sold: bool = False
) -> ProductUnit:
    """Make a unit that is not written yet; ``is_sold`` counts where nothing was told of it."""
    return ProductUnit(
        cooperative_id=product.cooperative_id,
        product=product,
        name=name,
        factor=factor,
        is_bought=told.is_bought if told else False,
        is_sold=told.is_sold if told else is_sold,
    )
