"""Prices: of one product with their history, and of many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.ids import id_in
from guyub.trade.inventory.selectors.catalogue import PAGE, STATES, catalogue
from guyub.trade.inventory.services.price_judging import PriceRefusedError
from guyub.trade.inventory.services.prices import set_prices, withdraw_price
from guyub.trade.inventory.web.goods_pages import (
    AUDIENCE_WORDS,
    CATEGORY_WORDS,
    done_of,
    found_product,
    outlet_choices,
    page,
)
from guyub.trade.inventory.web.price_pages import (
    AMOUNT_FIELD,
    price_of_form,
    price_rows,
    prices_of_form,
)

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_GOODS)
def prices(request: HttpRequest) -> HttpResponse:
    """Set the prices of many goods at once."""
    refusal = ""
    if request.method == "POST":
        count, refusal = tried(
            lambda: set_prices(told=prices_of_form(request), today=today_of(request), **done_of(request))
        )
        if count:
            return redirect(request.get_full_path())
    category, state = request.GET.get("jenis", ""), request.GET.get("keadaan", "")
    category = category if category in CATEGORY_WORDS else ""
    state = state if state in STATES and state != "tutup" else ""
    looked_for = " ".join(request.GET.get("cari", "").split())[:60]
    with own_rows(request):
        listed = catalogue(
            cooperative_id=actor_of(request).cooperative_id,
            on=today_of(request),
            category=category,
            state=state,
            looked_for=looked_for,
        )
    rows = [
        {"product": row, "unit": unit, "field": (field := f"{AMOUNT_FIELD}{row.product_id}_{unit.unit_id}"),
         "typed": typed_of(request, field)}
        for row in listed.rows
        for unit in row.sold
    ]  # fmt: skip
    context = _form(request) | {
        "rows": rows,
        "is_more": listed.total > PAGE,
        "most": PAGE,
        "looked_for": looked_for,
        "is_priced": state == "tanpa-harga" and not (looked_for or category),
        "categories": choices(CATEGORY_WORDS, category, empty="Semua jenis"),
        "states": choices(
            {"tanpa-harga": "Tanpa harga", "kurang": "Perlu dipesan"}, state, empty="Semua barang"
        ),
    }
    return page(request, "prices", context, tab="goods:prices", refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_GOODS)
def product_prices(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Show the prices of a product with their history, and set one."""
    refusal = ""
    if request.method == "POST":
        found_product(request, product_id)
        count, refusal = tried(
            lambda: set_prices(
                told=[price_of_form(request, product_id)], today=today_of(request), **done_of(request)
            )
        )
        if count:
            return redirect("goods:product_prices", product_id=product_id)
    return _product_prices(request, product_id, refusal=refusal)


@require_POST
@acts(Action.KEEP_GOODS)
def price_withdraw(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Withdraw a price from a day on."""
    found_product(request, product_id)

    def withdraw() -> bool:
        unit_id = id_in(typed_of(request, "unit"))
        if unit_id is None:
            raise PriceRefusedError(wrong="none", product="Barang ini")
        withdraw_price(
            product_id=product_id,
            unit_id=unit_id,
            audience=typed_of(request, "audience"),
            outlet_id=id_in(typed_of(request, "outlet")),
            from_on=day_of(request, "from_on", PriceRefusedError, "day"),
            today=today_of(request),
            **done_of(request),
        )
        return True

    _, refusal = tried(withdraw)
    if refusal:
        return _product_prices(request, product_id, refusal=refusal)
    return redirect("goods:product_prices", product_id=product_id)


def _product_prices(request: HttpRequest, product_id: UUID, *, refusal: str = "") -> HttpResponse:
    found = found_product(request, product_id)
    units = {str(unit.unit_id): unit.name for unit in found.sold}
    context = _form(request) | {
        "found": found,
        "prices": price_rows(request, found),
        "units": choices(units, typed_of(request, "unit") or next(iter(units), "")),
        "history": [(one, AUDIENCE_WORDS[one.audience]) for one in found.history],
    }
    return page(request, "product_prices", context, refusal=refusal)


def _form(request: HttpRequest) -> dict[str, object]:
    """Give what a form of prices shows: what was typed, or today."""
    return {
        "from_on": typed_of(request, "from_on") or today_of(request).isoformat(),
        "outlets": outlet_choices(request, typed_of(request, "outlet")),
        "audiences": choices(AUDIENCE_WORDS, typed_of(request, "audience") or "UMUM"),
    }
