"""What several contexts do about devices: a code for an outlet, an event again, what two people decide, a file."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.community.cooperatives.selectors.profiles import outlets_of
from guyub.foundation.devices.domain.codes import grouped
from guyub.foundation.devices.domain.outbox_file import OutboxRefusedError
from guyub.foundation.devices.services.binding import give_code
from guyub.foundation.devices.services.resolving import ResolutionRefusedError
from guyub.foundation.devices.web.frame import device_shown, done_of, event_shown, events_shown
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, tried
from guyub.foundation.kernel.documents.qr import qr_png
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.services.files import MOST_BYTES
from guyub.journeys.services.device_events import (
    Alike,
    PutRight,
    admit_outbox,
    apply_again,
    apply_put_right,
    ask_give_up,
    ask_loss,
    bring_outbox,
    decide_alike,
)
from guyub.journeys.services.examples import BUMIAYU
from guyub.journeys.services.till_trial import try_till

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

MOST_NAME = 80  # of a kind or a code
TILL = "/kasir/"  # where the till's own program lies; the code goes behind the hash, so that no server ever sees it


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BIND_DEVICES)
def code_give(request: HttpRequest) -> HttpResponse:
    """Give a code for a device of an outlet; it is shown in the answer and kept nowhere."""
    with own_rows(request):
        outlets = {
            str(row.outlet_id): row.name
            for row in outlets_of(cooperative_id=actor_of(request).cooperative_id)
        }
    if request.method == "POST":
        wanted = request.POST.get("outlet", "")
        code, refusal = tried(
            lambda: give_code(
                device_name=request.POST.get("name", ""),
                outlet_id=id_in(wanted) if wanted in outlets else None,
                outlet_name=outlets.get(wanted, ""),
                **done_of(request),
            )
        )
        if code:
            return render(request, "journeys/device_code.html", _code_context(request, code, outlets[wanted]))
    else:
        refusal = ""
    context = {
        "outlets": [
            {"value": id_, "label": name, "selected": id_ == request.POST.get("outlet")}
            for id_, name in outlets.items()
        ],
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "journeys/device_bind.html", context, status=422 if refusal else 200)


@require_POST
@acts(Action.VIEW_DEVICES)
def till_try(request: HttpRequest) -> HttpResponse:
    """Make this browser a till of the demonstration's shop, and open it; there alone."""
    place = place_by_code(BUMIAYU)
    if not settings.IS_DEMO or place is None or actor_of(request).cooperative_id != place.id:
        raise Http404
    done = done_of(request)
    trial = try_till(place=place, request_id=done["request_id"], now=done["now"])
    return redirect(f"{TILL}#ikat={trial.code}&dengan={trial.request_id}" if trial else "till_desk:tills")


@require_POST
@acts(Action.RESOLVE_EVENTS)
def event_apply(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Apply an event again."""
    reason = request.POST.get("reason", "")
    _, refusal = tried(lambda: apply_again(event_id=row_id, reason=reason, **done_of(request)))
    return (
        event_shown(request, row_id, refusal=refusal) if refusal else redirect("devices:event", row_id=row_id)
    )


@require_POST
@acts(Action.RESOLVE_EVENTS)
def event_correct(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Put goods or day of an event right, and apply it."""

    def put_right() -> None:
        at, code = request.POST.get("line", "").strip(), request.POST.get("product", "").strip()
        apply_put_right(
            event_id=row_id,
            put_right=PutRight(
                goods={int(at) if at.isascii() and at.isdigit() else 0: code} if code else {},
                on=_day(request.POST.get("on", "")),
            ),
            reason=request.POST.get("reason", ""),
            **done_of(request),
        )

    _, refusal = tried(put_right)
    return (
        event_shown(request, row_id, refusal=refusal) if refusal else redirect("devices:event", row_id=row_id)
    )


@require_POST
@acts(Action.RESOLVE_EVENTS)
def events_alike(request: HttpRequest) -> HttpResponse:
    """Decide events that wait for the same reason, all together."""
    alike = Alike(*(request.POST.get(name, "")[:MOST_NAME] for name in ("kind", "code", "wrong")))
    is_applied = request.POST.get("how") == "apply"
    reason = request.POST.get("reason", "")
    decided, refusal = tried(
        lambda: decide_alike(alike=alike, is_applied=is_applied, reason=reason, **done_of(request))
    )
    words = "masuk ke buku" if is_applied else "tidak dimasukkan"
    told = f"{number(decided[0])} catatan {words}, {number(decided[1])} masih tertahan." if decided else ""
    return events_shown(request, refusal=refusal, told=told)


@require_POST
@acts(Action.RESOLVE_EVENTS)
def event_loss(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Ask a second person to take an event as a loss."""
    reason = request.POST.get("reason", "")
    _, refusal = tried(lambda: ask_loss(event_id=row_id, reason=reason, **done_of(request)))
    return event_shown(request, row_id, refusal=refusal) if refusal else redirect("approvals:inbox")


@require_POST
@acts(Action.RESOLVE_EVENTS)
def gap_give_up(request: HttpRequest, device_id: UUID, gap_id: UUID) -> HttpResponse:
    """Ask a second person to give up numbers that will not come."""
    reason = request.POST.get("reason", "")
    _, refusal = tried(lambda: ask_give_up(gap_id=gap_id, reason=reason, **done_of(request)))
    return device_shown(request, device_id, refusal=refusal) if refusal else redirect("approvals:inbox")


@require_POST
@acts(Action.RESOLVE_EVENTS)
def outbox_bring(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Bring a device's outbox as a file; a second person lets it in."""

    def brought() -> None:
        file = request.FILES.get("file")
        if file is None:
            raise OutboxRefusedError(wrong="unreadable")
        reason = request.POST.get("reason", "")
        # One byte beyond the limit is enough to be refused for its size.
        bring_outbox(
            device_id=device_id, content=file.read(MOST_BYTES + 1), reason=reason, **done_of(request)
        )

    _, refusal = tried(brought)
    return device_shown(request, device_id, refusal=refusal) if refusal else redirect("approvals:inbox")


@require_POST
@acts(Action.RESOLVE_EVENTS)
def outbox_admit(request: HttpRequest, device_id: UUID, outbox_id: UUID) -> HttpResponse:
    """Admit the next events of a file, and say what they came to."""
    part, refusal = tried(lambda: admit_outbox(outbox_id=outbox_id, **done_of(request)))
    told = (
        f"{number(part.accepted)} catatan masuk, {number(part.exceptions)} perlu diputuskan, "
        f"{number(part.left)} masih di berkas."
        if part
        else ""
    )
    return device_shown(request, device_id, refusal=refusal, told=told)


def _day(written: str) -> date | None:
    """Read a day as a browser writes it; None where none was chosen.

    Raises:
        ResolutionRefusedError: ``day``.
    """
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise ResolutionRefusedError(wrong="day") from error


def _code_context(request: HttpRequest, code: str, outlet: str) -> dict[str, Any]:
    address = request.build_absolute_uri(TILL)
    return {
        "code": grouped(code),
        "address": address,
        "picture": f"data:image/png;base64,{b64encode(qr_png(f'{address}#ikat={code}')).decode()}",
        "name": request.POST.get("name", "").strip(),
        "outlet": outlet,
    }
