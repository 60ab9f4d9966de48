"""Writing the products of a table: they, their units, their numbers for scanners and their prices, many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.trade.inventory.domain.opening_shapes import KnownProduct, NewProduct
from guyub.trade.inventory.models import Barcode, Price, Product, ProductUnit
from guyub.trade.inventory.services.inserting import insert_rows, row_of
from guyub.trade.inventory.services.products import PRODUCT_SERIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.foundation.kernel.tenancy.models import TenantModel
    from guyub.trade.inventory.domain.opening_shapes import BroughtGoods

# Whoever sets a price above a reference price says why.
WHY = "Harga dari tabel saldo awal"
ROWS_AT_ONCE = 2_500  # products; each has several units and prices


def write_products(
    *,
    place: Cooperative,
    rows: Sequence[BroughtGoods],
    actor: Actor,
    today: date,
    now: datetime,
    progress: Callable[[int], None],
) -> dict[int, UUID]:
    """Put the new products of a table into the catalogue; give the product of each line. Step.

    Args:
        place: Whose.
        rows: Lines without an error.
        actor: Who takes the table in.
        today: The business date, from which prices hold.
        now: The moment, aware.
        progress: Told how many lines are written.

    Raises:
        IntegrityError: A code, a name or a number for scanners was given meanwhile.
    """
    products = {row.line: row.product.product_id for row in rows if isinstance(row.product, KnownProduct)}
    brought = [(row.line, row.product) for row in rows if isinstance(row.product, NewProduct)]
    codes = _codes(place.id, [product for _, product in brought])
    own = {"cooperative_id": place.id}
    product = row_of(Product, **own, changed_at=now.isoformat())
    unit, barcode = row_of(ProductUnit, **own), row_of(Barcode, **own)
    price = row_of(
        Price,
        **own,
        from_on=today.isoformat(),
        person_id=str(actor.person_id),
        recorded_at=now.isoformat(),
    )
    for at in range(0, len(brought), ROWS_AT_ONCE):
        made: dict[type[TenantModel], list[dict[str, Any]]] = {
            Product: [],
            ProductUnit: [],
            Barcode: [],
            Price: [],
        }
        for line, told in brought[at : at + ROWS_AT_ONCE]:
            products[line] = uuid7()
            named = {"product_id": str(products[line])}
            units = {name: str(uuid7()) for name in told.units}
            made[Product].append(product | _product(told, told.code or next(codes), str(products[line])))
            made[ProductUnit] += [
                unit
                | named
                | {"id": units[name], "name": name, "factor": factor, "is_sold": name == told.usual}
                for name, factor in told.units.items()
            ]
            made[Barcode] += [
                barcode | named | {"id": str(uuid7()), "code": gtin, "unit_id": units[of]}
                for gtin, of in told.barcodes
            ]
            made[Price] += [price | named | one for one in _prices(told, units[told.usual])]
        for model, new in made.items():
            insert_rows(model, new)
        progress(at + len(made[Product]))
    return products


def _codes(cooperative_id: int, brought: Sequence[NewProduct]) -> Iterator[str]:
    """Give codes of the house to products without one: the next numbers that nobody typed as a code."""
    count = sum(not one.code for one in brought)
    taken = {one.code for one in brought}
    taken |= set(Product.objects.filter(cooperative_id=cooperative_id).values_list("code", flat=True))
    while count:
        numbers = next_numbers(cooperative_id=cooperative_id, series=PRODUCT_SERIES, count=count)
        free = [code for number in numbers if (code := f"B{number:04}") not in taken]
        yield from free
        count -= len(free)


def _product(told: NewProduct, code: str, id_: str) -> dict[str, Any]:
    return {
        "id": id_,
        "code": code,
        "name": told.name,
        "category": told.category,
        "account": told.account,
        "base_unit": told.base_unit,
        "content": told.content,
        "content_unit": told.content_unit,
        "good": told.good,
        "cost_method": told.method.value,
        "has_batches": told.has_batches,
        "least_qty": told.least_qty,
    }


def _prices(told: NewProduct, unit_id: str) -> Iterator[dict[str, Any]]:
    for audience, amount_rp in (("UMUM", told.price_rp), ("ANGGOTA", told.member_price_rp)):
        if amount_rp:
            yield {
                "id": str(uuid7()),
                "unit_id": unit_id,
                "audience": audience,
                "amount_rp": amount_rp,
                "reason": WHY if told.good else "",
            }
