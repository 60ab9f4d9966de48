"""Orders: the list, a new one, one of them, changing, its steps, the letter, as a table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import id_of, maybe_day_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number, rupiah
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer
from guyub.trade.inventory.selectors.bought import offered_inquiry
from guyub.trade.procurement.domain.orders import (
    STANDING_WORDS,
    OrderLine,
    OrderTyped,
    PurchaseRefusedError,
    Standing,
)
from guyub.trade.procurement.selectors.ceilings import purchase_warnings
from guyub.trade.procurement.selectors.orders import MOST_LISTED, order_page, orders_inquiry
from guyub.trade.procurement.services.ordering_steps import (
    cancel_order,
    finish_order,
    send_order,
    submit_order,
)
from guyub.trade.procurement.services.orders import change_order, write_order
from guyub.trade.procurement.web.frame import (
    Cells,
    cells_of,
    done_of,
    goods_in,
    locations_of,
    partners_of,
    picks_of,
    rows_shown,
    shown,
)
from guyub.trade.procurement.web.papers import order_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.procurement.selectors.orders import OrderPage

TAB = "buying:orders"
EXPORT_MOST = 10_000
FIELDS = ("product", "qty", "price", "tolerance")
PARTS = {"": "Semua"} | {one.value: STANDING_WORDS[one] for one in Standing}


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def orders(request: HttpRequest) -> HttpResponse:
    """List the orders, by where they stand."""
    part = request.GET.get("keadaan", "")
    with own_rows(request):
        (rows,) = asked(orders_inquiry(cooperative_id=actor_of(request).cooperative_id))
    counts = Counter(row.standing.value for row in rows)
    counts[""] = len(rows)
    found = [row for row in rows if not part or row.standing == part]
    today = today_of(request)
    waits = [row for row in rows if row.waits]
    late = [row for row in waits if row.expected_on < today]
    context = {
        "title": _finding(len(waits), len(late)),
        "rows": [(row, row.waits and row.expected_on < today) for row in found],
        "is_more": len(rows) >= MOST_LISTED,
        "is_part": bool(rows),  # where none is shown, others are there
        "picks": list(picks_of(PARTS, counts, part, field="keadaan")),
    }
    return shown(request, "orders", context, tab=TAB)


@require_safe
@acts(Action.VIEW_GOODS)
def orders_export(request: HttpRequest) -> HttpResponse:
    """Hand the list over as a table."""
    today = today_of(request)
    with own_rows(request):
        (rows,) = asked(orders_inquiry(cooperative_id=actor_of(request).cooperative_id, most=EXPORT_MOST))
    sheet = Sheet(
        name="Pesanan",
        title=f"Pesanan barang {here(request).name}, {day(today)}",
        source="Guyub",
        columns=(
            Column("Nomor", width=14),
            Column("Pemasok", width=34),
            Column("Tanggal", Kind.DATE),
            Column("Diperkirakan datang", Kind.DATE),
            Column("Tempat", width=22),
            Column("Keadaan", width=20),
            Column("Jumlah", Kind.RUPIAH),
        ),
        rows=[
            (row.name, row.partner, row.ordered_on, row.expected_on, row.location, row.words, row.total_rp)
            for row in rows
        ],
    )
    return table_answer(request, sheet, stem=f"pesanan-{today.isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS)
def order_new(request: HttpRequest) -> HttpResponse:
    """Write an order as a draft."""
    refusal = ""
    if request.method == "POST" and "add" not in request.POST:
        made, refusal = tried(lambda: write_order(typed=_typed(request), **done_of(request)))
        if made:
            return redirect("buying:order", order_id=made)
    return _form(request, "order_new", {}, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show one order, where it stands, and what came of it."""
    return _page(request, order_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS)
