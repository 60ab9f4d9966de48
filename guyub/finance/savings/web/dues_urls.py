"""Addresses of simpanan wajib: bills, arrears, payments, waivers."""

from django.urls import URLPattern

app_name = "dues"
urlpatterns: list[URLPattern] = []
