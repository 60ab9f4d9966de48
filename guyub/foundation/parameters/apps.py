"""Parameters as a Django application."""

from django.apps import AppConfig


class ParametersConfig(AppConfig):
    """Dated rules with their source."""

    name = "guyub.foundation.parameters"
    label = "parameters"
