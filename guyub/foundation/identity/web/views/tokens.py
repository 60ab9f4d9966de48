"""Keys of programs, for the officers who give them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.scopes import SCOPES
from guyub.foundation.identity.selectors.tokens import tokens_of
from guyub.foundation.identity.services.tokens import make_token, revoke_token
from guyub.foundation.identity.web.doors import actor_of, acts, request_id_of, tried
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.MANAGE_TOKENS)
def tokens(request: HttpRequest) -> HttpResponse:
    """List keys; make one, whose secret is shown this once."""
    secret = refusal = ""
    if request.method == "POST":
        made, refusal = tried(
            lambda: make_token(
                actor=actor_of(request),
                name=request.POST.get("name", ""),
                scopes=request.POST.getlist("scopes"),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        secret = made[1] if made else ""
    return _tokens(request, secret=secret, refusal=refusal)


@require_POST
@acts(Action.MANAGE_TOKENS)
def token_revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """End a key at once."""
    _, refusal = tried(
        lambda: revoke_token(
            actor=actor_of(request), token_id=token_id, request_id=request_id_of(request), now=utc_now()
        )
    )
    return _tokens(request, refusal=refusal) if refusal else redirect("identity:tokens")


def _tokens(request: HttpRequest, *, secret: str = "", refusal: str = "") -> HttpResponse:
    context = {
        "tokens": tokens_of(cooperative_id=actor_of(request).cooperative_id, now=utc_now()),
        "scopes": SCOPES.items(),
        "secret": secret,
        "refusal": refusal,
    }
    return render(request, "identity/tokens.html", context, status=422 if refusal else 200)
