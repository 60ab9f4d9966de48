"""A borrower has died: what is known, what may settle the loans, claims on an insurer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.ledger.web.forms import day_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.insurance import (
    LONGEST_INSURER,
    LONGEST_TOLD_BY,
    LONGEST_WHY,
    DeathRefusedError,
)
from guyub.finance.loans.selectors.insurance import borrower_of_claim, death_case
from guyub.finance.loans.services.claims import make_claim, receive_claim, refuse_claim
from guyub.finance.loans.services.deaths import note_death, take_death_back
from guyub.finance.loans.web.trouble_pages import page
from guyub.finance.loans.web.views.trouble import found_loan
from guyub.finance.savings.web.frame import cash_places, done_today
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.VIEW_LOANS)
def death(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show a borrower with what may settle the loans, and write a death down."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(lambda: _noted(request, member_id))
        if done:
            return redirect("loan_arrears:death", member_id=member_id)
    return _death(request, member_id, refusal=refusal)


@require_POST
@acts(Action.KEEP_LOANS)
def death_back(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take back that somebody has died, where it was a mistake."""
    _, refusal = tried(
        lambda: take_death_back(member_id=member_id, why=typed_of(request, "reason"), **done_today(request))
    )
    if refusal:
        return _death(request, member_id, refusal=refusal)
    return redirect("loan_arrears:death", member_id=member_id)


@require_POST
@acts(Action.KEEP_LOANS)
def claim(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Write down that an insurer was asked to pay a loan."""
    member_id = found_loan(request, loan_id).row.member_id
    done, refusal = tried(
        lambda: make_claim(
            loan_id=loan_id,
            insurer=typed_of(request, "insurer"),
            amount_rp=parse_rp(typed_of(request, "amount")),
            **done_today(request),
        )
    )
    if done is None:
        return _death(request, member_id, refusal=refusal)
    return redirect("loan_arrears:death", member_id=member_id)


@require_POST
@acts(Action.KEEP_LOANS)
def claim_answer(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Take in what an insurer pays, or write down that it does not."""
    with own_rows(request):
        member_id = borrower_of_claim(cooperative_id=here(request).id, claim_id=claim_id)
    if member_id is None:
        raise Http404
    _, refusal = tried(lambda: _answered(request, claim_id))
    if refusal:
        return _death(request, member_id, refusal=refusal)
    return redirect("loan_arrears:death", member_id=member_id)


def _noted(request: HttpRequest, member_id: UUID) -> UUID:
    if Action.KEEP_LOANS not in TABLE[actor_of(request).role]:
        raise NotAllowedError(action=Action.KEEP_LOANS.value)
    return note_death(
        member_id=member_id,
        died_on=day_of(request, "died_on", DeathRefusedError, "day"),
        told_by=typed_of(request, "told_by"),
        note=typed_of(request, "note"),
        **done_today(request),
    )


def _answered(request: HttpRequest, claim_id: UUID) -> None:
    if typed_of(request, "said") == "tolak":
        refuse_claim(claim_id=claim_id, why=typed_of(request, "why"), **done_today(request))
        return
    receive_claim(
        claim_id=claim_id,
        amount_rp=parse_rp(typed_of(request, "amount")),
        cash_place_id=id_in(typed_of(request, "cash_place")),
        **done_today(request),
    )


def _death(request: HttpRequest, member_id: UUID, *, refusal: str) -> HttpResponse:
    place, today = here(request), today_of(request)
    may_keep = Action.KEEP_LOANS in TABLE[actor_of(request).role]
    with own_rows(request):
        found = death_case(cooperative_id=place.id, member_id=member_id, today=today, now=utc_now())
        places = cash_places(request, place) if may_keep else []
    if found is None:
        raise Http404
    context = {
        "one": found,
        "places": places,
        "died_on": typed_of(request, "died_on"),
        "may_note": may_keep and found.person_id != actor_of(request).person_id,
        "longest_insurer": LONGEST_INSURER,
        "longest_told_by": LONGEST_TOLD_BY,
        "longest_why": LONGEST_WHY,
    }
    return page(request, "death", context, refusal=refusal)
