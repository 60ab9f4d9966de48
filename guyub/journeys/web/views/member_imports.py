"""Members from a spreadsheet: upload, columns, what taking in would do, taking in, how far it is, undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from guyub.community.members.selectors.imports import batch_of, batches_of
from guyub.community.members.web.rooms import rooms
from guyub.finance.savings.domain.kinds import KIND_WORDS, SavingsKind
from guyub.foundation.intake.web.pages import TablePages
from guyub.journeys.services.member_imports import MEMBERS
from guyub.journeys.web.member_import_words import HEADS, note_line, total_line, without_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.domain.import_shapes import TotalRead
    from guyub.community.members.selectors.imports import MemberBatchRow
    from guyub.foundation.intake.services.tables import Opened
    from guyub.journeys.selectors.member_import_plans import Plan

ROOM = "member_imports:imports"
TOTALS_ON_PAGE = 12


def _framed(request: HttpRequest, name: str, context: Mapping[str, Any], refusal: str) -> HttpResponse:
    shared = {"tabs": list(rooms(request, ROOM)), "refusal": refusal}
    template = "member_imports" if name == "list" else "member_import"
    return render(
        request, f"journeys/{template}.html", shared | dict(context), status=422 if refusal else 200
    )


def _options(typed: Mapping[str, str]) -> Mapping[str, Any]:
    ticked = {name: name in typed for name in ("is_later", "leaves", "is_part")}
    return {"double": typed.get("double", ""), **ticked}


def _open_context(
    _request: HttpRequest, batch: MemberBatchRow, _opened: Opened, plan: Plan | None
) -> Mapping[str, Any]:
    context: dict[str, Any] = {
        "doubles": [
            {"value": code, "label": label, "selected": batch.choices["double"] == code}
            for code, label in (("SKIP", "Lewati"), ("MERGE", "Lengkapi isian yang kosong"))
        ],
    }
    if plan is not None:
        context |= {
            "opening_on": plan.opening_on,
            "totals": list(map(total_line, _telling(plan.reading.totals))),
            "totals_count": len(plan.reading.totals),
            "totals_met": all(total.is_met for total in plan.reading.totals),
        }
    return context


def _closed_context(_request: HttpRequest, batch: MemberBatchRow) -> Mapping[str, Any]:
    savings = batch.totals.get("savings", {})
    return {"savings": [(KIND_WORDS[SavingsKind(code)], total_rp) for code, total_rp in savings.items()]}


def _telling(totals: Sequence[TotalRead]) -> list[TotalRead]:
    """Give the figures that tell something: those that differ, and the last line, which sums up."""
    last = totals[-1].line if totals else 0
    return [one for one in totals if not one.is_met or one.line == last][-TOTALS_ON_PAGE:]


PAGES = TablePages(
    intake=MEMBERS,
    room=ROOM,
    page="member_imports:table",
    frame=_framed,
    rows=batches_of,
    row=batch_of,
    noun="orang",
    stem="anggota",
    example=("Anggota", "Daftar anggota: tabel contoh"),
    heads=HEADS,
    came=lambda row: (row.totals.get("members", 0), 0),
    note_line=note_line,
    options=_options,
    open_context=_open_context,
    closed_context=_closed_context,
    sampled=without_numbers,
)
