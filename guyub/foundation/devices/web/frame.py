"""What pages of devices share, and those of journeys that lead back to them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render

from guyub.foundation.devices.domain.clocks import Bound
from guyub.foundation.devices.domain.health import Worry
from guyub.foundation.devices.selectors.devices import device_page, devices_of
from guyub.foundation.devices.selectors.events import events_not_applied, one_event
from guyub.foundation.devices.web.told import advice_for, in_words
from guyub.foundation.devices.web.words import (
    ANSWER_WORDS,
    BOUND_WORDS,
    GAP_WORDS,
    HOW_WORDS,
    WORRY_ADVICE,
    WORRY_WORDS,
    changes_words,
    offset_words,
    storage_words,
    why,
)
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, own_rows, request_id_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.devices.selectors.devices import DeviceRow
    from guyub.foundation.devices.selectors.events import EventRow

SOLD = "sale.made"  # the kind of which a person may put goods and day right
# What still matters of a device that was revoked.
STAYS = frozenset({Worry.FORKED, Worry.HELD_UP, Worry.NOT_APPLIED})


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, which request, when."""
    return {"actor": actor_of(request), "request_id": request_id_of(request), "now": utc_now()}


def shown(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page of devices; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "may_bind": Action.BIND_DEVICES in allowed,
        "may_resolve": Action.RESOLVE_EVENTS in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"devices/{name}.html", shared | dict(context), status=422 if refusal else 200)


def devices_shown(request: HttpRequest) -> HttpResponse:
    """Show the list of devices."""
    with own_rows(request):
        rows = devices_of(cooperative_id=actor_of(request).cooperative_id, now=utc_now())
    working = [row for row in rows if not row.is_revoked]
    grave = sum(row.is_grave for row in working)
    context = {
        "title": f"{number(grave)} perangkat perlu dilihat"
        if grave
        else f"{number(len(working))} perangkat dipakai",
        "working": [described(row) for row in working],
        "revoked": [described(row) for row in rows if row.is_revoked],
        "not_applied": sum(row.not_applied for row in rows),
    }
    return shown(request, "devices", context)


def device_shown(request: HttpRequest, device_id: UUID, *, refusal: str = "", told: str = "") -> HttpResponse:
    """Show one device; ``told`` is what was done a moment ago.

    Raises:
        Http404: There is none in the own cooperative.
    """
    place_id = actor_of(request).cooperative_id
    with own_rows(request):
        found = device_page(cooperative_id=place_id, device_id=device_id, now=utc_now())
        if found is None:
            raise Http404
        waiting = events_not_applied(cooperative_id=place_id, device_id=device_id)
    context = described(found.device) | {
        "found": found,
        "advice": [
            (*WORRY_WORDS[worry], WORRY_ADVICE[worry])
            for worry in found.device.worries
            if not found.device.is_revoked or worry in STAYS
        ],
        "gaps": [(gap, *GAP_WORDS[gap.state]) for gap in found.gaps],
        "events": [(row, *_answer(row)) for row in waiting],
        "told": told,
    }
    return shown(request, "device", context, refusal=refusal)


def event_shown(request: HttpRequest, row_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Show one event that was not applied.

    Raises:
        Http404: There is none in the own cooperative.
    """
    with own_rows(request):
        row = one_event(cooperative_id=actor_of(request).cooperative_id, row_id=row_id)
    if row is None:
        raise Http404
    words, tone = _answer(row)
    facts = json.loads(row.body)
    told = in_words(row.kind, facts)
    context = {
        "row": row,
        "said": told,
        "advice": advice_for(row.code, row.facts.get("wrong")),
        "moved": BOUND_WORDS[Bound(row.bound)] if row.bound else "",
        "line": request.POST.get("line") or row.facts.get("line") or "",
        "may_correct": row.kind == SOLD and row.code != "",
        "put_right": changes_words(row.resolution.changes) if row.resolution else "",
        "title": told.title if told else f"Catatan nomor {number(row.seq)}",
        "words": words,
        "tone": tone,
        "why": why(row.code, row.facts),
        "how_words": HOW_WORDS[row.resolution.how][0] if row.resolution else "",
        "body": json.dumps(facts, indent=2, ensure_ascii=False),
    }
    return shown(request, "event", context, refusal=refusal)


def described(row: DeviceRow) -> dict[str, Any]:
    """Give a device with its words."""
    return {
        "row": row,
        "first": WORRY_WORDS[row.worries[0]] if row.worries else None,
        "more": max(0, len(row.worries) - 1),
        "clock": offset_words(row.offset_ms),
        "storage": storage_words(row),
    }


def _answer(row: EventRow) -> tuple[str, str]:
    return HOW_WORDS[row.resolution.how] if row.resolution else ANSWER_WORDS[row.answer]


def listed(rows: list[EventRow]) -> list[tuple[EventRow, str, str, str, str]]:
    """Give events with their title, why they were not applied, and how they stand."""
    return [(row, title_of(row), why(row.code, row.facts), *_answer(row)) for row in rows]


def title_of(row: EventRow) -> str:
    """Say in a few words what an event tells."""
    told = in_words(row.kind, json.loads(row.body))
    return told.title if told else f"Catatan {number(row.seq)}"


def groups_of(rows: list[EventRow]) -> list[dict[str, Any]]:
    """Sum up events that wait for the same reason, where there are several: how many, why, what to do."""
    found: dict[tuple[str, str, str], list[EventRow]] = {}
    for row in rows:
        found.setdefault((row.kind, row.code, str(row.facts.get("wrong") or "")), []).append(row)
    return [
        {
            "kind": kind,
            "code": code,
            "wrong": wrong,
            "count": len(alike),
            "why": why(code, alike[0].facts),
            "advice": advice_for(code, wrong),
            "key": no,
        }
        for no, ((kind, code, wrong), alike) in enumerate(found.items(), 1)
        if len(alike) > 1
    ]


def events_shown(request: HttpRequest, *, refusal: str = "", told: str = "") -> HttpResponse:
    """Show what waits for a person, and what was decided; ``told`` is what was done a moment ago."""
    place_id = actor_of(request).cooperative_id
    with own_rows(request):
        waiting = events_not_applied(cooperative_id=place_id)
        past = events_not_applied(cooperative_id=place_id, is_open=False)
    context = {
        "title": f"{number(len(waiting))} catatan menunggu" if waiting else "Tidak ada catatan yang tertahan",
        "waiting": listed(waiting),
        "past": listed(past),
        "groups": groups_of(waiting),
        "told": told,
    }
    return shown(request, "events", context, refusal=refusal)
