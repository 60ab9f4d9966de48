"""Numbers that a scanner reads: a maker's, labels of the shop's own, codes of a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.domain.barcodes import (
    BarcodeRefusedError,
    GoodsNumber,
    own_label,
    read_code,
    weight_prefix,
)
from guyub.trade.inventory.domain.products import ProductRefusedError
from guyub.trade.inventory.domain.scales import PATTERNS
from guyub.trade.inventory.models import Barcode
from guyub.trade.inventory.services.keeping import (
    keep_once,
    locked_product,
    mark_changed,
    unless_taken,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.models import Product, ProductUnit

LABEL_SERIES = "inventory.label"
ADDED, REMOVED = "inventory.barcode.added", "inventory.barcode.removed"


def add_barcode(
    *,
    actor: Actor,
    place: Cooperative,
    product_id: UUID,
    unit_id: UUID,
    scanned: str,
    request_id: UUID,
    now: datetime,
) -> str:
    """Let a maker's number stand for one unit of a product. Use-case.

    Args:
        actor: Who keeps the goods.
        place: The own cooperative.
        product_id: Which product.
        unit_id: Which of its units, not closed.
        scanned: EAN-8, UPC-12, EAN-13 or GTIN-14, as scanned or typed.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The number in the form in which it is kept.

    Raises:
        BarcodeRefusedError: ``form``, ``check`` (fact ``expected``), ``own``: a number from 20 to 29 is given here;
            ``used`` (fact ``product``): another product has it.
        ProductRefusedError: ``gone closed unit_gone``.
    """
    read = read_code(scanned, patterns=PATTERNS)
    if not isinstance(read, GoodsNumber):
        raise BarcodeRefusedError(wrong="own", scanned=scanned)
    return _kept(
        actor, place, "add_barcode", product_id, unit_id, request_id, now, lambda: read.gtin, facts=read.gtin
    )


def make_label(
    *,
    actor: Actor,
    place: Cooperative,
    product_id: UUID,
    unit_id: UUID,
    request_id: UUID,
    now: datetime,
) -> str:
    """Give one unit of a product a label of the shop's own, with the next number. Use-case.

    Returns:
        Its thirteen digits.

    Raises:
        ProductRefusedError: ``gone closed unit_gone``.
    """

    def next_label() -> str:
        return own_label(next_number(cooperative_id=place.id, series=LABEL_SERIES))

    return _kept(
        actor,
        place,
        "make_label",
        product_id,
        unit_id,
        request_id,
        now,
        next_label,
        is_own=True,
    )


def add_weight_code(
    *,
    actor: Actor,
    place: Cooperative,
    product_id: UUID,
    unit_id: UUID,
    prefix: str,
    plu: int,
    request_id: UUID,
    now: datetime,
) -> str:
    """Let what a scale prints stand for a product: its number on the scale (PLU). Use-case.

    Args:
        actor: Who keeps the goods.
        place: The own cooperative.
        product_id: A product that is counted in grams.
        unit_id: Which of its units the price of the scale is for.
        prefix: Which pattern of the scales.
        plu: The number, above zero.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The digits by which its labels begin.

    Raises:
        BarcodeRefusedError: ``prefix number``; ``loose``: it is not weighed; ``used``.
        ProductRefusedError: ``gone closed unit_gone``.
    """
    begins = weight_prefix(PATTERNS, prefix=prefix, plu=plu)
    return _kept(
        actor,
        place,
        "add_weight_code",
        product_id,
        unit_id,
        request_id,
        now,
        lambda: begins,
        facts=begins,
        is_weight=True,
    )


def remove_barcode(
    *,
    actor: Actor,
    place: Cooperative,
    product_id: UUID,
    barcode_id: UUID,
    request_id: UUID,
    now: datetime,
) -> None:
    """Let a number stand for nothing any more; a label's number is not given again. Use-case.

    Raises:
        ProductRefusedError: ``gone``.
        BarcodeRefusedError: ``gone``.
    """

    def work() -> None:
        product = locked_product(cooperative_id=place.id, product_id=product_id, is_open=False)
        rows = Barcode.objects.filter(cooperative_id=place.id, product=product, id=barcode_id)
        row = rows.first()
        if row is None:
            raise BarcodeRefusedError(wrong="gone")
        rows.delete()
        mark_changed(product, now=now)
        facts = {"name": product.name, "number": row.code}
        record(cooperative_id=place.id, actor=actor, act=REMOVED, facts=facts, now=now)

    facts = {"product": product_id, "barcode": barcode_id}
    keep_once(actor=actor, use_case="remove_barcode", facts=facts, request_id=request_id, now=now, work=work)


def _kept(
    actor: Actor,
    place: Cooperative,
    use_case: str,
    product_id: UUID,
    unit_id: UUID,
    request_id: UUID,
    now: datetime,
    number: Callable[[], str],
    *,
    facts: str = "",
    is_own: bool = False,
    is_weight: bool = False,
) -> str:
    def work() -> str:
        product = locked_product(cooperative_id=place.id, product_id=product_id)
        if is_weight and product.base_unit != "gram":
            raise BarcodeRefusedError(wrong="loose", product=product.name)
        unit = _open_unit(product, unit_id)
        code = number()
        other = Barcode.objects.filter(cooperative_id=place.id, code=code).select_related("product").first()
        if other:
            raise BarcodeRefusedError(wrong="used", scanned=code, product=other.product.name)
        told = {"code": code, "product": product, "unit": unit, "is_own": is_own, "is_weight": is_weight}
        unless_taken(
            lambda: Barcode.objects.create(cooperative_id=place.id, **told),
            {"barcode_once": BarcodeRefusedError(wrong="used", scanned=code, product="Barang lain")},
        )
        mark_changed(product, now=now)
        said = {"name": product.name, "unit": unit.name, "number": code}
        record(cooperative_id=place.id, actor=actor, act=ADDED, facts=said, now=now)
        return code

    given = {"product": product_id, "unit": unit_id, "number": facts}
    done: str = keep_once(
        actor=actor, use_case=use_case, facts=given, request_id=request_id, now=now, work=work
    )
    return done


def _open_unit(product: Product, unit_id: UUID) -> ProductUnit:
    unit: ProductUnit | None = product.units.filter(id=unit_id, closed_on__isnull=True).first()
    if unit is None:
        raise ProductRefusedError(wrong="unit_gone")
    return unit
