"""Lists about events: every kind with its posting for the auditor, and the events that come again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST, require_safe

from guyub.books.treasury.domain.finding import grouped
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.selectors.recurring import recurring_of
from guyub.books.treasury.services.recurring import end_recurring
from guyub.books.treasury.web.event_files import kind_sheet, postings_of
from guyub.books.treasury.web.event_pages import page, shared_of, to
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, place_of, today_of, tried
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


@require_safe
@acts(Action.VIEW_JOURNAL)
def kind_list(request: HttpRequest, code: str) -> HttpResponse:
    """List every kind of event with what it posts, those of other pages too; also as a file."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    if request.GET.get("bentuk") in {"csv", "xlsx"}:
        return table_answer(request, kind_sheet(kinds().values()), stem="jenis-peristiwa")
    groups = [
        (heading, [(kind, list(postings_of(kind))) for kind in members])
        for heading, members in grouped(kinds().values())
    ]
    context = {"groups": groups, "heading": f"{len(kinds())} kejadian dan jurnalnya"}
    return page(request, place, "kinds", context, tab="events:history")


@require_safe
@acts(Action.RECORD_EVENT)
def recurring(request: HttpRequest, code: str) -> HttpResponse:
    """List the events that come again, the next due first."""
    return _recurring(request, place_of(request, code, Action.RECORD_EVENT))


@require_POST
@acts(Action.RECORD_EVENT)
def recurring_end(request: HttpRequest, code: str, recurring_id: UUID) -> HttpResponse:
    """End an event that comes again."""
    place = place_of(request, code, Action.RECORD_EVENT)
    _, refusal = tried(
        lambda: end_recurring(recurring_id=recurring_id, today=today_of(request), **shared_of(request, place))
    )
    return _recurring(request, place, refusal=refusal) if refusal else to("recurring", place)


def _recurring(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        rows = recurring_of(cooperative_id=place.id, today=today_of(request))
    due = sum(row.is_due for row in rows)
    heading = f"{due} kejadian rutin menunggu dicatat" if due else "Tidak ada kejadian rutin yang menunggu"
    context = {"rows": rows, "heading": heading}
    return page(request, place, "recurring", context, tab="events:record", refusal=refusal)
