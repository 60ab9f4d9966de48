"""`guyub verify --file jurnal.jsonl`: an exported journal checked anywhere, without Django, database or network."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.exported import verify_file
from guyub.books.ledger.domain.verifying import AnchorRefusedError, anchor_text, read_anchor
from guyub.books.ledger.selectors.chart import chart
from guyub.foundation.kernel.formats import number

if TYPE_CHECKING:
    from pathlib import Path

FOUND, REFUSED = 1, 2


def main(path: Path, *, anchor: str = "") -> int:
    """Check a file and say what was found; returns the exit code: 0 whole, 1 something found, 2 not readable."""
    try:
        known = read_anchor(anchor, place=anchor.partition(":")[0].strip()) if anchor else None
        with path.open("rb") as file:
            check = verify_file(file, chart=chart(), anchor=known)
    except AnchorRefusedError:
        sys.stderr.write("Segel ditulis KODE:NOMOR:SIDIK, seperti di lembar tutup bulan.\n")
        return REFUSED
    except OSError as error:
        sys.stderr.write(f"Berkas {path} tidak terbaca: {error.strerror}.\n")
        return REFUSED
    for finding in check.findings:
        _say(f"- {finding.said}")
    counted = f"{number(check.entries)} jurnal, {number(check.lines)} baris diperiksa"
    if check.findings:
        _say(f"{counted}, {len(check.findings)} temuan.")
        return FOUND
    _say(f"{counted}, semua cocok. Ujung: {anchor_text(check.place, check.chain_no, check.hash)}")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
