"""Tables of cooperatives."""

from guyub.community.cooperatives.models.imports import ImportBatch, ImportedRow
from guyub.community.cooperatives.models.legal import KbliChoice, LegalRecord, StepNote
from guyub.community.cooperatives.models.officers import Handover, Kinship, Officer
from guyub.community.cooperatives.models.outlets import BusinessUnit, Outlet
from guyub.community.cooperatives.models.profiles import Profile
from guyub.community.cooperatives.models.regions import Region, RegionLevel
from guyub.community.cooperatives.models.reports import ReportedFigure

__all__ = [
    "BusinessUnit",
    "Handover",
    "ImportBatch",
    "ImportedRow",
    "KbliChoice",
    "Kinship",
    "LegalRecord",
    "Officer",
    "Outlet",
    "Profile",
    "Region",
    "RegionLevel",
    "ReportedFigure",
    "StepNote",
]
