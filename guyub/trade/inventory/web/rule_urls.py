"""Addresses of price rules."""

from django.urls import path

from guyub.trade.inventory.web.views import rules

app_name = "price_rules"
urlpatterns = [
    path("aturan-harga/", rules.rules, name="rules"),
    path("aturan-harga/unduh/", rules.rules_export, name="rules_export"),
    path("aturan-harga/<slug:good>/", rules.rule, name="rule"),
    path("aturan-harga/<slug:good>/usul/", rules.rule_propose, name="rule_propose"),
]
