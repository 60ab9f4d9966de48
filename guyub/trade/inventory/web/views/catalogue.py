"""The catalogue: as a list and as a table, a new product, beginning from the list of the release."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from guyub.books.ledger.web.forms import choices
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.inventory.selectors.catalogue import (
    MOST_EXPORTED,
    PAGE,
    STATES,
    catalogue,
    catalogue_inquiry,
    counts_inquiry,
)
from guyub.trade.inventory.selectors.starter import names_taken, starter_catalogue
from guyub.trade.inventory.services.products import add_product
from guyub.trade.inventory.services.starting import begin_catalogue
from guyub.trade.inventory.web.goods_pages import (
    CATEGORY_WORDS,
    done_of,
    page,
    product_context,
    product_of_form,
    unit_rows,
    units_of_form,
)
from guyub.trade.inventory.web.goods_tables import goods_sheet, prices_sheet

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.catalogue import CatalogueCounts

MOST_PAGES = 400


@require_safe
@acts(Action.VIEW_GOODS)
def goods(request: HttpRequest) -> HttpResponse:
    """List what the shop sells."""
    given, number = _asked(request)
    wanted: dict[str, Any] = {**given, "after": (number - 1) * PAGE}
    with own_rows(request):
        listed, counts = asked(
            catalogue_inquiry(
                cooperative_id=actor_of(request).cooperative_id,
                on=today_of(request),
                **wanted,
            ),
            counts_inquiry(cooperative_id=actor_of(request).cooperative_id, on=today_of(request)),
        )
    first = (number - 1) * PAGE
    context = {
        "listed": listed,
        "counts": counts,
        "is_asking": any(given.values()),
        "looked_for": given["looked_for"],
        "state": given["state"],
        "categories": choices(CATEGORY_WORDS, given["category"], empty="Semua jenis"),
        "picks": _picks(given, counts),
        "first": first + 1,
        "last": first + len(listed.rows),
        "previous": _address(given, number - 1) if number > 1 else "",
        "next": _address(given, number + 1) if first + PAGE < listed.total else "",
        "title": f"{counts.open} barang dijual" if counts.open else "Belum ada barang",
    }
    return page(request, "goods", context, tab="goods:goods")


@require_safe
@acts(Action.VIEW_GOODS)
def goods_export(request: HttpRequest) -> HttpResponse:
    """Hand the catalogue over, and every price that holds."""
    place_id, today = actor_of(request).cooperative_id, today_of(request)
    with own_rows(request):
        listed = catalogue(cooperative_id=place_id, on=today, most=MOST_EXPORTED)
        sheets = goods_sheet(listed.rows, today=today), prices_sheet(listed.rows, place_id, today=today)
    return table_answer(request, *sheets, stem="barang")


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_GOODS)
def product_new(request: HttpRequest) -> HttpResponse:
    """Put a product into the catalogue."""
    refusal = ""
    if request.method == "POST":
        made, refusal = tried(
            lambda: add_product(
                typed=product_of_form(request), units=units_of_form(request), **done_of(request)
            )
        )
        if made:
            return redirect("goods:product_prices", product_id=made)
    context = product_context(request) | {"unit_rows": unit_rows(request)}
    return page(request, "product_new", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_GOODS)
def starter(request: HttpRequest) -> HttpResponse:
    """Take products from the list of the release."""
    refusal, ticked = "", set(request.POST.getlist("key"))
    whole = set(request.POST.getlist("category"))
    if request.method == "POST":
        keys = ticked | {one.key for one in starter_catalogue() if one.typed.category in whole}
        count, refusal = tried(lambda: begin_catalogue(keys=keys, **done_of(request)))
        if count is not None:
            return redirect(f"{reverse('goods:prices')}?{urlencode({'keadaan': 'tanpa-harga'})}")
    with own_rows(request):
        taken = names_taken(cooperative_id=actor_of(request).cooperative_id)
    groups = _groups(taken, ticked, whole)
    left = sum(group["left"] for group in groups)
    return page(request, "starter", {"groups": groups, "left": left}, tab="goods:starter", refusal=refusal)


def _groups(taken: set[str], ticked: set[str], whole: set[str]) -> list[dict[str, Any]]:
    """Give the list of the release by category; what the shop has already is not ticked."""
    order = list(CATEGORY_WORDS)
    listed = sorted(starter_catalogue(), key=lambda one: order.index(one.typed.category))
    groups = []
    for code, members in groupby(listed, key=lambda one: one.typed.category):
        rows = [
            {"one": one, "is_taken": one.typed.name.casefold() in taken, "is_ticked": one.key in ticked}
            for one in members
        ]
        left = sum(not row["is_taken"] for row in rows)
        said = {"code": code, "name": CATEGORY_WORDS[code], "is_ticked": code in whole}
        groups.append({**said, "rows": rows, "left": left})
    return groups


def _asked(request: HttpRequest) -> tuple[dict[str, str], int]:
    state, category = request.GET.get("keadaan", ""), request.GET.get("jenis", "")
    written = request.GET.get("halaman", "1")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 1
    given = {
        "looked_for": " ".join(request.GET.get("cari", "").split())[:60],
        "category": category if category in CATEGORY_WORDS else "",
        "state": state if state in STATES else "",
    }
    return given, min(max(number, 1), MOST_PAGES)


def _address(given: dict[str, str], number: int = 1, **more: str) -> str:
    told = given | more
    pairs = {"cari": told["looked_for"], "jenis": told["category"], "keadaan": told["state"]}
    pairs |= {"halaman": str(number)} if number > 1 else {}
    return f"{reverse('goods:goods')}?{urlencode({key: value for key, value in pairs.items() if value})}"


def _picks(given: dict[str, str], counts: CatalogueCounts) -> list[dict[str, Any]]:
    words = {
        "": ("Semua", counts.open),
        "kurang": ("Perlu dipesan", counts.low),
        "tanpa-harga": ("Tanpa harga", counts.unpriced),
        "tutup": ("Ditutup", counts.closed),
    }
    return [
        {
            "href": _address(given, state=state),
            "label": label,
            "count": count,
            "current": given["state"] == state,
        }
        for state, (label, count) in words.items()
    ]
