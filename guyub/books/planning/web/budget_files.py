"""A budget as people take it away: PDF to sign, a workbook that goes on adding up, CSV."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.statements import RowKind
from guyub.books.ledger.web.covers import cover_of
from guyub.books.ledger.web.questions import Span
from guyub.books.ledger.web.statement_files import book_pdf, paper_of, shape_of
from guyub.books.planning.domain.budget import MONTHS, Section
from guyub.books.planning.web.words import SECTION_WORDS, STATE_WORDS, difference_words
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet, Sum
from guyub.foundation.kernel.formats import SHORT_MONTHS, day, statement_rupiah
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.books.planning.selectors.budgets import BudgetRow, BudgetView
    from guyub.foundation.kernel.documents.spreadsheets import Cell
    from guyub.foundation.kernel.models import Cooperative

_AMOUNTS = ("Anggaran s.d. bulan ini", "Realisasi", "Anggaran setahun", "Perkiraan setahun")


def budget_answer(request: HttpRequest, place: Cooperative, view: BudgetView) -> HttpResponse:
    """Hand a budget over in the shape that the address asks for."""
    stem = f"anggaran-{place.code}-{view.year}"
    if shape_of(request) == "pdf":
        return pdf_answer(_pdf(request, place, view, stem), stem=stem)
    return table_answer(request, _sheet(place, view), _months(place, view), stem=stem)


def version_words(view: BudgetView) -> str:
    """Say which version this is and what set it."""
    one = view.version
    if one is None:
        return "tanpa anggaran"
    said = f"versi {one.version}, {STATE_WORDS[one.state].lower()}"
    if one.decided_on is None:
        return said
    return f"{said}, keputusan {one.decision_number} tanggal {day(one.decided_on)}"


def _amounts(row: BudgetRow) -> tuple[int, int, int, int]:
    compared = row.compared
    return compared.plan_rp, compared.actual_rp, compared.year_rp, compared.forecast_rp


def _pdf(request: HttpRequest, place: Cooperative, view: BudgetView, stem: str) -> bytes:
    first, last = date(view.year, 1, 1), date(view.year, 12, 31)
    span = Span(chosen=str(view.year), since=first, until=last, words=f"tahun {view.year}")
    with scope(place.id):
        cover = cover_of(request, place, span, stem=stem, words=f"{span.words}, {version_words(view)}")
    rows: list[tuple[str, list[str]]] = []

    def add(kind: RowKind, title: str, row: BudgetRow, words: str = "") -> None:
        rows.append((kind.value, [title, *map(statement_rupiah, _amounts(row)), words]))

    for total in view.sums:
        title = SECTION_WORDS[total.section]
        rows.append((RowKind.SECTION.value, [title]))
        for row in view.rows:
            if row.section is total.section:
                add(RowKind.ACCOUNT, row.title, row, difference_words(row))
        add(RowKind.SUM, f"Jumlah {title.lower()}", total)
    add(RowKind.TOTAL, "SHU", view.result)
    return book_pdf(
        cover,
        title="Anggaran dan realisasi (RAPB)",
        columns=[
            ("Pos", "left", "wide"),
            *((title, "right", "auto") for title in _AMOUNTS),
            ("Selisih", "right", "auto"),
        ],
        rows=rows,
        amounts=len(_AMOUNTS) + 1,
        paper=paper_of(request),
        indents=True,
    )


def _sheet(place: Cooperative, view: BudgetView) -> Sheet:
    return Sheet(
        name=f"RAPB {view.year}",
        title=f"Anggaran dan realisasi {view.year} {place.name}",
        source=f"Guyub, {version_words(view)}",
        columns=(
            Column("Kode", width=10),
            Column("Pos", width=40),
            *(Column(title, Kind.RUPIAH, 18) for title in _AMOUNTS),
            Column("Selisih", width=28),
        ),
        rows=list(_summed(view, _amounts)),
    )


def _months(place: Cooperative, view: BudgetView) -> Sheet:
    """Give the budget month by month: a table that can be brought again."""
    return Sheet(
        name="Per bulan",
        title=f"Anggaran {view.year} per bulan {place.name}",
        source=f"Guyub, {version_words(view)}",
        columns=(
            Column("Kode", width=10),
            Column("Pos", width=40),
            *(Column(title, Kind.RUPIAH, 14) for title in SHORT_MONTHS),
            Column("Catatan", width=12),
        ),
        rows=list(_summed(view, lambda row: row.line.plan, says=False)),
    )


def _summed(
    view: BudgetView, amounts: Callable[[BudgetRow], Sequence[int]], *, says: bool = True
) -> Iterator[Sequence[Cell]]:
    """Give rows whose sums are formulas: one for each heading, and what is left over below them all."""
    at, sums = 0, []
    width = 4 if says else MONTHS
    for total in view.sums:
        first = at
        for row in view.rows:
            if row.section is total.section:
                yield row.code, row.title, *amounts(row), difference_words(row) if says else ""
                at += 1
        terms = tuple((place, 1) for place in range(first, at))
        added = [Sum(amount, terms) for amount in amounts(total)]
        yield "", f"Jumlah {SECTION_WORDS[total.section].lower()}", *added, ""
        if total.section is not Section.INVESTASI:
            sums.append((at, 1 if total.section is Section.PENDAPATAN else -1))
        at += 1
    left = amounts(view.result)
    yield "", "SHU", *(Sum(left[place], tuple(sums)) for place in range(width)), ""
