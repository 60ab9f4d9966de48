"""Counters and timings for Prometheus. Labels are routes and codes, never people or cooperatives.

The web server runs several processes; where PROMETHEUS_MULTIPROC_DIR names a folder (the supervisor empties it at
each start) their figures are added up, whichever process answers.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

_OWN = CollectorRegistry()
REQUESTS = Counter("guyub_requests", "Requests answered.", ["method", "route", "status"], registry=_OWN)
SECONDS = Histogram(
    "guyub_request_seconds",
    "Time to answer a request, in seconds.",
    ["route"],
    registry=_OWN,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)


def observe_request(*, method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request.

    Args:
        method: The HTTP method.
        route: The pattern that matched, such as ``berkas/<int>/<uuid>/``; empty when none did.
        status: The HTTP status.
        seconds: How long it took.
    """
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def exposition() -> bytes:
    """Write the figures of all web processes in Prometheus' text form."""
    registry = _OWN
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library's own signature
    return generate_latest(registry)
