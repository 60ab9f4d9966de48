"""Addresses of the statutory books that live here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "registers"
urlpatterns: list[URLPattern] = []
