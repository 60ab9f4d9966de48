"""Intake as a Django application."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Tables that people bring."""

    name = "guyub.foundation.intake"
    label = "intake"
