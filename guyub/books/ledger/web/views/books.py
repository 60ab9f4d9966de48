"""The ledger of one account, and the books of cash and bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from guyub.books.ledger.selectors.books import cash_book, ledger_page
from guyub.books.ledger.selectors.movements import BooksNotOpenedError
from guyub.books.ledger.web.covers import anchor_of, cover_of
from guyub.books.ledger.web.pages import page
from guyub.books.ledger.web.questions import query_without, span_of, unit_of
from guyub.books.ledger.web.statement_files import (
    ACCOUNT_ROW,
    TOTAL_ROW,
    book_pdf,
    json_answer,
    paper_of,
    shape_of,
)
from guyub.books.ledger.web.views.statements import NEVER_KEPT, asked_context
from guyub.community.cooperatives.selectors.profiles import unit_names
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, place_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet, Sum
from guyub.foundation.kernel.formats import day, number, rupiah, statement_rupiah
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from guyub.books.ledger.selectors.books import LedgerPage
    from guyub.books.ledger.web.statement_files import Cover
    from guyub.foundation.kernel.models import Cooperative

LINES_SHOWN = 100  # a page stays below 100 kB
MOST_PRINTED = 5_000  # lines of a file; a longer span is taken away in parts


@require_safe
@acts(Action.VIEW_JOURNAL)
def account(request: HttpRequest, code: str, account: str) -> HttpResponse:
    """Show the ledger of one account with those below it, the newest first; ``?bentuk=`` hands it over."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    return _book(
        request,
        place,
        lambda asked: ledger_page(cooperative_id=place.id, code=account, **asked),
        tab="ledger:accounts",
    )


@require_safe
@acts(Action.VIEW_JOURNAL)
def cash(request: HttpRequest, code: str) -> HttpResponse:
    """Show the book of cash in drawers, or, with ``?buku=bank``, that of the banks."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    is_bank = request.GET.get("buku") == "bank"
    return _book(
        request,
        place,
        lambda asked: cash_book(cooperative_id=place.id, is_bank=is_bank, **asked),
        tab="ledger:cash",
    )


def _book(
    request: HttpRequest,
    place: Cooperative,
    read: Callable[[dict[str, Any]], LedgerPage | None],
    *,
    tab: str,
) -> HttpResponse:
    span, shape = span_of(request), shape_of(request)
    asked: dict[str, Any] = {"since": span.since, "until": span.until, "unit_id": unit_of(request)}
    if shape:
        asked |= {"is_newest_first": False, "most": MOST_PRINTED}
    else:
        asked |= {"after": request.GET.get("halaman", ""), "most": LINES_SHOWN}
    with scope(place.id):
        try:
            book = read(asked)
        except BooksNotOpenedError:
            return page(request, place, "start", {}, tab=tab)
        if book is None:
            raise Http404
        if shape:
            stem = f"{(book.code or book.title.lower()).replace(' ', '-')}-{place.code}-{span.until}"
            cover = cover_of(request, place, span, stem=stem)
            return _handed(request, book, cover, anchor=anchor_of(place))
        units = unit_names(cooperative_id=place.id)
    kept, is_bank = query_without(request, *NEVER_KEPT, "buku"), request.GET.get("buku") == "bank"
    context = {
        "book": book,
        "is_cash": not book.code,
        "finding": f"{book.title}, saldo {rupiah(book.closing_rp)}",
        "books": [
            {"label": label, "href": f"?{kept}{choice}", "current": is_bank is bool(choice)}
            for label, choice in (("Buku kas", ""), ("Buku bank", "buku=bank"))
        ],
        "has_several": len(book.accounts) > 1,
        **asked_context(request, span, units),
    }
    return page(request, place, "account", context, tab=tab)


def _handed(request: HttpRequest, book: LedgerPage, cover: Cover, *, anchor: str) -> HttpResponse:
    match shape_of(request):
        case "pdf":
            return pdf_answer(_pdf(book, cover, paper=paper_of(request), anchor=anchor), stem=cover.stem)
        case "json":
            return json_answer(_facts(book) | {"anchor": anchor}, stem=cover.stem)
        case _:
            return table_answer(request, _sheet(book, cover), stem=cover.stem)


def _facts(book: LedgerPage) -> dict[str, Any]:
    return {
        "title": book.title,
        "accounts": book.accounts,
        "since": book.since,
        "until": book.until,
        "opening_rp": book.opening_rp,
        "closing_rp": book.closing_rp,
        "lines": [
            {
                "entry": line.name,
                "entry_id": line.entry_id,
                "dated_on": line.dated_on,
                "account": line.code,
                "memo": line.memo,
                "note": line.note,
                "unit": line.unit,
                "amount_rp": line.amount_rp,
                "balance_rp": line.balance_rp,
            }
            for line in book.lines
        ],
    }


def _sheet(book: LedgerPage, cover: Cover) -> Sheet:
    lines = [
        (line.dated_on, line.name, line.code, line.memo, line.note, line.unit, line.debit_rp or 0,
         line.credit_rp or 0, line.balance_rp)
        for line in book.lines
    ]  # fmt: skip
    terms = tuple((place, 1) for place in range(len(lines)))
    return Sheet(
        name=book.title,
        title=f"{book.title} {cover.who}",
        source=f"Guyub, {cover.period}. Saldo awal {number(book.opening_rp)}.",
        columns=(
            Column("Tanggal", Kind.DATE, 12),
            Column("Nomor", width=14),
            Column("Akun", width=12),
            Column("Keterangan", width=44),
            Column("Catatan", width=24),
            Column("Unit", width=18),
            Column("Debit", Kind.RUPIAH),
            Column("Kredit", Kind.RUPIAH),
            Column("Saldo", Kind.RUPIAH),
        ),
        rows=[
            *lines,
            (
                *(None, "", "", "Jumlah", "", ""),
                Sum(book.debit_rp, terms),
                Sum(book.credit_rp, terms),
                book.closing_rp,
            ),
        ],
    )


def _pdf(book: LedgerPage, cover: Cover, *, paper: str, anchor: str) -> bytes:
    rows = [
        (
            ACCOUNT_ROW,
            [
                day(line.dated_on),
                line.name,
                f"{line.memo}{': ' if line.note else ''}{line.note}",
                *(statement_rupiah(rp) if rp is not None else "" for rp in (line.debit_rp, line.credit_rp)),
                statement_rupiah(line.balance_rp),
            ],
        )
        for line in book.lines
    ]
    first = (ACCOUNT_ROW, ["", "", "Saldo awal", "", "", statement_rupiah(book.opening_rp)])
    last = (
        TOTAL_ROW,
        ["", "", "Jumlah", *map(statement_rupiah, (book.debit_rp, book.credit_rp, book.closing_rp))],
    )
    return book_pdf(
        cover,
        title=f"{book.title}{' ' if book.code else ''}{book.code}",
        columns=[
            ("Tanggal", "left", "auto"),
            ("Nomor", "left", "auto"),
            ("Keterangan", "left", "wide"),
            *((title, "right", "auto") for title in ("Debit", "Kredit", "Saldo")),
        ],
        rows=[first, *rows, last],
        amounts=3,
        paper=paper,
        anchor=anchor,
    )
