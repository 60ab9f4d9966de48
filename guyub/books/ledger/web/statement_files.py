"""A statement as people take it away: PDF to sign, a sheet that goes on adding up, CSV, and JSON for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse

from guyub.books.ledger.domain.statements import RowKind
from guyub.books.ledger.domain.verifying import anchor_text, spaced
from guyub.foundation.kernel.canonical import canonical_bytes
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet, Sum
from guyub.foundation.kernel.formats import rupiah, statement_rupiah
from guyub.foundation.kernel.web.downloads import csv_answer, pdf_answer, table_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.http import HttpRequest

    from guyub.books.ledger.domain.statements import Statement, StatementRow, Tie
    from guyub.foundation.kernel.documents.spreadsheets import Cell

SHAPES = ("pdf", "xlsx", "csv", "json")
PAPERS = ("a4", "f4")
MOST_UPRIGHT = 4  # more amount columns than these turn the paper


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What stands around a statement.

    Args:
        who: The cooperative, or several of them.
        where: Its place.
        code: Of its ward; "" for several.
        period: The span in words.
        printed: When and by whom it was printed.
        signers: Role and name of who signs; an empty name is a line to write on.
        stem: The file's name without its ending.
    """

    who: str
    where: str
    code: str
    period: str
    printed: str
    signers: Sequence[tuple[str, str]]
    stem: str


def shape_of(request: HttpRequest) -> str:
    """Tell as which file a page is asked for; "" for the page itself."""
    shape = request.GET.get("bentuk", "")
    return shape if shape in SHAPES else ""


def paper_of(request: HttpRequest) -> str:
    """Tell on which paper: ``a4`` or ``f4``."""
    paper = request.GET.get("kertas", "")
    return paper if paper in PAPERS else PAPERS[0]


def statement_answer(request: HttpRequest, statement: Statement, cover: Cover) -> HttpResponse:
    """Hand a statement over in the shape that the address asks for (``shape_of``)."""
    match shape_of(request):
        case "pdf":
            return pdf_answer(statement_pdf(statement, cover, paper=paper_of(request)), stem=cover.stem)
        case "json":
            return json_answer(statement_facts(statement), stem=cover.stem)
        case "csv":
            titles = ("Kode", "Uraian", "Jenis", *statement.columns)
            return csv_answer(titles=titles, rows=_csv_rows(statement.rows), stem=cover.stem)
        case _:
            return table_answer(request, statement_sheet(statement, cover), stem=cover.stem)


def json_answer(facts: dict[str, Any], *, stem: str) -> HttpResponse:
    """Hand facts over as canonical JSON."""
    response = HttpResponse(canonical_bytes(facts), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{stem}.json"'
    response["Cache-Control"] = "private, no-store"
    return response


def statement_facts(statement: Statement) -> dict[str, Any]:
    """Give a statement as plain facts: amounts are whole rupiah."""
    return {
        "name": statement.name,
        "title": statement.title,
        "since": statement.since,
        "until": statement.until,
        "columns": statement.columns,
        "rows": [
            {
                "kind": row.kind,
                "title": row.title,
                "code": row.code,
                "amounts_rp": row.amounts,
                "sums": row.sums,
            }
            for row in statement.rows
        ],
        "ties": [
            {"name": tie.name, "left_rp": tie.left_rp, "right_rp": tie.right_rp, "holds": tie.holds}
            for tie in statement.ties
        ],
        "anchor": {"chain_no": statement.chain_no, "hash": statement.hash},
    }


def statement_sheet(statement: Statement, cover: Cover) -> Sheet:
    """Lay a statement out as a sheet whose sums are formulas."""
    source = (
        f"Guyub, {cover.who}, {cover.period}. {anchor_words(cover.code, statement.chain_no, statement.hash)}"
    )
    return Sheet(
        name=statement.title,
        title=f"{statement.title} {cover.who}",
        source=source.strip(),
        columns=(
            Column("Kode", width=12),
            Column("Uraian", width=44),
            *(Column(title, Kind.RUPIAH, 18) for title in statement.columns),
        ),
        rows=[_cells(row, len(statement.columns)) for row in statement.rows],
    )


def _cells(row: StatementRow, width: int) -> tuple[Cell, ...]:
    amounts: Iterable[Cell] = row.amounts or (None,) * width
    if row.sums:
        amounts = (None if amount is None else Sum(amount, row.sums) for amount in row.amounts)
    return row.code, row.title, *amounts


def _csv_rows(rows: Iterable[StatementRow]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        yield row.code, row.title, row.kind.value, *row.amounts


def statement_pdf(statement: Statement, cover: Cover, *, paper: str) -> bytes:
    """Set a statement on paper, ready to sign."""
    columns = [("Uraian", "left", "wide"), *((title, "right", "auto") for title in statement.columns)]
    rows = [
        (row.kind.value, [row.title, *("" if rp is None else statement_rupiah(rp) for rp in row.amounts)])
        for row in statement.rows
    ]
    return book_pdf(
        cover,
        title=statement.title,
        columns=columns,
        rows=rows,
        ties=statement.ties,
        amounts=len(statement.columns),
        anchor=anchor_words(cover.code, statement.chain_no, statement.hash),
        paper=paper,
        indents=True,
    )


def book_pdf(
    cover: Cover,
    *,
    title: str,
    columns: Sequence[tuple[str, str, str]],
    rows: Sequence[tuple[str, Sequence[str]]],
    amounts: int,
    paper: str,
    period: str = "",
    ties: Sequence[Tie] = (),
    anchor: str = "",
    indents: bool = False,
) -> bytes:
    """Set any table of the books on paper.

    Args:
        cover: What stands around it.
        title: Its title.
        columns: Label, side (``left``, ``right``), width (``wide``, ``auto``).
        rows: A RowKind and the cells as text.
        amounts: How many of the columns, the last ones, are amounts.
        paper: ``a4`` or ``f4``.
        period: In words; those of the cover where it is left out.
        ties: What must agree, said above the table.
        anchor: The chain's head in words.
        indents: Accounts stand under their headings.
    """
    payload = {
        "who": cover.who,
        "where": cover.where,
        "title": title,
        "period": period or cover.period,
        "printed": cover.printed,
        "paper": paper,
        "flipped": amounts > MOST_UPRIGHT,
        "indents": indents,
        "amounts": amounts,
        "columns": [{"label": label, "align": side, "width": width} for label, side, width in columns],
        "rows": [{"kind": kind, "cells": list(cells)} for kind, cells in rows],
        "ties": [{"holds": tie.holds, "said": tie_words(tie)} for tie in ties],
        "anchor": anchor,
        "signers": [{"role": role, "name": name} for role, name in cover.signers],
    }
    return render_pdf(template="ledger/book.typ", payload=payload, is_example=settings.IS_DEMO)


def tie_words(tie: Tie) -> str:
    """Say what agrees, or by how much it does not."""
    said = tie.sentence.format(left=rupiah(tie.left_rp), right=rupiah(tie.right_rp))
    return said if tie.holds else f"{said} Selisih {rupiah(abs(tie.left_rp - tie.right_rp))}."


def anchor_words(code: str, chain_no: int, seal: str) -> str:
    """Write the journal's head as *Periksa* takes it, ``Segel 35.73.03.1003:412: 9f2c …``; "" where there is none."""
    return f"Segel {spaced(anchor_text(code, chain_no, bytes.fromhex(seal)))}" if chain_no else ""


ACCOUNT_ROW, TOTAL_ROW = RowKind.ACCOUNT.value, RowKind.TOTAL.value
