"""Bring an archive into empty tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guyub.foundation.kernel.formats import number
from guyub.journeys.domain.archives import ArchiveRefusedError
from guyub.journeys.management.commands.write_archive import passphrase_in, told
from guyub.journeys.services.archive_bringing import bring_archive


class Command(BaseCommand):
    """Behind `guyub import`; needs the owner's login, after `migrate`."""

    help = "Masukkan arsip ke pemasangan yang kosong, lalu buktikan isinya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and its passphrase."""
        parser.add_argument("archive", type=Path)
        parser.add_argument("--passphrase-file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring it in, and say what came and what is missing."""
        try:
            brought = bring_archive(
                path=options["archive"],
                passphrase=passphrase_in(options["passphrase_file"]),
                tell=told,
            )
        except ArchiveRefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{number(brought.rows)} baris, {number(brought.entries)} jurnal dari {brought.places} koperasi, dan"
            f" {brought.documents} berkas masuk; segel, jejak, dan neraca saldo sama dengan arsipnya."
        )
        if not brought.has_numbers:
            self.stdout.write(
                "Arsip ini tanpa frasa sandi: NIK, KK, nomor HP, dan"
                f" {brought.documents_left} berkas pribadi tidak ada."
            )
