"""Around every request: a mark that ties its log lines together, a line, a measurement."""

from __future__ import annotations

import logging
import secrets
import time
from typing import TYPE_CHECKING, Any

from django.core.exceptions import MiddlewareNotUsed, SuspiciousOperation

from guyub.foundation.kernel.dates import CLOCK_OFFSET_S
from guyub.foundation.kernel.observability.logs import request_mark
from guyub.foundation.kernel.observability.metrics import observe_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

logger = logging.getLogger("guyub.web")
YEAR_S = 365 * 24 * 3600
QUIET_ROUTES = frozenset({"healthz", "readyz", "metrics"})


class RequestRecordMiddleware:
    """Logs and measures each request by its route, never by its full address, and answers with the mark."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        mark = secrets.token_hex(6)
        token, started = request_mark.set(mark), time.perf_counter()
        try:
            response = self.get_response(request)
            seconds = time.perf_counter() - started
            route = request.resolver_match.route if request.resolver_match else ""
            method = request.method or ""
            observe_request(method=method, route=route, status=response.status_code, seconds=seconds)
            if route not in QUIET_ROUTES:
                fields = {"method": method, "route": route, "status": response.status_code}
                logger.info("answered", extra={**fields, "milliseconds": round(seconds * 1000, 1)})
            response["X-Request-Mark"] = mark
            return response
        finally:
            request_mark.reset(token)


class DemoClockMiddleware:
    """Tells browsers by how many seconds a demonstration's clock differs, so that a till's agrees with it (ADR 88).

    In a cookie, since a till's page comes from its own cache and would bring the clock of an earlier start.
    """

    NAME = "jam"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        if not CLOCK_OFFSET_S:
            raise MiddlewareNotUsed

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        if request.COOKIES.get(self.NAME) != str(CLOCK_OFFSET_S):
            # A till that is opened again without a network needs it too.
            response.set_cookie(self.NAME, str(CLOCK_OFFSET_S), max_age=YEAR_S, samesite="Lax")
        return response


class NoNullMiddleware:
    """Turns away text with a null character: no keyboard types it, and PostgreSQL cannot keep it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Look before a view does.

        Raises:
            SuspiciousOperation: There is one; the answer is 400.
        """
        for fields in (request.GET, request.POST):
            if any("\0" in value for values in fields.lists() for value in values[1]):
                raise SuspiciousOperation("null character")
