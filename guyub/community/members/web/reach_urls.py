"""Addresses of mass work: wa.me lists, letters, labels, attendance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "reach"
urlpatterns: list[URLPattern] = []
