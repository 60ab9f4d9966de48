"""Visits, what was agreed on them, and calls for help as tables that one takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from guyub.city.development.selectors.help_requests import answered_help, open_help
from guyub.city.development.selectors.visits import all_actions, past_visits, planned_visits
from guyub.city.development.web.doors import places_of
from guyub.city.development.web.words import step_words
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.documents.spreadsheets import Cell

EXPORT_MOST = 10_000
PLACE = (Column("Kode", width=15), Column("Koperasi", width=26))


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def help_export(request: HttpRequest) -> HttpResponse:
    """Hand the calls over: those that wait, then those that were answered."""
    ids = [place.id for place in places_of(request)]
    with scope(*ids):
        calls = [*open_help(place_ids=ids), *answered_help(place_ids=ids, most=EXPORT_MOST)]
    sheet = Sheet(
        name="Bantuan",
        title="Permintaan bantuan",
        source=f"Guyub, {day(today_of(request))}",
        columns=(
            *PLACE,
            Column("Langkah", width=24),
            Column("Permintaan", width=50),
            Column("Diminta oleh", width=24),
            Column("Diminta", Kind.DATE),
            Column("Jawaban", width=50),
            Column("Dijawab oleh", width=24),
            Column("Dijawab", Kind.DATE),
        ),
        rows=[
            (
                row.place_code,
                row.place_name,
                step_words(row.step),
                row.text,
                row.asked_by_name,
                localtime(row.asked_at).date(),
                row.answer,
                row.answered_by_name,
                localtime(row.answered_at).date() if row.answered_at else None,
            )
            for row in calls
        ],
    )
    return table_answer(request, sheet, stem="bantuan")


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def visits_export(request: HttpRequest, what: str) -> HttpResponse:
    """Hand over the visits, planned and past, or every step that was agreed on them."""
    if what not in _TABLES:
        raise Http404
    title, columns, rows_of = _TABLES[what]
    today, ids = today_of(request), [place.id for place in places_of(request)]
    with scope(*ids):
        rows = rows_of(ids, today)
    sheet = Sheet(name=title, title=title, source=f"Guyub, {day(today)}", columns=columns, rows=rows)
    return table_answer(request, sheet, stem=what)


def _visit_cells(ids: Collection[int], _today: date) -> list[Sequence[Cell]]:
    rows = [*planned_visits(place_ids=ids), *past_visits(place_ids=ids, most=EXPORT_MOST)]
    return [
        (
            row.place_code,
            row.place_name,
            row.planned_on,
            row.purpose,
            row.visitor_name,
            row.state.label.lower(),
            row.visited_on,
            row.minutes,
            row.met,
            row.notes,
        )
        for row in rows
    ]


def _step_cells(ids: Collection[int], today: date) -> list[Sequence[Cell]]:
    return [
        (
            row.place_code,
            row.place_name,
            row.what,
            row.who,
            row.due_on,
            row.done_on,
            "selesai" if row.done_on else "lewat batas waktu" if row.is_overdue(today) else "berjalan",
        )
        for row in all_actions(place_ids=ids, most=EXPORT_MOST)
    ]


_TABLES: Mapping[
    str, tuple[str, Sequence[Column], Callable[[Collection[int], date], list[Sequence[Cell]]]]
] = {
    "kunjungan": (
        "Kunjungan",
        (
            *PLACE,
            Column("Rencana", Kind.DATE),
            Column("Tujuan", width=36),
            Column("Pengunjung", width=24),
            Column("Keadaan"),
            Column("Dikunjungi", Kind.DATE),
            Column("Menit", Kind.QUANTITY, 8),
            Column("Ditemui", width=26),
            Column("Catatan", width=60),
        ),
        _visit_cells,
    ),
    "tindak-lanjut": (
        "Tindak lanjut",
        (
            *PLACE,
            Column("Apa", width=40),
            Column("Siapa", width=24),
            Column("Paling lambat", Kind.DATE),
            Column("Selesai", Kind.DATE),
            Column("Keadaan", width=20),
        ),
        _step_cells,
    ),
}
