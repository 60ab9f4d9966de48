"""Visits: planned, written up, cancelled; next steps done."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.city.development.selectors.needs import needs_of_visit
from guyub.city.development.selectors.visits import (
    actions_of,
    open_actions,
    past_visits,
    planned_visits,
    visit_by_id,
)
from guyub.city.development.services.visits import (
    MOST_ACTIONS,
    Account,
    NextStep,
    VisitRefusedError,
    cancel_visit,
    finish_action,
    plan_visit,
    write_visit,
)
from guyub.city.development.web.doors import (
    Here,
    chosen_place,
    day_of,
    places_of,
    seat_for,
    whole_of,
)
from guyub.city.development.web.words import STATE_WORDS
from guyub.foundation.identity.domain.roles import CITY_ROLES, Action
from guyub.foundation.identity.web.doors import acts, request_id_of, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.city.development.selectors.visits import ActionRow, VisitRow

SHOWN_STEPS = 3  # more on request; a phone's page stays short


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def visits(request: HttpRequest) -> HttpResponse:
    """Show which visits are planned, what was agreed, and which visits are over."""
    return _visits_page(request)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_VISIT)
def visit_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a visit."""
    here = seat_for(request, code, Action.KEEP_VISIT)
    typed, refusal = request.POST, ""
    if request.method == "POST":
        planned, refusal = tried(lambda: _planned(request, here))
        if planned is not None:
            return redirect("development:visit", code=code, visit_id=planned)
    with scope(here.place.id):
        left = open_actions(place_ids=[here.place.id])
    context = {
        "place": here.place,
        "left": left,
        "today": today_of(request),
        "typed": typed,
        "refusal": refusal,
    }
    return render(request, "development/visit_plan.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_COOPERATIVE)
def visit(request: HttpRequest, code: str, visit_id: UUID) -> HttpResponse:
    """Show a visit; its visitor writes it up."""
    here = seat_for(request, code, Action.VIEW_COOPERATIVE)
    refusal = ""
    if request.method == "POST":
        if not here.may(Action.KEEP_VISIT):
            raise PermissionDenied
        _, refusal = tried(
            lambda: write_visit(
                actor=here.actor,
                place_id=here.place.id,
                visit_id=visit_id,
                account=_account(request),
                today=today_of(request),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if not refusal:
            return redirect("development:visit", code=code, visit_id=visit_id)
    return _visit_page(request, here, visit_id, refusal=refusal)


@require_POST
@acts(Action.KEEP_VISIT)
def visit_cancel(request: HttpRequest, code: str, visit_id: UUID) -> HttpResponse:
    """Cancel a planned visit, with the reason."""
    here = seat_for(request, code, Action.KEEP_VISIT)
    _, refusal = tried(
        lambda: cancel_visit(
            actor=here.actor,
            place_id=here.place.id,
            visit_id=visit_id,
            reason=request.POST.get("reason", ""),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    if refusal:
        return _visit_page(request, here, visit_id, refusal=refusal)
    return redirect("development:visits")


@require_POST
@acts(Action.KEEP_VISIT)
def visit_action_done(request: HttpRequest, code: str, action_id: UUID) -> HttpResponse:
    """Say that an agreed step is done."""
    here = seat_for(request, code, Action.KEEP_VISIT)
    _, refusal = tried(
        lambda: finish_action(
            actor=here.actor,
            place_id=here.place.id,
            action_id=action_id,
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _visits_page(request, refusal=refusal) if refusal else redirect("development:visits")


def _visits_page(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    places = places_of(request)
    picked = chosen_place(request, places)
    if picked is not None:
        return redirect("development:visit_plan", code=picked.code)
    ids, today = [place.id for place in places], today_of(request)
    with scope(*ids):
        planned, past = planned_visits(place_ids=ids), past_visits(place_ids=ids)
        actions = open_actions(place_ids=ids)
    context = {
        "planned": planned,
        "unwritten": sum(row.planned_on < today for row in planned),
        "past": past,
        "actions": [(row, row.is_overdue(today)) for row in actions],
        "overdue": sum(row.is_overdue(today) for row in actions),
        "may_plan": request.allows(Action.KEEP_VISIT),  # type: ignore[attr-defined]  # identity.web.middleware
        "places": places,
        "today": today,
        "refusal": refusal,
    }
    return render(request, "development/visits.html", context, status=422 if refusal else 200)


def _visit_page(request: HttpRequest, here: Here, visit_id: UUID, *, refusal: str = "") -> HttpResponse:
    with scope(here.place.id):
        row = visit_by_id(place_id=here.place.id, visit_id=visit_id)
        actions = actions_of(place_id=here.place.id, visit_id=visit_id)
        found = needs_of_visit(place_id=here.place.id, visit_id=visit_id)
    if row is None:
        raise Http404
    is_writer = row.visitor_id == here.actor.person_id or here.actor.role in CITY_ROLES
    typed = [
        dict(zip(("what", "who", "due_on"), cells, strict=True))
        for cells in zip(*_columns(request), strict=False)
    ]
    steps = [{**typed[n], "n": n + 1} if n < len(typed) else {"n": n + 1} for n in range(MOST_ACTIONS)]
    context = {
        "place": here.place,
        "visit": row,
        "actions": actions,
        "needs": [(need, STATE_WORDS[need.state]) for need in found],
        "may_write": row.is_planned and is_writer and here.may(Action.KEEP_VISIT),
        "may_finish": here.may(Action.KEEP_VISIT),
        "may_raise": here.may(Action.RAISE_NEED),
        "steps": steps[:SHOWN_STEPS],
        "more_steps": steps[SHOWN_STEPS:],
        "today": today_of(request),
        "typed": request.POST,
        "refusal": refusal,
        "whatsapp": _whatsapp(request, row, actions),
    }
    return render(request, "development/visit.html", context, status=422 if refusal else 200)


def _planned(request: HttpRequest, here: Here) -> UUID:
    typed = request.POST
    planned_on = day_of(typed.get("planned_on", ""))
    if planned_on is None:
        raise VisitRefusedError(wrong="planned_on")
    return plan_visit(
        actor=here.actor,
        place_id=here.place.id,
        planned_on=planned_on,
        purpose=typed.get("purpose", ""),
        plan=typed.get("plan", ""),
        today=today_of(request),
        request_id=request_id_of(request),
        now=utc_now(),
    )


def _account(request: HttpRequest) -> Account:
    typed = request.POST
    visited_on = day_of(typed.get("visited_on", ""))
    if visited_on is None:
        raise VisitRefusedError(wrong="visited_on")
    steps = [
        NextStep(what, who, _due(due_on))
        for what, who, due_on in zip(*_columns(request), strict=False)
        if what.strip() or who.strip()
    ]
    return Account(
        visited_on=visited_on,
        minutes=whole_of(typed.get("minutes", "")),
        met=typed.get("met", ""),
        notes=typed.get("notes", ""),
        actions=steps,
        photo=photo_in(request, "photo"),
    )


def _due(written: str) -> date:
    due_on = day_of(written)
    if due_on is None:
        raise VisitRefusedError(wrong="due_on")
    return due_on


def _columns(request: HttpRequest) -> tuple[list[str], list[str], list[str]]:
    """Read the table of next steps: what, who, until when; a row is what stands at the same place of each."""
    typed = request.POST
    return typed.getlist("what"), typed.getlist("who"), typed.getlist("due_on")


def _whatsapp(request: HttpRequest, row: VisitRow, actions: list[ActionRow]) -> str:
    """Make a link with what was agreed, text alone: WhatsApp itself asks to whom it goes."""
    address = request.build_absolute_uri(reverse("development:visit", args=[row.place_code, row.visit_id]))
    agreed = "".join(f"\n- {one.what} ({one.who}, paling lambat {day(one.due_on)})" for one in actions)
    said = f"Kunjungan ke {row.place_name}: {row.purpose}.{agreed}\n{address}"
    return f"https://wa.me/?text={quote(said)}"
