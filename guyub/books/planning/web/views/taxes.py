"""Taxes by the books, and the calendar of everything that is due."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import day_of, typed_of
from guyub.books.ledger.web.rooms import rooms
from guyub.books.planning.domain.ics import Dated, calendar_text
from guyub.books.planning.domain.tax import TaxState
from guyub.books.planning.selectors.rules import ENDS, LIMIT, PKP, RATE, WARNED
from guyub.books.planning.selectors.taxes import proof_of, tax_view
from guyub.books.planning.services.duties import DutyRefusedError, DutyTyped, note_duty, take_back_duty
from guyub.books.planning.web.words import LEVEL_WORDS, TAX_WORDS, TONES
from guyub.books.treasury.selectors.kinds import kinds
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
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import MONTHS, number
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.web.words import CONFIDENCE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.books.planning.selectors.taxes import DutyRow, TaxView
    from guyub.foundation.kernel.models import Cooperative

TAB = "taxes:taxes"
PAYING = "pajak."  # how the codes of events begin that note and pay taxes
NEAR_DAYS = 14


@require_safe
@acts(Action.VIEW_STATEMENTS)
def taxes(request: HttpRequest, code: str) -> HttpResponse:
    """Show turnover beside its limit, each month's final tax, what is owed, and the calendar."""
    return _taxes(request, place_of(request, code, Action.VIEW_STATEMENTS))


@require_POST
@acts(Action.KEEP_TREASURY)
def duty_note(request: HttpRequest, code: str) -> HttpResponse:
    """Note that a duty is done."""
    place = place_of(request, code, Action.KEEP_TREASURY)

    def act() -> UUID:
        period = typed_of(request, "period")
        if not (period.isascii() and period.isdigit() and len(period) <= 6):
            raise DutyRefusedError(wrong="kind")
        return note_duty(
            actor=actor_of(request),
            place=place,
            typed=DutyTyped(
                kind=typed_of(request, "kind"),
                period=int(period),
                done_on=day_of(request, "done_on", DutyRefusedError, "day"),
                note=typed_of(request, "note"),
                document=photo_in(request),
            ),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )

    _, refusal = tried(act)
    return _taxes(request, place, refusal=refusal) if refusal else _back(place)


@require_POST
@acts(Action.KEEP_TREASURY)
def duty_take_back(request: HttpRequest, code: str, done_id: UUID) -> HttpResponse:
    """Take back that a duty is done."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    _, refusal = tried(
        lambda: take_back_duty(
            actor=actor_of(request),
            place=place,
            done_id=done_id,
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _taxes(request, place, refusal=refusal) if refusal else _back(place)


@require_safe
@acts(Action.VIEW_JOURNAL)
def duty_file(request: HttpRequest, code: str, done_id: UUID) -> HttpResponse:
    """Send the proof of a duty that is done."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        file = proof_of(cooperative_id=place.id, done_id=done_id)
    if file is None:
        raise Http404
    return file_answer(file)


@require_safe
@acts(Action.VIEW_STATEMENTS)
def calendar_file(request: HttpRequest, code: str) -> HttpResponse:
    """Hand over what is still open as a calendar that telephones read; no amount stands in it."""
    place = place_of(request, code, Action.VIEW_STATEMENTS)
    with scope(place.id):
        view = tax_view(place.id, today=today_of(request))
    rows = [
        Dated(
            uid=f"{row.kind}-{row.period}-{place.code}@guyub".lower(),
            on=row.due_on,
            title=f"{row.title}, {row.about}",
            text=f"{place.name}. Batas menurut parameter yang berlaku di Guyub.",
        )
        for row in view.duties
        if row.is_open
    ]
    text = calendar_text(f"Kewajiban {place.name}", rows, made_at=utc_now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kewajiban-{place.code}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _back(place: Cooperative) -> HttpResponse:
    return redirect(f"{reverse('taxes:taxes', kwargs={'code': place.code})}#h-kalender")


def _taxes(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    today = today_of(request)
    with scope(place.id):
        view = tax_view(place.id, today=today)
    meter = view.meter
    ends = view.values[ENDS].value
    context = {
        "place": place,
        "today": today,
        "tabs": list(rooms(request, place, TAB)),
        "view": view,
        "title": LEVEL_WORDS[meter.level],
        "tone": TONES[meter.level],
        "share": f"{max(meter.turnover_rp, 0) * 100 // meter.limit_rp}%",
        "warned_rp": round_rp(meter.limit_rp * Decimal(view.values[WARNED].value)),
        "months": [
            (row, MONTHS[row.month.month - 1], *TAX_WORDS[row.state]) for row in reversed(view.months)
        ],
        "open_rp": sum(
            row.due_rp or 0
            for row in view.months
            if row.state in {TaxState.BELUM, TaxState.DICATAT} and row.month < today.replace(day=1)
        ),
        "rate": view.values[RATE],
        "limit": view.values[LIMIT],
        "ends": ends,
        "is_over": ends.isdigit() and int(ends) < today.year,
        "is_pkp": view.values[PKP].value != "0",
        "waiting": [_told(row) for row in view.duties if row.is_open],
        "done": [_told(row) for row in reversed(view.duties) if not row.is_open],
        "unsure": list(_unsure(view)),
        "sources": [
            (CATALOGUE[key].title, row, *CONFIDENCE_WORDS[row.confidence])
            for key, row in view.values.items()
            if key.startswith(("pajak.", "lapor."))
        ],
        "ways": list(_ways(request, place)),
        "may_note": may_here(request, Action.KEEP_TREASURY, place),
        "may_read": may_here(request, Action.VIEW_JOURNAL, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "planning/taxes.html", context, status=422 if refusal else 200)


def _told(row: DutyRow) -> tuple[DutyRow, str, str, str]:
    """Say how far a duty is: its words, their tone, and how much time is left."""
    words, tone = TAX_WORDS[row.state]
    if not row.is_tax or row.amount_rp is None:
        words = {"Belum dicatat": "Belum", "Dibayar": "Selesai"}.get(words, words)
    if not row.is_open:
        return row, words, tone, ""
    if row.days_left < 0:
        return row, words, "bad", f"lewat {number(-row.days_left)} hari"
    left = "hari ini" if row.days_left == 0 else f"{number(row.days_left)} hari lagi"
    return row, words, tone if row.days_left <= NEAR_DAYS else "", left


def _unsure(view: TaxView) -> Iterator[str]:
    """Name the rules whose source is not verified."""
    for key, row in view.values.items():
        if not row.is_verified and key.startswith(("pajak.", "lapor.")):
            yield CATALOGUE[key].title


def _ways(request: HttpRequest, place: Cooperative) -> Iterator[tuple[str, str]]:
    """Lead to the events that note and pay taxes, where the treasury has them and this person records events."""
    if not may_here(request, Action.RECORD_EVENT, place):
        return
    for kind in kinds().values():
        if kind.code.startswith(PAYING) and not kind.is_hidden:
            with suppress(NoReverseMatch):
                yield (
                    kind.title,
                    reverse("events:new", kwargs={"code": place.code, "kind": kind.code}),
                )
