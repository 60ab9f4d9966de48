"""What is to be typed at official sites, one sale after the other; no site is called, nothing is ticked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.cooperatives.web.forms import typed_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.formats import clock, day, weekday
from guyub.foundation.kernel.formats import number as figures
from guyub.trade.subsidised.domain.officials import STEPS, Age, OfficialStep, RefusedFor
from guyub.trade.subsidised.domain.programmes import OfficialState
from guyub.trade.subsidised.domain.quantities import qty_words
from guyub.trade.subsidised.selectors.officials import official_row, queue_of
from guyub.trade.subsidised.services.officials import copy_nik, take_step
from guyub.trade.subsidised.web.log_frame import done_of, shown
from guyub.trade.subsidised.web.log_words import (
    AGE_TONES,
    AGE_WORDS,
    KNOWN_WORDS,
    REFUSED_WORDS,
    SITE_WORDS,
    STATE_TONES,
    STATE_WORDS,
    STEP_WORDS,
)

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.subsidised.selectors.officials import NoteRow, OfficialRow, Queue

SHOWN_S = 30


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def queue(request: HttpRequest) -> HttpResponse:
    """Show what official sites are still to be told of, the oldest first."""
    found = _queue(request)
    first = found.rows[0] if found.rows else None
    late = sum(row.age is not Age.FRESH for row in found.rows)
    waiting, today = _waiting(request, found), today_of(request)
    has_more = waiting > len(found.rows)
    context = {
        "rows": [_words(row, today) for row in found.rows],
        "done": [_words(row, today) for row in found.done],
        "first": first,
        "late": late,
        "waiting": waiting,
        "note": f"{f'{figures(len(found.rows))} dari ' if has_more else ''}{figures(waiting)} penjualan",
        "has_more": has_more,
        "picks": _picks(request, found),
    }
    return shown(request, "official_queue", context, tab="rations_log:queue")


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def sale(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Show one sale beside its site: the number to copy, the site, what came of it."""
    return _sale(request, sale_id)


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def nik(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Show the buyer's NIK for half a minute; to the page's own script as JSON."""
    number, refusal = tried(lambda: copy_nik(sale_id=sale_id, **done_of(request)))
    if "application/json" in request.headers.get("Accept", ""):
        answer = {"nik": number} if number else {"said": refusal}
        return JsonResponse(answer, status=200 if number else 422)
    shown_page = _sale(request, sale_id, refusal=refusal, number=number or "")
    if number:  # without scripts too it goes from the page
        shown_page["Refresh"] = f"{SHOWN_S}; url={reverse('rations_log:sale', args=[sale_id])}"
    return shown_page


@require_POST
@never_cache
@acts(Action.HANDLE_CASH, Action.RESOLVE_EVENTS)
def step(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Write down what came of one sale at its site, and go on with the next."""
    _, refusal = tried(
        lambda: take_step(
            sale_id=sale_id,
            step=typed_of(request, "step"),
            ref=typed_of(request, "ref"),
            why=typed_of(request, "why"),
            refused=typed_of(request, "refused"),
            seen_nik=typed_of(request, "seen_nik"),
            seen_kk=typed_of(request, "seen_kk"),
            **done_of(request),
        )
    )
    if refusal:
        return _sale(request, sale_id, refusal=refusal)
    if typed_of(request, "step") == OfficialStep.DONE:
        left = _queue(request).rows
        if left:
            return redirect("rations_log:sale", sale_id=left[0].id)
    return redirect("rations_log:queue")


def _queue(request: HttpRequest) -> Queue:
    with own_rows(request):
        return queue_of(
            cooperative_id=actor_of(request).cooperative_id,
            programme=request.GET.get("barang", "")[:20],
            today=today_of(request),
            now=utc_now(),
        )


def _waiting(request: HttpRequest, found: Queue) -> int:
    """Count what waits, of the chosen good or of all: more than is listed."""
    chosen = request.GET.get("barang", "")
    return found.counts.get(chosen, 0) if chosen else sum(found.counts.values())


def _sale(request: HttpRequest, sale_id: UUID, *, refusal: str = "", number: str = "") -> HttpResponse:
    place_id = actor_of(request).cooperative_id
    with own_rows(request):
        found = official_row(cooperative_id=place_id, id_=sale_id, today=today_of(request), now=utc_now())
    if found is None or found[0].state is OfficialState.NONE:
        raise Http404
    row, notes, address = found
    queued = _queue(request)
    later = [one.id for one in queued.rows if one.id != row.id]
    context = {
        "row": row,
        "words": _words(row, today_of(request)),
        "notes": [_note(one) for one in notes],
        "address": address,
        "site": SITE_WORDS[row.programme.official],
        "can": {one.value.lower(): row.state in STEPS[one][0] for one in OfficialStep},
        "reasons": [{"value": "", "label": "Pilih sebabnya"}]
        + [{"value": one.value, "label": REFUSED_WORDS[one]} for one in RefusedFor],
        "later_id": later[0] if later else None,
        "waiting_count": _waiting(request, queued) - (len(queued.rows) - len(later)),
        "number": number,
    }
    return shown(request, "official_sale", context, tab="rations_log:queue", refusal=refusal)


def _words(row: OfficialRow, today: date) -> dict[str, Any]:
    at = row.sold_at.astimezone(Zone.WIB.info)
    is_waiting = row.state is OfficialState.WAITING
    return {
        "row": row,
        "who": f"{row.buyer} •••• {row.last4}" if row.last4 else "Tanpa pembeli",
        "moment": f"{day(row.sold_on)}, {clock(at)}",
        "qty": qty_words(row.qty, row.programme.unit),
        "at": clock(at) if row.age is not Age.PAST else _day(row.sold_on, today),
        "site": SITE_WORDS[row.programme.official],
        "chip": AGE_WORDS[row.age] or STATE_WORDS[row.state] if is_waiting else STATE_WORDS[row.state],
        "tone": AGE_TONES.get(row.age, "") if is_waiting else STATE_TONES.get(row.state, ""),
        "known": KNOWN_WORDS.get(row.known_by, ""),
    }


def _day(value: date, today: date) -> str:
    return weekday(value) if value.year == today.year else day(value)


def _note(one: NoteRow) -> dict[str, Any]:
    seen = [f"sisa {of} {qty}" for of, qty in (("NIK", one.seen_nik), ("KK", one.seen_kk)) if qty is not None]
    facts = [REFUSED_WORDS[one.refused_for] if one.refused_for else "", one.ref, one.why, *seen]
    return {
        "title": STEP_WORDS[one.step],
        "facts": ", ".join(fact for fact in facts if fact),
        "who": one.person,
        "at": localtime(one.at),
    }


def _picks(request: HttpRequest, found: Queue) -> list[dict[str, object]]:
    chosen = request.GET.get("barang", "")
    if len(found.counts) < 2 and not chosen:
        return []
    whole = {"href": "?", "label": "Semua", "count": sum(found.counts.values()), "current": not chosen}
    return [whole] + [
        {
            "href": f"?barang={key}",
            "label": found.titles[key],
            "count": count,
            "current": chosen == key,
        }
        for key, count in sorted(found.counts.items())
    ]
