"""Products of the shop: added, changed, closed, opened again."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.services.files import store_photo
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.domain.catalogue import CATEGORY_OF
from guyub.trade.inventory.domain.products import (
    ProductRefusedError,
    checked_product,
    unit_sizes,
)
from guyub.trade.inventory.domain.units import quantity_words, unit_name
from guyub.trade.inventory.models import Product, ProductUnit
from guyub.trade.inventory.services.keeping import (
    change_once,
    keep_once,
    locked_product,
    locked_stocks_of,
    unless_taken,
)
from guyub.trade.inventory.services.price_judging import judge_kept
from guyub.trade.inventory.services.units import new_unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.products import ProductTyped, UnitTyped

PHOTO_KIND = "FOTO_BARANG"
PRODUCT_SERIES = "inventory.product"
Document = tuple[str, bytes]
_FIXED = ("account", "cost_method", "has_batches")  # once goods moved
_TOLD = (
    *("name", "category", "code", "content", "content_unit", "good", "cost_method", "allows_negative"),
    *("has_batches", "least_qty"),
)


def add_product(
    *,
    actor: Actor,
    place: Cooperative,
    typed: ProductTyped,
    units: Sequence[UnitTyped],
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Put a product into the catalogue, with its smallest unit and others. Use-case.

    Args:
        actor: Who keeps the goods.
        place: The own cooperative.
        typed: What it is; without a code it gets the next number.
        units: Units beside the smallest one; each may be told by another of them.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The product's id.

    Raises:
        ProductRefusedError: As of ``checked_product``; ``many name_taken code_taken``.
        UnitRefusedError: ``name twice count unknown loop fraction large``.
    """
    kept = checked_product(typed)
    base = kept.base_unit
    others = [one for one in units if unit_name(one.name) != base]
    sizes = unit_sizes(base, units=others, kept={base: 1})

    def work() -> str:
        _refuse_taken(place.id, kept)
        code = kept.code or _next_code(place.id)
        told = asdict(kept) | {"code": code, "account": CATEGORY_OF[kept.category].account}
        product: Product = unless_taken(
            lambda: Product.objects.create(cooperative_id=place.id, **told, changed_at=now), _taken(kept)
        )
        own = next((one for one in units if unit_name(one.name) == base), None)
        rows = [
            new_unit(
                product=product,
                name=base,
                factor=1,
                told=own,
                is_sold=own is None and not any(one.is_sold for one in others),
            )
        ]
        rows += [
            new_unit(product=product, name=unit_name(one.name), factor=sizes[unit_name(one.name)], told=one)
            for one in others
        ]
        ProductUnit.objects.bulk_create(rows)
        facts = {"name": kept.name, "code": code}
        record(cooperative_id=place.id, actor=actor, act="inventory.product.added", facts=facts, now=now)
        return str(product.id)

    facts = {"typed": asdict(typed), "units": [asdict(one) for one in units]}
    done: str = keep_once(
        actor=actor, use_case="add_product", facts=facts, request_id=request_id, now=now, work=work
    )
    return UUID(done)


def change_product(
    *,
    actor: Actor,
    place: Cooperative,
    product_id: UUID,
    typed: ProductTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    photo: Document | None = None,
) -> None:
    """Change what is told of a product. Use-case.

    Once goods moved, its account, its way of cost and its batches stand, and so does a category with another account.

    Args:
        actor: Who keeps the goods.
        place: The own cooperative.
        product_id: Which; the smallest unit stays as it is.
        typed: All of it as it shall be.
        today: The business date: prices that hold from then on must obey the rules of another good.
        request_id: Made once per intention.
        now: The moment, aware.
        photo: Name and content of another picture; None: the picture stays.

    Raises:
        ProductRefusedError: As of ``checked_product``; ``gone closed base_unit name_taken code_taken moved negative
            same``.
        PriceRefusedError: ``ceiling no_ceiling``: a price that is set already is none under the rules of this good.
        PhotoRefusedError, FileRefusedError: The picture is not kept.
    """
    kept = checked_product(typed)

    def work() -> None:
        product = locked_product(cooperative_id=place.id, product_id=product_id)
        if product.base_unit != kept.base_unit:
            raise ProductRefusedError(wrong="base_unit")
        _refuse_taken(place.id, kept, but=product.id)
        after = {field: getattr(kept, field) for field in _TOLD}
        after |= {"code": kept.code or product.code, "account": CATEGORY_OF[kept.category].account}
        changed = [field for field, value in after.items() if getattr(product, field) != value]
        if not changed and photo is None:
            raise ProductRefusedError(wrong="same")
        _change_stocks(product, changed, allows_negative=kept.allows_negative)
        for field in changed:
            setattr(product, field, after[field])
        if {"good", "content", "content_unit"} & set(changed):
            judge_kept(place=place, product=product, today=today)
        if photo:
            product.picture = store_photo(
                cooperative_id=place.id,
                content=photo[1],
                original_name=photo[0],
                kind=PHOTO_KIND,
                title=product.name,
                now=now,
            )
        product.changed_at = now
        fields = [*changed, "changed_at", *(["picture"] if photo else [])]
        unless_taken(lambda: product.save(update_fields=fields), _taken(kept))
        facts = {"name": kept.name, "fields": changed, "photo": bool(photo)}
        record(cooperative_id=place.id, actor=actor, act="inventory.product.changed", facts=facts, now=now)

    digest = hashlib.sha256(photo[1]).hexdigest() if photo else ""
    facts = {"product": product_id, "typed": asdict(typed), "photo": digest}
    keep_once(actor=actor, use_case="change_product", facts=facts, request_id=request_id, now=now, work=work)


