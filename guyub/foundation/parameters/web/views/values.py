"""What holds, why, and since when."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.domain.definitions import Scope
from guyub.foundation.parameters.selectors.values import decisions_of, history_of, in_force
from guyub.foundation.parameters.web.words import (
    BODY_WORDS,
    CONFIDENCE_WORDS,
    DIRECTION_WORDS,
    SCOPE_WORDS,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.documents.spreadsheets import Cell
    from guyub.foundation.parameters.selectors.values import ValueRow


@require_safe
@acts(Action.VIEW_PARAMETERS)
def parameters(request: HttpRequest) -> HttpResponse:
    """Show every rule with its value, source and confidence."""
    rows = in_force(cooperative_id=actor_of(request).cooperative_id, on=today_of(request))
    groups = [
        (group, [(one.definition, one.row, _described(one.row)) for one in members])
        for group, members in groupby(rows, key=lambda one: one.definition.group)
    ]
    unsure = sum(one.row is not None and not one.row.is_verified for one in rows)
    return render(request, "parameters/list.html", {"groups": groups, "unsure": unsure, "count": len(rows)})


@require_safe
@acts(Action.VIEW_PARAMETERS)
def parameters_export(request: HttpRequest) -> HttpResponse:
    """Hand over every rule with the value that holds today, its source and its confidence."""
    today = today_of(request)
    sheet = Sheet(
        name="Parameter",
        title=f"Aturan yang berlaku {day(today)}",
        source="Guyub",
        columns=(
            Column("Kelompok", width=22),
            Column("Kode", width=24),
            Column("Aturan", width=40),
            Column("Nilai", width=20),
            Column("Berlaku sejak", Kind.DATE),
            Column("Tingkat"),
            Column("Dasar", width=50),
            Column("Sumber", width=50),
            Column("Kepastian", width=26),
        ),
        rows=[
            (one.definition.group, one.definition.key, one.definition.title, *_cells(one.row))
            for one in in_force(cooperative_id=actor_of(request).cooperative_id, on=today)
        ],
    )
    return table_answer(request, sheet, stem="parameter")


@require_safe
@acts(Action.VIEW_PARAMETERS)
def parameter(request: HttpRequest, key: str) -> HttpResponse:
    """Show one rule: what holds, what held, who set it; and the form to propose another value."""
    definition = CATALOGUE.get(key)
    if definition is None:
        raise Http404
    cooperative_id, today = actor_of(request).cooperative_id, today_of(request)
    held = history_of(key, cooperative_id=cooperative_id)
    now = next(
        one.row for one in in_force(cooperative_id=cooperative_id, on=today) if one.definition is definition
    )
    with own_rows(request):
        decisions = decisions_of(cooperative_id=cooperative_id)
    is_city = request.visit.seat.is_city  # type: ignore[attr-defined]  # identity.web.middleware
    scope = Scope.CITY if is_city else Scope.COOPERATIVE
    context = {
        "definition": definition,
        "direction": DIRECTION_WORDS[definition.direction],
        "now": now,
        "now_words": _described(now),
        "history": [(row, _described(row)) for row in held],
        "may_ask": request.allows(Action.ASK_PARAMETER) and scope in definition.settable_by,  # type: ignore[attr-defined]  # as above
        "today": today,
        "decisions": [
            {"value": one.id, "label": f"{one.number}, {BODY_WORDS[one.body]}"} for one in decisions
        ],
    }
    return render(request, "parameters/one.html", context)


def _cells(row: ValueRow | None) -> tuple[Cell, ...]:
    if row is None:
        return ("belum ditetapkan", None, "", "", "", "")
    words, _ = CONFIDENCE_WORDS[row.confidence]
    return (row.shown, row.valid_from, SCOPE_WORDS[row.scope], row.legal_basis, row.source, words)


def _described(row: ValueRow | None) -> dict[str, str]:
    if row is None:
        return {}
    words, tone = CONFIDENCE_WORDS[row.confidence]
    return {"confidence": words, "tone": tone, "scope": SCOPE_WORDS[row.scope]}
