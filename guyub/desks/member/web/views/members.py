"""One member as officers see them: the page, a number in full, the file on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.cooperatives.domain.officers import POST_WORDS
from guyub.community.members.domain.register import MemberState
from guyub.community.members.web.file_pages import done_of
from guyub.community.members.web.register_words import STATE_TONES
from guyub.community.members.web.rooms import rooms
from guyub.desks.member.selectors.member_page import member_page
from guyub.desks.member.selectors.own import OwnDues
from guyub.desks.member.web.member_files import file_pdf
from guyub.desks.member.web.own_pages import dues_words
from guyub.desks.member.web.sections import PARTS, SECTIONS
from guyub.finance.savings.selectors.bills import is_behind
from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import unmask
from guyub.foundation.identity.web.doors import actor_of, acts, today_of, tried
from guyub.foundation.identity.web.words import KIND_WORDS, PURPOSE_WORDS
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.desks.member.selectors.member_page import MemberPage

ROOM = "register:members"


@require_safe
@never_cache
@acts(Action.VIEW_MEMBERS, Action.VIEW_MEMBER_FILE)
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show the file of a member; who may not see it sees name, number and standing."""
    if request.allows(Action.VIEW_MEMBER_FILE):  # type: ignore[attr-defined]  # identity.web.middleware
        return _member(request, member_id)
    page = _page(request, member_id, with_file=False)
    context = {"page": page, "member": page.member, "chip": _chip(page), "tabs": list(rooms(request, ROOM))}
    return render(request, "member_desk/member_short.html", context)


@require_POST
@never_cache
@acts(Action.UNMASK_IDENTITY)
def member_unmask(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show one number of a member in full, once."""
    try:
        kind = SecretKind(request.POST.get("kind", ""))
    except ValueError as error:
        raise Http404 from error
    page = _page(request, member_id, with_file=False)
    clear, refusal = tried(
        lambda: unmask(
            person_id=page.member.person_id,
            kind=kind,
            reason=request.POST.get("reason", ""),
            **done_of(request),
        )
    )
    shown = (KIND_WORDS[kind], clear) if clear else None
    return _member(request, member_id, refusal=refusal, shown=shown)


@require_safe
@never_cache
@acts(Action.VIEW_MEMBER_FILE)
def member_pdf(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Set the file on paper for the drawer; numbers stay masked. ``?kertas=f4`` for folio."""
    page = _page(request, member_id)
    paper = "f4" if request.GET.get("kertas") == "f4" else "a4"
    made = file_pdf(request, page, numbers=_numbers(page), offices=_offices(page), paper=paper)
    return pdf_answer(made, stem=f"berkas-{page.member.number or 'calon'}")


def _page(request: HttpRequest, member_id: UUID, *, with_file: bool = True) -> MemberPage:
    found = member_page(
        cooperative_id=actor_of(request).cooperative_id,
        member_id=member_id,
        parts=PARTS if with_file else {},
    )
    if found is None:
        raise Http404
    return found


def _member(
    request: HttpRequest, member_id: UUID, *, refusal: str = "", shown: tuple[str, str] | None = None
) -> HttpResponse:
    page = _page(request, member_id)
    allows = request.allows  # type: ignore[attr-defined]  # identity.web.middleware
    given = {one.purpose: one for one in page.answers["consents"]}
    # Only of whom a role makes somebody of this cooperative: a candidate has none yet.
    is_seated = bool(page.answers["offices"].roles)
    context: dict[str, Any] = {
        "page": page,
        "member": page.member,
        "file": page.answers["file"],
        "chip": _chip(page),
        "tabs": list(rooms(request, ROOM)),
        "main": [
            (one.template, page.answers[one.key]) for one in SECTIONS if one.is_shown and not one.is_beside
        ],
        "beside": [
            (one.template, page.answers[one.key]) for one in SECTIONS if one.is_shown and one.is_beside
        ],
        "numbers": _numbers(page),
        "offices": _offices(page),
        "purposes": [(code, words, given.get(code)) for code, words in PURPOSE_WORDS.items()],
        "has_photo": bool(page.answers["file"].photo_id and "PHOTO" in given and given["PHOTO"].is_given),
        "may_keep": allows(Action.KEEP_MEMBERS),
        "may_unmask": allows(Action.UNMASK_IDENTITY) and is_seated,
        "may_consent": allows(Action.KEEP_CONSENT) and is_seated,
        "may_loans": allows(Action.VIEW_LOANS),
        "may_savings": allows(Action.VIEW_SAVINGS),
        "dues": _dues(page, today_of(request)),
        "has_left": page.member.state is MemberState.KELUAR,
        "today": today_of(request),
        "refusal": refusal,
        "shown": shown,
    }
    return render(request, "member_desk/member.html", context, status=422 if refusal else 200)


def _dues(page: MemberPage, today: date) -> dict[str, str]:
    months = page.answers["dues"]
    return dues_words(OwnDues(months, [] if page.member.left_on else is_behind(months, today)))


def _chip(page: MemberPage) -> dict[str, str]:
    return STATE_TONES[page.member.state] | {"text": page.member.state_words}


def _numbers(page: MemberPage) -> list[tuple[Any, str]]:
    return [(one, KIND_WORDS[one.kind]) for one in page.answers["numbers"]]


def _offices(page: MemberPage) -> list[tuple[str, str, Any, Any]]:
    """Give offices and roles: words, where, from, until (None: still)."""
    held = page.answers["offices"]
    posts = [
        (POST_WORDS[row.post], "pengurus dan pengawas", row.term_from, row.ended_on) for row in held.offices
    ]
    roles = [
        (
            ROLE_WORDS[row.role],
            "di Guyub",
            localtime(row.starts_at).date(),
            localtime(row.ends_at).date() if row.ends_at else None,
        )
        for row in held.roles
        if row.role is not Role.ANGGOTA  # what everybody here is, no office
    ]
    return [*posts, *roles]
