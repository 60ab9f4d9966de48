"""The members of the city's cooperatives: figures alone, the few left out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guyub.city.supervision.selectors.loans import city_loans_inquiry
from guyub.city.supervision.selectors.members import BANDS, CityMembers, city_members
from guyub.city.supervision.selectors.savings import dues_inquiry
from guyub.community.members.selectors.figures import AGES
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import guided_by, place_by_id
from guyub.foundation.identity.web.doors import actor_of, acts, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import MONTHS, SHORT_MONTHS, day, number
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.city.supervision.domain.small_numbers import Shown
    from guyub.city.supervision.selectors.loans import PlaceLent
    from guyub.city.supervision.selectors.members import CityMonth
    from guyub.foundation.kernel.documents.spreadsheets import Cell
    from guyub.foundation.kernel.models import Cooperative

FULL = 100
_SPANS = [*zip(AGES[1:-1], (age - 1 for age in AGES[2:]), strict=True)]
BAND_WORDS = (
    f"di bawah {AGES[1]}",
    *(f"{since}–{until}" for since, until in _SPANS),
    f"{AGES[-1]} ke atas",
    "belum tercatat",
)
SUMMED = ("members", "candidates", "women", "men", "unsexed", *BANDS, "households")
TITLES = (
    *("Anggota", "Calon anggota", "Perempuan", "Laki-laki", "Jenis kelamin belum tercatat"),
    *(f"Umur {words}" for words in BAND_WORDS),
    "Kartu keluarga",
)


@require_safe
@acts(Action.VIEW_CITY)
def city_members_page(request: HttpRequest) -> HttpResponse:
    """Show how many members the cooperatives have: growth, women, ages, households; and what was reported."""
    city, found = _found(request)
    names = {row.code: row.name for row in found.rows}
    dues, lent = asked(
        dues_inquiry(names=names, least=found.least), city_loans_inquiry(names=names, least=found.least)
    )
    context = {
        "city": city,
        "found": found,
        "listed": [row for row in found.rows if row.is_known],
        "silent": [row for row in found.rows if not row.is_known],
        "table": reverse("supervision:members_export"),
        "women_small": f"{found.women_percent} %",
        "title": _title(found),
        "lead": _lead(found),
        "columns": list(_columns(found.growth)),
        "columns_said": _said(found.growth),
        "bands": _bands(found),
        "today": today_of(request),
        "dues": dues,
        "lent": lent,
    }
    return render(request, "supervision/members.html", context)


@require_safe
@acts(Action.VIEW_CITY)
def city_members_export(request: HttpRequest) -> HttpResponse:
    """Hand the same figures over as a table: what the page leaves out is left out here."""
    city, found = _found(request)
    today = today_of(request)
    sheet = Sheet(
        name="Anggota",
        title=f"Anggota koperasi {city.name}, {day(today)}",
        source=f"Guyub; di bawah {found.least} orang ditulis “< {found.least}”, “–” tidak ditampilkan",
        columns=(
            Column("Kode", width=15),
            Column("Koperasi", width=26),
            *(Column(title, width=14) for title in TITLES),
            Column("Dilaporkan", Kind.QUANTITY, 12),
            Column("Tanggal laporan", Kind.DATE),
            Column("Sumber laporan", width=30),
        ),
        rows=[
            *(
                (row.code, row.name, *_cells(row.shown), row.reported, row.reported_on, row.reported_by)
                for row in found.rows
            ),
            ("", "Jumlah daftar di sini", *_cells(found.sums), None, None, ""),
        ],
    )
    growth = Sheet(
        name="Perkembangan",
        title=f"Anggota pada akhir bulan, {city.name}",
        source="Guyub; dari daftar anggota yang ada di sini",
        columns=(Column("Bulan", Kind.DATE), Column("Anggota", Kind.QUANTITY, 12)),
        rows=[(month.month, month.members) for month in found.growth],
    )
    return table_answer(request, sheet, growth, stem=f"anggota-{city.code}")


@require_safe
@acts(Action.VIEW_CITY)
def city_loans_export(request: HttpRequest) -> HttpResponse:
    """Hand over how members borrow, by cooperative and by class: what the page leaves out is left out here."""
    city, found = _found(request)
    names = {row.code: row.name for row in found.rows}
    (lent,) = asked(city_loans_inquiry(names=names, least=found.least))
    today = day(today_of(request))
    source = f"Guyub; di bawah {found.least} ditulis “< {found.least}”, “–” tidak ditampilkan"
    places = Sheet(
        name="Pinjaman",
        title=f"Pinjaman anggota koperasi {city.name}, {today}",
        source=source,
        columns=(
            Column("Kode", width=15),
            Column("Koperasi", width=26),
            Column("Peminjam", Kind.QUANTITY, 12),
            Column("Sisa pokok", Kind.RUPIAH, 18),
            Column("PAR 30", Kind.PERCENT, 10),
        ),
        rows=[_lent(row) for row in (*lent.rows, lent.whole)] if lent else [],
    )
    classes = Sheet(
        name="Kolektibilitas",
        title=f"Pinjaman menurut kolektibilitas, {city.name}, {today}",
        source=source,
        columns=(
            Column("Kolektibilitas", width=20),
            Column("Pinjaman", Kind.QUANTITY, 12),
            Column("Sisa pokok", Kind.RUPIAH, 18),
        ),
        rows=[(row.words, _cell(row.loans), _kept(row.left_rp)) for row in lent.classes] if lent else [],
    )
    return table_answer(request, places, classes, stem=f"pinjaman-{city.code}")


def _lent(row: PlaceLent) -> tuple[Cell, ...]:
    percent = None if row.risky_percent is None else Decimal(row.risky_percent) / FULL
    return (row.code, row.name, _cell(row.borrowers), _kept(row.left_rp), _kept(percent))


def _kept(value: Cell) -> Cell:
    return "–" if value is None else value


def _cell(shown: Shown) -> Cell:
    """Give a number as a number, so that a table can be worked with; what is left out as words."""
    return shown.words if shown.number is None else shown.number


def _found(request: HttpRequest) -> tuple[Cooperative, CityMembers]:
    city = place_by_id(actor_of(request).cooperative_id)
    return city, city_members(city=city, places=guided_by(city), today=today_of(request))


def _cells(shown: Mapping[str, Shown] | None) -> tuple[Cell, ...]:
    if shown is None:
        return ("",) * len(SUMMED)
    return tuple(_cell(shown[column]) for column in SUMMED)


def _title(found: CityMembers) -> str:
    if not found.kept:
        return "Belum ada koperasi yang menyimpan daftar anggota di sini"
    return f"{found.sums['members'].words} anggota di {number(found.kept)} koperasi"


def _lead(found: CityMembers) -> str:
    kept = (
        f"{number(found.kept)} dari {number(len(found.rows))} koperasi menyimpan daftar anggotanya di sini."
    )
    if not found.reporting:
        return kept
    return (
        f"{kept} Dilaporkan, terpisah: {number(found.reported)} orang di {number(found.reporting)} koperasi."
    )


def _columns(months: tuple[CityMonth, ...]) -> Iterator[dict[str, object]]:
    most = max((month.members for month in months), default=0)
    for at, month in enumerate(months, start=1):
        share = month.members * FULL // most if most else 0
        label = SHORT_MONTHS[month.month.month - 1]
        yield {"label": label, "share": share, "top": FULL - share, "on": at == len(months)}


def _said(months: tuple[CityMonth, ...]) -> str:
    return "; ".join(
        f"{MONTHS[month.month.month - 1]} {month.month.year}: {number(month.members)} anggota"
        for month in months
    )


def _bands(found: CityMembers) -> list[tuple[str, Shown, int]]:
    """Give each band of age with its words, its number, and the number again as a length."""
    return [
        (words, found.sums[band], found.sums[band].number or 0)
        for words, band in zip(BAND_WORDS, BANDS, strict=True)
    ]
