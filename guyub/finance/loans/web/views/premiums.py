"""Premiums that wait for the insurer: paying them on together, taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.ledger.web.forms import day_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.insurance import LONGEST_INSURER, InsuranceRefusedError
from guyub.finance.loans.selectors.insurance import premium_payments, premiums_waiting
from guyub.finance.loans.services.premiums import MOST_AT_ONCE, pay_premiums, take_premiums_back
from guyub.finance.loans.web.trouble_pages import page
from guyub.finance.savings.web.frame import cash_places, done_today
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.VIEW_LOANS)
def premiums(request: HttpRequest) -> HttpResponse:
    """List what waits, and pay what is ticked on to an insurer."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(lambda: _paid(request))
        if done:
            return redirect("loan_arrears:premiums")
    return _premiums(request, refusal=refusal)


@require_POST
@acts(Action.KEEP_LOANS)
def premiums_back(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Take a payment of premiums back on its day."""
    done, refusal = tried(
        lambda: take_premiums_back(
            payment_id=payment_id, reason=typed_of(request, "reason"), **done_today(request)
        )
    )
    return redirect("loan_arrears:premiums") if done else _premiums(request, refusal=refusal)


def _paid(request: HttpRequest) -> UUID:
    if Action.KEEP_LOANS not in TABLE[actor_of(request).role]:
        raise NotAllowedError(action=Action.KEEP_LOANS.value)
    picked = [id_ for id_ in map(id_in, request.POST.getlist("loan")[:MOST_AT_ONCE]) if id_]
    amount = typed_of(request, "amount")
    return pay_premiums(
        loan_ids=picked,
        insurer=typed_of(request, "insurer"),
        seen_rp=parse_rp(amount),
        cash_place_id=id_in(typed_of(request, "cash_place")),
        on=day_of(request, "on", InsuranceRefusedError, "late"),
        **done_today(request),
    )


def _premiums(request: HttpRequest, *, refusal: str) -> HttpResponse:
    place, today = here(request), today_of(request)
    may_pay = Action.KEEP_LOANS in TABLE[actor_of(request).role]
    with own_rows(request):
        waiting = premiums_waiting(cooperative_id=place.id)
        payments = premium_payments(cooperative_id=place.id)
        places = cash_places(request, place) if may_pay else []
    picked = set(request.POST.getlist("loan"))
    context = {
        "waiting": [(row, not picked or str(row.loan_id) in picked) for row in waiting],
        "sum_rp": sum(row.amount_rp for row in waiting),
        "payments": [
            (row, business_date(row.recorded_at, Zone(place.zone)) == today and not row.is_undone)
            for row in payments
        ],
        "places": places,
        "on": typed_of(request, "on") or today.isoformat(),
        "may_pay": may_pay,
        "longest": LONGEST_INSURER,
    }
    return page(request, "premiums", context, refusal=refusal)
