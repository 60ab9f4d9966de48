"""Supervision as a Django application."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """The map, who is stuck since when, deadlines, the report to the mayor."""

    name = "guyub.city.supervision"
    label = "supervision"
