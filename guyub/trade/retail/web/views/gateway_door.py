"""Where a payment gateway tells what it knows: no login, no form; its own signature opens it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.web.rate_limits import rate_limited
from guyub.trade.retail.domain.gateways import LARGEST_NOTICE, GatewayNoticeRefusedError
from guyub.trade.retail.selectors.gateways import account_at
from guyub.trade.retail.services.gateway_notices import hear_notice

if TYPE_CHECKING:
    from django.http import HttpRequest

_STATUSES = {"signature": 401, "unread": 422}


@csrf_exempt
@require_POST
@never_cache
@rate_limited(what="kabar-bayar", most=600, within=timedelta(minutes=1))
def told(request: HttpRequest, provider: str, door: str) -> HttpResponse:
    """Take a notification; whoever sends it hears a number and no word of why."""
    account = account_at(provider=provider, door=door)
    if account is None:
        raise Http404
    raw_body = request.read(LARGEST_NOTICE + 1)
    if len(raw_body) > LARGEST_NOTICE:
        return HttpResponse(status=413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        hear_notice(account=account, raw_body=raw_body, headers=headers, now=utc_now())
    except GatewayNoticeRefusedError as refusal:
        return HttpResponse(status=_STATUSES[str(refusal.facts["wrong"])])
    except RequestReusedError:
        return HttpResponse(status=409)
    return HttpResponse(status=200)
