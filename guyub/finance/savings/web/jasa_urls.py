"""Addresses of jasa and its tax: the monthly run, the registers, slips."""

from django.urls import URLPattern

app_name = "jasa"
urlpatterns: list[URLPattern] = []
