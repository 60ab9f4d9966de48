"""The lists of a cooperative as tables to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from guyub.community.cooperatives.domain.legal_life import PAPER_WORDS
from guyub.community.cooperatives.domain.officers import POST_WORDS
from guyub.community.cooperatives.domain.outlets import OUTLET_WORDS, STATUS_WORDS
from guyub.community.cooperatives.selectors.officers import officers_of
from guyub.community.cooperatives.selectors.profiles import outlets_of, records_of
from guyub.community.cooperatives.selectors.reports import reports_about
from guyub.community.cooperatives.web.words import INTERNET_WORDS, OWNERSHIP_WORDS, SEX_WORDS
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import city_of
from guyub.foundation.identity.web.doors import acts, place_of, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.documents.spreadsheets import Cell
    from guyub.foundation.kernel.models import Cooperative


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def download(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """Hand over papers, officers, outlets or reports; ``?bentuk=csv`` as CSV."""
    place = place_of(request, code, Action.VIEW_COOPERATIVE)
    if what not in _TABLES:
        raise Http404
    title, columns, rows_of = _TABLES[what]
    today = today_of(request)
    sheet = Sheet(
        name=title,
        title=f"{title} {place.name}",
        source=f"Guyub, {day(today)}",
        columns=columns,
        rows=list(rows_of(place, today)),
    )
    return table_answer(request, sheet, stem=f"{what}-{place.code}")


def _papers(place: Cooperative, today: date) -> Iterator[Sequence[Cell]]:
    with scope(place.id):
        for row in records_of(cooperative_id=place.id, today=today):
            state = "berlaku" if row.is_current else "dibatalkan" if row.is_void else "diganti"
            yield (
                PAPER_WORDS[row.kind],
                row.number,
                row.issuer,
                row.issued_on,
                row.expires_on,
                state,
                row.reason,
            )


def _officers(place: Cooperative, today: date) -> Iterator[Sequence[Cell]]:
    with scope(place.id):
        for row in officers_of(cooperative_id=place.id):
            yield (
                row.name,
                POST_WORDS[row.post],
                SEX_WORDS[row.sex] if row.sex else "",
                "ya" if row.is_ex_officio else "",
                row.term_from,
                row.term_to,
                row.appointed_by,
                row.ended_on if row.ended_on and row.ended_on <= today else None,
                row.end_reason,
            )


def _outlets(place: Cooperative, _today: date) -> Iterator[Sequence[Cell]]:
    with scope(place.id):
        for row in outlets_of(cooperative_id=place.id):
            yield (
                row.name,
                OUTLET_WORDS[row.kind],
                row.address,
                OWNERSHIP_WORDS[row.ownership],
                row.land_m2,
                row.electricity_va,
                INTERNET_WORDS[row.internet],
                STATUS_WORDS[row.status],
                row.opened_on,
            )


def _reports(place: Cooperative, _today: date) -> Iterator[Sequence[Cell]]:
    city = city_of(place.code)
    if city is None:
        return
    with scope(place.id, city.id):
        for row in reports_about(city_id=city.id, about_id=place.id, has_retracted=True):
            state = f"ditarik: {row.retract_reason}" if row.retracted_at else ""
            yield row.title, row.words, row.note, row.as_of, row.source, state


_DATE, _QUANTITY = Kind.DATE, Kind.QUANTITY
_TABLES: Mapping[
    str,
    tuple[str, Sequence[Column], Callable[[Cooperative, date], Iterator[Sequence[Cell]]]],
] = {
    "dokumen": (
        "Dokumen",
        (
            Column("Dokumen", width=26),
            Column("Nomor", width=24),
            Column("Penerbit", width=24),
            Column("Terbit", _DATE),
            Column("Berlaku sampai", _DATE),
            Column("Keadaan"),
            Column("Alasan", width=30),
        ),
        _papers,
    ),
    "pengurus": (
        "Pengurus dan pengawas",
        (
            Column("Nama", width=26),
            Column("Jabatan", width=26),
            Column("Jenis kelamin"),
            Column("Karena jabatan"),
            Column("Mulai", _DATE),
            Column("Sampai", _DATE),
            Column("Diangkat oleh", width=26),
            Column("Berhenti", _DATE),
            Column("Alasan", width=30),
        ),
        _officers,
    ),
    "gerai": (
        "Gerai",
        (
            Column("Gerai", width=26),
            Column("Jenis", width=24),
            Column("Alamat", width=30),
            Column("Tempat", width=26),
            Column("Luas m2", _QUANTITY),
            Column("Listrik VA", _QUANTITY),
            Column("Internet"),
            Column("Keadaan"),
            Column("Buka sejak", _DATE),
        ),
        _outlets,
    ),
    "laporan": (
        "Yang dilaporkan",
        (
            Column("Hal", width=30),
            Column("Nilai", width=20),
            Column("Keterangan", width=20),
            Column("Tanggal", _DATE),
            Column("Sumber", width=40),
            Column("Ditarik", width=30),
        ),
        _reports,
    ),
}