def order_change(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Write a draft anew."""
    found, refusal = _found(request, order_id), ""
    if request.method == "POST" and "add" not in request.POST:
        _, refusal = tried(lambda: change_order(order_id=order_id, typed=_typed(request), **done_of(request)))
        if not refusal:
            return redirect("buying:order", order_id=order_id)
    return _form(request, "order_change", {"one": found}, refusal=refusal, kept=found)


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def order_submit(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Let an order hold, or ask a second person."""
    _found(request, order_id)
    asked_, refusal = tried(lambda: submit_order(order_id=order_id, **done_of(request)))
    if refusal:
        return _page(request, order_id, refusal=refusal)
    return (
        redirect("approvals:request", approval_id=asked_)
        if asked_
        else redirect("buying:order", order_id=order_id)
    )


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def order_sent(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Write down that an order went to the supplier."""
    return _after(request, order_id, lambda: send_order(order_id=order_id, **done_of(request)))


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def order_cancel(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Cancel an order of which nothing came."""
    why = typed_of(request, "why")
    return _after(request, order_id, lambda: cancel_order(order_id=order_id, why=why, **done_of(request)))


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def order_finish(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Wait no more for what did not come."""
    why = typed_of(request, "why")
    return _after(request, order_id, lambda: finish_order(order_id=order_id, why=why, **done_of(request)))


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def order_letter(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Hand the letter to the supplier over as PDF."""
    found = _found(request, order_id)
    return pdf_answer(order_pdf(request, found), stem=f"pesanan-{found.order.name.lower()}")


def _finding(waits: int, late: int) -> str:
    if late:
        return f"{number(late)} pesanan lewat dari hari datangnya"
    return f"{number(waits)} pesanan ditunggu" if waits else "Tidak ada pesanan yang ditunggu"


def _found(request: HttpRequest, order_id: UUID) -> OrderPage:
    with own_rows(request):
        found = order_page(cooperative_id=actor_of(request).cooperative_id, order_id=order_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, order_id: UUID, *, refusal: str = "") -> HttpResponse:
    found = _found(request, order_id)
    place = here(request)
    with own_rows(request):
        warnings = purchase_warnings(
            cooperative_id=place.id,
            region=place.code,
            lines=[(line.good, line.qty, line.amount_rp) for line in found.lines],
            on=found.order.ordered_on,
        )
    context = {
        "one": found,
        "can": found.can,
        "whatsapp": _whatsapp(request, found),
        "warnings": warnings,
    }
    return shown(request, "order", context, tab=TAB, refusal=refusal)


def _after(request: HttpRequest, order_id: UUID, act: Callable[[], object]) -> HttpResponse:
    _found(request, order_id)
    _, refusal = tried(act)
    if refusal:
        return _page(request, order_id, refusal=refusal)
    return redirect("buying:order", order_id=order_id)


def _form(
    request: HttpRequest,
    name: str,
    context: dict[str, object],
    *,
    refusal: str,
    kept: OrderPage | None = None,
) -> HttpResponse:
    is_typed = request.method == "POST"
    lines = cells_of(request, FIELDS) if is_typed else _told(kept) if kept else _asked_for(request)
    with own_rows(request):
        (offered,) = asked(offered_inquiry(cooperative_id=actor_of(request).cooperative_id))
        partner = str(kept.order.partner_id) if kept else request.GET.get("mitra", "")
        location = str(kept.order.location_id) if kept else ""
        partners, locations = partners_of(request, partner), locations_of(request, location)
    shared = {
        "partners": partners,
        "has_partners": len(partners) > 1,  # the first says that one is to be chosen
        "locations": locations,
        "offered": offered,
        "rows": rows_shown(lines, more="add" in request.POST),
        "expected": typed_of(request, "expected")
        if is_typed
        else kept.order.expected_on.isoformat()
        if kept
        else "",
        "note": typed_of(request, "note") if is_typed else kept.note if kept else "",
    }
    return shown(request, name, shared | context, tab=TAB, refusal=refusal)


def _told(kept: OrderPage) -> list[Cells]:
    return [
        Cells(
            {
                "product": line.good.title,
                "qty": f"{number(line.qty // line.good.units[line.unit])} {line.unit}"
                if line.qty % line.good.units[line.unit] == 0
                else line.words,
                "price": number(line.price_rp),
                "tolerance": str(line.tolerance_percent or ""),
            }
        )
        for line in kept.lines
    ]


def _asked_for(request: HttpRequest) -> list[Cells]:
    """Begin with a product that a page of goods leads here with."""
    wanted = request.GET.get("barang", "")[:80]
    return [Cells({"product": wanted})] if wanted else []


def _typed(request: HttpRequest) -> OrderTyped:
    lines = [line for line in cells_of(request, FIELDS) if not line.is_empty()]
    with own_rows(request):
        goods = goods_in(request, [line["product"] for line in lines], PurchaseRefusedError)
    told = []
    for line in lines:
        good = goods[" ".join(line["product"].split())]
        qty, unit = good.read(line["qty"])
        tolerance = line["tolerance"].strip().removesuffix("%").strip()
        if tolerance and not tolerance.isdecimal():
            raise PurchaseRefusedError(wrong="tolerance", product=good.name)
        told.append(
            OrderLine(
                product_id=good.product_id,
                unit_id=good.unit_ids[unit],
                qty=qty,
                price_rp=parse_rp(line["price"]),
                tolerance_percent=int(tolerance or 0),
            )
        )
    return OrderTyped(
        partner_id=id_of(request, "partner", PurchaseRefusedError, "partner"),
        location_id=id_of(request, "location", PurchaseRefusedError, "location"),
        expected_on=maybe_day_of(request, "expected", PurchaseRefusedError, "expected"),
        note=typed_of(request, "note"),
        lines=told,
    )


def _whatsapp(request: HttpRequest, found: OrderPage) -> str:
    """Write the order as a message; the number is chosen in WhatsApp, since the page does not know it."""
    lines = [f"- {line.title}: {line.words}" for line in found.lines]
    text = "\n".join(
        [
            f"Pesanan {found.order.name} dari {here(request).name}:",
            *lines,
            f"Jumlah {rupiah(found.order.total_rp)}. Mohon dikirim {day(found.order.expected_on)} ke "
            f"{found.order.location}.",
            *([found.note] if found.note else []),
        ]
    )
    return f"https://wa.me/?text={quote(text)}"
