"""Addresses of joining: the simpanan pokok of a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "joining"
urlpatterns: list[URLPattern] = []
