"""Partners as a Django application."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Suppliers, producers, agents, banks, mentors' organisations."""

    name = "guyub.community.partners"
    label = "partners"
