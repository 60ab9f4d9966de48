"""Writing the products of a table: they, their units, their numbers for scanners and their prices, many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.trade.inventory.domain.opening_shapes import KnownProduct, NewProduct
from guyub.trade.inventory.models import Barcode, Price, Product, ProductUnit
from guyub.trade.inventory.services.inserting import insert_rows
from guyub.trade.inventory.services.products import PRODUCT_SERIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.opening_shapes import BroughtGoods

# Whoever sets a price above a reference price says why.
WHY = "Harga dari tabel saldo awal"
ROWS_AT_ONCE = 2_000


def write_products(
    *, place: Cooperative, rows: Sequence[BroughtGoods], actor: Actor, today: date, now: datetime
) -> dict[int, UUID]:
    """Put the new products of a table into the catalogue; give the product of each line. Step.

    Args:
        place: Whose.
        rows: Lines without an error.
        actor: Who takes the table in.
        today: The business date, from which prices hold.
        now: The moment, aware.

    Raises:
        IntegrityError: A code, a name or a number for scanners was given meanwhile.
    """
    products = {row.line: row.product.product_id for row in rows if isinstance(row.product, KnownProduct)}
    brought = [(row.line, row.product) for row in rows if isinstance(row.product, NewProduct)]
    codes = _codes(place.id, [product for _, product in brought])
    for at in range(0, len(brought), ROWS_AT_ONCE):
        made = list[Product]()
        units, barcodes, prices = list[ProductUnit](), list[Barcode](), list[Price]()
        for line, told in brought[at : at + ROWS_AT_ONCE]:
            product = _product(place.id, told, told.code or next(codes), now)
            own = {name: _unit(product, told, name, factor) for name, factor in told.units.items()}
            products[line] = product.id
            made.append(product)
            units += own.values()
            barcodes += _barcodes(product, told, own)
            prices += _prices(product, told, own, actor, today, now)
        for new in (made, units, barcodes, prices):
            insert_rows(new)
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


def _product(cooperative_id: int, told: NewProduct, code: str, now: datetime) -> Product:
    return Product(
        id=uuid7(),
        cooperative_id=cooperative_id,
        code=code,
        name=told.name,
        category=told.category,
        account=told.account,
        base_unit=told.base_unit,
        content=told.content,
        content_unit=told.content_unit,
        good=told.good,
        cost_method=told.method.value,
        has_batches=told.has_batches,
        least_qty=told.least_qty,
        changed_at=now,
    )


def _unit(product: Product, told: NewProduct, name: str, factor: int) -> ProductUnit:
    return ProductUnit(
        id=uuid7(),
        cooperative_id=product.cooperative_id,
        product_id=product.id,
        name=name,
        factor=factor,
        is_sold=name == told.usual,
    )


def _barcodes(product: Product, told: NewProduct, units: Mapping[str, ProductUnit]) -> Iterator[Barcode]:
    for gtin, unit in told.barcodes:
        yield Barcode(
            id=uuid7(),
            cooperative_id=product.cooperative_id,
            code=gtin,
            product_id=product.id,
            unit_id=units[unit].id,
        )


def _prices(
    product: Product,
    told: NewProduct,
    units: Mapping[str, ProductUnit],
    actor: Actor,
    today: date,
    now: datetime,
) -> Iterator[Price]:
    for audience, amount_rp in (("UMUM", told.price_rp), ("ANGGOTA", told.member_price_rp)):
        if amount_rp:
            yield Price(
                id=uuid7(),
                cooperative_id=product.cooperative_id,
                product_id=product.id,
                unit_id=units[told.usual].id,
                audience=audience,
                amount_rp=amount_rp,
                from_on=today,
                reason=WHY if told.good else "",
                person_id=actor.person_id,
                recorded_at=now,
            )
