"""Write a cooperative's journal to standard output."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guyub.books.ledger.domain.exported import exported_line
from guyub.books.ledger.selectors.verify import journal_entries
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.journeys.selectors.invariants import one_moment


class Command(BaseCommand):
    """Behind `guyub export-journal`: JSON Lines that `guyub verify --file` checks."""

    help = "Tulis jurnal satu koperasi sebagai JSON Lines."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the ward's code."""
        parser.add_argument("--place", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one entry a line, as the journal stands at one moment."""
        place = place_by_code(options["place"])
        if place is None:
            raise CommandError(f"Tidak ada koperasi dengan kode {options['place']}.")
        if isinstance(
            sys.stdout, TextIOWrapper
        ):  # what is hashed is UTF-8 with plain line breaks, everywhere
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        with one_moment(place.id):
            for entry in journal_entries(place=place):
                self.stdout.write(exported_line(entry), ending="")
