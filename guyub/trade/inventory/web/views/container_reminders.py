"""Reminders of containers on loan, as WhatsApp links that staff open one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guyub.community.members.domain.reach import OPENED_AT_ONCE
from guyub.community.members.web.views.books import here
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.trade.inventory.services.container_reminders import open_holder_phones, reminder_text, to_remind
from guyub.trade.inventory.web.container_pages import HOLDERS, page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LISTED = 50
REASON = "Mengingatkan wadah yang dipinjam"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.REACH_MEMBERS)
def reminders(request: HttpRequest) -> HttpResponse:
    """Read whom and what, and open the next phones for a reason, once."""
    opened, refusal = None, ""
    if request.method == "POST":
        opened, refusal = tried(
            lambda: open_holder_phones(reason=request.POST.get("reason", ""), **done_today(request))
        )
    place, today = here(request), today_of(request)
    with own_rows(request):
        waiting = [] if opened else list(to_remind(cooperative_id=place.id, today=today).values())
    context = {
        "waiting": waiting[:LISTED],
        "count": len(waiting),
        "open_words": f"Buka {min(OPENED_AT_ONCE, len(waiting))} nomor",
        "looked": reminder_text(waiting[0], cooperative=place.name) if waiting else "",
        # wa.me takes the number without its plus sign.
        "opened": [
            (one, f"https://wa.me/{one.phone.removeprefix('+')}?text={quote(one.text)}")
            for one in opened or []
        ],
        "reason": request.POST.get("reason", "") if refusal else REASON,
    }
    return page(request, "container_reminders", context, tab=HOLDERS, refusal=refusal)
