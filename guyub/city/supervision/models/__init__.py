"""Tables of supervision: what jobs fill and pages read."""

from guyub.city.supervision.models.summaries import PlaceSummary, RegionSummary

__all__ = ["PlaceSummary", "RegionSummary"]
