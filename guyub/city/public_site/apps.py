"""The public site as a Django application."""

from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    """What anybody may see."""

    name = "guyub.city.public_site"
    label = "public_site"
