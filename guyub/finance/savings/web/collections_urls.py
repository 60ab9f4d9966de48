"""Addresses of collecting: lists that go out and come back, bills as messages and slips."""

from django.urls import URLPattern

app_name = "collections"
urlpatterns: list[URLPattern] = []
