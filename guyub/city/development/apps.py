"""Development as a Django application."""

from django.apps import AppConfig


class DevelopmentConfig(AppConfig):
    """The path "dari akta ke usaha", help, visits, needs."""

    name = "guyub.city.development"
    label = "development"
