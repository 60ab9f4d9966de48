"""Beginning a catalogue from the list of the release: many products at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.trade.inventory.domain.catalogue import CATEGORY_OF
from guyub.trade.inventory.domain.products import ProductRefusedError
from guyub.trade.inventory.domain.units import unit_name
from guyub.trade.inventory.models import Product, ProductUnit
from guyub.trade.inventory.selectors.starter import names_taken, starter_catalogue
from guyub.trade.inventory.services.keeping import keep_once, unless_taken
from guyub.trade.inventory.services.products import PRODUCT_SERIES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.starter import StarterProduct


class StarterRefusedError(DomainError):
    """Nothing comes from the list; ``wrong``: ``nothing`` was ticked, ``gone`` (no such product in the list)."""

    code: ClassVar[str] = "inventory.starter.refused"


def begin_catalogue(
    *, actor: Actor, place: Cooperative, keys: Collection[str], request_id: UUID, now: datetime
) -> int:
    """Take products from the starter catalogue; those that are there already, by name, are passed over. Use-case.

    Args:
        actor: Who keeps the goods.
        place: The own cooperative.
        keys: Which products of the list.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many came.

    Raises:
        StarterRefusedError: ``nothing gone``.
        ProductRefusedError: ``name_taken``: somebody added one of them at this very moment.
    """
    wanted = set(keys)
    chosen = [one for one in starter_catalogue() if one.key in wanted]
    if not wanted:
        raise StarterRefusedError(wrong="nothing")
    if len(chosen) < len(wanted):
        raise StarterRefusedError(wrong="gone")

    def work() -> int:
        taken = names_taken(cooperative_id=place.id)
        new = [one for one in chosen if one.typed.name.casefold() not in taken]
        if new:
            refusal = ProductRefusedError(wrong="name_taken", product=new[0].typed.name)
            again = {"product_name_once": refusal, "product_code_once": refusal}
            unless_taken(lambda: _enter(place, new, now), again)
            facts = {"count": len(new)}
            record(
                cooperative_id=place.id, actor=actor, act="inventory.catalogue.begun", facts=facts, now=now
            )
        return len(new)

    done: int = keep_once(
        actor=actor,
        use_case="begin_catalogue",
        facts={"keys": sorted(wanted)},
        request_id=request_id,
        now=now,
        work=work,
    )
    return done


def _enter(place: Cooperative, new: Sequence[StarterProduct], now: datetime) -> None:
    codes = _codes(place.id, len(new))
    products = [
        Product(
            id=uuid7(),
            cooperative_id=place.id,
            **asdict(one.typed) | {"code": code},
            account=CATEGORY_OF[one.typed.category].account,
            changed_at=now,
        )
        for one, code in zip(new, codes, strict=True)
    ]
    Product.objects.bulk_create(products)
    ProductUnit.objects.bulk_create(
        ProductUnit(
            cooperative_id=place.id,
            product=product,
            name=unit_name(unit.name),
            factor=size,
            is_bought=unit.is_bought,
            is_sold=unit.is_sold,
        )
        for product, one in zip(products, new, strict=True)
        for unit, size in zip(one.units, one.sizes, strict=True)
    )


def _codes(cooperative_id: int, count: int) -> list[str]:
    """Take the next numbers, those passed over that somebody typed as a code."""
    typed = set(
        Product.objects.filter(cooperative_id=cooperative_id, code__startswith="B").values_list(
            "code", flat=True
        )
    )
    codes = list[str]()
    while len(codes) < count:
        numbers = next_numbers(cooperative_id=cooperative_id, series=PRODUCT_SERIES, count=count - len(codes))
        codes += [code for code in (f"B{number:04}" for number in numbers) if code not in typed]
    return codes
