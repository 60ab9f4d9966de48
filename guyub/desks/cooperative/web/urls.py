"""Addresses of the cooperative's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "cooperative_desk"
urlpatterns: list[URLPattern] = []
