"""A statutory book as a page, as a paper to sign, and as a table that an officer takes away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.utils.http import urlencode

from guyub.community.cooperatives.domain.officers import POST_WORDS, Post
from guyub.community.cooperatives.selectors.officers import in_office, officers_of
from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.members.selectors.books import MOST_PRINTED, MOST_SHOWN, Span
from guyub.foundation.identity.web.doors import actor_of, today_of
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import MONTHS, clock, day, number, statement_rupiah
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.documents.spreadsheets import Cell
    from guyub.foundation.kernel.models import Cooperative

SHAPES = ("pdf", "xlsx", "csv")
PAPERS = {"f4": "F4", "a4": "A4"}
LONGEST_SEARCH = 60


@dataclass(frozen=True, kw_only=True)
class BookColumn(Row):
    """One column of a book.

    Args:
        title: What stands above it.
        kind: What it holds.
        width: In a spreadsheet, in characters.
        paper: On paper: ``auto``, a share such as ``2fr``, or millimetres such as ``24mm``.
        is_signed: It is written by hand: on paper alone.
        is_main: A phone shows it as the title of the row.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: int = 18
    paper: str = "auto"
    is_signed: bool = False
    is_main: bool = False

    @property
    def is_number(self) -> bool:
        """It stands at the right."""
        return self.kind in {Kind.RUPIAH, Kind.QUANTITY}


@dataclass(frozen=True, kw_only=True)
class BookRow(Row):
    """One row: a cell for each column that is not written by hand; struck when a newer line corrects it."""

    cells: tuple[Cell, ...]
    is_struck: bool = False
    is_sum: bool = False
    note: str = ""
    href: str = ""  # what may be done with it, and what that is called
    act: str = ""


@dataclass(frozen=True, kw_only=True)
class BookTable:
    """A statutory book, or a part of it.

    Args:
        book: Which of the sixteen, in words: ``Buku 5 dari 16``.
        title: Its name.
        stem: Of the file's name.
        columns: In the order of the paper.
        rows: In that order.
        total: How many rows the question finds; more than ``rows`` where a limit cut them.
        unit: What a row is called: ``baris``, ``anggota``.
        empty: What stands where there is no row.
        is_flipped: The paper lies on its side.
        is_tall: The rows are high enough for a thumbprint.
        period: The span in words.
        years: Of which years parts may be asked for.
        now: What asking for no year is called.
    """

    book: str
    title: str
    stem: str
    columns: Sequence[BookColumn]
    rows: Sequence[BookRow]
    total: int
    unit: str = "baris"
    empty: str = "Belum ada yang tercatat."
    is_flipped: bool = True
    is_tall: bool = False
    period: str = ""
    years: Sequence[int] = field(default_factory=tuple)
    now: str = "Semua tahun"


def shape_of(request: HttpRequest) -> str:
    """Tell as which file a book is asked for; "" for the page itself."""
    shape = request.GET.get("bentuk", "")
    return shape if shape in SHAPES else ""


def paper_of(request: HttpRequest) -> str:
    """Tell on which paper: ``f4``, the usual one of offices, or ``a4``."""
    paper = request.GET.get("kertas", "")
    return paper if paper in PAPERS else "f4"


def span_of(request: HttpRequest) -> Span:
    """Read what part of a book the address asks for; what is no year or page asks for all, from the first."""
    year, page = (_whole(request.GET.get(name, "")) for name in ("tahun", "halaman"))
    is_file = bool(shape_of(request))
    return Span(
        year=year if 2000 <= year <= 9998 else 0,
        text=" ".join(request.GET.get("cari", "").split())[:LONGEST_SEARCH],
        first=0 if is_file else max(min(page, 10_000) - 1, 0) * MOST_SHOWN,
        most=MOST_PRINTED if is_file else MOST_SHOWN,
        is_newest_first=not is_file,
    )


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0


def book_answer(request: HttpRequest, place: Cooperative, table: BookTable, **context: Any) -> HttpResponse:
    """Answer with a book: the page, or the file that the address asks for. Needs the scope for the paper's signers."""
    match shape_of(request):
        case "pdf":
            content = book_pdf(request, place, table)
            return pdf_answer(content, stem=f"{table.stem}-{place.code}")
        case "xlsx" | "csv":
            return table_answer(request, _sheet(place, table), stem=f"{table.stem}-{place.code}")
        case _:
            return render(request, "members/book.html", _page(request, place, table) | context)


