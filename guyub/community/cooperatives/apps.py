"""Cooperatives as a Django application."""

from django.apps import AppConfig


class CooperativesConfig(AppConfig):
    """Regions, legal life, documents, officers, outlets, reported figures."""

    name = "guyub.community.cooperatives"
    label = "cooperatives"
