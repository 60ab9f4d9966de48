"""The own books of cooperatives by month, as jobs summed them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.db.models import F, Sum

from guyub.city.supervision.models import MonthlyBooks
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class BooksMonth(Row):
    """One month of one cooperative's own books, in whole rupiah."""

    code: str
    month: date
    entries_count: int
    members_rp: int
    others_rp: int
    result_rp: int
    cash_rp: int
    assets_rp: int
    equity_rp: int
    last_on: date | None
    is_closed: bool

    @property
    def turnover_rp(self) -> int:
        """What members and others bought."""
        return self.members_rp + self.others_rp


_COLUMNS = tuple(field.name for field in fields(BooksMonth))


def months_of(*, cooperative_id: int, most: int = 12) -> list[BooksMonth]:
    """Give the newest months of one cooperative's books, the oldest first; one query."""
    rows = MonthlyBooks.objects.filter(cooperative_id=cooperative_id).order_by("-month")
    return [BooksMonth(*row) for row in rows.values_list(*_COLUMNS)[:most]][::-1]


def city_months(city_code: str, *, since: date) -> list[BooksMonth]:
    """Give the months of all cooperatives of a city from one on, by code; one query."""
    rows = MonthlyBooks.objects.filter(code__startswith=f"{city_code}.", month__gte=since)
    return [BooksMonth(*row) for row in rows.order_by("code", "month").values_list(*_COLUMNS)]


def year_turnovers(city_code: str, *, year: int) -> dict[int, int]:
    """Give what members and others bought in a year by the own books, for each cooperative with books; one query."""
    rows = MonthlyBooks.objects.filter(code__startswith=f"{city_code}.", month__year=year)
    sums = rows.values_list("cooperative_id").annotate(total=Sum(F("members_rp") + F("others_rp")))
    return {place_id: int(total) for place_id, total in sums.order_by("cooperative_id")}
