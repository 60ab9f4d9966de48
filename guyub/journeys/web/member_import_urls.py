"""Addresses of members from a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "member_imports"
urlpatterns: list[URLPattern] = []
