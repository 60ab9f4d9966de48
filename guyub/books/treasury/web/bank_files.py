"""The kept sheet of a month as people take it away: a PDF to sign, an XLSX that goes on adding up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.web.covers import cover_of
from guyub.books.ledger.web.questions import Span
from guyub.books.ledger.web.statement_files import ACCOUNT_ROW, TOTAL_ROW, book_pdf, paper_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet, Sum
from guyub.foundation.kernel.formats import day, statement_rupiah
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.books.ledger.web.statement_files import Cover
    from guyub.books.treasury.selectors.bank_sheets import KeptSheet
    from guyub.books.treasury.selectors.banks import BankStanding
    from guyub.foundation.kernel.models import Cooperative

TITLE = "Rekonsiliasi bank"
ONLY_BOOKS = "Di buku, belum di bank"
ONLY_BANK = "Di bank, belum di buku"


def sheet_answer(
    request: HttpRequest, place: Cooperative, bank: BankStanding, kept: KeptSheet
) -> HttpResponse:
    """Hand a kept sheet over: PDF with ``?bentuk=pdf``, XLSX otherwise. Needs the scope of the place."""
    span = Span(
        chosen="", since=kept.month, until=kept.through, words=f"{bank.name}, sampai {day(kept.through)}"
    )
    stem = f"rekonsiliasi-{place.code}-{bank.account_code}-{kept.through}"
    cover = cover_of(request, place, span, stem=stem, words=span.words)
    if request.GET.get("bentuk") == "pdf":
        return pdf_answer(_pdf(kept, cover, paper=paper_of(request)), stem=stem)
    return table_answer(request, _sheet(kept, cover), stem=stem)


def _rows(kept: KeptSheet, name: str) -> list[tuple[date, str, str, int]]:
    rows: Sequence[dict[str, Any]] = kept.facts[name]
    return [(date.fromisoformat(row["on"]), row["name"], row["text"], row["amount_rp"]) for row in rows]


def _terms(first: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple((place, 1) for place in range(first, end))


def _pdf(kept: KeptSheet, cover: Cover, *, paper: str) -> bytes:
    tie = kept.tie

    def line(kind: str, text: str, amount_rp: int, on: str = "", name: str = "") -> tuple[str, list[str]]:
        return kind, [on, name, text, statement_rupiah(amount_rp)]

    def told(name: str) -> list[tuple[str, list[str]]]:
        return [
            line(ACCOUNT_ROW, text, amount_rp, day(on), number)
            for on, number, text, amount_rp in _rows(kept, name)
        ]

    return book_pdf(
        cover,
        title=TITLE,
        columns=[
            ("Tanggal", "left", "auto"),
            ("Nomor", "left", "auto"),
            ("Keterangan", "left", "wide"),
            ("Rupiah", "right", "auto"),
        ],
        rows=[
            line(ACCOUNT_ROW, "Saldo menurut bank", tie.statement_rp),
            *told("only_books"),
            line(TOTAL_ROW, f"Ditambah: {ONLY_BOOKS.lower()}", tie.only_books_rp),
            *told("only_bank"),
            line(TOTAL_ROW, f"Dikurangi: {ONLY_BANK.lower()}", tie.only_bank_rp),
            line(TOTAL_ROW, "Saldo menurut buku", tie.books_rp),
        ],
        amounts=1,
        paper=paper,
    )


def _sheet(kept: KeptSheet, cover: Cover) -> Sheet:
    tie = kept.tie
    only_books, only_bank = (_rows(kept, name) for name in ("only_books", "only_bank"))
    first, second = 1 + len(only_books), 2 + len(only_books) + len(only_bank)
    return Sheet(
        name="Rekonsiliasi",
        title=f"{TITLE} {cover.who}",
        source=f"Guyub, {cover.period}. Disimpan {kept.person}, {day(kept.kept_at)}.",
        columns=(
            Column("Tanggal", Kind.DATE, 12),
            Column("Nomor", width=16),
            Column("Keterangan", width=48),
            Column("Rupiah", Kind.RUPIAH, 18),
        ),
        rows=[
            (kept.through, "", "Saldo menurut bank", tie.statement_rp),
            *only_books,
            (
                None,
                "",
                f"Ditambah: {ONLY_BOOKS.lower()}",
                Sum(tie.only_books_rp, _terms(1, first)),
            ),
            *only_bank,
            (
                None,
                "",
                f"Dikurangi: {ONLY_BANK.lower()}",
                Sum(tie.only_bank_rp, _terms(first + 1, second)),
            ),
            (kept.through, "", "Saldo menurut buku", Sum(tie.books_rp, ((0, 1), (first, 1), (second, -1)))),
        ],
    )
