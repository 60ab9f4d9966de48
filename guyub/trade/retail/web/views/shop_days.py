"""The sheet of a day: what was sold, how it was paid, what lies in each drawer, and that the books say the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.books.ledger.web.questions import day_in
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import clock, long_day, number, rupiah, short_rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.receipts import KIND_PAID
from guyub.trade.retail.models import SaleKind
from guyub.trade.retail.selectors.shop_days import shop_day
from guyub.trade.retail.web.shop_frame import KIND_NAMES, counts_blind, sees_cost, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.retail.domain.day_sheets import Sum
    from guyub.trade.retail.selectors.shop_days import DrawerDay, ShopDay

BUYERS = {True: "Anggota", False: "Bukan anggota"}
_OPEN_WORDS = {TenderKind.QRIS: "QRIS belum terlihat di rekening", TenderKind.CREDIT: "Bon belum dibayar"}
MOST_PRODUCTS = 30


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def day_shown(request: HttpRequest) -> HttpResponse:
    """Show a day of the shop, or one shift of it, added up."""
    found = _found(request)
    on, today = found.on, today_of(request)
    sheet = found.sheet
    products = list(sheet.by_product.items())
    context = {
        "one": found,
        "on": on,
        "title": long_day(on),
        "shift": request.GET.get("giliran", ""),
        "is_hidden": _is_hidden(request, found),
        "earlier": on - timedelta(days=1),
        "later": on + timedelta(days=1) if on < today else None,
        "kinds": [(KIND_NAMES[kind], found.kinds[kind]) for kind in SaleKind if kind in found.kinds],
        "ways": [(KIND_PAID[kind], amount_rp) for kind, amount_rp in sheet.by_kind.items()],
        "open": [
            (words, found.open_rp[kind]) for kind, words in _OPEN_WORDS.items() if found.open_rp.get(kind)
        ],
        "drawers": [_drawer(request, one) for one in found.drawers],
        "groups": [(title, _groups(sums)) for title, sums in _groupings(found)],
        "products": products[:MOST_PRODUCTS],
        "products_more": max(len(products) - MOST_PRODUCTS, 0),
        "chart": hours_of(sheet.by_hour),
        "untied": list(sheet.untied),
    }
    return shown(request, "shop_day", "shop:day", context)


@require_safe
@acts(Action.VIEW_DEVICES)
def day_paper(request: HttpRequest) -> HttpResponse:
    """Print the sheet of a day, or of a shift, as PDF."""
    found = _found(request)
    if _is_hidden(request, found):
        raise Http404  # who counts blind gets the paper once the drawer is counted
    with own_rows(request):
        head = letterhead_of(request, here(request))
    stem = f"lembar-{found.on:%Y-%m-%d}"
    payload = {
        **{name: head[name] for name in ("who", "where", "printed")},
        "title": f"Lembar penjualan {written_day(found.on)}",
        "paper": "a4",
        "facts": _facts(request, found),
        "parts": _parts(request, found),
        "signers": [
            *(
                {"role": "Kasir", "name": name}
                for name in dict.fromkeys(one.shift.person for one in found.drawers)
            ),
            {"role": "Bendahara", "name": ""},
        ],
    }
    made = render_pdf(template="retail/day_sheet.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=stem)


def hours_of(by_hour: Mapping[int, Sum]) -> dict[str, Any] | None:
    """Give the columns of the hours from the first to the last sale, and the same in words; None without sales."""
    if not by_hour:
        return None
    hours = range(min(by_hour), max(by_hour) + 1)
    return columns_of({str(hour): by_hour[hour].net_rp if hour in by_hour else 0 for hour in hours}, "Jam ")


def columns_of(amounts: Mapping[str, int], name: str) -> dict[str, Any]:
    """Give columns of amounts by label, the highest a hundred, and the same in words; ``name`` stands before one."""
    highest_rp = max(1, *amounts.values())
    best = max(amounts, key=lambda label: amounts[label])
    quiet = sum(amount_rp <= 0 for amount_rp in amounts.values())
    words = f"Tertinggi {name.lower()}{best}, {short_rupiah(amounts[best])}."
    return {
        "columns": [
            {"label": label, "share": share, "top": 100 - share, "on": label == best}
            for label, amount_rp in amounts.items()
            for share in (max(amount_rp, 0) * 100 // highest_rp,)
        ],
        "text": f"{words} {quiet} tanpa penjualan." if quiet else words,
    }


def _found(request: HttpRequest) -> ShopDay:
    today = today_of(request)
    on = min(day_in(request, "hari") or today, today)
    with own_rows(request):
        return shop_day(place=here(request), on=on, shift_id=id_in(request.GET.get("giliran", "")))


def _is_hidden(request: HttpRequest, found: ShopDay) -> bool:
    """Tell whether cash stays hidden: a drawer is still to be counted, by whoever must not know what lies there."""
    return found.runs and counts_blind(request)


def _groupings(found: ShopDay) -> list[tuple[str, Mapping[str, Sum]]]:
    sheet = found.sheet
    return [
        ("Pembeli", {BUYERS[is_member]: one for is_member, one in sheet.by_member.items()}),
        ("Penjual", sheet.by_cashier),
        ("Unit usaha", sheet.by_unit),
    ]


def _groups(sums: Mapping[str, Sum]) -> list[tuple[str, Sum]]:
    return list(sums.items())


def _drawer(request: HttpRequest, one: DrawerDay) -> dict[str, Any]:
    zone = Zone(here(request).zone).info
    shift = one.shift
    ended = clock(shift.closed_at.astimezone(zone)) if shift.closed_at else ""
    return {
        "shift_id": shift.shift_id,
        "drawer": shift.drawer,
        "person": shift.person,
        "opened": clock(shift.opened_at.astimezone(zone)),
        "closed": ended,
        "opening_rp": shift.opening_rp,
        "sales_rp": one.sales_rp,
        "other_rp": one.other_rp,
        "expected_rp": shift.expected_rp,
        "counted_rp": shift.counted_rp,
        "difference_rp": shift.difference_rp,
        "reason": shift.reason,
    }


def _facts(request: HttpRequest, found: ShopDay) -> list[list[str]]:
    total = found.sheet.total
    facts = [
        ["Penjualan bersih", rupiah(total.net_rp)],
        ["Nota", number(sum(one.count for one in found.kinds.values()))],
        ["Potongan", rupiah(found.discount_rp)],
        *(
            [words, rupiah(found.open_rp[kind])]
            for kind, words in _OPEN_WORDS.items()
            if found.open_rp.get(kind)
        ),
        ["Di buku", "sama" if not found.difference_rp else f"beda {rupiah(found.difference_rp)}"],
    ]
    if sees_cost(request):
        facts.insert(1, ["Sisa sesudah harga pokok", rupiah(total.margin_rp)])
    return facts


def _parts(request: HttpRequest, found: ShopDay) -> list[dict[str, Any]]:
    sheet = found.sheet
    parts = [
        _part(
            "Cara bayar",
            ("Cara", "Jumlah"),
            [(KIND_PAID[kind], rupiah(rp)) for kind, rp in sheet.by_kind.items()],
            [("Jumlah", rupiah(sum(sheet.by_kind.values())))],
        ),
        _part(
            "Jenis nota",
            ("Jenis", "Nota", "Jumlah"),
            [
                (KIND_NAMES[kind], number(found.kinds[kind].count), rupiah(found.kinds[kind].paid_rp))
                for kind in SaleKind
                if kind in found.kinds
            ],
        ),
        _part(
            "Laci",
            ("Laci dan kasir", "Awal", "Penjualan tunai", "Lainnya", "Seharusnya", "Dihitung", "Selisih"),
            [
                (
                    f"{row['drawer']}, {row['person']}, {row['opened']} sampai {row['closed'] or 'sekarang'}",
                    *(
                        rupiah(row[name])
                        for name in (
                            "opening_rp",
                            "sales_rp",
                            "other_rp",
                            "expected_rp",
                            "counted_rp",
                            "difference_rp",
                        )
                    ),
                )
                for row in (_drawer(request, one) for one in found.drawers)
            ],
        ),
        *(
            _part(
                title,
                (title, "Nota", "Jumlah"),
                [(name, number(one.receipts), rupiah(one.net_rp)) for name, one in sums.items()],
            )
            for title, sums in _groupings(found)
        ),
        _part(
            "Barang",
            ("Barang", "Nota", "Jumlah"),
            [(name, number(one.receipts), rupiah(one.net_rp)) for name, one in sheet.by_product.items()],
        ),
    ]
    return [part for part in parts if part["rows"]]


def _part(
    title: str,
    labels: Sequence[str],
    rows: Sequence[Sequence[str]],
    sums: Sequence[Sequence[str]] = (),
) -> dict[str, Any]:
    return {
        "title": title,
        "columns": [
            {"label": label, "align": "right" if at else "left", "width": "auto" if at else "wide"}
            for at, label in enumerate(labels)
        ],
        "rows": [list(row) for row in rows],
        "sums": [list(row) for row in sums],
    }
