"""Bank accounts beside the books: what is open on both sides, matching, recording, the sheet of a month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.books.treasury.domain.bank_matching import matching
from guyub.books.treasury.selectors.bank_sheets import kept_sheets, sheet_of
from guyub.books.treasury.selectors.banks import (
    bank_desk,
    bank_standing,
    matches_of,
    open_lines,
    statements_of,
)
from guyub.books.treasury.services.bank_matches import (
    MatchRefusedError,
    kinds_for,
    let_go,
    match_all,
    match_rows,
    record_line,
)
from guyub.books.treasury.services.bank_sheets import SheetRefusedError, keep_sheet
from guyub.books.treasury.web.bank_files import sheet_answer
from guyub.books.treasury.web.bank_pages import found, page, shared_of, to
from guyub.books.treasury.web.bank_words import HOW_WORDS, STATE_TONES, reason_words
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, may_here, place_of, today_of, tried
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.formats import MONTHS, rupiah
from guyub.foundation.kernel.money import AmountNotUnderstoodError, parse_rp
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.books.treasury.selectors.bank_sheets import BankSheet, KeptSheet
    from guyub.books.treasury.selectors.banks import BankDesk, BankStanding
    from guyub.foundation.kernel.models import Cooperative

ROWS_SHOWN = 40  # of each side: a page stays below 100 kB
SUGGESTIONS_SHOWN = 12
ROWS_TRIED = 300  # open lines that suggestions are sought for
CHOICE_SIGN = "|"


@require_safe
@acts(Action.VIEW_JOURNAL)
def banks(request: HttpRequest, code: str) -> HttpResponse:
    """List bank accounts: what the books say, how far each was compared, what is open."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        rows = bank_standing(place.id)
    open_count = sum(row.open_count for row in rows)
    return page(request, place, "banks", {"banks": rows, "open_count": open_count})


@require_safe
@acts(Action.VIEW_JOURNAL)
def bank(request: HttpRequest, code: str, bank_id: UUID) -> HttpResponse:
    """Show what is open on both sides of one account, with suggestions, its files and its months."""
    return _bank(request, place_of(request, code, Action.VIEW_JOURNAL), bank_id)


@require_POST
@acts(Action.KEEP_TREASURY)
def match_sure(request: HttpRequest, code: str, bank_id: UUID) -> HttpResponse:
    """Match every sure pair again."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    _, refusal = tried(
        lambda: match_all(bank_id=bank_id, today=today_of(request), **shared_of(request, place))
    )
    return _bank(request, place, bank_id, refusal) if refusal else to("bank", place, bank_id=bank_id)


@require_POST
@acts(Action.KEEP_TREASURY)
def match(request: HttpRequest, code: str, bank_id: UUID) -> HttpResponse:
    """Match chosen or suggested lines and entries."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    _, refusal = tried(
        lambda: match_rows(
            bank_id=bank_id,
            line_ids=_ids(request, "line"),
            entry_ids=_ids(request, "entry"),
            is_suggested=typed_of(request, "suggested") == "1",
            today=today_of(request),
            **shared_of(request, place),
        )
    )
    return _bank(request, place, bank_id, refusal) if refusal else to("bank", place, bank_id=bank_id)


@require_safe
@acts(Action.VIEW_JOURNAL)
def matches(request: HttpRequest, code: str, bank_id: UUID) -> HttpResponse:
    """List what was matched, the last first."""
    return _matches(request, place_of(request, code, Action.VIEW_JOURNAL), bank_id)


