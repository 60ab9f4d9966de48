"""The city's home, its calendar, and the report to the mayor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.city.supervision.selectors.city import Asked, CityView, PlaceRow, city_view, place_rows
from guyub.city.supervision.selectors.duties import duty_rows, endings, place_duties
from guyub.city.supervision.selectors.months import city_months
from guyub.city.supervision.services.mayor_report import issue_report
from guyub.city.supervision.web.month_sheet import months_sheet
from guyub.city.supervision.web.pages import page_of
from guyub.city.supervision.web.words import FRESH_SHADES, FRESH_WORDS, STAGE_SHADES
from guyub.community.cooperatives.domain.legal_life import HOLDER_WORDS
from guyub.community.cooperatives.selectors.ward_map import WardMap, ward_map
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import place_by_id
from guyub.foundation.identity.web.doors import actor_of, acts, request_id_of, today_of
from guyub.foundation.kernel.dates import add_months, utc_now
from guyub.foundation.kernel.documents.spreadsheets import Cell, Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, days_ago, long_day, number
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.city.supervision.selectors.duties import PlaceDuty
    from guyub.foundation.kernel.models import Cooperative

LONGEST = 80
STUCK_SHOWN = 8
ROWS_SHOWN = 60
MAPPED = "35.73"  # the city whose wards ship as shapes


@dataclass(frozen=True)
class MapShape(Row):
    """One ward on the map: its shape, its shade, and what it says."""

    code: str
    path: str
    shade: int
    says: str
    mark: tuple[int, int] | None


@require_safe
@never_cache
@acts(Action.VIEW_CITY)
def city_page(request: HttpRequest) -> HttpResponse:
    """Show in one minute who is stuck at what since when, and who needs what."""
    city, today = _city(request), today_of(request)
    asked = _asked(request)
    rows = place_rows(city=city, now=utc_now(), today=today)
    view = city_view(rows, asked, today=today)
    first = (page_of(request) - 1) * ROWS_SHOWN
    layer = "segar" if request.GET.get("lapisan") == "segar" else "tahap"
    context = {
        "city": city,
        "view": view,
        "asked": asked,
        "title": _finding(view),
        "lead": _lead(view),
        "today": today,
        "stuck": [(row, _why(row)) for row in view.stuck[:STUCK_SHOWN]],
        "listed": [(row, _age(row, today)) for row in view.rows[first : first + ROWS_SHOWN]],
        "pager": _pager(request, first, len(view.rows)),
        "filters": _filters(view, asked),
        "of": f"dari {len(view.rows)}",
        "nib_note": f"dilaporkan sampai {day(view.reported_on)}" if view.reported_on else "belum dilaporkan",
        "stale_note": f"{len(view.rows) - view.fresh} perlu diingatkan",
        "today_words": long_day(today),
        "layers": {one: _with(request, lapisan=one) for one in ("tahap", "segar")},
        "layer": layer,
        "map": ward_map() if city.code == MAPPED else None,
        "shapes": _shapes(view, ward_map(), layer) if city.code == MAPPED else [],
        "key": _key(view, layer),
        "query": request.GET.urlencode(),
    }
    return render(request, "supervision/city.html", context)


@require_safe
@acts(Action.VIEW_CITY)
def city_export(request: HttpRequest) -> HttpResponse:
    """Hand the filtered list over as a spreadsheet."""
    city, today = _city(request), today_of(request)
    view = city_view(place_rows(city=city, now=utc_now(), today=today), _asked(request), today=today)
    sheet = Sheet(
        name="Koperasi",
        title=f"Keadaan koperasi {city.name}, {day(today)}",
        source="Guyub; angka yang dilaporkan bertanggal",
        columns=(
            Column("Kode", width=15),
            Column("Koperasi", width=26),
            Column("Kecamatan", width=16),
            Column("Berada di langkah", width=24),
            Column("Langkah berikutnya", width=24),
            Column("Sejak", Kind.DATE),
            Column("Hari", Kind.QUANTITY, 8),
            Column("Menunggu", width=22),
            Column("Catatan", width=40),
            Column("NIB", width=8),
            Column("Beroperasi", width=11),
            Column("Penjualan", Kind.RUPIAH),
            Column("Simpanan", Kind.RUPIAH),
            Column("Dilaporkan", Kind.DATE),
            Column("Catatan terakhir", Kind.DATE),
            Column("Penjualan tahun ini, buku sendiri", Kind.RUPIAH),
            Column("Jurnal terakhir", Kind.DATE),
            Column("Buku ditutup sampai", Kind.DATE),
            Column("Hari tanpa jurnal", Kind.QUANTITY, 10),
            Column("Kebutuhan terbuka", Kind.QUANTITY, 10),
            Column("Pendamping", width=26),
        ),
        rows=[_cells(row) for row in view.rows],
    )
    names = {row.code: row.name for row in view.rows}
    since = add_months(today.replace(day=1), -11)
    months = [month for month in city_months(city.code, since=since) if month.code in names]
    books = months_sheet(months, title=f"Buku sendiri per bulan {city.name}, {day(today)}", names=names)
    return table_answer(request, sheet, books, stem=f"koperasi-{city.code}")


def _cells(row: PlaceRow) -> tuple[Cell, ...]:
    yes_no = {True: "ya", False: "tidak", None: ""}
    return (
        row.code,
        row.name,
        row.district,
        row.stage_title,
        row.next_title,
        row.since_on,
        row.days,
        HOLDER_WORDS[row.waits_for] if row.waits_for else "",
        row.waits_note,
        yes_no[row.has_nib],
        yes_no[row.is_operating],
        row.sales_rp,
        row.savings_rp,
        row.reported_on,
        row.entered_on,
        row.books_rp,
        row.books_last_on,
        row.books_closed_on,
        row.silent_days,
        row.needs_open,
        ", ".join(row.mentors),
    )


@require_safe
@acts(Action.VIEW_CITY)
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the deadlines of the year and who has not met them."""
    today = today_of(request)
    city = _city(request)
    rows = duty_rows(city=city, today=today)
    late = sum(bool(row.unmet) for row in rows if row.is_over)
    context = {"rows": rows, "late": late, "endings": endings(city=city, today=today)}
    return render(request, "supervision/calendar.html", context)


