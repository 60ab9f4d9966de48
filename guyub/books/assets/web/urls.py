"""Addresses of fixed assets and of what is spread over months."""

from django.urls import URLPattern

app_name = "assets"
urlpatterns: list[URLPattern] = []
