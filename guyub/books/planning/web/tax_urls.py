"""Addresses of taxes and their calendar."""

from django.urls import URLPattern

app_name = "taxes"
urlpatterns: list[URLPattern] = []
