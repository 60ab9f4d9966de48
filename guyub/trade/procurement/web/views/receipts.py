"""Goods that come: the list, taking them in with or without an order, one receipt, its photo, taking it back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import choices, day_of, id_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import file_answer, table_answer
from guyub.trade.inventory.domain.costing import share
from guyub.trade.inventory.selectors.bought import offered_inquiry
from guyub.trade.procurement.domain.orders import OrderStep
from guyub.trade.procurement.domain.receipts import (
    DIFFERENCE_WORDS,
    ReceiptLineTyped,
    ReceiptRefusedError,
    ReceiptTyped,
)
from guyub.trade.procurement.selectors.ceilings import purchase_warnings
from guyub.trade.procurement.selectors.goods import unbilled
from guyub.trade.procurement.selectors.orders import order_page
from guyub.trade.procurement.selectors.receipts import (
    MOST_LISTED,
    receipt_file,
    receipt_page,
    receipts_inquiry,
)
from guyub.trade.procurement.services.receipts import receive_goods, take_receipt_back
from guyub.trade.procurement.web.frame import (
    Cells,
    cells_of,
    done_here,
    goods_in,
    locations_of,
    partners_of,
    rows_shown,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.bought import Good
    from guyub.trade.procurement.selectors.orders import OrderLineRow, OrderPage
    from guyub.trade.procurement.selectors.receipts import ReceiptPage

TAB = "buying:receipts"
EXPORT_MOST = 10_000
FIELDS = ("line", "product", "qty", "amount", "difference", "reason", "refused", "batch", "expires")


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def receipts(request: HttpRequest) -> HttpResponse:
    """List what came, and what of it waits for a bill."""
    place_id = actor_of(request).cooperative_id
    with own_rows(request):
        (rows,) = asked(receipts_inquiry(cooperative_id=place_id))
        waiting = unbilled(cooperative_id=place_id)
    waiting_rp = sum(row.open_rp for row in waiting)
    context = {
        "title": f"{number(len(waiting))} barang menunggu tagihan" if waiting else "Barang datang",
        "waiting_rp": waiting_rp,
        "waiting": waiting,
        "rows": rows,
        "is_more": len(rows) >= MOST_LISTED,
    }
    return shown(request, "receipts", context, tab=TAB)


@require_safe
@acts(Action.VIEW_GOODS)
def receipts_export(request: HttpRequest) -> HttpResponse:
    """Hand the list over as a table."""
    today = today_of(request)
    with own_rows(request):
        (rows,) = asked(receipts_inquiry(cooperative_id=actor_of(request).cooperative_id, most=EXPORT_MOST))
    sheet = Sheet(
        name="Barang datang",
        title=f"Barang datang {here(request).name}, {day(today)}",
        source="Guyub",
        columns=(
            Column("Nomor", width=14),
            Column("Tanggal", Kind.DATE),
            Column("Pemasok", width=34),
            Column("Surat jalan", width=18),
            Column("Pesanan", width=14),
            Column("Tempat", width=22),
            Column("Jumlah", Kind.RUPIAH),
            Column("Dibatalkan", Kind.DATE),
        ),
        rows=[
            (
                row.name,
                row.received_on,
                row.partner,
                row.note_no,
                row.order,
                row.location,
                row.total_rp,
                row.undone_on,
            )
            for row in rows
        ],
    )
    return table_answer(request, sheet, stem=f"barang-datang-{today.isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.MOVE_STOCK)
def receipt_new(request: HttpRequest) -> HttpResponse:
    """Take goods in, of an order that the address names or without one."""
    order, refusal = _order(request), ""
    if request.method == "POST" and "add" not in request.POST:
        made, refusal = tried(
            lambda: receive_goods(
                typed=_typed(request, order), document=photo_in(request), **done_here(request)
            )
        )
        if made:
            return redirect("buying:receipt", receipt_id=made)
    return _form(request, order, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def receipt(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """Show one receipt with what differs."""
    return _page(request, receipt_id)


@require_safe
@acts(Action.VIEW_GOODS)
def receipt_photo(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """Send the photo of a receipt."""
    with own_rows(request):
        file = receipt_file(cooperative_id=actor_of(request).cooperative_id, receipt_id=receipt_id)
    if file is None:
        raise Http404
    return file_answer(file)


@require_POST
@never_cache
@acts(Action.MOVE_STOCK)
def receipt_back(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """Take a receipt back."""
    _found(request, receipt_id)
    why = typed_of(request, "why")
    _, refusal = tried(lambda: take_receipt_back(receipt_id=receipt_id, why=why, **done_here(request)))
    if refusal:
        return _page(request, receipt_id, refusal=refusal)
    return redirect("buying:receipt", receipt_id=receipt_id)


def _found(request: HttpRequest, receipt_id: UUID) -> ReceiptPage:
    with own_rows(request):
        found = receipt_page(cooperative_id=actor_of(request).cooperative_id, receipt_id=receipt_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, receipt_id: UUID, *, refusal: str = "") -> HttpResponse:
    found, place = _found(request, receipt_id), here(request)
    with own_rows(request):
        warnings = purchase_warnings(
            cooperative_id=place.id,
            region=place.code,
            lines=[(line.good, line.qty, line.amount_rp) for line in found.lines if line.qty],
            on=found.receipt.received_on,
        )
    return shown(request, "receipt", {"one": found, "warnings": warnings}, tab=TAB, refusal=refusal)


def _order(request: HttpRequest) -> OrderPage | None:
    """Find the order of which goods come; a way that is none is none."""
    named = typed_of(request, "order") or request.GET.get("pesanan", "")
    order_id = id_in(named)
    if order_id is None:
        return None
    with own_rows(request):
        found = order_page(cooperative_id=actor_of(request).cooperative_id, order_id=order_id)
    if found is None:
        raise Http404
    return found if found.may(OrderStep.RECEIVE) else None


def _form(request: HttpRequest, order: OrderPage | None, *, refusal: str) -> HttpResponse:
    is_typed = request.method == "POST"
    lines = cells_of(request, FIELDS) if is_typed else _asked_for(order)
    if order is None or "add" in request.POST:
        lines = rows_shown(lines, more="add" in request.POST)
    else:
        lines = [line for line in lines if not line.is_empty()]
    with own_rows(request):
        (offered,) = asked(offered_inquiry(cooperative_id=actor_of(request).cooperative_id))
        context = {
            "order": order,
            "partners": (partners := partners_of(request)),
            "has_partners": len(partners) > 1,  # the first says that one is to be chosen
            "locations": locations_of(request, str(order.order.location_id) if order else ""),
            "offered": offered,
            "rows": [(line, _choices(line["difference"]), _ordered(line, order)) for line in lines],
            "on": typed_of(request, "on") or today_of(request).isoformat(),
        }
    return shown(request, "receipt_new", context, tab=TAB, refusal=refusal)


def _choices(selected: str) -> list[dict[str, object]]:
    return choices(DIFFERENCE_WORDS, selected, empty="Sesuai")


def _ordered(line: Cells, order: OrderPage | None) -> OrderLineRow | None:
    if order is None:
        return None
    return next((one for one in order.lines if str(one.line_id) == line["line"]), None)


def _asked_for(order: OrderPage | None) -> list[Cells]:
    """Begin with what of an order has not come, at its price."""
    if order is None:
        return []
    return [
        Cells(
            {
                "line": str(line.line_id),
                "product": line.good.title,
                "qty": line.good.words(line.left_qty),
                "amount": number(share(line.amount_rp, line.left_qty, line.qty)),
            }
        )
        for line in order.lines
        if line.left_qty
    ]


def _typed(request: HttpRequest, order: OrderPage | None) -> ReceiptTyped:
    lines = [
        line for line in cells_of(request, FIELDS) if line["product"].strip() and not _says_nothing(line)
    ]
    with own_rows(request):
        goods = goods_in(request, [line["product"] for line in lines], ReceiptRefusedError)
    return ReceiptTyped(
        partner_id=order.order.partner_id
        if order
        else id_of(request, "partner", ReceiptRefusedError, "partner"),
        location_id=id_of(request, "location", ReceiptRefusedError, "location"),
        received_on=day_of(request, "on", ReceiptRefusedError, "day"),
        order_id=order.order.order_id if order else None,
        note_no=" ".join(typed_of(request, "note_no").split()),
        note=" ".join(typed_of(request, "note").split()),
        lines=[_line(request, line, goods) for line in lines],
    )


def _says_nothing(line: Cells) -> bool:
    return line.is_empty("line", "product") or (
        not line["qty"].strip() and not line["difference"] and not line["refused"].strip()
    )


def _line(request: HttpRequest, line: Cells, goods: Mapping[str, Good]) -> ReceiptLineTyped:
    good = goods[" ".join(line["product"].split())]
    qty, unit = good.read(line["qty"] or "0")
    return ReceiptLineTyped(
        product_id=good.product_id,
        unit_id=good.unit_ids[unit],
        qty=qty,
        amount_rp=parse_rp(line["amount"]) if line["amount"].strip() and qty else 0,
        order_line_id=id_in(line["line"]),
        refused_qty=good.read(line["refused"])[0] if line["refused"].strip() else 0,
        difference=line["difference"],
        reason=" ".join(line["reason"].split()),
        batch=" ".join(line["batch"].split()),
        expires_on=_day(line["expires"], good),
    )


def _day(written: str, good: Good) -> date | None:
    try:
        return date.fromisoformat(written) if written.strip() else None
    except ValueError as error:
        raise ReceiptRefusedError(wrong="batch", product=good.name) from error
