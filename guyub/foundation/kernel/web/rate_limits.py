"""How often one visitor may do one thing, counted across all web processes (ADR 0027)."""

from __future__ import annotations

import hashlib
import hmac
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render

from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.services.rates import count_attempt

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from django.http import HttpRequest, HttpResponseBase


def visitor(request: HttpRequest) -> str:
    """Name a visitor by a keyed hash of the address: enough to count, too little to find the person."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTS_PROXY:
        # The proxy appends the address it saw; what stands before it was written by the visitor.
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rsplit(",", 1)[-1].strip()
    return hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()[:24]


def rate_limited(
    *, what: str, most: int, within: timedelta
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Answer 429 when a visitor asks for the same thing too often.

    Args:
        what: The name that is counted; views that share it share the limit.
        most: How many times within the window.
        within: The window; it starts with the first attempt.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            now = utc_now()
            attempt = count_attempt(key=f"{what}:{visitor(request)}", within=within, now=now)
            if attempt.count <= most:
                return view(request, *args, **kwargs)
            wait_s = max(1, round((attempt.started_at + within - now).total_seconds()))
            response = render(request, "kernel/errors/429.html", {"wait_s": wait_s}, status=429)
            response["Retry-After"] = str(wait_s)
            return response

        return limited

    return decorate
