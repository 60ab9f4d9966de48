"""Addresses of the member's own pages, the kiosk, and the page of one member."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "member_desk"
urlpatterns: list[URLPattern] = []
