"""Addresses of the counter: paying in, taking out, holds, what waits for a second person."""

from django.urls import URLPattern

app_name = "savings"
urlpatterns: list[URLPattern] = []
