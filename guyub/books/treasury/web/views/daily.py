"""Recording a day in plain words: the list of events, the form of one, what it would post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import day_of, typed_of
from guyub.books.treasury.domain.finding import found, grouped, said_of
from guyub.books.treasury.domain.recurring import RecurringRefusedError
from guyub.books.treasury.selectors.events import (
    favourites_of,
    last_place,
    last_told,
    recent_of,
    remembered,
)
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.recurring import due_events, recurring_of
from guyub.books.treasury.services.events import record_event
from guyub.books.treasury.services.favourites import keep_favourite
from guyub.books.treasury.services.recurring import record_recurring
from guyub.books.treasury.web.event_forms import begun, fields_of, planned, typed_event
from guyub.books.treasury.web.event_pages import address_of, elsewhere, page, said, shared_of, to
from guyub.community.cooperatives.selectors.network import code_of
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, place_of, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.books.treasury.domain.events import EventKind
    from guyub.books.treasury.selectors.events import Remembered
    from guyub.books.treasury.services.events import EventDone
    from guyub.foundation.kernel.models import Cooperative

TAB = "events:record"


@require_safe
@acts(Action.RECORD_EVENT)
def own(request: HttpRequest) -> HttpResponse:
    """Lead to the list of events of the own cooperative."""
    return redirect("events:record", code=code_of(actor_of(request).cooperative_id))


@require_safe
@acts(Action.RECORD_EVENT)
def record(request: HttpRequest, code: str) -> HttpResponse:
    """List the kinds of event: those at hand first, then all under their headings; search by any word."""
    place, asked = place_of(request, code, Action.RECORD_EVENT), request.GET.get("cari", "")[:60]
    person_id = actor_of(request).person_id
    with scope(place.id):
        favourites = favourites_of(cooperative_id=place.id, person_id=person_id)
        recent = recent_of(cooperative_id=place.id, person_id=person_id)
        due = due_events(place.id, today_of(request))
        has_places = bool(places_of(cooperative_id=place.id))
    listed = [kind for kind in kinds().values() if not kind.is_hidden]
    hits = found(listed, asked)
    often = sorted((kind for kind in listed if kind.rank), key=lambda kind: kind.rank)
    context = {
        "asked": asked,
        "favourites": favourites,
        "recent": [kind for kind in recent if kind not in favourites],
        "often": [] if favourites or recent else often,
        "groups": [
            (heading, [(kind, said_of(kind)) for kind in members]) for heading, members in grouped(hits)
        ],
        "count": len(hits),
        "due": due,
        "elsewhere": list(elsewhere(request, place)),
        "places_address": "" if has_places else address_of("cash:places", place) or "-",
    }
    return page(request, place, "record", context, tab=TAB)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.RECORD_EVENT)
def new(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Tell one event; the form begins as the last of its kind was told."""
    place, told = place_of(request, code, Action.RECORD_EVENT), _listed(kind)
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(lambda: _record(request, place, told))
        if done and done.approval_id:
            return redirect("approvals:request", approval_id=done.approval_id)
        if done:
            return to("event", place, "?baru=1", event_id=done.event_id)
    return page(request, place, "event_new", _form(request, place, told), tab=TAB, refusal=refusal)


@require_POST
@acts(Action.RECORD_EVENT)
def preview(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Show what would be posted of what was typed so far; nothing is kept."""
    place, told = place_of(request, code, Action.RECORD_EVENT), _listed(kind)
    with scope(place.id):
        places = places_of(cooperative_id=place.id)
    lines = said(planned(told, request.POST, places), places)
    return render(request, "treasury/_posting.html", {"said": lines})


@require_POST
@acts(Action.RECORD_EVENT)
def favourite(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Put a kind among the person's favourites, or take it from there."""
    place = place_of(request, code, Action.RECORD_EVENT)
    told = _listed(kind)
    keep_favourite(
        kind=told.code, is_favourite=typed_of(request, "is_favourite") == "1", **shared_of(request, place)
    )
    return to("new", place, kind=told.code)


def _listed(code: str) -> EventKind:
    kind = kinds().get(code)
    if kind is None or kind.is_hidden:
        raise Http404
    return kind


def _record(request: HttpRequest, place: Cooperative, kind: EventKind) -> EventDone:
    shared = shared_of(request, place) | {
        "typed": typed_event(request, kind),
        "today": today_of(request),
        "document": photo_in(request),
    }
    again = typed_of(request, "recurring")
    if not again:
        return record_event(**shared)
    return record_recurring(
        recurring_id=_again(again),
        due_on=day_of(request, "due", RecurringRefusedError, "gone"),
        **shared,
    )


def _again(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise RecurringRefusedError(wrong="gone") from error


def _form(request: HttpRequest, place: Cooperative, kind: EventKind) -> dict[str, Any]:
    today, actor = today_of(request), actor_of(request)
    with scope(place.id):
        places = places_of(cooperative_id=place.id)
        units = {str(unit.id): unit.name for unit in units_of(cooperative_id=place.id) if not unit.closed_on}
        favourites = favourites_of(cooperative_id=place.id, person_id=actor.person_id)
        last = last_told(cooperative_id=place.id, kind=kind.code)
        again, due_on, copied = _copied(request, place, kind, today)
        typed = (
            request.POST.dict()
            if request.method == "POST"
            else begun(
                kind,
                today=today,
                places=places,
                last_place_id=last_place(cooperative_id=place.id, person_id=actor.person_id),
                told=copied or last,
                is_copy=copied is not None,
            )
        )
    fields = fields_of(kind, typed, places, units)
    return fields | {
        "last": last if not copied and request.method != "POST" else None,
        "said": said(planned(kind, typed, places), places),
        "is_favourite": kind in favourites,
        "recurring": typed.get("recurring", again),
        "due": typed.get("due", due_on),
        "places_address": ""
        if places or not fields["cash_asked"]
        else address_of("cash:places", place) or "-",
    }


def _copied(
    request: HttpRequest, place: Cooperative, kind: EventKind, today: date
) -> tuple[str, str, Remembered | None]:
    """Find what the form should begin with: one that comes again with its due day, an earlier event, or nothing."""
    asked, again = request.GET.get("salin", ""), request.GET.get("rutin", "")
    if again:
        for row in recurring_of(cooperative_id=place.id, today=today):
            if str(row.recurring_id) == again and row.kind == kind.code:
                return again, row.next_on.isoformat(), row.told
    try:
        return "", "", remembered(cooperative_id=place.id, event_id=UUID(asked)) if asked else None
    except (ValueError, DomainError):
        return "", "", None
