"""Addresses of the parts of a person's file, and of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "member_files"
urlpatterns: list[URLPattern] = []
