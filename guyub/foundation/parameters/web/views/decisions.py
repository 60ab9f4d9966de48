"""What bodies decided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.foundation.parameters.selectors.values import decisions_of
from guyub.foundation.parameters.services.decisions import DecisionNotKeptError, keep_decision
from guyub.foundation.parameters.web.words import BODY_WORDS

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

EXPORT_MOST = 10_000


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_PARAMETERS)
def decisions(request: HttpRequest) -> HttpResponse:
    """List decisions; keep one with its document."""
    refusal = ""
    may_keep = request.allows(Action.KEEP_DECISION)  # type: ignore[attr-defined]  # identity.web.middleware
    if request.method == "POST":
        if not may_keep:
            raise PermissionDenied
        kept, refusal = tried(lambda: _kept(request))
        if kept is not None:
            return redirect("parameters:decisions")
    with own_rows(request):
        rows = decisions_of(cooperative_id=actor_of(request).cooperative_id)
    context = {
        "decisions": [(row, BODY_WORDS[row.body]) for row in rows],
        "bodies": [{"value": code, "label": words} for code, words in BODY_WORDS.items()],
        "may_keep": may_keep,
        "today": today_of(request),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "parameters/decisions.html", context, status=422 if refusal else 200)


@require_safe
@acts(Action.VIEW_PARAMETERS)
def decisions_export(request: HttpRequest) -> HttpResponse:
    """Hand the decisions over; their documents stay."""
    with own_rows(request):
        rows = decisions_of(cooperative_id=actor_of(request).cooperative_id, most=EXPORT_MOST)
    sheet = Sheet(
        name="Keputusan",
        title="Keputusan",
        source=f"Guyub, {day(today_of(request))}",
        columns=(
            Column("Nomor", width=24),
            Column("Isi", width=60),
            Column("Oleh", width=20),
            Column("Tanggal", Kind.DATE),
            Column("Dokumen"),
        ),
        rows=[
            (
                row.number,
                row.title,
                BODY_WORDS[row.body],
                row.decided_on,
                "ada" if row.document_id else "belum",
            )
            for row in rows
        ],
    )
    return table_answer(request, sheet, stem="keputusan")


def _kept(request: HttpRequest) -> UUID:
    typed, file = request.POST, request.FILES.get("document")
    try:
        decided_on = date.fromisoformat(typed.get("decided_on", ""))
    except ValueError as error:
        raise DecisionNotKeptError(wrong="future") from error
    return keep_decision(
        actor=actor_of(request),
        number=typed.get("number", ""),
        decided_on=decided_on,
        body=typed.get("body", ""),
        title=typed.get("title", ""),
        document=(file.name or "", file.read()) if file else None,
        today=today_of(request),
        request_id=request_id_of(request),
        now=utc_now(),
    )
