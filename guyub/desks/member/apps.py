"""The member's own pages as a Django application."""

from django.apps import AppConfig


class MemberDeskConfig(AppConfig):
    """What a member sees of the own, and what officers see of one member."""

    name = "guyub.desks.member"
    label = "desk_member"
