"""Seal every form that waits for an officer with the first key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from guyub.community.members.services.form_keys import rotate_forms
from guyub.foundation.identity.selectors.guiding import all_places


class Command(BaseCommand):
    """Can be stopped and started again."""

    help = "Sandikan ulang formulir yang menunggu diperiksa dengan kunci pertama."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew, place by place, and say how many."""
        renewed = sum(rotate_forms(cooperative_id=place.id) for place in all_places())
        self.stdout.write(f"{renewed} formulir disandikan ulang.")
