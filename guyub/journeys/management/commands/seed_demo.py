"""Fill a demo: real wards as they are known, and whatever is invented marked "contoh"."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guyub.foundation.kernel.dates import utc_now
from guyub.journeys.services.examples import make_examples


class Command(BaseCommand):
    """Run by `demo` after migrating; repeating it changes nothing."""

    help = "Isi data contoh."

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter what the demo shows."""
        if not settings.IS_DEMO:
            raise CommandError("Data contoh hanya untuk guyub demo.")
        make_examples(now=utc_now())
