"""Addresses of cases: missed dues, leaving, what members ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "member_cases"
urlpatterns: list[URLPattern] = []