@require_POST
@acts(Action.KEEP_TREASURY)
def match_let_go(request: HttpRequest, code: str, match_id: UUID) -> HttpResponse:
    """Take a match apart."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    bank_id, refusal = tried(lambda: let_go(match_id=match_id, **shared_of(request, place)))
    if refusal:
        with scope(place.id):
            rows = bank_standing(place.id)
        return page(request, place, "banks", {"banks": rows, "open_count": 0}, refusal=refusal)
    return to("bank", place, bank_id=bank_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_TREASURY)
def line_record(request: HttpRequest, code: str, bank_id: UUID, line_id: UUID) -> HttpResponse:
    """Record what only the bank knew, as an event of its day."""
    place, refusal = place_of(request, code, Action.KEEP_TREASURY), ""
    if request.method == "POST":
        kind, _, choice = typed_of(request, "kind").partition(CHOICE_SIGN)
        _, refusal = tried(
            lambda: record_line(
                line_id=line_id,
                kind=kind,
                choice=choice,
                who=typed_of(request, "who"),
                note=typed_of(request, "note"),
                today=today_of(request),
                **shared_of(request, place),
            )
        )
        if not refusal:
            return to("bank", place, bank_id=bank_id)
    with scope(place.id):
        account = found(place, bank_id)
        lines = open_lines(cooperative_id=place.id, bank_id=bank_id, only=[line_id])
    if not lines:
        return _bank(request, place, bank_id, refusal) if refusal else to("bank", place, bank_id=bank_id)
    (line,) = lines
    context = {
        "bank": account,
        "line": line,
        "kinds": list(_kinds(line.amount_rp, typed_of(request, "kind"))),
    }
    return page(request, place, "bank_line", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_JOURNAL)
def sheet(request: HttpRequest, code: str, bank_id: UUID, year: int, month: int) -> HttpResponse:
    """Show how a month ties; keep it; hand over the kept one as PDF or XLSX."""
    place, refusal = place_of(request, code, Action.VIEW_JOURNAL), ""
    first = _first(year, month)
    if request.method == "POST":
        if not may_here(request, Action.KEEP_TREASURY, place):
            raise PermissionDenied
        _, refusal = tried(
            lambda: keep_sheet(
                bank_id=bank_id,
                month=first,
                today=today_of(request),
                statement_rp=_typed_rp(request),
                **shared_of(request, place),
            )
        )
        if not refusal:
            return to("sheet", place, bank_id=bank_id, year=year, month=month)
    with scope(place.id):
        account = found(place, bank_id)
        kept = next(
            (one for one in kept_sheets(cooperative_id=place.id, bank_id=bank_id) if one.month == first), None
        )
        if kept and request.GET.get("bentuk") in {"pdf", "xlsx"}:
            return sheet_answer(request, place, account, kept)
        now = sheet_of(cooperative_id=place.id, bank=account, month=first, today=today_of(request))
    if now is None and kept is None:
        raise Http404
    context = _sheet_context(account, now, kept) | {"month_words": f"{MONTHS[month - 1]} {year}"}
    return page(request, place, "bank_sheet", context, refusal=refusal)


# -- what pages show ------------------------------------------------------------------------------------------------


def _bank(request: HttpRequest, place: Cooperative, bank_id: UUID, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        account = found(place, bank_id)
        desk = bank_desk(cooperative_id=place.id, bank=account, today=today_of(request))
        files = statements_of(cooperative_id=place.id, bank_id=bank_id)
        sheets = kept_sheets(cooperative_id=place.id, bank_id=bank_id)
    done = matching(desk.lines[:ROWS_TRIED], desk.entries)
    suggestions = [*done.sure, *done.likely]
    context = {
        "bank": account,
        "desk": desk,
        "finding": _finding(account, desk),
        "sure_count": len(done.sure),
        "suggestions": [(one, reason_words(one)) for one in suggestions[:SUGGESTIONS_SHOWN]],
        "suggestions_count": len(suggestions),
        "lines": desk.lines[:ROWS_SHOWN],
        "entries": desk.entries[:ROWS_SHOWN],
        "chosen": {*request.POST.getlist("line"), *request.POST.getlist("entry")},
        "files": [(row, STATE_TONES.get(row.state, "")) for row in files],
        "months": list(_months(account, sheets)),
    }
    return page(request, place, "bank", context, refusal=refusal)


def _finding(account: BankStanding, desk: BankDesk) -> str:
    if account.first_on is None:
        return f"{account.name} belum punya rekening koran"
    if desk.lines:
        return f"{len(desk.lines)} baris bank belum cocok"
    if desk.entries:
        return "Semua baris bank cocok, ada catatan yang belum sampai bank"
    return "Bank dan buku cocok"


def _months(account: BankStanding, sheets: Sequence[KeptSheet]) -> Iterator[dict[str, Any]]:
    """List the months that the bank told of, the last first, with the kept sheet of each."""
    if account.since is None or account.last_on is None:
        return
    kept, month = {one.month: one for one in sheets}, account.last_on.replace(day=1)
    while month >= account.since:
        yield {
            "year": month.year,
            "month": month.month,
            "words": f"{MONTHS[month.month - 1]} {month.year}",
            "kept": kept.get(month),
        }
        month = add_months(month, -1)


def _matches(request: HttpRequest, place: Cooperative, bank_id: UUID) -> HttpResponse:
    with scope(place.id):
        account = found(place, bank_id)
        rows = matches_of(cooperative_id=place.id, bank=account)
    return page(
        request,
        place,
        "bank_matches",
        {"bank": account, "matches": [(row, HOW_WORDS[row.how]) for row in rows]},
    )


def _sheet_context(account: BankStanding, now: BankSheet | None, kept: KeptSheet | None) -> dict[str, Any]:
    tie = now.tie if now else None
    if kept and (tie is None or tie.books_rp == kept.tie.books_rp):
        finding = "Cocok dan tersimpan"
    elif kept:
        finding = "Buku berubah sejak rekonsiliasi disimpan"
    elif tie is None:
        finding = "Saldo menurut bank belum diketahui"
    elif tie.gap_rp:
        finding = f"Masih ada selisih {rupiah(tie.gap_rp)}"
    else:
        finding = "Bank dan buku cocok"
    return {"bank": account, "sheet": now, "kept": kept, "tie": tie, "finding": finding}


def _kinds(amount_rp: int, selected: str) -> Iterator[dict[str, Any]]:
    """List what a line can be recorded as; a kind that lets choose stands there once for each choice."""
    for kind in kinds_for(amount_rp):
        for choice in kind.choices or ("",):
            value = f"{kind.code}{CHOICE_SIGN}{choice}" if choice else kind.code
            label = f"{kind.title}: {choice}" if choice else kind.title
            yield {"value": value, "label": label, "selected": value == selected}


# -- what addresses and forms say -----------------------------------------------------------------------------------


def _first(year: int, month: int) -> date:
    try:
        return date(year, month, 1)
    except ValueError as error:
        raise Http404 from error


def _ids(request: HttpRequest, field: str) -> list[UUID]:
    try:
        return [UUID(written) for written in request.POST.getlist(field)]
    except ValueError as error:
        raise MatchRefusedError(wrong="gone") from error


def _typed_rp(request: HttpRequest) -> int | None:
    written = typed_of(request, "statement_rp").strip()
    try:
        return parse_rp(written) if written else None
    except AmountNotUnderstoodError as error:
        raise SheetRefusedError(wrong="statement") from error
