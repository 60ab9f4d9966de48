"""Seal every number of the vault with the first key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from guyub.foundation.identity.services.vault import rotate_vault


class Command(BaseCommand):
    """Can be stopped and started again."""

    help = "Sandikan ulang brankas dengan kunci pertama."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew, and say how many."""
        self.stdout.write(f"{rotate_vault()} nomor disandikan ulang.")
