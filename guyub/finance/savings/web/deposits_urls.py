"""Addresses of simpanan berjangka."""

from django.urls import URLPattern

app_name = "term_deposits"
urlpatterns: list[URLPattern] = []
