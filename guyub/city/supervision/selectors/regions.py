"""Regions above a city: each with the sums of what is below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.city.supervision.models import PlaceSummary, RegionSummary

if TYPE_CHECKING:
    from collections.abc import Sequence

NATION = "ID"
PAGE = 50


def region_summary(code: str) -> RegionSummary | None:
    """Find a region that has cooperatives; ``ID`` is the nation."""
    return RegionSummary.objects.filter(code=code).first()


def regions_above(code: str) -> list[RegionSummary]:
    """List the regions above one, the nation first."""
    parts = code.split(".")
    codes = [NATION, *(".".join(parts[:length]) for length in range(1, len(parts)))] if code != NATION else []
    found = {row.code: row for row in RegionSummary.objects.filter(code__in=codes)}
    return [found[one] for one in codes if one in found]


def regions_within(code: str) -> list[RegionSummary]:
    """List the regions right below one, those that need help most first: by how large a part is stuck."""
    rows = list(RegionSummary.objects.filter(parent_code=code).order_by("name", "code"))
    return sorted(rows, key=lambda row: (-row.stuck_count * 1000 // max(row.places_count, 1), row.name))


def places_within(code: str, *, page: int) -> tuple[Sequence[PlaceSummary], int]:
    """List a page of 50 of the cooperatives of a kecamatan, by name, and how many there are.

    Args:
        code: Of the kecamatan.
        page: From 1.
    """
    rows = PlaceSummary.objects.filter(district_code=code)
    start = (page - 1) * PAGE
    return list(rows.order_by("name", "id")[start : start + PAGE]), rows.count()
