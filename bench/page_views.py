"""The page that is measured and its floor: the same SQL and template; only the way to the rows differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.shortcuts import render
from django.urls import include, path

from guyub.foundation.kernel.models import Cooperative, NumberCounter, OutboxLine, Request
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ROWS = 200
TOPICS = tuple(f"bench.topic_{letter}" for letter in "abcdefgh")


@dataclass(frozen=True)
class Line:
    """A row of the page."""

    position: int
    topic: str
    amount_rp: int
    written_at: datetime


def _page(cooperative_id: int) -> dict[str, Any]:
    """Ask for everything the page shows: 12 queries and the scope around them."""
    cooperative = Cooperative.objects.get(id=cooperative_id)
    mine = OutboxLine.objects.filter(cooperative_id=cooperative_id)
    lines = [
        Line(*row)
        for row in mine.order_by("-position").values_list(
            "position", "topic", "payload__amount_rp", "written_at"
        )[:ROWS]
    ]
    counts = [(topic, mine.filter(topic=topic).count()) for topic in TOPICS]
    counters = list(NumberCounter.objects.filter(cooperative_id=cooperative_id).values_list("series", "last"))
    requests = Request.objects.filter(cooperative_id=cooperative_id, asked_at__lte=datetime.now(UTC)).count()
    return {
        "cooperative": cooperative,
        "lines": lines,
        "counts": counts,
        "counters": counters,
        "requests": requests,
    }


def ours(request: HttpRequest, cooperative_id: int) -> HttpResponse:
    """The page as the house writes it."""
    with scope(cooperative_id):
        page = _page(cooperative_id)
    return render(request, "bench/page.html", page)


def floor(request: HttpRequest, cooperative_id: int) -> HttpResponse:
    """The same statements by cursor, the same template."""
    with transaction.atomic(), connection.cursor() as cursor:
        answers = []
        for sql in STATEMENTS:
            cursor.execute(sql)
            answers.append(cursor.fetchall())
    _, (cooperative,), lines, *counts, counters, ((requests,),) = answers
    page = {
        "cooperative": {"id": cooperative[0], "code": cooperative[1], "name": cooperative[2]},
        "lines": [{"position": a, "topic": b, "amount_rp": c, "written_at": d} for a, b, c, d in lines],
        "counts": [(topic, count) for topic, ((count,),) in zip(TOPICS, counts, strict=True)],
        "counters": counters,
        "requests": requests,
    }
    return render(request, "bench/page.html", page)


STATEMENTS: list[str] = []


def remember_statements(cooperative_id: int) -> int:
    """Note the SQL that our page sends, for the floor to send again; returns how many queries the page makes."""
    from django.db import reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()
    with CaptureQueriesContext(connection) as captured, scope(cooperative_id):
        _page(cooperative_id)
    STATEMENTS[:] = [q["sql"] for q in captured.captured_queries if q["sql"].startswith("SELECT")]
    return len(STATEMENTS) - 1


urlpatterns = [
    path("ours/<int:cooperative_id>/", ours),
    path("floor/<int:cooperative_id>/", floor),
    path("", include("guyub.config.urls")),
]
