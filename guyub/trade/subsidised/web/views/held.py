"""What revoked devices hold of quotas, and letting go of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.cooperatives.web.forms import typed_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.trade.subsidised.domain.quantities import qty_words
from guyub.trade.subsidised.selectors.held import devices_holding
from guyub.trade.subsidised.services.giving_back import release_device
from guyub.trade.subsidised.web.log_frame import done_of, shown

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def held(request: HttpRequest) -> HttpResponse:
    """Show which revoked devices quotas are still set aside for."""
    return _page(request)


@require_POST
@never_cache
@acts(Action.RESOLVE_EVENTS)
def held_back(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Let go of what one of them holds."""
    why = typed_of(request, "why")
    _, refusal = tried(lambda: release_device(device_id=device_id, why=why, **done_of(request)))
    return _page(request, refusal=refusal, of=device_id) if refusal else redirect("rations_log:held")


def _page(request: HttpRequest, *, refusal: str = "", of: UUID | None = None) -> HttpResponse:
    now = utc_now()
    with own_rows(request):
        found = devices_holding(cooperative_id=actor_of(request).cooperative_id)
    devices = [
        {
            "row": one,
            "revoked_at": localtime(one.revoked_at),
            "goods": [(good.title, qty_words(good.qty, good.unit), good.buyers) for good in one.goods],
            "until": localtime(one.until) if one.is_early(now) else None,
            "is_typed": one.device_id == of,
        }
        for one in found
    ]
    return shown(request, "held", {"devices": devices}, refusal=refusal)
