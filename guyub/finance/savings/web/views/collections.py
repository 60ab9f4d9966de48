"""Lists for collectors: all of them, a new one, one of them, and what a collector notes on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.collecting import MOST_LINES, ListState
from guyub.finance.savings.selectors.collecting import (
    collectors,
    lines_of,
    lists_closed,
    lists_out,
    one_list,
    totals_of,
)
from guyub.finance.savings.selectors.owing import aim_words, owing
from guyub.finance.savings.services.collecting import call_off_list, make_list, note_list
from guyub.finance.savings.web.collection_pages import (
    aim_choices,
    aim_fields,
    aim_in,
    collector_in,
    done_of,
    line_forms,
    notes_in,
    page,
)
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.finance.savings.selectors.collecting import LineRow, ListRow

BESIDE = (Action.VIEW_SAVINGS, Action.COLLECT_SAVINGS)  # who sees the room of lists
NOTING = (Action.COLLECT_SAVINGS, Action.TAKE_SAVINGS)


@require_safe
@acts(*BESIDE)
def lists(request: HttpRequest) -> HttpResponse:
    """Show what is out, what came back, and what each collector brought this year; a collector sees the own alone."""
    actor, today, place = actor_of(request), today_of(request), here(request)
    sees_all = can(actor, Action.VIEW_SAVINGS, place.id)
    only = None if sees_all else actor.person_id
    with own_rows(request):
        out = lists_out(cooperative_id=place.id, collector_id=only)
        closed = lists_closed(cooperative_id=place.id, collector_id=only)
        totals = totals_of(cooperative_id=place.id, since=today.replace(month=1, day=1)) if sees_all else []
    context = {
        "title": f"{number(len(out))} daftar belum kembali" if out else "Tidak ada daftar di luar",
        "out": out,
        "closed": closed,
        "totals": totals,
        "year_words": str(today.year),
        "sees_all": sees_all,
    }
    return page(request, "collections", context)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.TAKE_SAVINGS)
def list_new(request: HttpRequest) -> HttpResponse:
    """Choose whom, see how many they are and what they miss, and give the list to a collector."""
    place, today, is_post = here(request), today_of(request), request.method == "POST"
    aim, refusal = aim_in(request.POST if is_post else request.GET), ""
    if is_post:
        done, refusal = tried(
            lambda: make_list(aim=aim, collector_id=collector_in(request), today=today, **done_of(request))
        )
        if done:
            return redirect("collections:one", list_id=done)
    with own_rows(request):
        found = owing(cooperative_id=place.id, aim=aim, today=today)
        people = collectors(cooperative_id=place.id, now=utc_now())
        words, _ = tried(lambda: aim_words(cooperative_id=place.id, aim=aim))
        aims = aim_choices(place, aim)
    context = {
        "aims": aims,
        "words": words or "",
        "found": found,
        "first": found.people[:MOST_LINES],
        "first_rp": sum(one.asked_rp for one in found.people[:MOST_LINES]),
        "left_over": max(len(found.people) - MOST_LINES, 0),
        "most": MOST_LINES,
        "hidden": aim_fields(aim),
        "query": urlencode(aim_fields(aim)),
        "collectors": choices(
            {str(id_): name for id_, name in people.items()}, typed_of(request, "collector"), empty="pilih"
        ),
    }
    return page(request, "collection_new", context, refusal=refusal)


@require_safe
@acts(*BESIDE)
def one(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show one list: where it is, whom it asks, what came of it."""
    return _one(request, list_id)


@require_POST
@acts(Action.TAKE_SAVINGS)
def call_off(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Call a list off with which nothing came."""
    _, refusal = tried(
        lambda: call_off_list(list_id=list_id, reason=typed_of(request, "reason"), **done_of(request))
    )
    return (
        _one(request, list_id, refusal=refusal) if refusal else redirect("collections:one", list_id=list_id)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(*NOTING)
def field(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Note at the door what each member gives; the phone keeps it until it is sent."""
    found, lines = _found(request, list_id)
    if found.collector_id != actor_of(request).person_id:
        raise Http404
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: note_list(list_id=list_id, notes=notes_in(request, lines), **done_of(request))
        )
        if done is not None:
            return redirect("collections:field", list_id=list_id)
    noted = [line for line in lines if line.noted_rp is not None]
    context = {
        "list": found,
        "rows": line_forms(lines, request.POST if refusal else None),
        "is_out": found.state is ListState.KELUAR,
        "noted_count": len(noted),
        "noted_rp": sum(line.noted_rp or 0 for line in noted),
    }
    return page(request, "collection_field", context, refusal=refusal)


def _one(request: HttpRequest, list_id: UUID, *, refusal: str = "") -> HttpResponse:
    actor = actor_of(request)
    found, lines = _found(request, list_id)
    is_mine = found.collector_id == actor.person_id
    if not is_mine and not can(actor, Action.VIEW_SAVINGS, actor.cooperative_id):
        raise Http404
    asked = None
    if found.approval_id and found.is_open:
        with own_rows(request):
            asked = one_request(actor=actor, request_id=found.approval_id, now=utc_now())
    context = {
        "list": found,
        "lines": lines,
        "is_mine": is_mine,
        "slips_words": f"nomor bukti {found.name}/01 dan seterusnya",
        "is_waiting": asked is not None and asked.state is State.PENDING,
        "is_booked": found.state is ListState.DIBUKUKAN,
        "is_out": found.state is ListState.KELUAR,
        "is_back": found.state is ListState.KEMBALI,
        "days_out": (today_of(request) - found.made_on).days,
        "corrected": sum(line.was_corrected for line in lines),
        "paid_count": sum(line.booked_rp > 0 for line in lines),
    }
    return page(request, "collection", context, refusal=refusal)


def _found(request: HttpRequest, list_id: UUID) -> tuple[ListRow, list[LineRow]]:
    place = here(request)
    with own_rows(request):
        found = one_list(cooperative_id=place.id, list_id=list_id)
        if found is None:
            raise Http404
        return found, lines_of(cooperative_id=place.id, list_id=list_id)
