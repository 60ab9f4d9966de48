"""Addresses of members from a spreadsheet."""

from __future__ import annotations

from guyub.foundation.intake.web.addresses import table_paths
from guyub.journeys.web.views.member_imports import PAGES

app_name = "member_imports"
urlpatterns = table_paths(PAGES, "anggota/impor/")
