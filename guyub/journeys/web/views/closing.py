"""What is closed, what comes next, closing it, asking to open it again; the sheet of a closed month."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.domain.periods import PeriodRefusedError
from guyub.books.ledger.domain.verifying import anchor_text, spaced
from guyub.books.ledger.selectors.periods import closed_month, closings_of, periods_of
from guyub.books.ledger.web.pages import tabs
from guyub.foundation.devices.selectors.devices import devices_behind
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    may_here,
    place_of,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import clock, day, number, statement_rupiah
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.journeys.services.closing import ask_reopen, close_month, close_year, end_of, month_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from guyub.books.ledger.domain.periods import Periods
    from guyub.books.ledger.selectors.periods import ClosedMonth, Closing
    from guyub.foundation.kernel.models import Cooperative

MOST_CLOSINGS = 36
_KIND_WORDS = {
    "ASET": "Aset",
    "KEWAJIBAN": "Kewajiban",
    "EKUITAS": "Modal",
    "PENDAPATAN": "Pendapatan",
    "BEBAN": "Beban",
}


@require_safe
@acts(Action.VIEW_STATEMENTS)
def books(request: HttpRequest, code: str) -> HttpResponse:
    """Show how far the books are closed and what comes next."""
    return _books(request, place_of(request, code, Action.VIEW_STATEMENTS))


@require_POST
@acts(Action.CLOSE_BOOKS)
def month_close(request: HttpRequest, code: str) -> HttpResponse:
    """Close the month whose last day the button names."""
    place = place_of(request, code, Action.CLOSE_BOOKS)
    return _done(
        request,
        place,
        lambda: close_month(
            through=_day(request, "through", "month"),
            despite_devices=request.POST.get("despite") == "1",
            **_shared(request, place),
        ),
    )


@require_POST
@acts(Action.CLOSE_BOOKS)
def year_close(request: HttpRequest, code: str) -> HttpResponse:
    """Close the year that the button names."""
    place = place_of(request, code, Action.CLOSE_BOOKS)
    return _done(
        request,
        place,
        lambda: close_year(year=_day(request, "through", "months").year, **_shared(request, place)),
    )


@require_POST
@acts(Action.ASK_REOPEN)
def reopen_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask a second person to open a month again."""
    place = place_of(request, code, Action.ASK_REOPEN)
    return _done(
        request,
        place,
        lambda: ask_reopen(
            day=_day(request, "day", "open"), reason=request.POST.get("reason", ""), **_shared(request, place)
        ),
        to="approvals:inbox",
    )


