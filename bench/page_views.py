"""The page that is measured and its floor: the same SQL and template; only the way to the rows differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.shortcuts import render
from django.urls import include, path

from guyub.foundation.kernel.models import Cooperative, NumberCounter, Request, StoredFile
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import SETTING, scope

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ROWS = 200
KINDS = ("AKTA", "NIB", "NPWP", "IZIN", "BERITA_ACARA", "LAPORAN", "PERJANJIAN", "FOTO")
COLUMNS = ("title", "kind", "size_bytes", "is_public", "stored_at")


@dataclass(frozen=True)
class Document(Row):
    """A row of the page."""

    title: str
    kind: str
    size_bytes: int
    is_public: bool
    stored_at: datetime


def _page(cooperative_id: int) -> dict[str, Any]:
    """Ask for everything the page shows: 12 queries and the scope around them."""
    cooperative = Cooperative.objects.get(id=cooperative_id)
    mine = StoredFile.objects.filter(cooperative_id=cooperative_id)
    newest = mine.order_by("-stored_at", "-id")[:ROWS]
    return {
        "cooperative": cooperative,
        "documents": [Document(*row) for row in newest.values_list(*COLUMNS)],
        "counts": [(kind, mine.filter(kind=kind).count()) for kind in KINDS],
        "counters": list(
            NumberCounter.objects.filter(cooperative_id=cooperative_id).values_list("series", "last")
        ),
        "requests": Request.objects.filter(
            cooperative_id=cooperative_id, asked_at__lte=datetime.now(UTC)
        ).count(),
    }


@login_not_required
def ours(request: HttpRequest, cooperative_id: int) -> HttpResponse:
    """The page as the house writes it."""
    with scope(cooperative_id):
        page = _page(cooperative_id)
    return render(request, "bench/page.html", page)


@login_not_required
def floor(request: HttpRequest, cooperative_id: int) -> HttpResponse:
    """The same statements by cursor, the same template."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config('{SETTING}', %s, true)", [f"{{{cooperative_id}}}"])
        answers = []
        for sql in STATEMENTS:
            cursor.execute(sql)
            answers.append(cursor.fetchall())
    (cooperative,), documents, *counts, counters, ((requests,),) = answers
    page = {
        "cooperative": {"id": cooperative[0], "code": cooperative[1], "name": cooperative[2]},
        "documents": [dict(zip(COLUMNS, row, strict=True)) for row in documents],
        "counts": [(kind, count) for kind, ((count,),) in zip(KINDS, counts, strict=True)],
        "counters": counters,
        "requests": requests,
    }
    return render(request, "bench/page.html", page)


STATEMENTS: list[str] = []


def remember_statements(cooperative_id: int) -> int:
    """Note the SQL that our page sends inside its scope, for the floor to send again; tells how many queries it is."""
    from django.db import reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()
    with CaptureQueriesContext(connection) as captured, scope(cooperative_id):
        _page(cooperative_id)
    STATEMENTS[:] = [q["sql"] for q in captured.captured_queries if q["sql"].startswith("SELECT")]
    return len(STATEMENTS)


urlpatterns = [
    path("ours/<int:cooperative_id>/", ours),
    path("floor/<int:cooperative_id>/", floor),
    path("", include("guyub.config.urls")),
]
