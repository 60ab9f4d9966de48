"""The cooperative's own QRIS code: which one the tills show, a new one for a second person, an end to it."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.foundation.devices.web.frame import done_of
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.qr import qr_png
from guyub.foundation.kernel.documents.qr_reading import qr_texts
from guyub.trade.retail.domain.qris_codes import QrisCodeRefusedError
from guyub.trade.retail.selectors.qris_codes import codes_of, codes_waiting
from guyub.trade.retail.services.qris_codes import propose_code, withdraw_code

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def code(request: HttpRequest) -> HttpResponse:
    """Show the code that the tills show, what waits for a second person, and the codes before."""
    return _shown(request)


@require_POST
@never_cache
@acts(Action.RECORD_EVENT)
def code_propose(request: HttpRequest) -> HttpResponse:
    """Ask a second person to agree to a code."""
    _, refusal = tried(lambda: propose_code(text=_brought(request), **done_of(request)))
    return _shown(request, refusal=refusal) if refusal else redirect("qris:code")


@require_POST
@never_cache
@acts(Action.RECORD_EVENT)
def code_withdraw(request: HttpRequest) -> HttpResponse:
    """Let the tills show no code any more."""
    _, refusal = tried(
        lambda: withdraw_code(why=request.POST.get("why", ""), today=today_of(request), **done_of(request))
    )
    return _shown(request, refusal=refusal) if refusal else redirect("qris:code")


def _shown(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    actor, allowed = actor_of(request), TABLE[actor_of(request).role]
    with own_rows(request):
        codes = codes_of(cooperative_id=actor.cooperative_id)
        waiting = codes_waiting(actor=actor, now=utc_now())
    standing = next((one for one in codes if one.ended_on is None), None)
    context = {
        "standing": standing,
        "drawn": _drawn(standing.payload) if standing else "",
        "waiting": waiting,
        "before": [one for one in codes if one.ended_on],
        "may_keep": Action.RECORD_EVENT in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "retail/qris_code.html", context, status=422 if refusal else 200)


def _brought(request: HttpRequest) -> str:
    """Give what the code says: as it stands in a picture, or as it was pasted."""
    picture = photo_in(request, "picture")
    if picture is None:
        return str(request.POST.get("payload", ""))
    texts = qr_texts(picture[1])
    if len(texts) != 1:
        raise QrisCodeRefusedError(wrong="picture")
    return texts[0]


def _drawn(payload: str) -> str:
    return f"data:image/png;base64,{b64encode(qr_png(payload, scale=4)).decode()}"
