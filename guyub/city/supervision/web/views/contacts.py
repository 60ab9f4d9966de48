"""The chairs of the guided cooperatives, for officers who must reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guyub.city.supervision.selectors.contacts import chairs
from guyub.city.supervision.services.contacts import open_contacts
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import guided_by, place_by_id
from guyub.foundation.identity.web.doors import actor_of, acts, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.OPEN_CONTACTS)
def contacts(request: HttpRequest) -> HttpResponse:
    """List the chairs; a reason opens their phones once, as WhatsApp links on a page that no browser keeps."""
    places = guided_by(place_by_id(actor_of(request).cooperative_id))
    today, refusal, opened = today_of(request), "", None
    if request.method == "POST":
        opened, refusal = tried(
            lambda: open_contacts(
                actor=actor_of(request),
                places=places,
                reason=request.POST.get("reason", ""),
                today=today,
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
    rows = chairs(places, today=today)
    context = {
        "rows": rows,
        "finding": f"{sum(row.has_phone for row in rows)} dari {len(rows)} ketua punya nomor HP",
        # wa.me takes the number without its plus sign.
        "opened": [(row, f"https://wa.me/{row.phone.removeprefix('+')}") for row in opened or ()],
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "supervision/contacts.html", context, status=422 if refusal else 200)
