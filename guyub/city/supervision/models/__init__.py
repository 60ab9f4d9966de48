"""Tables of supervision: what jobs fill and pages read."""

from guyub.city.supervision.models.summaries import (
    MonthlyBooks,
    PlaceLoans,
    PlaceMembers,
    PlaceSavings,
    PlaceShop,
    PlaceStaples,
    PlaceSummary,
    RegionSummary,
)

__all__ = [
    "MonthlyBooks",
    "PlaceLoans",
    "PlaceMembers",
    "PlaceSavings",
    "PlaceShop",
    "PlaceStaples",
    "PlaceSummary",
    "RegionSummary",
]
