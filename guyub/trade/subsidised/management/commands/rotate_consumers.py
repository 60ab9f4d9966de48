"""Seal every buyer of rationed goods with the first key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from guyub.trade.subsidised.services.keys import rotate_consumers


class Command(BaseCommand):
    """Can be stopped and started again."""

    help = "Sandikan ulang data pembeli barang yang dijatah dengan kunci pertama."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew, and say how many."""
        self.stdout.write(f"{rotate_consumers()} pembeli disandikan ulang.")
