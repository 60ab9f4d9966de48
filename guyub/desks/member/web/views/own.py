"""The member's home and savings book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.members.selectors.cases import open_notice_of
from guyub.community.members.selectors.own_file import changes_of
from guyub.community.members.services.standing import appeal
from guyub.desks.member.selectors.own import MOST_MOVEMENTS, page_of_member
from guyub.desks.member.web.own_pages import (
    FEW_MOVEMENTS,
    acting,
    greeting,
    own_page_of,
    savings_of_page,
    shown,
)
from guyub.desks.member.web.sheets import SHEET_LINES, SheetFacts, sheet_pdf
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.looks import acts_about
from guyub.foundation.identity.selectors.privacy import consents_of
from guyub.foundation.identity.selectors.vault import masked_numbers
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.desks.member.selectors.own import OwnPage


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def home(request: HttpRequest) -> HttpResponse:
    """Greet a member, and show the own savings, what moved them, what waits for an answer."""
    return _home(request)


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_appeal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say what speaks against a notice of missed dues."""
    _, refusal = tried(
        lambda: appeal(
            case_id=case_id,
            text=request.POST.get("appeal", ""),
            today=today_of(request),
            **acting(request),
        )
    )
    return _home(request, refusal=refusal) if refusal else redirect("member_desk:home")


def _home(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    actor, page = actor_of(request), own_page_of(request, most=FEW_MOVEMENTS)
    place = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    with own_rows(request):
        wajib_rp = value_of("simpanan.wajib", cooperative_id=place.id, on=today_of(request))
        member = page.member
        notice = open_notice_of(cooperative_id=place.id, member_id=member.member_id) if member else None
    context = {
        "page": page,
        "savings": savings_of_page(page),
        "greeting": greeting(page, name=actor.name, zone=place.zone),
        "wajib_rp": int(wajib_rp),
        "notice": notice,
        "notice_chip": f"sampai {day(notice.due_on)}" if notice else "",
    }
    return shown(request, "home", context, refusal=refusal)


@require_safe
@acts(Action.OWN_MEMBERSHIP)
def suggest(request: HttpRequest) -> HttpResponse:
    """Lead to the box for ideas and complaints of the own cooperative."""
    return redirect("public_site:suggest", code=request.visit.seat.cooperative_code)  # type: ignore[attr-defined]  # identity.web.middleware


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_sheet(request: HttpRequest) -> HttpResponse:
    """Print the own page as one sheet."""
    page = own_page_of(request, most=MOST_MOVEMENTS)
    if page.member is None:
        return redirect("member_desk:home")
    return _sheet(request, page)


@require_safe
@never_cache
@acts(Action.KEEP_MEMBERS)
def member_sheet(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Print a member's own page, for who has no phone."""
    with own_rows(request):
        page = page_of_member(
            cooperative_id=actor_of(request).cooperative_id,
            member_id=member_id,
            today=today_of(request),
            most=MOST_MOVEMENTS,
        )
    if page is None:
        raise Http404
    return _sheet(request, page)


def _sheet(request: HttpRequest, page: OwnPage) -> HttpResponse:
    place, member = request.visit.seat.place, page.member  # type: ignore[attr-defined]  # identity.web.middleware
    assert member is not None  # noqa: S101  both callers looked
    with own_rows(request):
        facts = SheetFacts(
            page=page,
            numbers=masked_numbers(member.person_id),
            consents=consents_of(cooperative_id=place.id, person_id=member.person_id),
            changes=changes_of(cooperative_id=place.id, person_id=member.person_id, most=SHEET_LINES),
            looks=acts_about(cooperative_id=place.id, person_id=member.person_id, most=SHEET_LINES),
        )
    content = sheet_pdf(
        facts,
        place=place,
        printed_by=actor_of(request).name,
        now=utc_now(),
        paper="f4" if request.GET.get("kertas") == "f4" else "a4",
    )
    return pdf_answer(content, stem=f"lembar-anggota-{member.number or 'calon'}")
