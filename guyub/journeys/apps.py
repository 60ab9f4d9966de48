"""Journeys as a Django application."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Use-cases that no single context below can hold, and the commands that run over all contexts."""

    name = "guyub.journeys"
    label = "journeys"