def close_product(
    *, actor: Actor, place: Cooperative, product_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Close a product: neither bought nor sold from now on; its history stays. Use-case.

    Raises:
        ProductRefusedError: ``gone closed``; ``stock`` (fact ``held``: how much lies there, or is short).
    """

    def work(product: Product) -> None:
        left = sum(stock.qty for stock in locked_stocks_of(product) if stock.qty > 0)
        short = sum(stock.qty for stock in locked_stocks_of(product) if stock.qty < 0)
        if left or short:
            sizes = dict(product.units.order_by("factor", "id").values_list("name", "factor"))
            raise ProductRefusedError(
                wrong="stock", product=product.name, held=quantity_words(left or short, units=sizes)
            )
        product.closed_on = today

    change_once(
        actor=actor,
        place=place,
        use_case="close_product",
        product_id=product_id,
        request_id=request_id,
        now=now,
        change=work,
        act="inventory.product.closed",
    )


def reopen_product(
    *, actor: Actor, place: Cooperative, product_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Sell a closed product again; the prices that held go on. Use-case.

    Raises:
        ProductRefusedError: ``gone open``.
    """

    def work(product: Product) -> None:
        if product.closed_on is None:
            raise ProductRefusedError(wrong="open")
        product.closed_on = None

    change_once(
        actor=actor,
        place=place,
        use_case="reopen_product",
        product_id=product_id,
        request_id=request_id,
        now=now,
        change=work,
        act="inventory.product.reopened",
        is_open=False,
    )


def _change_stocks(product: Product, changed: Sequence[str], *, allows_negative: bool) -> None:
    """Let what lies there follow the product, or refuse what moved goods do not allow."""
    if not {*_FIXED, "allows_negative"} & set(changed):
        return
    stocks = locked_stocks_of(product)
    if stocks and set(_FIXED) & set(changed):
        raise ProductRefusedError(wrong="moved", product=product.name)
    if not allows_negative and any(stock.qty < 0 for stock in stocks):
        raise ProductRefusedError(wrong="negative", product=product.name)
    for stock in stocks:
        stock.allows_negative = allows_negative
        stock.save(update_fields=["allows_negative"])


def _refuse_taken(cooperative_id: int, typed: ProductTyped, but: UUID | None = None) -> None:
    rows = Product.objects.filter(cooperative_id=cooperative_id)
    if but:
        rows = rows.exclude(id=but)
    if rows.filter(name__iexact=typed.name).exists():
        raise ProductRefusedError(wrong="name_taken", product=typed.name)
    if typed.code and rows.filter(code=typed.code).exists():
        raise ProductRefusedError(wrong="code_taken", product_code=typed.code)


def _taken(typed: ProductTyped) -> dict[str, ProductRefusedError]:
    return {
        "product_name_once": ProductRefusedError(wrong="name_taken", product=typed.name),
        "product_code_once": ProductRefusedError(wrong="code_taken", product_code=typed.code),
    }


def _next_code(cooperative_id: int) -> str:
    """Take the next number that nobody typed as a code before."""
    while True:
        code = f"B{next_number(cooperative_id=cooperative_id, series=PRODUCT_SERIES):04}"
        if not Product.objects.filter(cooperative_id=cooperative_id, code=code).exists():
            return code
