"""The cooperative's account at a payment gateway, and what the gateway told of buyers' payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.cooperatives.web.forms import choices, typed_of
from guyub.foundation.approvals.selectors.requests import inbox
from guyub.foundation.devices.web.frame import done_of
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.trade.retail.domain.gateways import PaidState, Provider
from guyub.trade.retail.selectors.gateways import GATEWAY_KIND, accounts_of, address_of, payments_of
from guyub.trade.retail.services.gateways import decide_payment, propose_gateway, withdraw_gateway

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.retail.models import GatewayAccount, GatewayPayment

STATES = {
    PaidState.PENDING: ("Menunggu", "plain"),
    PaidState.EXPIRED: ("Lewat waktu", "plain"),
    PaidState.FAILED: ("Tidak jadi", "plain"),
    PaidState.SETTLED: ("Dibayar", "ok"),
}
ODD_WORDS = {
    "AMOUNT": "Gerbang menyebut dua jumlah untuk satu acuan",
    "TWICE": "Satu acuan dibayar dua kali",
}


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def account(request: HttpRequest) -> HttpResponse:
    """Show the account that stands and what waits for a second person."""
    return _shown(request)


@require_POST
@never_cache
@acts(Action.RECORD_EVENT)
def account_propose(request: HttpRequest) -> HttpResponse:
    """Ask a second person to agree to an account."""
    names = ("provider", "merchant", "secret")
    typed = {name: typed_of(request, name) for name in names} | done_of(request)
    _, refusal = tried(lambda: propose_gateway(**typed))
    return _shown(request, refusal=refusal) if refusal else redirect("gateway:account")


@require_POST
@never_cache
@acts(Action.RECORD_EVENT)
def account_withdraw(request: HttpRequest) -> HttpResponse:
    """Believe the gateway no more."""
    _, refusal = tried(
        lambda: withdraw_gateway(why=typed_of(request, "why"), today=today_of(request), **done_of(request))
    )
    return _shown(request, refusal=refusal) if refusal else redirect("gateway:account")


@require_safe
@never_cache
@acts(Action.VIEW_JOURNAL)
def payments(request: HttpRequest) -> HttpResponse:
    """List what the gateway told, what does not fit first."""
    return _listed(request)


@require_POST
@never_cache
@acts(Action.RECORD_EVENT)
def payment_decide(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Say what was found of a payment that does not fit."""
    said = done_of(request) | {"why": typed_of(request, "why"), "today": today_of(request)}
    _, refusal = tried(lambda: decide_payment(payment_id=payment_id, **said))
    return _listed(request, refusal=refusal) if refusal else redirect("gateway:payments")


def _shown(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    actor = actor_of(request)
    with own_rows(request):
        accounts = accounts_of(cooperative_id=actor.cooperative_id)
        waiting = [row for row in inbox(actor=actor, now=utc_now()) if row.kind == GATEWAY_KIND]
    standing = next((one for one in accounts if one.ended_on is None), None)
    typed = request.POST
    context = {
        "standing": standing,
        "address": _address(request, standing) if standing else "",
        "waiting": waiting,
        "before": [one for one in accounts if one.ended_on],
        "providers": choices({one.value: one.value.title() for one in Provider}, typed.get("provider", "")),
        "may_keep": Action.RECORD_EVENT in TABLE[actor.role],
        "typed": typed,
        "refusal": refusal,
    }
    return render(request, "retail/gateway_account.html", context, status=422 if refusal else 200)


def _address(request: HttpRequest, standing: GatewayAccount) -> str:
    door = {"provider": standing.provider.lower(), "door": address_of(standing)}
    return request.build_absolute_uri(reverse("gateway:told", kwargs=door))


def _listed(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    actor = actor_of(request)
    with own_rows(request):
        found = payments_of(cooperative_id=actor.cooperative_id)
    rows = [(row, *STATES[PaidState(row.state)], _odd_words(row)) for row in found]
    context = {
        "waiting": [row for row in rows if row[0].waits],  # type: ignore[attr-defined]  # the selector's
        "rows": [row for row in rows if not row[0].waits],  # type: ignore[attr-defined]  # as above
        "may_keep": Action.RECORD_EVENT in TABLE[actor.role],
        "refusal": refusal,
    }
    return render(request, "retail/gateway_payments.html", context, status=422 if refusal else 200)


def _odd_words(row: GatewayPayment) -> str:
    """Say what does not fit: what the gateway contradicts, else what the sale says."""
    if row.odd:
        return ODD_WORDS[row.odd]
    if row.sold_rp is None:  # type: ignore[attr-defined]  # the selector's
        return "Belum ada nota dengan acuan ini"
    return "Jumlahnya berbeda dari nota"
