"""What a member asks about the own file: corrections, and entries that are not right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.members.domain.own_requests import FIELD_WORDS, LONGEST_ABOUT
from guyub.community.members.selectors.members import member_of_person
from guyub.community.members.selectors.own_file import own_file
from guyub.community.members.selectors.own_requests import MOST_OWN_REQUESTS, own_requests_of
from guyub.community.members.services.own_requests import ask_correction, dispute, withdraw_own
from guyub.desks.member.web.own_pages import acting, shown
from guyub.finance.savings.selectors.balances import one_movement, savings_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import day, rupiah

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

BALANCE = "saldo"


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_requests(request: HttpRequest) -> HttpResponse:
    """List what one asked, and the answers."""
    return _requests(request)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def correction(request: HttpRequest) -> HttpResponse:
    """Ask that a field of the own file be corrected."""
    refusal = ""
    if request.method == "POST":
        asked, refusal = tried(
            lambda: ask_correction(
                field=request.POST.get("field", ""),
                value=request.POST.get("value", ""),
                why=request.POST.get("why", ""),
                today=today_of(request),
                **acting(request),
            )
        )
        if asked:
            return redirect("member_desk:requests")
    chosen = request.POST.get("field", request.GET.get("isian", ""))
    actor = actor_of(request)
    with own_rows(request):
        file = own_file(cooperative_id=actor.cooperative_id, person_id=actor.person_id)
    says = {field: words for field, _, words in file.fields} if file else {}
    fields = [
        {
            "value": field,
            "label": f"{label}: {says[field]}" if says.get(field) else label,
            "selected": field == chosen,
        }
        for field, label in FIELD_WORDS.items()
    ]
    return shown(request, "correction", {"fields": fields}, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def dispute_new(request: HttpRequest, what: str) -> HttpResponse:
    """Say that a movement or a balance of the own savings is not right."""
    about, refusal = _about(request, what), ""
    if request.method == "POST":
        asked, refusal = tried(
            lambda: dispute(
                about=about,
                text=request.POST.get("text", ""),
                today=today_of(request),
                **acting(request),
            )
        )
        if asked:
            return redirect("member_desk:requests")
    return shown(request, "dispute", {"about": about}, refusal=refusal)


@require_POST
@acts(Action.OWN_MEMBERSHIP)
def request_withdraw(request: HttpRequest, own_request_id: UUID) -> HttpResponse:
    """Take an own request back."""
    _, refusal = tried(lambda: withdraw_own(own_request_id=own_request_id, **acting(request)))
    return _requests(request, refusal=refusal) if refusal else redirect("member_desk:requests")


def _requests(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    actor = actor_of(request)
    with own_rows(request):
        rows = own_requests_of(
            cooperative_id=actor.cooperative_id, person_id=actor.person_id, today=today_of(request)
        )
    context = {
        "rows": rows,
        "open_count": sum(row.is_open for row in rows),
        "most": MOST_OWN_REQUESTS,
    }
    return shown(request, "requests", context, refusal=refusal)


def _about(request: HttpRequest, what: str) -> str:
    """Say in words which of the own entries an address names: ``WAJIB-12``, or ``saldo-WAJIB``.

    Raises:
        Http404: It is none of the own.
    """
    actor = actor_of(request)
    with own_rows(request):
        member = member_of_person(cooperative_id=actor.cooperative_id, person_id=actor.person_id)
        said = _said(actor.cooperative_id, member.member_id, what, today_of(request)) if member else ""
    if not said:
        raise Http404
    return said[:LONGEST_ABOUT]


def _said(cooperative_id: int, member_id: UUID, what: str, today: date) -> str:
    first, _, last = what.partition("-")
    if first == BALANCE:
        savings = savings_of(cooperative_id=cooperative_id, member_id=member_id)
        held = next((row for row in savings if row.mark == last), None)
        return f"Saldo {held.words.lower()} {rupiah(held.balance_rp)} per {day(today)}" if held else ""
    moved = one_movement(cooperative_id=cooperative_id, member_id=member_id, code=what)
    return (
        f"{moved.number}: {moved.words.lower()} {rupiah(moved.amount_rp)}, {day(moved.on)}" if moved else ""
    )
