"""Planning as a Django application."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """What is planned and what falls due: the budget (RAPB), taxes and their calendar."""

    name = "guyub.books.planning"
    label = "planning"
