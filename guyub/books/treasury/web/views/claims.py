"""Claims: what is open and closed, a new one, one of them, paying, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.books.treasury.domain.claims import ClaimRefusedError, ClaimState
from guyub.books.treasury.selectors.claims import closed_claims, one_claim, open_claims, receipt_of
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.services.claims import BOOKED, ClaimTyped, file_claim, take_back_claim
from guyub.books.treasury.services.repayments import repay_claims, undo_repayment
from guyub.books.treasury.web.claim_words import chip_of, steps_of
from guyub.books.treasury.web.list_pages import done_of, money_place_of, money_places, shown, to
from guyub.community.cooperatives.selectors.network import code_of
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.approvals.services.requests import withdraw
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    may_here,
    place_of,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.books.treasury.selectors.claims import PersonClaims
    from guyub.foundation.kernel.models import Cooperative

TAB = "claims:claims"


@require_safe
@acts(Action.CLAIM)
def own(request: HttpRequest) -> HttpResponse:
    """Lead to the claims of the own cooperative."""
    return redirect(TAB, code=code_of(actor_of(request).cooperative_id))


@require_safe
@acts(Action.CLAIM)
def claims(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is open, person by person, and what is closed; who sees no journal sees the own alone."""
    return _claims(request, place_of(request, code, Action.CLAIM))


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.CLAIM)
def claim_new(request: HttpRequest, code: str) -> HttpResponse:
    """File a claim."""
    place, refusal = place_of(request, code, Action.CLAIM), ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: file_claim(typed=_typed(request), receipt=photo_in(request), **done_of(request, place))
        )
        if done:
            return to("claims:claim", place, claim_id=done)
    day = typed_of(request, "spent_on") or today_of(request).isoformat()
    what = {name: name for name in kinds()[BOOKED].choices}
    context = {"spent_on": day, "choices": choices(what, typed_of(request, "choice"), empty="pilih")}
    return shown(request, place, "claim_new", context, tab=TAB, refusal=refusal)


@require_safe
@acts(Action.CLAIM)
def claim(request: HttpRequest, code: str, claim_id: UUID) -> HttpResponse:
    """Show one claim with its receipt, its way, and who decided."""
    return _claim(request, place_of(request, code, Action.CLAIM), claim_id)


@require_safe
@acts(Action.CLAIM)
def claim_file(request: HttpRequest, code: str, claim_id: UUID) -> HttpResponse:
    """Send the picture of a receipt."""
    place = place_of(request, code, Action.CLAIM)
    with scope(place.id):
        file = receipt_of(cooperative_id=place.id, claim_id=claim_id, person_id=_only(request, place))
    if file is None:
        raise Http404
    return file_answer(file)


@require_POST
@acts(Action.CLAIM)
def claim_withdraw(request: HttpRequest, code: str, claim_id: UUID) -> HttpResponse:
    """Take the own claim back before it is decided."""
    place, actor, now = place_of(request, code, Action.CLAIM), actor_of(request), utc_now()
    with scope(place.id):
        row = one_claim(cooperative_id=place.id, claim_id=claim_id, now=now, person_id=actor.person_id)
    if row is None:
        raise Http404
    return _after(
        request,
        place,
        claim_id,
        lambda: withdraw(
            actor=actor, approval_id=row.approval_id, request_id=request_id_of(request), now=now
        ),
    )


@require_POST
@acts(Action.KEEP_TREASURY)
def repay(request: HttpRequest, code: str) -> HttpResponse:
    """Pay the claims of one person."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    picked = [id_ for id_ in map(id_in, request.POST.getlist("claim")) if id_]
    done, refusal = tried(
        lambda: repay_claims(
            claim_ids=picked, cash_place_id=money_place_of(request), **done_of(request, place)
        )
    )
    if done is None:
        return _claims(request, place, refusal=refusal)
    if done.approval_id:
        return redirect("approvals:request", approval_id=done.approval_id)
    return to(TAB, place)


@require_POST
@acts(Action.KEEP_TREASURY)
def repay_undo(request: HttpRequest, code: str, claim_id: UUID) -> HttpResponse:
    """Take the payment back that a claim was part of."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    reason = typed_of(request, "reason")
    return _after(
        request,
        place,
        claim_id,
        lambda: undo_repayment(claim_id=claim_id, reason=reason, **done_of(request, place)),
    )


@require_POST
@acts(Action.KEEP_TREASURY)
def claim_back(request: HttpRequest, code: str, claim_id: UUID) -> HttpResponse:
    """Take an approved claim out of the books."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    reason = typed_of(request, "reason")
    return _after(
        request,
        place,
        claim_id,
        lambda: take_back_claim(claim_id=claim_id, reason=reason, **done_of(request, place)),
    )


def _typed(request: HttpRequest) -> ClaimTyped:
    return ClaimTyped(
        spent_on=day_of(request, "spent_on", ClaimRefusedError, "day"),
        choice=typed_of(request, "choice"),
        amount_rp=parse_rp(typed_of(request, "amount")),
        note=typed_of(request, "note"),
        no_receipt_why=typed_of(request, "no_receipt_why"),
        is_another=typed_of(request, "is_another") == "1",
    )


def _only(request: HttpRequest, place: Cooperative) -> UUID | None:
    """Name the one person whose claims may be seen; None: everybody's."""
    return None if may_here(request, Action.VIEW_JOURNAL, place) else actor_of(request).person_id


def _after(request: HttpRequest, place: Cooperative, claim_id: UUID, act: Callable[[], None]) -> HttpResponse:
    _, refusal = tried(act)
    return (
        _claim(request, place, claim_id, refusal=refusal)
        if refusal
        else to("claims:claim", place, claim_id=claim_id)
    )


def _claims(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    now, only = utc_now(), _only(request, place)
    with scope(place.id):
        people = open_claims(cooperative_id=place.id, now=now, person_id=only)
        closed = closed_claims(cooperative_id=place.id, now=now, person_id=only)
        places = money_places(request, place)
    context = {
        "title": _finding(people),
        "people": [(one, [(row, chip_of(row)) for row in one.claims]) for one in people],
        "closed": [(row, chip_of(row)) for row in closed],
        "me": actor_of(request).person_id,
        "cash_places": places,
    }
    return shown(request, place, "claims", context, tab=TAB, refusal=refusal)


def _finding(people: list[PersonClaims]) -> str:
    count = sum(len(one.claims) for one in people)
    if not count:
        return "Tidak ada klaim yang terbuka"
    return f"{count} klaim terbuka, {rupiah(sum(one.open_rp for one in people))}"


def _claim(request: HttpRequest, place: Cooperative, claim_id: UUID, *, refusal: str = "") -> HttpResponse:
    now, actor = utc_now(), actor_of(request)
    with scope(place.id):
        row = one_claim(cooperative_id=place.id, claim_id=claim_id, now=now, person_id=_only(request, place))
        if row is None:
            raise Http404
        asked = one_request(actor=actor, request_id=row.approval_id, now=now)
    context = {
        "claim": row,
        "chip": chip_of(row),
        "steps": steps_of(row),
        "votes": asked.votes if asked else (),
        "can_decide": asked is not None and asked.can_decide,
        "is_own": row.person_id == actor.person_id,
        "is_asked": row.state is ClaimState.DIAJUKAN,
        "is_owed": row.state is ClaimState.DISETUJUI and not row.asks_to_pay,
        "is_paid": row.state is ClaimState.DIBAYAR,
    }
    return shown(request, place, "claim", context, tab=TAB, refusal=refusal)
