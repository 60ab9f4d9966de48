"""What the pages of stock share: the frame of a page, the rooms, lines of goods as they were typed, pages of a list."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, own_rows, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.trade.inventory.domain.documents import GoodsTyped, PaperRefusedError
from guyub.trade.inventory.selectors.locations import open_names
from guyub.trade.inventory.selectors.unit_words import find_product, product_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

LEAST_ROWS, MORE_ROWS = 4, 2
# Each where it is there; who may look at goods may look at all of them.
_ROOMS = {
    "stock:stocks": "Stok",
    "stock_transfers:transfers": "Pindah",
    "stock_repacks:repacks": "Kemas ulang",
    "stock_losses:losses": "Rusak dan pakai",
    "stock_counts:counts": "Hitung",
    "stock:valuation": "Nilai",
    "stock:ageing": "Umur",
    "stock:moves": "Gerak",
    "stock:locations": "Tempat",
}


def page(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, tab: str, refusal: str = ""
) -> HttpResponse:
    """Render one page of stock under its tab; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "tabs": list(_rooms(tab)),
        "tabs_label": "Bagian stok",
        "may_keep": Action.KEEP_GOODS in allowed,
        "may_move": Action.MOVE_STOCK in allowed,
        "may_count": Action.COUNT_STOCK in allowed,
        "sees_journal": Action.VIEW_JOURNAL in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"inventory/{name}.html", shared | dict(context), status=422 if refusal else 200)


def done_today(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, whose, on which day, which request, when."""
    return {
        "actor": actor_of(request),
        "place": here(request),
        "today": today_of(request),
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def day_asked(request: HttpRequest, name: str, otherwise: date) -> date:
    """Read a day of an address; what is none is the one that was given."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise


def day_typed(request: HttpRequest, name: str, today: date) -> date:
    """Read a day of a form; nothing typed is today.

    Raises:
        PaperRefusedError: ``day``.
    """
    written = typed_of(request, name).strip()
    if not written:
        return today
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise PaperRefusedError(wrong="day") from error


def location_typed(request: HttpRequest, name: str) -> UUID:
    """Read the place that was chosen.

    Raises:
        PaperRefusedError: ``location``.
    """
    chosen = id_in(typed_of(request, name))
    if chosen is None:
        raise PaperRefusedError(wrong="location")
    return chosen


def location_choices(
    request: HttpRequest, chosen: str, *, empty: str | None = None
) -> list[dict[str, object]]:
    """Give the places that stand open, to choose from; one query."""
    return choices(open_names(cooperative_id=here(request).id), chosen, empty=empty)


def goods_typed(request: HttpRequest, prefix: str = "") -> list[GoodsTyped]:
    """Read the lines of goods of a form: a product by code, barcode or name, and a quantity in its units.

    Raises:
        PaperRefusedError: ``product`` (fact ``written``).
        UnitRefusedError: A quantity is none.
    """
    place, goods = here(request), []
    with own_rows(request):
        for row in goods_rows(request, prefix):
            if not row["product"] and not row["qty"]:
                continue
            product_id = find_product(cooperative_id=place.id, written=row["product"])
            if product_id is None:
                raise PaperRefusedError(wrong="product", written=row["product"])
            words = product_words(cooperative_id=place.id, product_ids=[product_id])[product_id]
            goods.append(GoodsTyped(product_id, words.read(row["qty"]), row["batch"] or None))
    return goods


def goods_rows(request: HttpRequest, prefix: str = "") -> list[dict[str, str]]:
    """Give the lines of goods of a form as typed, and a few empty ones."""
    fields = ("product", "qty", "batch")
    columns = {field: request.POST.getlist(f"{prefix}{field}") for field in fields}
    rows = [
        {field: str(columns[field][at]).strip() if at < len(columns[field]) else "" for field in fields}
        for at in range(len(columns["product"]))
    ]
    filled = [row for row in rows if any(row.values())]
    blanks = max(LEAST_ROWS - len(filled), MORE_ROWS)
    return filled + [dict.fromkeys(fields, "") for _ in range(blanks)]


def first_asked(request: HttpRequest, page_size: int) -> int:
    """Read how many rows of a list the address passes over."""
    written = request.GET.get("halaman", "1")
    return (max(int(written), 1) - 1) * page_size if written.isdigit() and len(written) < 6 else 0


def pager_of(request: HttpRequest, *, first: int, total: int, page_size: int) -> dict[str, object]:
    """Give what the component "pager" shows."""
    at, last = first // page_size + 1, min(first + page_size, total)
    return {
        "first": number(first + 1),
        "last": number(last),
        "total": number(total),
        "previous": f"?{asked_with(request, halaman=str(at - 1))}" if at > 1 else "",
        "next": f"?{asked_with(request, halaman=str(at + 1))}" if last < total else "",
        "is_needed": total > page_size,
    }


def asked_with(request: HttpRequest, **changed: str) -> str:
    """Write the address's question with some answers changed; empty ones are left out."""
    asked = request.GET.copy()
    for name, value in changed.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return asked.urlencode()


def found_or_404(found: Any) -> Any:
    """Give what was found.

    Raises:
        Http404: There is none.
    """
    if not found:
        raise Http404
    return found


def _rooms(current: str) -> Iterator[dict[str, object]]:
    for url_name, label in _ROOMS.items():
        with suppress(NoReverseMatch):
            yield {"label": label, "href": reverse(url_name), "current": url_name == current}
