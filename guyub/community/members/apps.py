"""Members as a Django application."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Applicants, members, households, heirs, groups, the register."""

    name = "guyub.community.members"
    label = "members"
