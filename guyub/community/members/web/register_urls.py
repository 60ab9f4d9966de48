"""Addresses of the register of members and their cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "register"
urlpatterns: list[URLPattern] = []
