"""What pages of prices share: prices of a product in words, and reading what was typed of one or of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.web.forms import day_of, typed_of
from guyub.community.cooperatives.selectors.profiles import outlets_of
from guyub.foundation.identity.web.doors import actor_of, own_rows, today_of
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.trade.inventory.services.price_judging import PriceRefusedError
from guyub.trade.inventory.services.prices import PriceTold
from guyub.trade.inventory.web.goods_pages import AUDIENCE_WORDS

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.trade.inventory.selectors.prices import PriceNow
    from guyub.trade.inventory.selectors.products import ProductPage

AMOUNT_FIELD = "rp_"


def price_rows(request: HttpRequest, found: ProductPage) -> dict[str, list[dict[str, Any]]]:
    """Say each price of a product that holds, and each that comes: of what, for whom, where."""
    with own_rows(request):
        rows = outlets_of(cooperative_id=actor_of(request).cooperative_id)
    outlets = {row.outlet_id: row.name for row in rows}
    units = {unit.unit_id: unit for unit in found.units}

    def said(one: PriceNow) -> dict[str, Any]:
        return {
            "one": one,
            "unit": units[one.unit_id].name,
            "audience": AUDIENCE_WORDS[one.audience],
            "outlet": outlets.get(one.outlet_id, "") if one.outlet_id else "",
        }

    def shown(prices: list[PriceNow]) -> list[dict[str, Any]]:
        kept = [one for one in prices if units[one.unit_id].closed_on is None]
        return [said(one) for one in sorted(kept, key=lambda one: units[one.unit_id].factor)]

    return {"standing": shown(found.standing), "coming": shown(found.coming)}


def price_of_form(request: HttpRequest, product_id: UUID) -> PriceTold:
    """Read one price.

    Raises:
        PriceRefusedError: ``day unit amount``.
        AmountNotUnderstoodError: The amount is none.
    """
    unit_id = id_in(typed_of(request, "unit"))
    if unit_id is None:
        raise PriceRefusedError(wrong="unit", product="Barang ini")
    return PriceTold(
        product_id=product_id,
        unit_id=unit_id,
        amount_rp=parse_rp(typed_of(request, "amount")),
        **_shared(request),
    )


def prices_of_form(request: HttpRequest) -> list[PriceTold]:
    """Read many prices: a field ``rp_<product>_<unit>`` each, empty ones left out; days and buyers are theirs all.

    Raises:
        PriceRefusedError: ``day``.
        AmountNotUnderstoodError: An amount is none.
    """
    shared = _shared(request)
    told = []
    for field, written in request.POST.items():
        if not field.startswith(AMOUNT_FIELD) or not str(written).strip():
            continue
        product, _, unit = field.removeprefix(AMOUNT_FIELD).partition("_")
        product_id, unit_id = id_in(product), id_in(unit)
        if product_id and unit_id:
            told.append(
                PriceTold(product_id=product_id, unit_id=unit_id, amount_rp=parse_rp(str(written)), **shared)
            )
    return told


def _shared(request: HttpRequest) -> dict[str, Any]:
    ends = typed_of(request, "until_on").strip()
    begins = typed_of(request, "from_on").strip()
    return {
        "from_on": day_of(request, "from_on", PriceRefusedError, "day") if begins else today_of(request),
        "until_on": day_of(request, "until_on", PriceRefusedError, "day") if ends else None,
        "audience": typed_of(request, "audience") or "UMUM",
        "outlet_id": id_in(typed_of(request, "outlet")),
        "reason": typed_of(request, "reason"),
    }