@require_safe
@acts(Action.VIEW_STATEMENTS)
def month_sheet(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Hand the sheet of a closed month over: one page with its sums, its anchor and room for signatures."""
    place = place_of(request, code, Action.VIEW_STATEMENTS)
    if not 1 <= month <= 12 or not 2000 <= year <= 2999:
        raise Http404
    with scope(place.id):
        closed = closed_month(
            cooperative_id=place.id, through=date(year, month, calendar.monthrange(year, month)[1])
        )
    if closed is None:
        raise Http404
    printed = utc_now().astimezone(Zone(place.zone).info)
    payload = _sheet(place, closed) | {
        "printed": f"Dicetak {day(printed.date())}, {clock(printed)} · {actor_of(request).name}"
    }
    content = render_pdf(template="journeys/month_sheet.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(content, stem=f"tutup-bulan-{year}-{month:02}")


def _done(
    request: HttpRequest, place: Cooperative, use_case: Callable[[], object], *, to: str = ""
) -> HttpResponse:
    _, refusal = tried(use_case)
    if refusal:
        return _books(request, place, refusal=refusal)
    return redirect(to or reverse("closing:books", kwargs={"code": place.code}))


def _shared(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    return {
        "actor": actor_of(request),
        "place": place,
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def _day(request: HttpRequest, field: str, wrong: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(field, ""))
    except ValueError as error:
        raise PeriodRefusedError(wrong=wrong, date=today_of(request)) from error


def _books(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    today = today_of(request)
    with scope(place.id):
        periods = periods_of(cooperative_id=place.id)
        closings = closings_of(cooperative_id=place.id, most=MOST_CLOSINGS)
        until = end_of(periods.next_month, place) if periods else utc_now()
        behind = devices_behind(cooperative_id=place.id, until=until)
    context = {
        "place": place,
        "today": today,
        "tabs": list(tabs(request, place, "closing:books")),
        "periods": periods,
        "title": _title(periods),
        "next": _next(periods, today) if periods else None,
        "behind": behind,
        "closings": [_told(place, one, periods.closed_through) for one in closings] if periods else [],
        "may_close": may_here(request, Action.CLOSE_BOOKS, place),
        "may_ask": may_here(request, Action.ASK_REOPEN, place) and any(closings),
        "may_verify": may_here(request, Action.VERIFY_BOOKS, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "journeys/books.html", context, status=422 if refusal else 200)


def _title(periods: Periods | None) -> str:
    if periods is None:
        return "Pembukuan belum dimulai"
    if periods.closed_through < periods.opened_on:
        return "Belum ada bulan yang ditutup"
    return f"Buku tertutup sampai {month_words(periods.closed_through)}"


def _next(periods: Periods, today: date) -> dict[str, Any]:
    """Tell what comes next, and what stands in the way."""
    year = periods.next_year.year
    return {
        "month": month_words(periods.next_month),
        "through": periods.next_month,
        "is_over": periods.month_is_over(today=today),
        "from": periods.next_month + timedelta(days=1),
        "year": year,
        "year_through": periods.next_year,
        "is_year_due": periods.is_year_due,
    }


def _told(place: Cooperative, one: Closing, closed_through: date) -> dict[str, Any]:
    words = {
        "MONTH": f"Bulan {month_words(one.through)} ditutup",
        "YEAR": f"Tahun {one.through.year} ditutup",
        "REOPENED": f"Dibuka lagi, tertutup sampai {day(one.through)}",
    }
    return {
        "row": one,
        "at": one.at.astimezone(Zone(place.zone).info).date(),
        "words": words[one.kind],
        "anchor": spaced(anchor_text(place.code, one.chain_no, one.hash)),
        "has_sheet": one.kind == "MONTH" and one.through <= closed_through,
        "is_reopened": one.kind == "REOPENED",
    }


def _sheet(place: Cooperative, closed: ClosedMonth) -> dict[str, Any]:
    """Write the sheet's facts."""
    closing = closed.closing
    when = closing.at.astimezone(Zone(place.zone).info)
    debit, credit = sum(one.debit_rp for one in closed.sums), sum(one.credit_rp for one in closed.sums)
    balances = [one.balance_rp for one in closed.sums]
    return {
        "who": place.name,
        "where": f"Kode {place.code}",
        "title": f"Tutup bulan {month_words(closing.through)}",
        "lead": f"Ditutup {day(when.date())}, {clock(when)} oleh {closing.name}. {number(closed.entries)} jurnal.",
        "rows": [
            [
                _KIND_WORDS[one.kind],
                statement_rupiah(one.debit_rp),
                statement_rupiah(one.credit_rp),
                statement_rupiah(one.balance_rp) if one.balance_rp > 0 else "",
                statement_rupiah(-one.balance_rp) if one.balance_rp < 0 else "",
            ]
            for one in closed.sums
        ],
        "sums": [
            [
                "Jumlah",
                statement_rupiah(debit),
                statement_rupiah(credit),
                statement_rupiah(sum(rp for rp in balances if rp > 0)),
                statement_rupiah(-sum(rp for rp in balances if rp < 0)),
            ]
        ],
        "anchor": spaced(anchor_text(place.code, closing.chain_no, closing.hash)),
    }
