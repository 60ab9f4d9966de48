"""Receipts of the shop: a list by day, one of them, and copies of its paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.questions import day_in
from guyub.community.members.web.views.books import here
from guyub.foundation.devices.web.frame import done_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import clock, day, long_day
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer
from guyub.trade.inventory.web.stock_pages import asked_with, first_asked, found_or_404, pager_of
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.paper import BROAD, NARROW
from guyub.trade.retail.domain.receipts import (
    KIND_PAID,
    amount_words,
    receipt_bytes,
    receipt_message,
    receipt_text,
)
from guyub.trade.retail.models import SaleKind
from guyub.trade.retail.selectors.receipts import receipt_of
from guyub.trade.retail.selectors.sales import PAGE, SalesAsked, SalesPage, sale_found, sales_page
from guyub.trade.retail.services.copies import copy_receipt
from guyub.trade.retail.web.shop_frame import KIND_NAMES, KIND_TONES, counts_blind, shown, ways
from guyub.trade.subsidised.selectors.sold import rations_of
from guyub.trade.subsidised.web.words import ration_words

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.trade.retail.domain.receipts import Receipt
    from guyub.trade.retail.selectors.sales import SaleFound, SaleRow, SoldLine

WIDTHS = {"58": NARROW, "80": BROAD}  # of the paper in millimetres → letters on a line
MOST_DAYS = 92
MOST_EXPORTED = 20_000


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def sales(request: HttpRequest) -> HttpResponse:
    """List the receipts of a day, or of some; the newest first."""
    asked_for, first = _asked(request), first_asked(request, PAGE)
    with own_rows(request):
        found = sales_page(cooperative_id=actor_of(request).cooperative_id, asked_for=asked_for, first=first)
    context = {
        "asked": asked_for,
        "title": _title(asked_for),
        "found": found,
        "rows": [_row(request, one) for one in found.rows],
        "counts_blind": counts_blind(request),
        "filters": _filters(request, found),
        "question": asked_with(request, halaman=""),
        "pager": pager_of(request, first=first, total=found.total, page_size=PAGE),
    }
    return shown(request, "sales", "shop:sales", context)


@require_safe
@acts(Action.VIEW_DEVICES)
def sales_export(request: HttpRequest) -> HttpResponse:
    """Hand the same receipts over as a table; members stand in it by name, as in the list."""
    asked_for = _asked(request)
    with own_rows(request):
        found = sales_page(
            cooperative_id=actor_of(request).cooperative_id, asked_for=asked_for, most=MOST_EXPORTED
        )
    sheet = Sheet(
        name="Nota",
        title=f"{_title(asked_for)}, {here(request).name}",
        source="Guyub; yang dikembalikan di bawah nol",
        columns=(
            Column("Nota", width=14),
            Column("Nomor kasir", width=12),
            Column("Jenis", width=16),
            Column("Tanggal", Kind.DATE),
            Column("Jam", width=8),
            Column("Kasir", width=22),
            Column("Anggota", width=24),
            Column("Barang", width=40),
            *(Column(f"{KIND_PAID[kind]} (Rp)", Kind.RUPIAH) for kind in TenderKind),
            Column("Jumlah (Rp)", Kind.RUPIAH),
        ),
        rows=[
            (
                *(
                    one.name,
                    one.till_name,
                    KIND_NAMES[one.kind],
                    at.date(),
                    clock(at),
                    one.cashier,
                    one.member,
                ),
                ", ".join(one.goods),
                *(one.paid.get(kind) for kind in TenderKind),
                one.paid_rp,
            )
            for one in found.rows
            for at in (_at(request, one),)
        ],
    )
    return table_answer(request, sheet, stem="nota")


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def sale(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Show one receipt: what, how it was paid, what came of it, and its entry."""
    return _sale_shown(request, sale_id)


