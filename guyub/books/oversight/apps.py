"""Oversight as a Django application."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The pengawas at work: questions on entries, samples, exceptions, signing a month off."""

    name = "guyub.books.oversight"
    label = "oversight"
