"""The account of a partner: asking for another one, stopping the one there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.community.cooperatives.web.forms import typed_of
from guyub.community.partners.domain.accounts import AccountTyped
from guyub.community.partners.services.accounts import ask_account_change, stop_account
from guyub.community.partners.web.frame import done_of, found_of, one_page, shown
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, tried

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_PARTNERS)
def account(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Ask a second person to let a partner be paid to an account."""
    found, refusal = found_of(request, partner_id), ""
    if request.method == "POST":
        asked, refusal = tried(
            lambda: ask_account_change(
                partner_id=partner_id,
                typed=AccountTyped(
                    bank=typed_of(request, "bank"),
                    number=typed_of(request, "number"),
                    holder=typed_of(request, "holder"),
                ),
                why=typed_of(request, "why"),
                **done_of(request),
            )
        )
        if asked:
            return redirect("approvals:request", approval_id=asked)
    context = {"one": found.partner, "account": found.account, "waiting": found.waiting}
    return shown(request, "account", context, refusal=refusal)


@require_POST
@never_cache
@acts(Action.KEEP_PARTNERS, Action.APPROVE_PARTNERS)
def account_stop(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Pay a partner to no account from now on."""
    found_of(request, partner_id)
    _, refusal = tried(
        lambda: stop_account(partner_id=partner_id, why=typed_of(request, "why"), **done_of(request))
    )
    if refusal:
        return one_page(request, partner_id, refusal=refusal)
    return redirect("partners:partner", partner_id=partner_id)
