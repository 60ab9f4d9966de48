"""Events that were not applied: the list, one of them, refusing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.foundation.devices.services.resolving import refuse_event
from guyub.foundation.devices.web.frame import done_of, event_shown, events_shown
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, tried

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def events(request: HttpRequest) -> HttpResponse:
    """List what waits for a person, and what was decided."""
    return events_shown(request)


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def event(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Show one event: what it says, why it was not applied, what can be done."""
    return event_shown(request, row_id)


@require_POST
@acts(Action.RESOLVE_EVENTS)
def event_refuse(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Resolve an event as one that is not entered."""
    reason = request.POST.get("reason", "")
    _, refusal = tried(lambda: refuse_event(event_id=row_id, reason=reason, **done_of(request)))
    if refusal:
        return event_shown(request, row_id, refusal=refusal)
    return redirect("devices:event", row_id=row_id)
