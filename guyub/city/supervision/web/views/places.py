"""One cooperative as the city sees it: what was reported beside what its own books say, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.city.supervision.domain.silence import is_silent, silent_days
from guyub.city.supervision.selectors.city import SILENT, summary_of
from guyub.city.supervision.selectors.months import months_of
from guyub.city.supervision.web.month_sheet import months_sheet
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import is_within, place_by_code, place_by_id
from guyub.foundation.identity.web.doors import actor_of, acts, today_of
from guyub.foundation.kernel.formats import MONTHS, SHORT_MONTHS, day, days_ago, freshness, number, rupiah
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.city.supervision.models import PlaceSummary
    from guyub.city.supervision.selectors.months import BooksMonth
    from guyub.foundation.kernel.models import Cooperative

FULL = 100  # the height of the highest bar


@require_safe
@acts(Action.VIEW_CITY)
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was reported of a cooperative beside its own books, and how its months went."""
    found, today = _place(request, code), today_of(request)
    summary, months = summary_of(found.id), months_of(cooperative_id=found.id)
    limit_days = int(value_of(SILENT, cooperative_id=found.id, on=today))
    opened_on = summary.books_opened_on if summary else None
    last_on = summary.books_last_on if summary else None
    silent = silent_days(opened_on, last_on, today=today)
    context = {
        "place": found,
        "today": today,
        "title": _finding(silent, limit_days),
        "is_silent": is_silent(silent, limit_days=limit_days),
        "limit_days": limit_days,
        "rows": _beside(summary, months, today),
        "months": [(row, f"{MONTHS[row.month.month - 1]} {row.month.year}") for row in reversed(months)],
        "columns": _columns(months),
        "columns_said": "; ".join(
            f"{MONTHS[row.month.month - 1]} {rupiah(row.turnover_rp)}" for row in months
        ),
        "closed_on": summary.books_closed_on if summary else None,
        "fresh": (
            freshness(last_on, today=today),
            days_ago(last_on, today=today) if last_on else "belum pernah",
        ),
        "reported_fresh": (
            freshness(summary.reported_on if summary else None, today=today),
            days_ago(summary.reported_on, today=today) if summary and summary.reported_on else "belum pernah",
        ),
    }
    return render(request, "supervision/place.html", context)


@require_safe
@acts(Action.VIEW_CITY)
def place_export(request: HttpRequest, code: str) -> HttpResponse:
    """Hand the months of a cooperative's own books over as a table."""
    found = _place(request, code)
    months = months_of(cooperative_id=found.id)
    title = f"Buku sendiri per bulan {found.name}, {day(today_of(request))}"
    sheet = months_sheet(months, title=title, names={found.code: found.name})
    return table_answer(request, sheet, stem=f"buku-{found.code}")


def _place(request: HttpRequest, code: str) -> Cooperative:
    """Find a cooperative that the actor's city guides; anything else is not there."""
    city, found = place_by_id(actor_of(request).cooperative_id), place_by_code(code)
    if found is None or found.id == city.id or not is_within(found.code, city.code):
        raise Http404
    return found


def _finding(silent: int | None, limit_days: int) -> str:
    if silent is None:
        return "Belum menyimpan buku di sini"
    if is_silent(silent, limit_days=limit_days):
        return f"Tidak ada jurnal selama {number(silent)} hari"
    return "Pembukuan berjalan"


def _beside(summary: PlaceSummary | None, months: Sequence[BooksMonth], today: date) -> list[dict[str, Any]]:
    """Set what was reported beside what the own books say; each with its day, neither corrects the other."""
    reported_on = summary.reported_on if summary else None
    last_on = summary.books_last_on if summary else None
    year = [row for row in months if row.month.year == today.year]
    newest = months[-1] if months else None

    def row(title: str, reported_rp: int | None, own_rp: int | None, about: str) -> dict[str, Any]:
        return {
            "title": title,
            "reported_rp": reported_rp,
            "reported_on": reported_on if reported_rp is not None else None,
            "own_rp": own_rp,
            "own_on": last_on if own_rp is not None else None,
            "about": about,
        }

    sold = sum(one.turnover_rp for one in year) if year else None
    earned = sum(one.result_rp for one in year) if year else None
    return [
        row("Penjualan", summary.sales_rp if summary else None, sold, f"tahun {today.year}"),
        row("Simpanan", summary.savings_rp if summary else None, None, ""),
        row("Hasil usaha", None, earned, f"tahun {today.year}"),
        row("Kas dan bank", None, newest.cash_rp if newest else None, ""),
        row("Aset", None, newest.assets_rp if newest else None, ""),
        row("Ekuitas", None, newest.equity_rp if newest else None, ""),
    ]


def _columns(months: Sequence[BooksMonth]) -> list[dict[str, object]]:
    highest = max((row.turnover_rp for row in months), default=0)
    columns = []
    for at, row in enumerate(months, 1):
        share = max(row.turnover_rp, 0) * FULL // highest if highest > 0 else 0
        label = SHORT_MONTHS[row.month.month - 1]
        columns.append({"label": label, "share": share, "top": FULL - share, "on": at == len(months)})
    return columns
