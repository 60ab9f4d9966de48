"""The first person of an installation: nobody is there yet who could invite them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.web.messages import sentence
from guyub.journeys.services.operators import invite_operator


class Command(BaseCommand):
    """Prints a one-time code; whoever can run it holds the machine anyway."""

    help = "Undang pengelola sistem pertama."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name and login name."""
        parser.add_argument("--name", required=True)
        parser.add_argument("--login", required=True, help="surel atau nomor HP")

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, and say what to do."""
        try:
            code = invite_operator(
                name=options["name"], login=options["login"], request_id=uuid7(), now=utc_now()
            )
        except DomainError as refusal:
            raise CommandError(sentence(refusal)) from refusal
        self.stdout.write(
            f"Kode: {code}. Buka halaman /undangan/, ketik kode ini, lalu pilih kata sandi dan PIN."
        )
