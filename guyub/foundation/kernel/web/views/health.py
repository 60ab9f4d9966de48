"""For the operator's monitor: alive, ready, figures."""

from __future__ import annotations

import ipaddress
import logging
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.foundation.kernel.observability.health import readiness
from guyub.foundation.kernel.observability.metrics import exposition

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger("guyub.health")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Tell that the web process answers; asks nobody else."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Tell check by check whether the installation is ready; 503 when one is not. What is wrong goes to the log."""
    checks = readiness()
    for name, wrong in checks.items():
        if wrong:
            logger.warning("not ready: %s: %s", name, wrong)
    return JsonResponse(
        {name: not wrong for name, wrong in checks.items()}, status=503 if any(checks.values()) else 200
    )


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to a collector on this machine; to anybody else this page does not exist."""
    came_through_proxy = "HTTP_X_FORWARDED_FOR" in request.META
    if came_through_proxy or not ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback:
        raise Http404
    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")