@require_safe
@acts(Action.VIEW_CITY)
def calendar_export(request: HttpRequest) -> HttpResponse:
    """Hand the deadlines over, one row for each cooperative and duty, and in the workbook what ends soon."""
    city, today = _city(request), today_of(request)
    sheet = Sheet(
        name="Tenggat",
        title=f"Tenggat {today.year} {city.name}, {day(today)}",
        source="Guyub; yang belum tercatat belum tentu belum dikerjakan",
        columns=(
            Column("Kode", width=15),
            Column("Koperasi", width=26),
            Column("Kewajiban", width=28),
            Column("Tentang", width=26),
            Column("Tenggat", Kind.DATE),
            Column("Keadaan", width=22),
        ),
        rows=[
            (row.code, row.name, row.title, row.period, row.due_on, _standing(row))
            for row in place_duties(city=city, today=today)
        ],
    )
    ending = Sheet(
        name="Segera berakhir",
        title=f"Segera berakhir {city.name}, {day(today)}",
        source="Guyub; 60 hari ke depan",
        columns=(*sheet.columns[:2], Column("Yang berakhir", width=20), Column("Sampai", Kind.DATE)),
        rows=[(one.code, one.name, one.what, one.ends_on) for one in endings(city=city, today=today)],
    )
    return table_answer(request, sheet, ending, stem=f"tenggat-{city.code}-{today.year}")


def _standing(row: PlaceDuty) -> str:
    if row.is_met:
        return "tercatat"
    return "lewat, belum tercatat" if row.is_over else "belum tercatat"


@require_POST
@acts(Action.VIEW_CITY)
def mayor_report(request: HttpRequest) -> HttpResponse:
    """Issue the one-page report to the mayor as PDF, with a QR by which anybody can verify it."""
    city, today = _city(request), today_of(request)
    request_id = request_id_of(request)
    address = reverse("public_site:verify", args=[city.id, request_id])
    content = issue_report(
        actor=actor_of(request),
        city=city,
        address=request.build_absolute_uri(address),
        today=today,
        request_id=request_id,
        now=utc_now(),
        is_example=settings.IS_DEMO,
    )
    return pdf_answer(content, stem=f"laporan-wali-kota-{today.isoformat()}")


def _city(request: HttpRequest) -> Cooperative:
    return place_by_id(actor_of(request).cooperative_id)


def _asked(request: HttpRequest) -> Asked:
    get = request.GET.get
    return Asked(
        district=get("kecamatan", "")[:LONGEST],
        step=get("langkah", "")[:LONGEST],
        mentor=get("pendamping", "")[:LONGEST],
        lacks="NIB" if get("izin") == "tanpa-nib" else "",
        only=get("hanya", "")[:LONGEST],
    )


