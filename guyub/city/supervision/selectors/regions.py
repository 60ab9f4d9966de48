"""Regions above a city: each with the sums of what is below it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from guyub.city.supervision.models import PlaceSummary, RegionSummary
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

NATION = "ID"
PAGE = 50


@dataclass(frozen=True)
class RegionRow(Row):
    """One region in sums, as screens show it; amounts in whole rupiah."""

    code: str
    name: str
    level: str
    places_count: int
    nib_count: int
    operating_count: int
    stuck_count: int
    selling_count: int
    saving_count: int
    fresh_count: int
    sales_rp: int
    savings_rp: int
    needs_open: int
    as_of: date


COLUMNS = tuple(field.name for field in fields(RegionRow))


def region_summary(code: str) -> RegionRow | None:
    """Find a region that has cooperatives; ``ID`` is the nation."""
    row = RegionSummary.objects.filter(code=code).values_list(*COLUMNS).first()
    return RegionRow(*row) if row else None


def regions_above(code: str) -> list[RegionRow]:
    """List the regions above one, the nation first."""
    parts = code.split(".")
    codes = [NATION, *(".".join(parts[:length]) for length in range(1, len(parts)))] if code != NATION else []
    rows = RegionSummary.objects.filter(code__in=codes).values_list(*COLUMNS)
    found = {row.code: row for row in (RegionRow(*values) for values in rows)}
    return [found[one] for one in codes if one in found]


def regions_within(code: str) -> list[RegionRow]:
    """List the regions right below one, those that need help most first: by how large a part is stuck."""
    picked = RegionSummary.objects.filter(parent_code=code).order_by("name", "code").values_list(*COLUMNS)
    rows = [RegionRow(*values) for values in picked]
    return sorted(rows, key=lambda row: (-row.stuck_count * 1000 // max(row.places_count, 1), row.name))


def places_within(code: str, *, page: int = 1, most: int = PAGE) -> tuple[Sequence[PlaceSummary], int]:
    """List a page of the cooperatives of a kecamatan, by name, and how many there are.

    Args:
        code: Of the kecamatan.
        page: From 1.
        most: How many a page holds.
    """
    rows = PlaceSummary.objects.filter(district_code=code)
    start = (page - 1) * most
    return list(rows.order_by("name", "id")[start : start + most]), rows.count()
