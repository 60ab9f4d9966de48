"""Write an archive of one cooperative, or of the network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.journeys.domain.archives import ArchiveRefusedError
from guyub.journeys.services.archive_writing import write_archive


def passphrase_in(path: Path | None) -> str:
    """Read a passphrase from the first line of a file; empty where none is given.

    Raises:
        CommandError: It cannot be read, or its first line is empty.
    """
    if path is None:
        return ""
    try:
        passphrase = path.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"{path} tidak terbaca. Tulis frasa sandi di baris pertama sebuah berkas."
        ) from error
    if not passphrase:
        raise CommandError(f"Baris pertama {path} kosong. Tulis frasa sandi di sana.")
    return passphrase


def told(line: str) -> None:
    """Say how far it is, on standard error."""
    sys.stderr.write(f"{line}\n")


class Command(BaseCommand):
    """Behind `guyub export`."""

    help = "Tulis arsip satu koperasi atau seluruh jaringan."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is written, where, and under which passphrase."""
        parser.add_argument("--place", required=True)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--passphrase-file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say what is in it."""
        place = None
        if options["place"] != "all":
            place = place_by_code(options["place"])
            if place is None:
                raise CommandError(f"Tidak ada koperasi dengan kode {options['place']}.")
        passphrase = passphrase_in(options["passphrase_file"])
        try:
            written = write_archive(
                place=place,
                passphrase=passphrase,
                path=options["out"].absolute(),
                now=utc_now(),
                tell=told,
            )
        except ArchiveRefusedError as error:
            raise CommandError(str(error)) from error
        size = f"{written.path.stat().st_size / 1e6:.1f}".replace(".", ",")
        self.stdout.write(
            f"Arsip: {written.path} ({size} MB, {number(written.rows)} baris, {written.documents} berkas)."
        )
        if not passphrase:
            self.stdout.write(
                f"Tanpa frasa sandi: NIK, KK, nomor HP, dan {written.documents_left} berkas pribadi tidak ikut."
            )
        self.stdout.write(f"Sidik SHA-256: {written.sha256}")
