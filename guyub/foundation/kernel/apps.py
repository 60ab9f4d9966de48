"""The kernel as a Django application."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Registers the kernel's tables, checks and the schema step."""

    name = "guyub.foundation.kernel"
    label = "kernel"
