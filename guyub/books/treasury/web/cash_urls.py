"""Addresses of money places, shifts and hand-overs."""

from django.urls import URLPattern

app_name = "cash"
urlpatterns: list[URLPattern] = []
