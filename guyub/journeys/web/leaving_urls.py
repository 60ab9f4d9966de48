"""Addresses of leaving: what is owed both ways, and its settlement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "leaving"
urlpatterns: list[URLPattern] = []