def _page(request: HttpRequest, place: Cooperative, table: BookTable) -> dict[str, Any]:
    span = span_of(request)
    shown = [column for column in table.columns if not column.is_signed]
    page = span.first // MOST_SHOWN + 1
    asked = {"tahun": span.year or "", "cari": span.text}
    last = span.first + len([row for row in table.rows if not row.is_sum])
    return {
        "place": place,
        "book": table,
        "columns": shown,
        "rows": [
            (row, [_shown(c, cell) for c, cell in zip(shown, row.cells, strict=True)]) for row in table.rows
        ],
        "has_acts": any(row.href for row in table.rows),
        "span": span,
        "years": [
            {"value": year, "label": year or table.now, "selected": year == span.year}
            for year in (0, *sorted({*table.years, *([span.year] if span.year else [])}, reverse=True))
        ],
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "first": span.first + 1,
        "last": last,
        "has_pages": table.total > MOST_SHOWN,
        "previous": f"?{urlencode(asked | {'halaman': page - 1})}" if page > 1 else "",
        "next": f"?{urlencode(asked | {'halaman': page + 1})}" if last < table.total else "",
    }


def _shown(column: BookColumn, cell: Cell) -> dict[str, object]:
    return {
        "title": column.title,
        "text": _text(column, cell),
        "is_main": column.is_main,
        "is_number": column.is_number,
        "is_day": column.kind is Kind.DATE,
    }


def _text(column: BookColumn, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell)
    if isinstance(cell, int):
        return statement_rupiah(cell) if column.kind is Kind.RUPIAH else number(cell)
    return str(cell)


def _sheet(place: Cooperative, table: BookTable) -> Sheet:
    shown = [column for column in table.columns if not column.is_signed]
    return Sheet(
        name=table.title,
        title=f"{table.title} {place.name}",
        source=f"Guyub, {table.period}",
        columns=[*(Column(c.title, c.kind, c.width) for c in shown), Column("Catatan", width=30)],
        rows=[(*row.cells, row.note) for row in table.rows],
    )


def book_pdf(request: HttpRequest, place: Cooperative, table: BookTable) -> bytes:
    """Set a book on paper, ready to sign."""
    today = today_of(request)
    cut = f" Hanya {number(MOST_PRINTED)} {table.unit} pertama." if table.total > MOST_PRINTED else ""
    main = next((at for at, column in enumerate(table.columns) if column.is_main), 0)
    payload = letterhead_of(request, place) | {
        "book": table.book,
        "title": table.title,
        "period": f"{table.period}{cut}",
        "paper": paper_of(request),
        "flipped": table.is_flipped,
        "is_tall": table.is_tall,
        "columns": [
            {
                "label": c.title,
                "width": c.paper,
                "right": c.is_number,
                "wide": at == main,
                "signed": c.is_signed,
            }
            for at, c in enumerate(table.columns)
        ],
        "rows": [
            {"cells": _paper_cells(table, row), "struck": row.is_struck, "sum": row.is_sum, "note": row.note}
            for row in table.rows
        ],
        "empty": table.empty,
        "closing": f"Ditutup pada {written_day(today)} dengan {number(table.total)} {table.unit}.",
    }
    return render_pdf(template="members/book.typ", payload=payload, is_example=settings.IS_DEMO)


def _paper_cells(table: BookTable, row: BookRow) -> list[str]:
    cells = iter(row.cells)
    return ["" if column.is_signed else _text(column, next(cells)) for column in table.columns]


def letterhead_of(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    """Give what stands around every paper of an office: whose, where, printed when, place and day, who signs.

    One query, in the scope. The chair knows of it, the secretary keeps it.
    """
    today, printed = today_of(request), utc_now().astimezone(Zone(place.zone).info)
    ward = next((ward for ward in wards() if ward.code == place.code), None)
    names: Mapping[Post, str] = {
        officer.post: officer.name for officer in in_office(officers_of(cooperative_id=place.id), today=today)
    }
    return {
        "who": place.name,
        "where": f"Kelurahan {ward.name}, {ward.kecamatan}, Kota Malang {ward.postal_code}".strip()
        if ward
        else "",
        "printed": f"Dicetak {day(printed)}, {clock(printed)} {place.zone} · {actor_of(request).name}",
        "place": f"Malang, {written_day(today)}" if ward else written_day(today),
        "signers": [
            {"role": POST_WORDS[post], "name": names.get(post, "")} for post in (Post.KETUA, Post.SEKRETARIS)
        ],
    }


def written_day(value: date) -> str:
    """Write a day as letters do: ``26 November 2026``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def period_of(span: Span, *, today: date) -> str:
    """Name the span of a book in words."""
    words = f"Tahun {span.year}" if span.year else f"Sampai dengan {written_day(today)}"
    return f"{words}, yang memuat “{span.text}”" if span.text else words
