"""Tables of supervision: what jobs fill and pages read."""

from guyub.city.supervision.models.summaries import (
    MonthlyBooks,
    PlaceMembers,
    PlaceSavings,
    PlaceSummary,
    RegionSummary,
)

__all__ = ["MonthlyBooks", "PlaceMembers", "PlaceSavings", "PlaceSummary", "RegionSummary"]
