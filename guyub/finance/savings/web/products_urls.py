"""Addresses of products of savings, their terms, and the gate of the savings-and-loan unit."""

from django.urls import URLPattern

app_name = "savings_products"
urlpatterns: list[URLPattern] = []