def _finding(view: CityView) -> str:
    if not view.total:
        return "Belum ada koperasi di kota ini"
    stuck = f"{len(view.stuck)} macet" if view.stuck else "tidak ada yang macet"
    return f"{view.operating} koperasi berjalan, {stuck}"


def _lead(view: CityView) -> str:
    reported = f" Angka yang dilaporkan sampai {day(view.reported_on)}." if view.reported_on else ""
    return f"Macet: lebih lama di satu langkah daripada batas kota.{reported}"


def _why(row: PlaceRow) -> str:
    """Say what a stuck cooperative waits for, and from what that is known."""
    since = f"sejak {day(row.since_on)}" if row.since_on else ""
    if row.since_basis == "NOTE":
        holder = f"menunggu {HOLDER_WORDS[row.waits_for].lower()}" if row.waits_for else "sedang dikerjakan"
        return f"{row.waits_note or holder} · {since}"
    if row.since_basis == "REPORT":
        return f"tercatat belum, paling sedikit {since}"
    return f"belum ada kabar {since}"


def _age(row: PlaceRow, today: date) -> str:
    return days_ago(row.known_on, today=today) if row.known_on else "belum pernah"


def _with(request: HttpRequest, **changed: str) -> str:
    """Write the address's question with some answers changed."""
    asked = request.GET.copy()
    for name, value in changed.items():
        asked[name] = value
    return asked.urlencode()


def _pager(request: HttpRequest, first: int, total: int) -> dict[str, object]:
    page = first // ROWS_SHOWN + 1
    last = min(first + ROWS_SHOWN, total)
    return {
        "first": first + 1,
        "last": last,
        "total": total,
        "previous": f"?{_with(request, halaman=str(page - 1))}#semua" if page > 1 else "",
        "next": f"?{_with(request, halaman=str(page + 1))}#semua" if last < total else "",
        "is_needed": total > ROWS_SHOWN,
    }


def _filters(view: CityView, asked: Asked) -> list[tuple[str, str, list[dict[str, object]]]]:
    """List the filters: name in the address, label, choices."""

    def listed(chosen: str, pairs: Iterable[tuple[str, str]]) -> list[dict[str, object]]:
        return [{"value": value, "label": label, "selected": value == chosen} for value, label in pairs]

    mentors = [(name, name) for name in view.mentors]
    nib = [("", "Dengan atau tanpa NIB"), ("tanpa-nib", "Tanpa NIB")]
    only = [
        ("", "Semua keadaan"),
        ("macet", "Macet"),
        ("segar", "Data segar"),
        ("lama", "Data lama"),
        ("sepi", "Buku sepi"),
    ]
    return [
        ("kecamatan", "Kecamatan", listed(asked.district, [("", "Semua kecamatan"), *view.districts])),
        ("langkah", "Langkah", listed(asked.step, [("", "Semua langkah"), *view.all_steps])),
        ("pendamping", "Pendamping", listed(asked.mentor, [("", "Semua pendamping"), *mentors])),
        ("izin", "NIB", listed("tanpa-nib" if asked.lacks else "", nib)),
        ("hanya", "Keadaan", listed(asked.only, only)),
    ]


def _shapes(view: CityView, drawing: WardMap, layer: str) -> list[MapShape]:
    rows = {row.code: row for row in view.rows}
    shapes = []
    for shape in drawing.shapes:
        row = rows.get(shape.ward.code)
        if row is None:
            shapes.append(
                MapShape(shape.ward.code, shape.path, 0, f"{shape.ward.name}, tidak ditampilkan", None)
            )
            continue
        shade = STAGE_SHADES[row.stage] if layer == "tahap" else FRESH_SHADES[row.freshness]
        state = row.stage_title if layer == "tahap" else f"kabar {FRESH_WORDS[row.freshness]}"
        stuck = f", macet {number(row.days or 0)} hari di {row.next_title}" if row.is_stuck else ""
        mark = drawing.centres[row.code] if row.is_stuck and layer == "tahap" else None
        shapes.append(MapShape(row.code, shape.path, shade, f"{row.ward}: {state}{stuck}", mark))
    return shapes


def _key(view: CityView, layer: str) -> list[tuple[int, str, int]]:
    if layer == "tahap":
        return [(STAGE_SHADES[code], title, count) for code, title, count in view.by_stage]
    return [
        (FRESH_SHADES[level], words, sum(row.freshness == level for row in view.rows))
        for level, words in FRESH_WORDS.items()
    ]
