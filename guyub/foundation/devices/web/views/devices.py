"""The devices of a cooperative: the list, one of them, revoking it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.foundation.devices.services.binding import revoke_device
from guyub.foundation.devices.web.frame import device_shown, devices_shown, done_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, tried

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def devices(request: HttpRequest) -> HttpResponse:
    """Show how each device stands."""
    return devices_shown(request)


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def device(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Show one device: what it told, what holds it up, what of it waits for a person."""
    return device_shown(request, device_id)


@require_POST
@acts(Action.BIND_DEVICES)
def device_revoke(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Revoke a device at once."""
    _, refusal = tried(
        lambda: revoke_device(device_id=device_id, why=request.POST.get("why", ""), **done_of(request))
    )
    if refusal:
        return device_shown(request, device_id, refusal=refusal)
    return redirect("devices:device", device_id=device_id)
