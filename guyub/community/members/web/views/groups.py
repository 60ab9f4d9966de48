"""Groups of members: the list, one of them, who enters and leaves, who leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.cooperatives.web.forms import choices, id_of, typed_of
from guyub.community.members.domain.files import GROUP_WORDS
from guyub.community.members.selectors.groups import (
    MOST_FOUND,
    MOST_GROUPS,
    MOST_SEATS,
    group_page,
    groups_of,
    who_may_enter,
)
from guyub.community.members.services.groups import (
    GroupRefusedError,
    choose_leader,
    close_group,
    make_rt_groups,
    open_group,
    seat_member,
    unseat_member,
)
from guyub.community.members.web.file_pages import acted, done_of, shown
from guyub.community.members.web.rooms import rooms
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

ROOM = "member_files:groups"
LONGEST_SEARCH = 60


@require_safe
@never_cache
@acts(Action.VIEW_MEMBERS)
def groups(request: HttpRequest) -> HttpResponse:
    """List the groups by kind."""
    return _groups(request)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def group_new(request: HttpRequest) -> HttpResponse:
    """Open a group, and go there."""
    group_id, refusal = tried(
        lambda: open_group(
            kind=typed_of(request, "kind"),
            name=typed_of(request, "name"),
            today=today_of(request),
            **done_of(request),
        )
    )
    return _groups(request, refusal=refusal) if group_id is None else _to(group_id)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def groups_by_rt(request: HttpRequest) -> HttpResponse:
    """Make the groups of RTs follow the addresses."""
    return acted(
        lambda: make_rt_groups(today=today_of(request), **done_of(request)),
        then=lambda: redirect(ROOM),
        else_=lambda refusal: _groups(request, refusal=refusal),
    )


@require_safe
@never_cache
@acts(Action.VIEW_MEMBERS)
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Show one group; ``?cari=`` finds who may enter."""
    return _group(request, group_id)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def group_enter(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Let a member in."""
    return _with_member(request, group_id, seat_member)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def group_leave(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Let a member out."""
    return _with_member(request, group_id, unseat_member)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def group_lead(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Make a member the leader."""
    return _with_member(request, group_id, choose_leader)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def group_close(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Close the group."""
    return acted(
        lambda: close_group(group_id=group_id, today=today_of(request), **done_of(request)),
        then=lambda: redirect(ROOM),
        else_=lambda refusal: _group(request, group_id, refusal=refusal),
    )


def _groups(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    with own_rows(request):
        found = groups_of(cooperative_id=actor_of(request).cooperative_id)
    kinds = [
        (words, [row for row in found if row.kind is kind]) for kind, words in reversed(GROUP_WORDS.items())
    ]
    context = {
        "tabs": list(rooms(request, ROOM)),
        "title": f"{len(found)} kelompok" if found else "Belum ada kelompok",
        "kinds": [(words, rows) for words, rows in kinds if rows],
        "is_full": len(found) == MOST_GROUPS,
        "most": MOST_GROUPS,
        "choices": choices(GROUP_WORDS, request.POST.get("kind", "KELOMPOK")),
        "may_keep": request.allows(Action.KEEP_MEMBERS),  # type: ignore[attr-defined]  # identity.web.middleware
    }
    return shown(request, "groups", context, refusal=refusal)


def _group(request: HttpRequest, group_id: UUID, *, refusal: str = "") -> HttpResponse:
    place = actor_of(request).cooperative_id
    looked_for = " ".join(request.GET.get("cari", "").split())[:LONGEST_SEARCH]
    with own_rows(request):
        page = group_page(cooperative_id=place, group_id=group_id)
        if page is None:
            raise Http404
        found = []
        if looked_for:
            found = who_may_enter(cooperative_id=place, group_id=group_id, looked_for=looked_for)
    context = {
        "page": page,
        "lead": f"Ketua {page.group.leader}." if page.group.leader else "Belum ada ketua.",
        "looked_for": looked_for,
        "found": found,
        "most_found": MOST_FOUND,
        "most_seats": MOST_SEATS,
        "is_open": page.group.ended_on is None,
        "may_keep": request.allows(Action.KEEP_MEMBERS),  # type: ignore[attr-defined]  # identity.web.middleware
    }
    return shown(request, "group", context, refusal=refusal)


def _with_member(request: HttpRequest, group_id: UUID, use_case: Callable[..., Any]) -> HttpResponse:
    return acted(
        lambda: use_case(
            group_id=group_id,
            member_id=id_of(request, "member", GroupRefusedError, "member"),
            today=today_of(request),
            **done_of(request),
        ),
        then=lambda: _to(group_id),
        else_=lambda refusal: _group(request, group_id, refusal=refusal),
    )


def _to(group_id: UUID) -> HttpResponse:
    return redirect("member_files:group", group_id=group_id)
