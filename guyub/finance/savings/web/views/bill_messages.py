"""Bills as messages: who misses what, the texts, the links that staff open one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.community.members.domain.reach import OPENED_AT_ONCE
from guyub.community.members.web.views.books import here
from guyub.finance.savings.selectors.owing import Aim, aim_words, owing_unsent, sent_count
from guyub.finance.savings.services.bill_messages import mark_bills_sent, open_bill_phones, reached, text_of
from guyub.finance.savings.web.collection_pages import (
    aim_choices,
    aim_fields,
    aim_in,
    done_of,
    page,
)
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import MONTHS
from guyub.foundation.kernel.ids import id_in

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.finance.savings.services.bill_messages import OpenedBill

LISTED = 50  # names on the page


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.REACH_MEMBERS)
def messages(request: HttpRequest) -> HttpResponse:
    """Choose whom, read the text, and open the next phones for a reason, once, as WhatsApp links."""
    is_post = request.method == "POST"
    aim, opened, refusal = aim_in(request.POST if is_post else request.GET), None, ""
    if is_post:
        opened, refusal = tried(
            lambda: open_bill_phones(
                place=here(request),
                aim=aim,
                reason=request.POST.get("reason", ""),
                today=today_of(request),
                **done_of(request),
            )
        )
    return _messages(request, aim, opened=opened or [], refusal=refusal)


@require_POST
@never_cache
@acts(Action.REACH_MEMBERS)
def sent(request: HttpRequest) -> HttpResponse:
    """Mark to whom a bill was sent: one tap after the other, or those ticked together."""
    picked = [id_ for id_ in map(id_in, request.POST.getlist("sent")[: OPENED_AT_ONCE * 2]) if id_]
    _, refusal = tried(
        lambda: mark_bills_sent(member_ids=picked, today=today_of(request), **done_of(request))
    )
    aim = aim_in(request.POST)
    if refusal:
        return _messages(request, aim, opened=[], refusal=refusal)
    if request.POST.get("tap") == "1":  # sent-marks.js, whose page stays where it is
        return HttpResponse(status=204)
    response = redirect("collections:messages")
    response["Location"] += f"?{urlencode(aim_fields(aim))}" if aim_fields(aim) else ""
    return response


def _messages(request: HttpRequest, aim: Aim, *, opened: list[OpenedBill], refusal: str) -> HttpResponse:
    place, today = here(request), today_of(request)
    with own_rows(request):
        waiting = owing_unsent(cooperative_id=place.id, aim=aim, today=today)
        by_phone = reached(cooperative_id=place.id, people=waiting)
        count = sent_count(cooperative_id=place.id, month=today.replace(day=1))
        words, _ = tried(lambda: aim_words(cooperative_id=place.id, aim=aim))
        aims = aim_choices(place, aim)
    month = f"{MONTHS[today.month - 1]} {today.year}"
    context = {
        "aims": aims,
        "words": words or "",
        "month": month,
        "waiting": [] if opened else by_phone[:LISTED],
        "more": max(len(by_phone) - LISTED, 0),
        "phone_count": len(by_phone),
        "without": len(waiting) - len(by_phone),
        "sent_count": count,
        "looked": text_of(by_phone[0], cooperative=place.name) if by_phone else "",
        "open_words": f"Buka {min(OPENED_AT_ONCE, len(by_phone))} nomor",
        # wa.me takes the number without its plus sign.
        "opened": [
            (one, f"https://wa.me/{one.phone.removeprefix('+')}?text={quote(one.text)}") for one in opened
        ],
        "hidden": aim_fields(aim),
        "query": urlencode(aim_fields(aim)),
        "reason": request.POST.get("reason", "") if refusal else f"Tagihan simpanan wajib {month}",
    }
    return page(request, "bill_messages", context, refusal=refusal)
