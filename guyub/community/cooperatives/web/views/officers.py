"""Pengurus and pengawas: who, until when, what is handed over, who is kin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_http_methods, require_POST

from guyub.community.cooperatives.domain.officers import (
    ITEM_WORDS,
    POST_WORDS,
    SUPERVISING_POSTS,
)
from guyub.community.cooperatives.selectors.officers import (
    handovers_of,
    in_office,
    kin_of,
    officer_alarms,
    officers_of,
)
from guyub.community.cooperatives.services.officers import (
    Appointment,
    HandoverRefusedError,
    KinRefusedError,
    OfficerRefusedError,
    appoint,
    declare_kin,
    end_term,
    hand_over,
)
from guyub.community.cooperatives.web.forms import choices, day_of, id_of, maybe_day_of, maybe_id_of, typed_of
from guyub.community.cooperatives.web.pages import page, to
from guyub.community.cooperatives.web.words import RELATION_WORDS, SEX_WORDS, alarm_words
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.people import people_of
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    may_here,
    place_of,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.cooperatives.models import Handover
    from guyub.community.cooperatives.selectors.officers import OfficerRow
    from guyub.foundation.kernel.models import Cooperative


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_COOPERATIVE)
def officers(request: HttpRequest, code: str) -> HttpResponse:
    """List who is and was in office; write down who takes office."""
    place = place_of(request, code, Action.VIEW_COOPERATIVE)
    if request.method != "POST":
        return _officers(request, place)
    if not may_here(request, Action.KEEP_OFFICERS, place):
        raise PermissionDenied
    return _done(request, place, lambda: _appointed(request, place), "h-menjabat")


@require_POST
@acts(Action.KEEP_OFFICERS)
def officer_end(request: HttpRequest, code: str, officer_id: UUID) -> HttpResponse:
    """Write down that somebody leaves office."""
    place = place_of(request, code, Action.KEEP_OFFICERS)
    return _done(
        request,
        place,
        lambda: end_term(
            actor=actor_of(request),
            place_id=place.id,
            officer_id=officer_id,
            ended_on=day_of(request, "ended_on", OfficerRefusedError, "day"),
            reason=typed_of(request, "reason"),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        ),
        "h-serah",
    )


@require_POST
@acts(Action.KEEP_OFFICERS)
def handover(request: HttpRequest, code: str, officer_id: UUID) -> HttpResponse:
    """Write down that one thing was handed over."""
    place = place_of(request, code, Action.KEEP_OFFICERS)
    return _done(
        request,
        place,
        lambda: hand_over(
            actor=actor_of(request),
            place_id=place.id,
            officer_id=officer_id,
            item=typed_of(request, "item"),
            received_by=typed_of(request, "received_by"),
            done_on=day_of(request, "done_on", HandoverRefusedError, "day"),
            note=typed_of(request, "note"),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        ),
        "h-serah",
    )


@require_POST
@acts(Action.KEEP_OFFICERS)
def kin(request: HttpRequest, code: str) -> HttpResponse:
    """Write down that two officers are kin."""
    place = place_of(request, code, Action.KEEP_OFFICERS)
    return _done(
        request,
        place,
        lambda: declare_kin(
            actor=actor_of(request),
            place_id=place.id,
            one_id=id_of(request, "one", KinRefusedError, "gone"),
            other_id=id_of(request, "other", KinRefusedError, "gone"),
            relation=typed_of(request, "relation"),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        ),
        "h-kerabat",
    )


def _done(
    request: HttpRequest, place: Cooperative, use_case: Callable[[], object], part: str
) -> HttpResponse:
    _, refusal = tried(use_case)
    return _officers(request, place, refusal=refusal) if refusal else to("officers", place, part)


def _appointed(request: HttpRequest, place: Cooperative) -> UUID:
    appointment = Appointment(
        post=typed_of(request, "post"),
        name=typed_of(request, "name"),
        sex=typed_of(request, "sex"),
        is_ex_officio=typed_of(request, "is_ex_officio") == "1",
        term_from=day_of(request, "term_from", OfficerRefusedError, "future"),
        term_to=maybe_day_of(request, "term_to", OfficerRefusedError, "term"),
        appointed_by=typed_of(request, "appointed_by"),
        person_id=maybe_id_of(request, "person", OfficerRefusedError, "person"),
    )
    return appoint(
        actor=actor_of(request),
        place_id=place.id,
        appointment=appointment,
        today=today_of(request),
        request_id=request_id_of(request),
        now=utc_now(),
    )


def _officers(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    today = today_of(request)
    with scope(place.id):
        everybody = officers_of(cooperative_id=place.id)
        pairs = kin_of(cooperative_id=place.id)
        alarms = officer_alarms(cooperative_id=place.id, officers=everybody, today=today, kin=pairs)
        lists = handovers_of(cooperative_id=place.id)
    may_keep = may_here(request, Action.KEEP_OFFICERS, place)
    people = people_of(cooperative_id=place.id, now=utc_now()) if may_keep else []
    held = in_office(everybody, today=today)
    names = {str(row.officer_id): f"{row.name}, {POST_WORDS[row.post].lower()}" for row in held}
    context = {
        "boards": [
            (title, [(row, POST_WORDS[row.post], (row.term_to - today).days) for row in members])
            for title, members in (
                ("Pengurus", [row for row in held if row.post not in SUPERVISING_POSTS]),
                ("Pengawas", [row for row in held if row.post in SUPERVISING_POSTS]),
            )
        ],
        "held_count": len(held),
        "alarms": alarm_words(alarms),
        "left": [_leaving(row, lists) for row in everybody if row.ended_on],
        "kin": [(pair, RELATION_WORDS[pair.relation]) for pair in pairs],
        "posts": choices(POST_WORDS, typed_of(request, "post")),
        "sexes": choices(SEX_WORDS, typed_of(request, "sex")),
        "people": choices(
            {str(row.person_id): row.name for row in people},
            typed_of(request, "person"),
            empty="belum memakai Guyub",
        ),
        "ones": choices(names, typed_of(request, "one")),
        "others": choices(names, typed_of(request, "other")),
        "relations": choices(RELATION_WORDS, typed_of(request, "relation")),
    }
    return page(request, place, "officers", context, refusal=refusal)


def _leaving(row: OfficerRow, lists: list[Handover]) -> dict[str, object]:
    own = [line for line in lists if line.officer_id == row.officer_id]
    items = {line.item: ITEM_WORDS[line.item] for line in own}
    return {
        "row": row,
        "post": POST_WORDS[row.post],
        "lines": [(line, items[line.item]) for line in own],
        "done_count": sum(line.done_on is not None for line in own),
        "open": choices({line.item: items[line.item] for line in own if line.done_on is None}),
    }
