"""The journal as people take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.web.statement_files import ACCOUNT_ROW, book_pdf, json_answer, paper_of, shape_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from guyub.books.ledger.selectors.journal import JournalPage, Search
    from guyub.books.ledger.web.statement_files import Cover

MOST_PRINTED = 2_000  # entries of a file; a longer span is taken away in parts
GROUP_ROW = "group"


def journal_answer(
    request: HttpRequest, found: JournalPage, search: Search, cover: Cover, *, anchor: str
) -> HttpResponse:
    """Hand the found entries over in the shape that the address asks for, the oldest first."""
    match shape_of(request):
        case "pdf":
            return pdf_answer(
                _pdf(found, search, cover, paper=paper_of(request), anchor=anchor), stem=cover.stem
            )
        case "json":
            return json_answer({"entries": list(_facts(found)), "anchor": anchor}, stem=cover.stem)
        case _:
            return table_answer(request, _sheet(found, search, cover), stem=cover.stem)


def _said(search: Search) -> str:
    """Say which entries these are."""
    words = [f"“{search.words}”"] if search.words else []
    words += [f"akun {search.account}"] if search.account else []
    words += [f"jumlah {number(search.amount_rp)}"] if search.amount_rp is not None else []
    words += [f"sejak {day(search.since)}"] if search.since else []
    words += [f"sampai {day(search.until)}"] if search.until else []
    return ", ".join(words) or "Semua jurnal"


def _facts(found: JournalPage) -> Iterator[dict[str, Any]]:
    for entry in reversed(found.entries):
        yield {
            "id": entry.entry_id,
            "number": entry.name,
            "chain_no": entry.chain_no,
            "dated_on": entry.dated_on,
            "occurred_on": entry.occurred_on,
            "memo": entry.memo,
            "context": entry.context,
            "phase": entry.phase,
            "reverses": entry.reverses_id,
            "corrects": entry.corrects_id,
            "lines": [
                {
                    "account": line.code,
                    "unit": line.unit,
                    "debit_rp": line.debit_rp or 0,
                    "credit_rp": line.credit_rp or 0,
                    "note": line.note,
                }
                for line in entry.lines
            ],
        }


def _sheet(found: JournalPage, search: Search, cover: Cover) -> Sheet:
    return Sheet(
        name="Jurnal",
        title=f"Jurnal {cover.who}",
        source=f"Guyub, {_said(search)}",
        columns=(
            Column("Tanggal", Kind.DATE, 12),
            Column("Nomor", width=14),
            Column("Keterangan", width=40),
            Column("Akun", width=12),
            Column("Nama akun", width=30),
            Column("Unit", width=18),
            Column("Debit", Kind.RUPIAH),
            Column("Kredit", Kind.RUPIAH),
            Column("Catatan", width=24),
            Column("Oleh", width=20),
        ),
        rows=[
            (entry.dated_on, entry.name, entry.memo, line.code, line.account_name, line.unit,
             line.debit_rp, line.credit_rp, line.note, entry.actor)
            for entry in reversed(found.entries)
            for line in entry.lines
        ],
    )  # fmt: skip


def _pdf(found: JournalPage, search: Search, cover: Cover, *, paper: str, anchor: str) -> bytes:
    rows: list[tuple[str, list[str]]] = []
    for entry in reversed(found.entries):
        who = f" · {entry.actor}" if entry.actor else ""
        rows.append((GROUP_ROW, [f"{entry.name} · {day(entry.dated_on)} · {entry.memo}{who}"]))
        rows += [
            (
                ACCOUNT_ROW,
                [
                    line.code,
                    f"{line.account_name}{': ' if line.note else ''}{line.note}",
                    line.unit,
                    *(number(rp) if rp else "" for rp in (line.debit_rp, line.credit_rp)),
                ],
            )
            for line in entry.lines
        ]
    return book_pdf(
        cover,
        title="Jurnal",
        period=_said(search),
        columns=[
            ("Akun", "left", "auto"),
            ("Nama", "left", "wide"),
            ("Unit", "left", "auto"),
            ("Debit", "right", "auto"),
            ("Kredit", "right", "auto"),
        ],
        rows=rows,
        amounts=2,
        anchor=anchor,
        paper=paper,
    )
