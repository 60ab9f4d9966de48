"""A year's budget beside the books, on the screen and as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.books.ledger.web.forms import choices
from guyub.books.ledger.web.rooms import rooms
from guyub.books.ledger.web.statement_files import shape_of
from guyub.books.planning.models import BudgetState
from guyub.books.planning.selectors.budgets import SHARED, BudgetRow, BudgetView, budget_view
from guyub.books.planning.web.budget_files import budget_answer
from guyub.books.planning.web.words import BASIS_WORDS, SECTION_WORDS, STATE_WORDS, difference_words
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, may_here, place_of, today_of
from guyub.foundation.kernel.formats import MONTHS, percent
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

TAB = "budgets:budget"
YEARS_BACK, YEARS_AHEAD = 4, 1


@dataclass(frozen=True)
class ShownRow(Row):
    """One line of the table with its words."""

    row: BudgetRow
    title: str
    words: str
    used: str  # of the year's budget, in percent
    part: int  # of the bar
    whole: int


@require_safe
@acts(Action.VIEW_STATEMENTS)
def budget(request: HttpRequest, code: str) -> HttpResponse:
    """Show a year's budget, what happened, and how the year will end."""
    place = place_of(request, code, Action.VIEW_STATEMENTS)
    today = today_of(request)
    view = _view(request, place, today)
    if shape_of(request):
        return budget_answer(request, place, view)
    return budget_page(request, place, view)


def budget_page(
    request: HttpRequest, place: Cooperative, view: BudgetView | None = None, *, refusal: str = ""
) -> HttpResponse:
    """Render the page; a refusal makes it a 422."""
    today = today_of(request)
    view = view or _view(request, place, today)
    month = MONTHS[min(max(view.through, 1), 12) - 1]
    asked_unit = request.GET.get("unit", "")
    query = f"tahun={view.year}&unit={asked_unit if asked_unit in {*view.units, SHARED} else ''}"
    draft = next((one for one in view.versions if one.state == BudgetState.RANCANGAN), None)
    context = {
        "place": place,
        "today": today,
        "tabs": list(rooms(request, place, TAB)),
        "view": view,
        "version": view.version,
        "state_words": STATE_WORDS[view.version.state] if view.version else "",
        "versions": [(one, STATE_WORDS[one.state]) for one in view.versions],
        "draft": draft,
        "title": _finding(view),
        "lead": _lead(view, month),
        "sections": _sections(view),
        "result": _shown(view.result, "SHU", is_cost=False),
        "exceeded": [_shown(row, row.title) for row in view.exceeded],
        "month": month,
        "limit": percent(view.limit),
        "years": [
            {"value": str(year), "label": str(year), "selected": year == view.year}
            for year in range(today.year + YEARS_AHEAD, today.year - YEARS_BACK, -1)
        ],
        "units": choices({**view.units, SHARED: "Koperasi bersama"}, asked_unit, empty="Semua unit"),
        "query": f"{query}&versi={view.version.version}&" if view.version else f"{query}&",
        "may_keep": may_here(request, Action.KEEP_BUDGET, place),
        "can_start": today.year <= view.year <= today.year + YEARS_AHEAD and draft is None,
        "bases": choices(BASIS_WORDS, request.POST.get("basis", "")),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "planning/budget.html", context, status=422 if refusal else 200)


def _view(request: HttpRequest, place: Cooperative, today: date) -> BudgetView:
    with scope(place.id):
        return budget_view(
            cooperative_id=place.id,
            year=_whole(request.POST.get("year") or request.GET.get("tahun", ""), today),
            today=today,
            unit=_unit(request),
            version=_version(request),
        )


def _whole(written: str, today: date) -> int:
    """Read a year; this one where what was asked is none that can be shown."""
    shown = range(today.year - YEARS_BACK + 1, today.year + YEARS_AHEAD + 1)
    return next((year for year in shown if str(year) == written), today.year)


def _unit(request: HttpRequest) -> str:
    return request.GET.get("unit", "")[:36]


def _version(request: HttpRequest) -> int | None:
    written = request.GET.get("versi", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else None


def _sections(view: BudgetView) -> list[tuple[str, list[ShownRow], ShownRow]]:
    sums = {row.section: row for row in view.sums}
    return [
        (
            SECTION_WORDS[section],
            [_shown(row, row.title) for row in view.rows if row.section is section],
            _shown(total, f"Jumlah {SECTION_WORDS[section].lower()}"),
        )
        for section, total in sums.items()
    ]


def _shown(row: BudgetRow, title: str, *, is_cost: bool = True) -> ShownRow:
    compared = row.compared
    whole = max(compared.year_rp, 0)
    words = difference_words(row) if is_cost or compared.year_rp else ""
    used = f"{compared.actual_rp * 100 // whole}%" if whole else ""
    part = min(max(compared.actual_rp, 0), whole)
    return ShownRow(row, title, words, used, part, whole)


def _finding(view: BudgetView) -> str:
    if view.version is None:
        return f"Anggaran {view.year} belum disusun"
    if view.version.state == BudgetState.RANCANGAN:
        return f"Rancangan anggaran {view.year}, belum ditetapkan rapat anggota"
    if view.exceeded:
        return f"{len(view.exceeded)} pos melampaui anggaran {view.year}"
    return f"Belanja {view.year} masih dalam anggaran"


def _lead(view: BudgetView, month: str) -> str:
    if not view.through:
        return "Tahun anggaran belum mulai."
    until = f"sampai akhir {month}" if view.through <= 12 else "setahun penuh"
    return f"Anggaran dihitung {until}, realisasi sampai jurnal terakhir. Akun sendiri ikut pos di atasnya."
