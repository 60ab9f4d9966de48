"""Addresses of passbooks and statements."""

from django.urls import URLPattern

app_name = "passbooks"
urlpatterns: list[URLPattern] = []
