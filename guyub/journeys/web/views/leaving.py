"""One leaving: the case, what is owed both ways, paying it, the sheet and its signed picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.members.domain.cases import ExitKind, ExitStanding
from guyub.community.members.selectors.cases import exit_case, heirs_on
from guyub.community.members.services.leaving import call_off_exit, keep_signed
from guyub.community.members.web.case_pages import done_of, letterhead, own_place, shown
from guyub.community.members.web.case_words import exit_chip, exit_steps
from guyub.finance.savings.web.frame import cash_places
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, may_here, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.journeys.domain.leaving import inherited
from guyub.journeys.selectors.owed import Leaver, owed_both_ways
from guyub.journeys.services.leaving import SettleTyped, settle_exit
from guyub.journeys.web.leaving_sheets import sheet_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.cases import ExitRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.journeys.selectors.owed import Statement

_OPEN = frozenset({ExitStanding.DIAJUKAN, ExitStanding.DISETUJUI})
_DAYS = {
    ExitKind.MUNDUR: "Tanggal surat",
    ExitKind.MENINGGAL: "Meninggal",
    ExitKind.DIBERHENTIKAN: "Tanggal rapat",
    ExitKind.BATAL: "Tanggal",
}
_AGAIN = frozenset({ExitStanding.DITOLAK, ExitStanding.DITARIK, ExitStanding.LEWAT})


@require_safe
@never_cache
@acts(Action.VIEW_MEMBER_FILE)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one leaving with what is owed both ways."""
    return _case(request, case_id)


@require_POST
@never_cache
@acts(Action.SETTLE_MEMBER)
def settle(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Pay what is owed and end the membership."""
    place = own_place(request)
    typed = SettleTyped(
        case_id=case_id,
        cash_place_id=id_in(request.POST.get("cash_place", "")),
        paid_to=request.POST.get("paid_to", ""),
        seen=request.POST.get("seen", ""),
        agreement=request.POST.get("agreement", ""),
    )
    return _after(
        request,
        case_id,
        lambda: settle_exit(place=place, typed=typed, today=today_of(request), **done_of(request)),
    )


@require_POST
@never_cache
@acts(Action.APPROVE_MEMBERS)
def call_off(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Call a leaving off that was agreed to."""
    reason = request.POST.get("reason", "")
    return _after(request, case_id, lambda: call_off_exit(case_id=case_id, reason=reason, **done_of(request)))


@require_POST
@never_cache
@acts(Action.SETTLE_MEMBER)
def sign(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep the picture of the signed sheet."""
    return _after(
        request,
        case_id,
        lambda: keep_signed(case_id=case_id, signed=photo_in(request), **done_of(request)),
    )


@require_safe
@never_cache
@acts(Action.VIEW_MEMBER_FILE)
def sheet(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Print the sheet of a settled leaving; ``?kertas=f4`` on folio."""
    place = own_place(request)
    with scope(place.id):
        row = exit_case(cooperative_id=place.id, case_id=case_id, now=utc_now())
    if row is None or row.standing is not ExitStanding.SELESAI:
        raise Http404
    address = request.build_absolute_uri(reverse("public_site:verify", args=[place.id, case_id]))
    made = sheet_pdf(row, letterhead(request, place), address=address)
    return pdf_answer(made, stem=f"penyelesaian-{row.number}-{place.code}")


def _case(request: HttpRequest, case_id: UUID, *, refusal: str = "") -> HttpResponse:
    place, actor, now = own_place(request), actor_of(request), utc_now()
    with scope(place.id):
        row = exit_case(cooperative_id=place.id, case_id=case_id, now=now)
        if row is None:
            raise Http404
        is_paying = row.standing is ExitStanding.DISETUJUI and _may_settle(request, row)
        # Who pays is shown the money; who decided, everybody else and later.
        asked = (
            one_request(actor=actor, request_id=row.approval_id, now=now)
            if row.approval_id and not is_paying
            else None
        )
        statement = _statement(request, row, now) if row.standing in _OPEN else None
        is_free = statement is not None and not statement.obstacles and not statement.netting.left
        can_settle = is_paying and is_free
        context: dict[str, Any] = {"heirs": (), "cash_places": ()}
        if can_settle and statement:
            context |= _paying(request, actor, row, statement)
    is_own = row.person_id == actor.person_id
    context |= {
        "case": row,
        "title": f"{row.name} keluar" if row.settled_on is None else f"{row.name} sudah keluar",
        "chip": exit_chip(row),
        "steps": exit_steps(row),
        "asked": asked,
        "votes": asked.votes if asked else (),
        "statement": statement,
        "settle_words": _settle_words(statement),
        "can_settle": can_settle,
        "is_own": is_own and may_here(request, Action.SETTLE_MEMBER, place),
        "is_agreed": row.standing is ExitStanding.DISETUJUI,
        "is_settled": row.standing is ExitStanding.SELESAI,
        "is_heirs": row.kind is ExitKind.MENINGGAL,
        "day_words": _DAYS[row.kind],
        "can_ask_again": row.standing in _AGAIN and may_here(request, Action.KEEP_MEMBERS, place),
    }
    return shown(request, "journeys/leaving_case.html", context, refusal=refusal)


def _statement(request: HttpRequest, row: ExitRow, now: datetime) -> Statement:
    return owed_both_ways(
        Leaver(
            cooperative_id=own_place(request).id,
            member_id=row.member_id,
            person_id=row.person_id,
            today=today_of(request),
            now=now,
        )
    )


def _may_settle(request: HttpRequest, row: ExitRow) -> bool:
    place = own_place(request)
    return may_here(request, Action.SETTLE_MEMBER, place) and row.person_id != actor_of(request).person_id


def _paying(request: HttpRequest, actor: Actor, row: ExitRow, statement: Statement) -> dict[str, Any]:
    """Give what the form asks: from where, and what each heir gets. Of drawers only the own one."""
    place, least_rp = own_place(request), statement.netting.paid_rp
    heirs = []
    if row.kind is ExitKind.MENINGGAL:
        named = heirs_on(cooperative_id=place.id, file_id=row.file_id, on=today_of(request))
        shares = [(f"{one.name}, {one.relation}", one.share_percent) for one in named]
        heirs = inherited(least_rp, shares) if shares else []
    return {
        "heirs": heirs,
        "cash_places": cash_places(request, place, least_rp=least_rp),
    }


def _settle_words(statement: Statement | None) -> str:
    if statement is None or not statement.netting.paid_rp:
        return "Akhiri keanggotaan"
    return f"Bayar {rupiah(statement.netting.paid_rp)} dan akhiri keanggotaan"


def _after(request: HttpRequest, case_id: UUID, act: Callable[[], None]) -> HttpResponse:
    _, refusal = tried(act)
    return _case(request, case_id, refusal=refusal) if refusal else redirect("leaving:case", case_id=case_id)
