"""Leaving: the lists by what waits, a new case, its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guyub.community.cooperatives.web.forms import day_of, typed_of
from guyub.community.members.domain.cases import ExitKind, ExitRefusedError, ExitStanding, possible_kinds
from guyub.community.members.selectors.cases import (
    MOST,
    exits_ended,
    exits_to_decide,
    exits_to_settle,
    open_exit_of,
    paper_of,
)
from guyub.community.members.selectors.members import one_member
from guyub.community.members.services.leaving import ExitTyped, ask_exit
from guyub.community.members.web.case_pages import PARTS, case_parts, done_of, own_place, shown
from guyub.community.members.web.case_words import exit_chip, kind_choices
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.cases import ExitRow

_FILES = {"surat": "paper", "lembar-bertanda-tangan": "signed"}
_LISTS = {"putus": exits_to_decide, "bayar": exits_to_settle, "selesai": exits_ended}
_EMPTY = {
    "putus": ("Tidak ada yang menunggu putusan", "Keluar dari keanggotaan diajukan dari halaman anggotanya."),
    "bayar": (
        "Tidak ada yang menunggu dibayar",
        "Yang sudah disetujui pengurus tampil di sini sampai dibayar.",
    ),
    "selesai": ("Belum ada yang selesai", "Anggota yang sudah keluar tampil di sini dengan lembarnya."),
}


@require_safe
@never_cache
@acts(Action.VIEW_MEMBER_FILE)
def cases(request: HttpRequest) -> HttpResponse:
    """List who leaves: what waits for a decision, for the money, what is over."""
    place, asked = own_place(request), request.GET.get("bagian", "")
    part = asked if asked in PARTS else "putus"
    with scope(place.id):
        rows = _LISTS[part](cooperative_id=place.id, now=utc_now())
    empty_title, empty_text = _EMPTY[part]
    context = {
        "parts": case_parts(part),
        "title": _finding(part, rows),
        "rows": [(row, exit_chip(row)) for row in rows],
        "is_cut": len(rows) == MOST,
        "most": MOST,
        "empty_title": empty_title,
        "empty_text": empty_text,
    }
    return shown(request, "members/cases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_MEMBERS)
def exit_new(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Ask the board to let a member go."""
    place, refusal = own_place(request), ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: ask_exit(
                typed=_typed(request, member_id),
                paper=photo_in(request),
                today=today_of(request),
                **done_of(request),
            )
        )
        if done:
            return redirect("leaving:case", case_id=done)
    with scope(place.id):
        member = one_member(cooperative_id=place.id, member_id=member_id)
        if member is None:
            raise Http404
        running = open_exit_of(cooperative_id=place.id, member_id=member_id, now=utc_now())
    kinds = possible_kinds(member.state)
    is_running = running and running.standing in {ExitStanding.DIAJUKAN, ExitStanding.DISETUJUI}
    context = {
        "member": member,
        "running": running if is_running else None,
        "kinds": kind_choices(kinds, typed_of(request, "kind")),
        "happened_on": typed_of(request, "happened_on") or today_of(request).isoformat(),
        "asks_hearing": ExitKind.DIBERHENTIKAN in kinds,
    }
    return shown(request, "members/exit_new.html", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_MEMBER_FILE)
def exit_file(request: HttpRequest, case_id: UUID, which: str) -> HttpResponse:
    """Send the picture of the letter, or of the signed sheet."""
    place = own_place(request)
    if which not in _FILES:
        raise Http404
    with scope(place.id):
        file = paper_of(cooperative_id=place.id, case_id=case_id, field=_FILES[which])
    if file is None:
        raise Http404
    return file_answer(file)


def _typed(request: HttpRequest, member_id: UUID) -> ExitTyped:
    return ExitTyped(
        member_id=member_id,
        kind=typed_of(request, "kind"),
        happened_on=day_of(request, "happened_on", ExitRefusedError, "day"),
        reason=typed_of(request, "reason"),
        hearing=typed_of(request, "hearing"),
    )


def _finding(part: str, rows: list[ExitRow]) -> str:
    count = f"{MOST} atau lebih" if len(rows) == MOST else str(len(rows))
    if part == "putus":
        return (
            f"{count} perkara keluar menunggu putusan" if rows else "Tidak ada perkara keluar yang menunggu"
        )
    if part == "bayar":
        return (
            f"{count} anggota menunggu haknya dibayar"
            if rows
            else "Semua hak anggota yang keluar sudah dibayar"
        )
    unsigned = sum(row.standing is ExitStanding.SELESAI and not row.has_signed for row in rows)
    return f"{unsigned} lembar belum ditandatangani" if unsigned else "Perkara keluar yang sudah selesai"
