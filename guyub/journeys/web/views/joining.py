"""Candidates and their simpanan pokok: who still pays, taking a part, taking one back, the welcome slip."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.community.members.domain.register import MemberState
from guyub.community.members.selectors.members import candidates as candidates_of
from guyub.community.members.selectors.members import one_member
from guyub.community.members.web.rooms import rooms
from guyub.finance.savings.domain.instalments import pokok_due
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.selectors.payments import balances_by_member, payments_of
from guyub.finance.savings.web.frame import cash_places
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import long_day, number, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.foundation.parameters.selectors.values import value_of
from guyub.journeys.services.joining import note_welcome, pay_pokok, take_back_pokok

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.members import MemberRow
    from guyub.finance.savings.selectors.payments import PaymentRow
    from guyub.foundation.kernel.models import Cooperative

TAB = "joining:candidates"


@require_safe
@never_cache
@acts(Action.TAKE_SAVINGS)
def candidates(request: HttpRequest) -> HttpResponse:
    """List who was accepted and still pays, who waits longest first."""
    place = _place(request)
    with own_rows(request):
        rows = candidates_of(cooperative_id=place.id)
        held = balances_by_member(
            cooperative_id=place.id, members=[row.member_id for row in rows], kind=SavingsKind.POKOK
        )
    due = [
        (
            row,
            pokok_due(pokok_rp=row.pokok_rp, instalments=row.instalments, paid_rp=held.get(row.member_id, 0)),
        )
        for row in rows
    ]
    missing_rp = sum(one.missing_rp for _, one in due)
    context = {
        "title": f"{len(rows)} calon anggota belum lunas" if rows else "Semua calon anggota sudah lunas",
        "lead": f"Masih kurang {rupiah(missing_rp)} simpanan pokok." if rows else "",
        "due": due,
        "tabs": list(rooms(request, TAB)),
    }
    return render(request, "journeys/candidates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.TAKE_SAVINGS)
def candidate(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show what a candidate paid and owes, and take a payment."""
    if request.method != "POST":
        return _candidate(request, member_id)
    place = _place(request)
    done, refusal = tried(
        lambda: pay_pokok(
            actor=actor_of(request),
            place=place,
            member_id=member_id,
            amount_rp=parse_rp(request.POST.get("amount", "")),
            cash_place_id=id_in(typed_of(request, "cash_place")),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    if done is None:
        return _candidate(request, member_id, refusal=refusal)
    return redirect("joining:candidate", member_id=member_id)


@require_POST
@never_cache
@acts(Action.KEEP_TREASURY)
def payment_back(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take a payment of a candidate back."""
    movement = id_in(request.POST.get("movement", ""))
    if movement is None:
        raise Http404
    _, refusal = tried(
        lambda: take_back_pokok(
            actor=actor_of(request),
            place=_place(request),
            member_id=member_id,
            movement_id=movement,
            reason=request.POST.get("reason", ""),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    if refusal:
        return _candidate(request, member_id, refusal=refusal)
    return redirect("joining:candidate", member_id=member_id)


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def welcome(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Print the welcome slip of a member, and write that down."""
    place = _place(request)
    _, refusal = tried(
        lambda: note_welcome(
            actor=actor_of(request),
            place=place,
            member_id=member_id,
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    if refusal:
        return _candidate(request, member_id, refusal=refusal)
    with own_rows(request):
        row = one_member(cooperative_id=place.id, member_id=member_id)
        paid = payments_of(cooperative_id=place.id, member_id=member_id, kind=SavingsKind.POKOK)
        wajib_rp = int(value_of("simpanan.wajib", cooperative_id=place.id, on=today_of(request)))
    if row is None:
        raise Http404
    login = request.build_absolute_uri(reverse("account_login"))
    payload = _slip(place, row, paid, wajib_rp=wajib_rp, login=login, today=today_of(request))
    made = render_pdf(template="journeys/welcome.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"selamat-datang-{row.number}")


def _candidate(request: HttpRequest, member_id: UUID, *, refusal: str = "") -> HttpResponse:
    actor, place = actor_of(request), _place(request)
    with own_rows(request):
        row = one_member(cooperative_id=place.id, member_id=member_id)
        if row is None:
            raise Http404
        paid = payments_of(cooperative_id=place.id, member_id=member_id, kind=SavingsKind.POKOK)
        places = cash_places(request, place)
    paid_rp = sum(one.amount_rp for one in paid)
    due = pokok_due(pokok_rp=row.pokok_rp, instalments=row.instalments, paid_rp=paid_rp)
    is_candidate = row.state is MemberState.CALON
    context = {
        "one": row,
        "payments": paid,
        "paid_rp": paid_rp,
        "due": due,
        "parts_words": f"paling banyak {due.parts} kali" if due.parts > 1 else "sekaligus",
        "whole_words": f"Simpanan pokok lunas, nomor anggota {row.number}.",
        "next_words": rupiah(due.next_rp),
        "missing_words": rupiah(due.missing_rp),
        "bar_words": f"Sudah dibayar {rupiah(paid_rp)} dari {rupiah(row.pokok_rp)}",
        "is_candidate": is_candidate,
        "is_own": row.person_id == actor.person_id,
        "cash_places": places,
        "amount": request.POST.get("amount", "") if refusal else number(due.next_rp),
        "may_undo": is_candidate and can(actor, Action.KEEP_TREASURY, place.id),
        "sees_vouchers": can(actor, Action.VIEW_JOURNAL, place.id),
        "me": actor.name,
        "place": place,
        "file_address": _file_address(member_id),
        "tabs": list(rooms(request, TAB)),
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "journeys/candidate.html", context, status=422 if refusal else 200)


def _slip(
    place: Cooperative, row: MemberRow, paid: list[PaymentRow], *, wajib_rp: int, login: str, today: date
) -> dict[str, Any]:
    kept = [one for one in paid if not one.is_undone and not one.takes_back]
    return {
        "title": "Selamat datang, anggota baru",
        "who": place.name,
        "number": row.number,
        "name": row.name,
        "since": long_day(row.joined_on) if row.joined_on else "",
        "paid": [[long_day(one.on), one.number, rupiah(one.amount_rp)] for one in kept],
        "whole": rupiah(sum(one.amount_rp for one in kept)),
        "monthly": rupiah(wajib_rp),
        "login": login,
        "printed": f"Dicetak {long_day(today)}",
    }


def _file_address(member_id: UUID) -> str:
    """Give the address of the member's page; "" where this installation has no such page."""
    with suppress(NoReverseMatch):
        return reverse("member_desk:member", args=[member_id])
    return ""


def _place(request: HttpRequest) -> Cooperative:
    place: Cooperative = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    return place
