"""Approvals as a Django application."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """The second person."""

    name = "guyub.foundation.approvals"
    label = "approvals"
