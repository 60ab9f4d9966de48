"""Passive members: who missed dues, notices, appeals, the board's word, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.cooperatives.web.forms import typed_of
from guyub.community.members.selectors.cases import MOST, passive_case, passive_cases, passive_members
from guyub.community.members.selectors.dues import missed_rows
from guyub.community.members.services.standing import (
    MONTHS,
    MOST_AT_ONCE,
    appeal,
    give_notice,
    lift_notice,
    lift_paid,
    make_active,
    make_passive,
    show_noticed_phone,
)
from guyub.community.members.web.case_pages import (
    PASSIVE,
    done_of,
    letterhead,
    own_place,
    shown,
)
from guyub.community.members.web.case_papers import notices_pdf
from guyub.community.members.web.case_words import letter_words, passive_chip
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, today_of, tried
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.cases import PassiveMember, PassiveRow
    from guyub.community.members.selectors.dues import MissedRow

GREETING = "Yth. Bapak/Ibu {name}, {letter} Salam, pengurus {cooperative}."


@require_safe
@never_cache
@acts(Action.VIEW_MEMBER_FILE)
def passive(request: HttpRequest) -> HttpResponse:
    """List who missed dues, who was told, who is passive."""
    return _passive(request)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def passive_notice(request: HttpRequest) -> HttpResponse:
    """Give notice to one member, to those ticked, or to everybody who is listed."""
    everybody = typed_of(request, "all") == "1"
    picked = [id_ for id_ in map(id_in, request.POST.getlist("member")) if id_]
    return _after(
        request,
        lambda: give_notice(
            member_ids=None if everybody else picked, today=today_of(request), **done_of(request)
        ),
    )


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def passive_paid(request: HttpRequest) -> HttpResponse:
    """Lift the notices of who paid."""
    return _after(request, lambda: lift_paid(**done_of(request)))


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def member_active(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take a passive member back among the active."""
    return _after(
        request,
        lambda: make_active(
            member_id=member_id,
            reason=typed_of(request, "reason"),
            today=today_of(request),
            **done_of(request),
        ),
    )


@require_safe
@never_cache
@acts(Action.KEEP_MEMBERS)
def passive_letters(request: HttpRequest) -> HttpResponse:
    """Print the letters of all open notices, or of one (``?perkara=``)."""
    place, one = own_place(request), id_in(request.GET.get("perkara", ""))
    with scope(place.id):
        rows = passive_cases(cooperative_id=place.id, is_open=True, most=MOST_AT_ONCE, case_id=one)
    rows = [row for row in rows if row.is_open]
    if not rows:
        raise Http404
    return pdf_answer(
        notices_pdf(rows, letterhead(request, place)), stem=f"surat-simpanan-wajib-{place.code}"
    )


@require_safe
@never_cache
@acts(Action.VIEW_MEMBER_FILE)
def passive_case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one notice."""
    return _case(request, case_id)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def passive_appeal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Type the appeal of a member."""
    return _after_case(
        request,
        case_id,
        lambda: appeal(
            case_id=case_id, text=typed_of(request, "appeal"), today=today_of(request), **done_of(request)
        ),
    )


@require_POST
@never_cache
@acts(Action.APPROVE_MEMBERS)
def passive_decide(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Make a member passive, or lift the notice."""
    reason, today = typed_of(request, "reason"), today_of(request)
    if typed_of(request, "outcome") == "pasif":
        return _after_case(
            request,
            case_id,
            lambda: make_passive(case_id=case_id, reason=reason, today=today, **done_of(request)),
        )
    return _after_case(
        request, case_id, lambda: lift_notice(case_id=case_id, reason=reason, **done_of(request))
    )


@require_POST
@never_cache
@acts(Action.REACH_MEMBERS)
def passive_phone(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the phone of a member who was given notice, once, with the message to send."""
    phone, refusal = tried(lambda: show_noticed_phone(case_id=case_id, **done_of(request)))
    return _case(request, case_id, refusal=refusal, phone=phone or "")


def _passive(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    place, today = own_place(request), today_of(request)
    with scope(place.id):
        months = int(value_of(MONTHS, cooperative_id=place.id, on=today))
        missed = missed_rows(cooperative_id=place.id, months=months, today=today, most=MOST_AT_ONCE)
        told = passive_cases(cooperative_id=place.id, is_open=True, most=MOST_AT_ONCE)
        members = passive_members(cooperative_id=place.id)
        closed = passive_cases(cooperative_id=place.id, is_open=False, most=10)
    context = {
        "title": _finding(missed, told, members),
        "months": months,
        "missed": missed,
        "most": MOST_AT_ONCE,
        "most_passive": MOST,
        "told": [(row, passive_chip(row, today=today)) for row in told],
        "paid_count": sum(row.has_paid for row in told),
        "members": members,
        "closed": [(row, passive_chip(row, today=today)) for row in closed],
    }
    return shown(request, "members/passive.html", context, room=PASSIVE, refusal=refusal)


def _case(request: HttpRequest, case_id: UUID, *, refusal: str = "", phone: str = "") -> HttpResponse:
    place, today, actor = own_place(request), today_of(request), actor_of(request)
    with scope(place.id):
        row = passive_case(cooperative_id=place.id, case_id=case_id)
    if row is None:
        raise Http404
    message = GREETING.format(name=row.name, letter=letter_words(row), cooperative=place.name)
    number = phone.removeprefix("+")
    context: dict[str, Any] = {
        "case": row,
        "chip": passive_chip(row, today=today),
        "letter": letter_words(row),
        "phone": phone,
        "whatsapp": f"https://wa.me/{number}?text={quote(message)}" if number else "",
        "is_over": today > row.due_on,
        "is_own": actor.person_id in {row.person_id, row.noticed_by_id},
    }
    return shown(request, "members/passive_case.html", context, room=PASSIVE, refusal=refusal)


def _after(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    _, refusal = tried(act)
    return _passive(request, refusal=refusal) if refusal else redirect("member_cases:passive")


def _after_case(request: HttpRequest, case_id: UUID, act: Callable[[], object]) -> HttpResponse:
    _, refusal = tried(act)
    if refusal:
        return _case(request, case_id, refusal=refusal)
    return redirect("member_cases:passive_case", case_id=case_id)


def _finding(missed: list[MissedRow], told: list[PassiveRow], members: list[PassiveMember]) -> str:
    if missed:
        return f"{len(missed)} anggota lama tidak membayar simpanan wajib"
    if told:
        return f"{len(told)} anggota sudah diberi tahu"
    return f"{len(members)} anggota pasif" if members else "Tidak ada anggota pasif"
