"""The settlement of a membership, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from guyub.books.treasury.domain.terbilang import terbilang
from guyub.community.members.domain.cases import ExitKind
from guyub.foundation.kernel.canonical import facts_hash
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.qr import qr_svg
from guyub.foundation.kernel.formats import long_day, number, rupiah
from guyub.journeys.domain.leaving import Side
from guyub.journeys.services.leaving import paper_content

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.community.members.selectors.cases import ExitRow

MARK_LETTERS = 12
_TO_A_ROW = 3  # signatures side by side
CLOSING = (
    "Dengan pembayaran ini hak dan utang kedua pihak karena keanggotaan selesai. Nomor anggota tidak dipakai lagi,"
    " kartu dan perannya berakhir, dan catatannya disimpan koperasi."
)


def sheet_pdf(row: ExitRow, head: Mapping[str, str], *, address: str) -> bytes:
    """Set the sheet of a settled leaving, ready to sign by both sides.

    Args:
        row: Settled.
        head: What stands around it (case_pages.letterhead).
        address: Where anybody can verify it.
    """
    sides = {side: [line for line in row.settlement if line["side"] == side.value] for side in Side}
    held_rp, debts_rp, paid_rp = (sum(line["amount_rp"] for line in sides[side]) for side in Side)
    who = f"{row.name}, {row.member_number}" if row.member_number else f"{row.name}, calon anggota"
    facts = [
        ("Nomor", row.number),
        ("Anggota", who),
        ("Sebab", f"{row.kind_words}, {long_day(row.happened_on)}"),
        ("Alasan", row.reason),
        ("Tanggal", long_day(row.settled_on) if row.settled_on else ""),
    ]
    rows = [[line["words"], line["number"], number(line["amount_rp"]), ""] for line in sides[Side.HAK]]
    rows += [[line["words"], line["number"], "", number(line["amount_rp"])] for line in sides[Side.UTANG]]
    content = paper_content(number=row.number, on=row.settled_on, lines=row.settlement, paid_to=row.paid_to)
    payload = {
        **head,
        "title": "Penyelesaian keanggotaan",
        "facts": [list(fact) for fact in facts],
        "rows": rows,
        "sums": [["Jumlah", "", number(held_rp), number(debts_rp) if debts_rp else ""]],
        "amount": rupiah(paid_rp),
        "words": f"Terbilang: {terbilang(paid_rp)}",
        "payees": [[line["words"], number(line["amount_rp"])] for line in sides[Side.KEPADA]],
        "closing": CLOSING,
        "signers": _signers(row, [line["words"] for line in sides[Side.KEPADA]]),
        "qr": qr_svg(address, title="Periksa keaslian"),
        "address": address,
        "mark": facts_hash(content).hex()[:MARK_LETTERS],
    }
    return render_pdf(template="journeys/leaving_sheet.typ", payload=payload, is_example=settings.IS_DEMO)


def _signers(row: ExitRow, payees: list[str]) -> list[list[dict[str, str]]]:
    """Give rows of signature lines: the treasurer, the chair, and everybody who got something."""
    role = "Penerima, ahli waris" if row.kind is ExitKind.MENINGGAL else "Penerima"
    people = [{"role": "Bendahara", "name": row.settled_by}, {"role": "Ketua", "name": ""}]
    people += [{"role": role, "name": name} for name in payees]
    return [people[at : at + _TO_A_ROW] for at in range(0, len(people), _TO_A_ROW)]