@require_POST
@acts(Action.VIEW_DEVICES)
def receipt_copy(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Make a copy of a receipt, and show it."""
    copy_no, refusal = tried(lambda: copy_receipt(sale_id=sale_id, **done_of(request)))
    if copy_no is None:
        return _sale_shown(request, sale_id, refusal=refusal)
    return redirect("shop:receipt", sale_id=sale_id, copy_no=copy_no)


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def receipt(request: HttpRequest, sale_id: UUID, copy_no: int) -> HttpResponse:
    """Show a copy as it is printed, with the ways to paper and to the buyer's phone."""
    found, made = _copy(request, sale_id, copy_no)
    width = _width(request)
    context = {
        "sale": found.sale,
        "copy_no": copy_no,
        "width": width,
        "columns": WIDTHS[width],
        "text": receipt_text(made, columns=WIDTHS[width]),
        "widths": [
            {"label": f"{one} mm", "href": f"?lebar={one}", "current": one == width} for one in WIDTHS
        ],
        # The buyer is chosen in WhatsApp itself; who bought as a member is told by the paper alone.
        "whatsapp": f"https://wa.me/?text={quote(receipt_message(replace(made, member=None)))}",
    }
    return shown(request, "receipt", "shop:sales", context)


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def receipt_paper(request: HttpRequest, sale_id: UUID, copy_no: int) -> HttpResponse:
    """Print a copy on a roll of 58 or 80 mm, as PDF."""
    found, made = _copy(request, sale_id, copy_no)
    width = _width(request)
    payload = {
        "title": f"Nota {found.sale.till_name}",
        "who": here(request).name,
        "width": int(width),
        "lines": receipt_text(made, columns=WIDTHS[width]).splitlines(),
    }
    # The receipt itself says at the top and at the end that it is invented.
    content = render_pdf(template="retail/receipt.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(content, stem=f"nota-{found.sale.till_name.lower()}-{copy_no}")


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def receipt_bytes_sent(request: HttpRequest, sale_id: UUID, copy_no: int) -> HttpResponse:
    """Hand a copy over as ESC/POS, for a program that drives a printer; no drawer opens for a copy."""
    found, made = _copy(request, sale_id, copy_no)
    width = _width(request)
    answer = HttpResponse(receipt_bytes(made, columns=WIDTHS[width]), content_type="application/octet-stream")
    name = f"nota-{found.sale.till_name.lower()}-{copy_no}-{width}mm.bin"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _sale_shown(request: HttpRequest, sale_id: UUID, *, refusal: str = "") -> HttpResponse:
    found = _found(request, sale_id)
    sold = found.sale
    with own_rows(request):
        rations = rations_of(cooperative_id=sold.cooperative_id, sale_id=sold.of_id or sold.id)
        made = receipt_of(place=here(request), found=found, copy=1, is_demo=settings.IS_DEMO, rations=rations)
    context = {
        "one": found,
        "sale": sold,
        "at": sold.sold_at.astimezone(Zone(here(request).zone).info),
        "kind": KIND_NAMES[SaleKind(sold.kind)],
        "tone": KIND_TONES.get(SaleKind(sold.kind), ""),
        "lines": [(line, _amount(line)) for line in found.lines],
        "margin_rp": sum(line.net_rp - line.cost_rp for line in found.lines),
        "tenders": [(KIND_PAID[one.kind], one) for one in found.tenders],
        "back": [_row(request, one) for one in found.back],
        "text": receipt_text(made, columns=NARROW) if found.lines else "",
        "rations": [ration_words(one) for one in rations],
    }
    return shown(request, "sale", "shop:sales", context, refusal=refusal)


def _amount(line: SoldLine) -> str:
    sign = "−" if line.qty < 0 else ""
    return f"{sign}{amount_words(abs(line.qty), factor=line.factor)} {line.unit}"


def _found(request: HttpRequest, sale_id: UUID) -> SaleFound:
    with own_rows(request):
        found = sale_found(cooperative_id=actor_of(request).cooperative_id, sale_id=sale_id)
    return found_or_404(found)  # type: ignore[no-any-return]  # it gives back what it got


def _copy(request: HttpRequest, sale_id: UUID, copy_no: int) -> tuple[SaleFound, Receipt]:
    """Give a copy that was made; others are not there."""
    found = _found(request, sale_id)
    if not 2 <= copy_no <= found.copies + 1:
        raise Http404
    with own_rows(request):
        sold = found.sale
        rations = rations_of(cooperative_id=sold.cooperative_id, sale_id=sold.of_id or sold.id)
        return found, receipt_of(
            place=here(request), found=found, copy=copy_no, is_demo=settings.IS_DEMO, rations=rations
        )


def _width(request: HttpRequest) -> str:
    asked_for = request.GET.get("lebar", "")
    return asked_for if asked_for in WIDTHS else next(iter(WIDTHS))


def _at(request: HttpRequest, one: SaleRow) -> Any:
    return one.at.astimezone(Zone(here(request).zone).info)


def _row(request: HttpRequest, one: SaleRow) -> dict[str, Any]:
    return {
        "sale_id": one.sale_id,
        "till_name": one.till_name,
        "name": one.name,
        "at": _at(request, one),
        "kind": KIND_NAMES[one.kind] if one.kind is not SaleKind.JUAL else "",
        "tone": KIND_TONES.get(one.kind, ""),
        "cashier": one.cashier,
        "member": one.member,
        "goods": ", ".join(one.goods),
        "reason": one.reason,
        "paid_rp": one.paid_rp,
        "paid": ", ".join(name for name, _ in ways(one.paid)),
        "is_marked": one.is_marked,
        "is_voided": one.is_voided,
    }


def _asked(request: HttpRequest) -> SalesAsked:
    today = today_of(request)
    until = min(day_in(request, "sampai") or day_in(request, "dari") or today, today)
    since = min(day_in(request, "dari") or until, until)
    series, paid, kind = (request.GET.get(name, "") for name in ("kasir", "bayar", "jenis"))
    who = request.GET.get("pembeli", "")
    return SalesAsked(
        since=max(since, until - timedelta(days=MOST_DAYS)),
        until=until,
        series=int(series) if series.isascii() and series.isdigit() and len(series) < 7 else None,
        cashier_id=id_in(request.GET.get("penjual", "")),
        paid=paid if paid in set(TenderKind) else "",
        is_member={"anggota": True, "umum": False}.get(who),
        kind=kind if kind in set(SaleKind) else "",
        is_marked=request.GET.get("tanda") == "1",
    )


def _title(asked_for: SalesAsked) -> str:
    if asked_for.since == asked_for.until:
        return f"Nota {long_day(asked_for.until)}"
    return f"Nota {day(asked_for.since)} sampai {day(asked_for.until)}"


def _filters(request: HttpRequest, found: SalesPage) -> list[dict[str, Any]]:
    """Give the choices beside the days: which till, who sold, how it was paid, who bought, what it is."""
    told: list[tuple[str, str, str, dict[str, str]]] = [
        ("kasir", "Kasir", "Semua kasir", {str(no): f"K{no} {name}" for no, name in found.tills.items()}),
        ("penjual", "Penjual", "Semua penjual", {str(id_): name for id_, name in found.cashiers.items()}),
        ("bayar", "Cara bayar", "Semua cara", {kind.value: name for kind, name in KIND_PAID.items()}),
        ("pembeli", "Pembeli", "Semua pembeli", {"anggota": "Anggota", "umum": "Bukan anggota"}),
        ("jenis", "Jenis", "Semua jenis", {kind.value: name for kind, name in KIND_NAMES.items()}),
        ("tanda", "Tanda", "Semua nota", {"1": "Perlu dilihat"}),
    ]
    return [
        {
            "id": name,
            "label": label,
            "choices": [
                {"value": value, "label": words, "selected": request.GET.get(name, "") == value}
                for value, words in {"": every, **choices}.items()
            ],
        }
        for name, label, every, choices in told
    ]
