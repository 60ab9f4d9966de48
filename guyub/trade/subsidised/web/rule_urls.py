"""Addresses of limits of rationed goods."""

from django.urls import path

from guyub.trade.subsidised.web.views import rules

app_name = "limits"
urlpatterns = [
    path("jatah/aturan/", rules.rules, name="rules"),
    path("jatah/aturan/unduh/", rules.rules_export, name="rules_export"),
    path("jatah/aturan/<slug:programme>/", rules.rule, name="rule"),
    path("jatah/aturan/<slug:programme>/usul/", rules.rule_propose, name="rule_propose"),
]
