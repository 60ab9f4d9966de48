"""Verify, reconcile or audit one cooperative, or all."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guyub.books.ledger.domain.verifying import Anchor, AnchorRefusedError, anchor_text, read_anchor
from guyub.books.ledger.selectors.verify import verify_books
from guyub.foundation.identity.selectors.guiding import all_places
from guyub.foundation.kernel.formats import number
from guyub.journeys.selectors.invariants import Examination, broken_rules, one_moment, said

if TYPE_CHECKING:
    from guyub.foundation.kernel.models import Cooperative


class Command(BaseCommand):
    """Behind `guyub verify`, `guyub reconcile` and `guyub audit`; exit 1 when something is found.

    At verbosity 0 it says nothing of places where all is well.
    """

    requires_system_checks = ()  # it looks at books; checks of pages would take longer than the books
    help = "Periksa buku satu koperasi atau semuanya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is looked at, where, and against which paper."""
        parser.add_argument("what", choices=list(Examination))
        parser.add_argument("--place", default="all")
        parser.add_argument("--anchor", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go from place to place, each as it stands at one moment."""
        places = [place for place in all_places() if options["place"] in {"all", place.code}]
        if not places:
            raise CommandError(f"Tidak ada koperasi dengan kode {options['place']}.")
        anchor = options["anchor"]
        if anchor and len(places) > 1:
            raise CommandError("Segel milik satu koperasi: sebutkan juga --place.")
        try:
            anchors = [read_anchor(anchor, place=places[0].code)] if anchor else []
        except AnchorRefusedError as error:
            raise CommandError("Segel ditulis KODE:NOMOR:SIDIK, seperti di lembar tutup bulan.") from error
        found, self.is_terse = 0, options["verbosity"] == 0
        for place in places:
            with one_moment(place.id):
                if options["what"] == Examination.VERIFY:
                    found += self._verify(place, anchors)
                else:
                    found += self._examine(place, Examination(options["what"]))
        if found:
            sys.exit(1)

    def _verify(self, place: Cooperative, anchors: list[Anchor]) -> int:
        began = perf_counter()
        verified = verify_books(place=place, anchors=anchors)
        if verified is None:
            return self._list(f"{place.name} ({place.code}): pembukuan belum dimulai.", [])
        seconds = f"{perf_counter() - began:.2f}".replace(".", ",")
        counted = f"{number(verified.entries)} jurnal, {number(verified.lines)} baris diperiksa dalam {seconds} detik"
        ended = f"{len(verified.findings)} temuan" if verified.findings else "semua cocok"
        anchor = anchor_text(verified.place, verified.chain_no, verified.hash)
        heading = f"{place.name} ({place.code}): {counted}, {ended}. Segel {anchor}"
        return self._list(heading, [finding.said for finding in verified.findings])

    def _examine(self, place: Cooperative, examination: Examination) -> int:
        broken = [said(one) for one in broken_rules(cooperative_id=place.id, examination=examination)]
        ended = f"{len(broken)} temuan" if broken else "semua cocok"
        return self._list(f"{place.name} ({place.code}): {ended}.", broken)

    def _list(self, heading: str, findings: list[str]) -> int:
        if findings or not self.is_terse:
            self.stdout.write("\n- ".join([heading, *findings]))
        return len(findings)
