"""Letters of residents as tables that an officer takes away. Phones are not among it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from guyub.community.members.selectors.letters import join_requests, suggestions
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.documents.spreadsheets import Cell

EXPORT_MOST = 10_000


@require_safe
@acts(Action.HANDLE_LETTERS)
def letters_export(request: HttpRequest, what: str) -> HttpResponse:
    """Hand over the wishes to join, without phones, or the ideas and complaints."""
    if what not in _TABLES:
        raise Http404
    title, columns, rows_of = _TABLES[what]
    today = today_of(request)
    with own_rows(request):
        rows = rows_of(actor_of(request).cooperative_id, today)
    sheet = Sheet(name=title, title=title, source=f"Guyub, {day(today)}", columns=columns, rows=rows)
    return table_answer(request, sheet, stem=f"surat-{what}")


def _join_cells(cooperative_id: int, _today: date) -> list[Sequence[Cell]]:
    return [
        (
            row.number,
            row.name,
            row.neighbourhood,
            row.wish,
            localtime(row.asked_at).date(),
            row.state_words,
            localtime(row.changed_at).date(),
            row.note,
        )
        for row in join_requests(cooperative_id=cooperative_id, most=EXPORT_MOST)
    ]


def _suggestion_cells(cooperative_id: int, today: date) -> list[Sequence[Cell]]:
    return [
        (
            row.number,
            row.kind_words,
            row.text,
            row.name,
            localtime(row.written_at).date(),
            row.due_on,
            row.answer,
            localtime(row.answered_at).date() if row.answered_at else None,
        )
        for row in suggestions(cooperative_id=cooperative_id, today=today, most=EXPORT_MOST)
    ]


_TABLES: Mapping[str, tuple[str, Sequence[Column], Callable[[int, date], list[Sequence[Cell]]]]] = {
    "gabung": (
        "Permintaan bergabung",
        (
            Column("Nomor"),
            Column("Nama", width=26),
            Column("RT/RW", width=20),
            Column("Harapan", width=40),
            Column("Diminta", Kind.DATE),
            Column("Keadaan", width=20),
            Column("Sejak", Kind.DATE),
            Column("Catatan", width=40),
        ),
        _join_cells,
    ),
    "saran": (
        "Usul dan keluhan",
        (
            Column("Nomor"),
            Column("Jenis"),
            Column("Isi", width=60),
            Column("Nama", width=26),
            Column("Ditulis", Kind.DATE),
            Column("Tenggat jawaban", Kind.DATE),
            Column("Jawaban", width=60),
            Column("Dijawab", Kind.DATE),
        ),
        _suggestion_cells,
    ),
}
