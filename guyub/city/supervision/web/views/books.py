"""The consolidated statements: the books of all guided cooperatives as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.books.ledger.domain.statements import RowKind
from guyub.books.ledger.web.questions import query_without, span_choices, span_of
from guyub.books.ledger.web.statement_files import Cover, statement_sheet, tie_words
from guyub.city.supervision.selectors.books import CityBooks, city_books
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import guided_by, place_by_id
from guyub.foundation.identity.web.doors import actor_of, acts, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number, rupiah
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest, HttpResponse

    from guyub.books.ledger.domain.statements import Statement, StatementRow
    from guyub.books.ledger.web.questions import Span
    from guyub.foundation.kernel.models import Cooperative


@require_safe
@acts(Action.VIEW_CONSOLIDATED)
def consolidated(request: HttpRequest) -> HttpResponse:
    """Show position and result of all cooperatives with books as one, and a row for each."""
    city, span, found, guided = _asked(request)
    context: dict[str, Any] = {"city": city, "span": span, "spans": span_choices(request, span)}
    if found:
        kept = f"{number(len(found.places))} dari {number(guided)} koperasi menyimpan buku di sini"
        context |= {
            "finding": f"Aset gabungan {rupiah(_last(found.position, 'Jumlah aset'))}",
            "lead": f"{kept}, {span.words}.",
            "cards": [_card("neraca", found.position), _card("hasil", found.result)],
            "ties": [(tie.holds, tie_words(tie)) for tie in (*found.position.ties, *found.result.ties)],
            "places": found.places,
            "query": query_without(request, "bentuk"),
        }
    return render(request, "supervision/consolidated.html", context)


@require_safe
@acts(Action.VIEW_CONSOLIDATED)
def consolidated_export(request: HttpRequest) -> HttpResponse:
    """Hand over the row of each cooperative, and in the workbook both statements with live sums."""
    city, span, found, _ = _asked(request)
    sheet = Sheet(
        name="Koperasi",
        title=f"Buku koperasi {city.name}, {day(today_of(request))}",
        source="Guyub; dari pembukuan tiap koperasi",
        columns=(
            Column("Kode", width=15),
            Column("Koperasi", width=26),
            Column("Aset", Kind.RUPIAH),
            Column("Simpanan", Kind.RUPIAH),
            Column("SHU berjalan", Kind.RUPIAH),
            Column("Kas dan bank", Kind.RUPIAH),
            Column("Jurnal terakhir", Kind.DATE),
            Column("Ditutup sampai", Kind.DATE),
        ),
        rows=[
            (
                row.code,
                row.name,
                row.glance.figures.assets_rp,
                row.glance.figures.savings_rp,
                row.glance.figures.result_rp,
                row.glance.figures.cash_rp,
                row.glance.kept.last_on,
                row.glance.kept.closed_through,
            )
            for row in (found.places if found else ())
        ],
    )
    cover = Cover(
        who=f"gabungan koperasi {city.name}",
        where="",
        code="",
        period=span.words,
        printed="",
        signers=(),
        stem="",
    )
    more = [statement_sheet(one, cover) for one in ((found.position, found.result) if found else ())]
    return table_answer(request, sheet, *more, stem=f"laporan-gabungan-{city.code}-{span.until}")


def _asked(request: HttpRequest) -> tuple[Cooperative, Span, CityBooks | None, int]:
    city, span = place_by_id(actor_of(request).cooperative_id), span_of(request)
    places = guided_by(city)
    found = city_books(places, since=span.since, until=span.until, today=today_of(request))
    return city, span, found, len(places)


def _last(statement: Statement, title: str) -> int:
    row = next(row for row in statement.rows if row.title == title)
    return row.amounts[0] or 0


def _card(anchor: str, statement: Statement) -> dict[str, object]:
    return {"id": f"h-{anchor}", "title": statement.title, "rows": list(_shown(statement.rows))}


def _shown(rows: Iterable[StatementRow]) -> Iterator[tuple[str, str, int | None]]:
    """Give rows as they are set: their class, title, amount."""
    classes = {RowKind.SECTION: "sum", RowKind.GROUP: "group", RowKind.ACCOUNT: "l2"}
    for row in rows:
        yield classes.get(row.kind, "sum"), row.title, row.amounts[0] if row.amounts else None
