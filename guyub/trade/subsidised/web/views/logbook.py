"""The log of rationed goods as a book: on paper, blank for outages, as a table; full numbers only for a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.cooperatives.web.forms import typed_of
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import clock, day, number, rupiah
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.subsidised.domain.quantities import UNIT_WORDS, in_unit, qty_words
from guyub.trade.subsidised.selectors.logbook import log_of
from guyub.trade.subsidised.selectors.officials import programmes_inquiry
from guyub.trade.subsidised.services.officials import open_log
from guyub.trade.subsidised.web.log_frame import done_of, shown
from guyub.trade.subsidised.web.log_words import SITE_WORDS, STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.subsidised.selectors.logbook import Log, LogRow
    from guyub.trade.subsidised.selectors.officials import ProgrammeRow
    from guyub.trade.subsidised.selectors.sealed import Opened

LONGEST = timedelta(days=62)
BLANK_ROWS = 28


@dataclass(frozen=True, slots=True)
class _Asked(Row):
    """Of which good, which days."""

    goods: Mapping[str, ProgrammeRow]
    good: ProgrammeRow
    since: date
    until: date

    @property
    def span(self) -> str:
        """The days in words."""
        if self.since == self.until:
            return written_day(self.since)
        return f"{written_day(self.since)} sampai {written_day(self.until)}"


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def book(request: HttpRequest) -> HttpResponse:
    """Show the log of a span, and what can be printed of it."""
    return _page(request)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def book_paper(request: HttpRequest) -> HttpResponse:
    """Print the log, with four digits of each number."""
    what = _asked(request, request.GET)
    return _paper(request, what, _log(request, what), {})


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def blank_paper(request: HttpRequest) -> HttpResponse:
    """Print a sheet to write on by hand, for when there is no power or network."""
    what = _asked(request, request.GET)
    payload = _head(request) | {
        "title": f"Buku {what.good.title}",
        "lead": "Untuk dipakai saat tidak ada listrik atau sinyal. Sesudah kembali, ketik tiap baris di kasir satu "
        "demi satu, lalu simpan lembar ini.",
        "columns": _COLUMNS,
        "rows": [["", "", "", "", "", "", "", ""]] * BLANK_ROWS,
        "sums": [],
        "is_blank": True,
    }
    made = render_pdf(template="subsidised/logbook.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"buku-{what.good.key.lower()}-kosong")


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def book_table(request: HttpRequest) -> HttpResponse:
    """Hand the log over as a table in the shape of its site, with four digits of each number."""
    what = _asked(request, request.GET)
    return _table(request, what, _log(request, what), {})


@require_POST
@never_cache
@acts(Action.UNMASK_IDENTITY)
def book_full(request: HttpRequest) -> HttpResponse:
    """Hand the log over with full numbers, for a reason that stands in the trail."""
    what = _asked(request, request.POST)
    opened, refusal = tried(
        lambda: open_log(
            programme=what.good.key,
            from_on=what.since,
            until_on=what.until,
            reason=typed_of(request, "reason"),
            **done_of(request),
        )
    )
    if refusal:
        return _page(request, refusal=refusal)
    log = _log(request, what)
    if typed_of(request, "shape") == "tabel":
        return _table(request, what, log, opened or {})
    return _paper(request, what, log, opened or {})


_COLUMNS = [
    {"label": label, "align": align, "width": width}
    for label, align, width in (
        ("Tanggal", "left", "22mm"),
        ("Jam", "left", "12mm"),
        ("NIK", "left", "36mm"),
        ("Nama", "left", "1fr"),
        ("Pembeli", "left", "28mm"),
        ("Jumlah", "right", "20mm"),
        ("Harga", "right", "22mm"),
        ("Tanda tangan", "left", "28mm"),
    )
]


def _asked(request: HttpRequest, fields: Mapping[str, Any]) -> _Asked:
    today = today_of(request)
    with own_rows(request):
        (goods,) = asked(programmes_inquiry())
    if not goods:
        raise Http404
    good = goods.get(str(fields.get("barang", "")), next(iter(goods.values())))
    until = min(_day(fields, "sampai") or today, today)
    since = _day(fields, "dari") or until
    since = max(min(since, until), until - LONGEST)
    return _Asked(goods, good, since, until)


def _day(fields: Mapping[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(str(fields.get(name, "")))
    except ValueError:
        return None


def _log(request: HttpRequest, what: _Asked) -> Log:
    with own_rows(request):
        return log_of(
            cooperative_id=actor_of(request).cooperative_id,
            programme=what.good.key,
            from_on=what.since,
            until_on=what.until,
        )


def _page(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    fields = request.POST if request.method == "POST" else request.GET
    with own_rows(request):
        (goods,) = asked(programmes_inquiry())
    if not goods:
        return shown(request, "logbook", {"what": None, "rows": []}, tab="rations_log:book", refusal=refusal)
    what = _asked(request, fields)
    log = _log(request, what)
    context = {
        "what": what,
        "goods": [
            {"value": one.key, "label": one.title, "selected": one.key == what.good.key}
            for one in what.goods.values()
        ],
        "site": SITE_WORDS[what.good.official],
        "rows": [
            (row, qty_words(row.qty, what.good.unit), _at(row), STATE_WORDS[row.state]) for row in log.rows
        ],
        "is_more": log.is_more,
        "total": qty_words(_sum_qty(log), what.good.unit),
        "paid_rp": _sum_rp(log),
        "question": f"barang={what.good.key}&dari={what.since:%Y-%m-%d}&sampai={what.until:%Y-%m-%d}",
    }
    return shown(request, "logbook", context, tab="rations_log:book", refusal=refusal)


def _head(request: HttpRequest) -> dict[str, Any]:
    with own_rows(request):
        head = letterhead_of(request, here(request))
    return {name: head[name] for name in ("who", "where", "printed")} | {"paper": "a4"}


def _paper(request: HttpRequest, what: _Asked, log: Log, opened: Mapping[UUID, Opened]) -> HttpResponse:
    rows = [
        [
            day(row.sold_on),
            clock(row.sold_at.astimezone(Zone.WIB.info)),
            _nik(row, opened),
            _name(row, opened) + (", dibatalkan" if row.taken_back_on else ""),
            row.category,
            qty_words(row.qty, what.good.unit),
            rupiah(row.paid_rp),
            "",
        ]
        for row in log.rows
    ]
    payload = _head(request) | {
        "title": f"Buku {what.good.title}",
        "lead": f"{what.span}. {number(len(log.rows))} penjualan."
        + (" NIK lengkap; jangan disalin ke pihak lain." if opened else ""),
        "columns": _COLUMNS,
        "rows": rows,
        "sums": [
            "Jumlah tanpa yang dibatalkan",
            qty_words(_sum_qty(log), what.good.unit),
            rupiah(_sum_rp(log)),
        ],
        "is_blank": False,
    }
    made = render_pdf(template="subsidised/logbook.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"buku-{what.good.key.lower()}-{what.since:%Y%m%d}")


def _table(request: HttpRequest, what: _Asked, log: Log, opened: Mapping[UUID, Opened]) -> HttpResponse:
    sheet = Sheet(
        name=what.good.title[:30],
        title=f"Penjualan {what.good.title} {here(request).name}",
        source=f"Guyub, {what.span}",
        columns=(
            Column("Tanggal", Kind.DATE),
            Column("Jam"),
            Column("NIK", width=20),
            Column("Nama", width=26),
            Column("Jenis pembeli", width=20),
            Column("Jumlah", Kind.QUANTITY),
            Column("Satuan"),
            Column("Total harga", Kind.RUPIAH),
            Column("Nota", width=22),
            Column(SITE_WORDS[what.good.official] or "Situs resmi"),
            Column("Nomor di situs"),
            Column("Dibatalkan", Kind.DATE),
        ),
        rows=[
            (
                row.sold_on,
                clock(row.sold_at.astimezone(Zone.WIB.info)),
                _nik(row, opened),
                _name(row, opened),
                row.category,
                in_unit(row.qty, what.good.unit),
                UNIT_WORDS[RuleUnit(what.good.unit)],
                row.paid_rp,
                row.number,
                STATE_WORDS[row.state],
                row.ref,
                row.taken_back_on,
            )
            for row in log.rows
        ],
    )
    return table_answer(request, sheet, stem=f"{what.good.key.lower()}-{what.since:%Y%m%d}")


def _at(row: LogRow) -> str:
    return f"{day(row.sold_on)}, {clock(row.sold_at.astimezone(Zone.WIB.info))}"


def _nik(row: LogRow, opened: Mapping[UUID, Opened]) -> str:
    full = opened.get(row.consumer_id) if row.consumer_id else None
    if full:
        return full.nik
    return f"•••• {row.last4}" if row.last4 else ""


def _name(row: LogRow, opened: Mapping[UUID, Opened]) -> str:
    full = opened.get(row.consumer_id) if row.consumer_id else None
    return (full.name if full else "") or row.buyer


def _sum_qty(log: Log) -> int:
    return sum(row.qty for row in log.rows if row.taken_back_on is None)


def _sum_rp(log: Log) -> int:
    return sum(row.paid_rp for row in log.rows if row.taken_back_on is None)
