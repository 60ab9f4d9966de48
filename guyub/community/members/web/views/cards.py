"""Member cards: who has none, printing, a lost one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.members.domain.cards import MOST_AT_ONCE, PER_SHEET
from guyub.community.members.selectors.cards import cards_count, cards_of, faces_of, members_by_card
from guyub.community.members.selectors.members import one_member
from guyub.community.members.services.cards import issue_cards, reissue_card, revoke_card
from guyub.community.members.web.card_files import cards_pdf
from guyub.community.members.web.rooms import rooms
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpRequest

MOST_DIGITS = 4
HAVING = "punya"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_MEMBERS)
def cards(request: HttpRequest) -> HttpResponse:
    """Show who has no card yet, and who has one; print those of the chosen on sheets of ten."""
    if request.method != "POST":
        return _cards(request)
    made, refusal = tried(
        lambda: issue_cards(
            member_ids=[id_ for id_ in map(id_in, request.POST.getlist("anggota")) if id_],
            **_done_of(request),
        )
    )
    return _cards(request, refusal=refusal) if made is None else _print(request, made, is_sheet=True)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_MEMBERS)
def card(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show the cards of one member; give one, give another in its place, or take it out of use."""
    refusal = ""
    if request.method == "POST":
        who = _done_of(request)
        reason = request.POST.get("reason", "")
        match request.POST.get("act", ""):
            case "baru":
                _, refusal = tried(lambda: issue_cards(member_ids=[member_id], **who))
            case "ganti":
                _, refusal = tried(lambda: reissue_card(member_id=member_id, reason=reason, **who))
            case "matikan":
                _, refusal = tried(lambda: revoke_card(member_id=member_id, reason=reason, **who))
            case _:
                raise Http404
        if not refusal:
            return redirect("register:card", member_id=member_id)
    place = actor_of(request).cooperative_id
    with own_rows(request):
        member = one_member(cooperative_id=place, member_id=member_id)
        if member is None:
            raise Http404
        given = cards_of(cooperative_id=place, member_id=member_id)
    context = {
        "member": member,
        "cards": given,
        "current": next((one for one in given if one.revoked_on is None), None),
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
        "tabs": list(rooms(request, "register:cards")),
        "page": "member_desk:member",
    }
    return render(request, "members/card.html", context, status=422 if refusal else 200)


@require_safe
@acts(Action.KEEP_MEMBERS)
def card_pdf(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Hand over the card in use of one member, both sides, in its own size."""
    with own_rows(request):
        given = cards_of(cooperative_id=actor_of(request).cooperative_id, member_id=member_id)
    current = [one.card_id for one in given if one.revoked_on is None]
    if not current:
        raise Http404
    return _print(request, current, is_sheet=False)


def _done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, on which day, which request, when."""
    return {
        "actor": actor_of(request),
        "today": today_of(request),
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def _print(request: HttpRequest, card_ids: Sequence[UUID], *, is_sheet: bool) -> HttpResponse:
    seat = request.visit.seat  # type: ignore[attr-defined]  # identity.web.middleware
    with own_rows(request):
        faces = faces_of(cooperative_id=seat.cooperative_id, card_ids=card_ids)
    ward = next((ward for ward in wards() if ward.code == seat.cooperative_code), None)
    content = cards_pdf(
        faces,
        cooperative_id=seat.cooperative_id,
        who=seat.cooperative_name,
        where=f"{ward.kecamatan}, Kota Malang" if ward else "",
        root=request.build_absolute_uri("/").rstrip("/"),
        is_sheet=is_sheet,
    )
    return pdf_answer(content, stem="kartu-anggota" if is_sheet else f"kartu-{faces[0].number}")


def _cards(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    place = actor_of(request).cooperative_id
    has_card = request.GET.get("kartu") == HAVING
    with own_rows(request):
        without, having = cards_count(cooperative_id=place)
        total = having if has_card else without
        first = min((_page_of(request) - 1) * MOST_AT_ONCE, max(total - 1, 0) // MOST_AT_ONCE * MOST_AT_ONCE)
        rows = members_by_card(cooperative_id=place, has_card=has_card, first=first, most=MOST_AT_ONCE)
    context = {
        "rows": rows,
        "has_card": has_card,
        "title": _title(without, having),
        "picks": [
            {"href": "?", "label": "Belum punya kartu", "count": without, "current": not has_card},
            {"href": f"?kartu={HAVING}", "label": "Punya kartu", "count": having, "current": has_card},
        ],
        "pager": _pager(first, total, has_card=has_card),
        "chosen": set(request.POST.getlist("anggota")),
        "is_fresh": request.method != "POST",
        "most": MOST_AT_ONCE,
        "per_sheet": PER_SHEET,
        "refusal": refusal,
        "tabs": list(rooms(request, "register:cards")),
    }
    return render(request, "members/cards.html", context, status=422 if refusal else 200)


def _title(without: int, having: int) -> str:
    if not without + having:
        return "Belum ada anggota yang bisa diberi kartu"
    return f"{number(without)} anggota belum punya kartu" if without else "Semua anggota punya kartu"


def _pager(first: int, total: int, *, has_card: bool) -> dict[str, object]:
    page, last = first // MOST_AT_ONCE + 1, min(first + MOST_AT_ONCE, total)
    more = f"kartu={HAVING}&" if has_card else ""
    return {
        "first": number(first + 1),
        "last": number(last),
        "total": number(total),
        "previous": f"?{more}halaman={page - 1}" if page > 1 else "",
        "next": f"?{more}halaman={page + 1}" if last < total else "",
        "is_needed": total > MOST_AT_ONCE,
    }


def _page_of(request: HttpRequest) -> int:
    written = request.GET.get("halaman", "")
    is_number = written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS
    return max(int(written), 1) if is_number else 1
