"""Addresses of the opening position."""

from django.urls import URLPattern

app_name = "opening"
urlpatterns: list[URLPattern] = []
