"""The desk of the pengawas: what waits, how far each month is, what should be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from guyub.books.ledger.web.questions import query_without, span_choices, span_of
from guyub.books.oversight.domain.words import QuestionState
from guyub.books.oversight.selectors.exceptions import Part, exceptions_of, watched_span
from guyub.books.oversight.selectors.questions import questions_of
from guyub.books.oversight.selectors.reviews import months_of
from guyub.books.oversight.web.pages import address_of, month_words, page
from guyub.books.oversight.web.words import PARTS, STATES
from guyub.community.cooperatives.selectors.network import code_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, may_here, place_of, today_of
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.books.oversight.selectors.questions import QuestionRow
    from guyub.books.oversight.selectors.reviews import MonthRow

MONTHS_SHOWN = 12
QUESTIONS_SHOWN = 8
FOUND_SHOWN = 30  # of each kind


@require_safe
@acts(Action.VIEW_JOURNAL)
def own(request: HttpRequest) -> HttpResponse:
    """Lead to the desk of the own cooperative."""
    return redirect("oversight:desk", code=code_of(actor_of(request).cooperative_id))


@require_safe
@acts(Action.VIEW_JOURNAL)
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """Show what waits for whom, and the last twelve months."""
    place, today = place_of(request, code, Action.VIEW_JOURNAL), today_of(request)
    with scope(place.id):
        months = months_of(cooperative_id=place.id, since=add_months(today, 1 - MONTHS_SHOWN), until=today)
        asked = questions_of(cooperative_id=place.id, most=QUESTIONS_SHOWN)
    waiting = [one for one in asked if one.is_open]
    is_pengawas = may_here(request, Action.REVIEW_BOOKS, place)
    unsigned = [month for month in months if _waits_for(month, actor_of(request).person_id)]
    context = {
        "title": _title_for_pengawas(waiting, unsigned) if is_pengawas else _title_for_pengurus(waiting),
        "questions": [(one, *STATES[one.state]) for one in waiting],
        "months": [(month, month_words(month.month)) for month in months],
        "next": unsigned[-1] if unsigned and is_pengawas else None,
        "parts": list(PARTS.items()),
        "next_words": month_words(unsigned[-1].month) if unsigned else "",
    }
    return page(request, place, "desk", context, tab="oversight:desk")


def _waits_for(month: MonthRow, person_id: UUID) -> bool:
    """Tell whether a closed month waits for a word of this person; two words are enough."""
    said = {review.person_id for review in month.standing}
    return month.is_closed and not month.is_signed and person_id not in said


def _title_for_pengawas(waiting: Sequence[QuestionRow], unsigned: Sequence[MonthRow]) -> str:
    answered = sum(one.state is QuestionState.DIJAWAB for one in waiting)
    if answered:
        return f"{answered} jawaban menunggu Anda baca"
    if unsigned:
        return f"{len(unsigned)} bulan menunggu pengesahan Anda"
    return "Tidak ada yang menunggu pengawas"


def _title_for_pengurus(waiting: Sequence[QuestionRow]) -> str:
    open_count = sum(one.state is QuestionState.TERBUKA for one in waiting)
    return f"{open_count} pertanyaan menunggu jawaban" if open_count else "Tidak ada pertanyaan yang menunggu"


@require_safe
@acts(Action.REVIEW_BOOKS)
def exceptions(request: HttpRequest, code: str) -> HttpResponse:
    """List what should be looked at in a span, by kind, the weightiest first."""
    place, span = place_of(request, code, Action.REVIEW_BOOKS), span_of(request)
    asked = request.GET.get("bagian", "")
    part = Part(asked) if asked in set(Part) else Part.JURNAL
    with scope(place.id):
        watched = watched_span(place=place, since=span.since, until=span.until, today=today_of(request))
        kinds = exceptions_of(watched, part)
    count, words = sum(len(kind.found) for kind in kinds), PARTS[part]
    query = query_without(request, "bagian")
    context = {
        "title": f"{words}: {count} hal perlu dilihat" if count else f"{words}: tidak ada kejanggalan",
        "part": part,
        "parts": [
            {"label": label, "href": f"?{query}bagian={one}", "current": one == part}
            for one, label in PARTS.items()
        ],
        "span": span,
        "spans": span_choices(request, span),
        "query": query_without(request),
        "kinds": [
            (kind, [(one, address_of(place, one)) for one in kind.found[:FOUND_SHOWN]]) for kind in kinds
        ],
    }
    return page(request, place, "exceptions", context, tab="oversight:exceptions")
