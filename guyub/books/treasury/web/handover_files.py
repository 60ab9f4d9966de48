"""The record of a hand-over of all cash and bank, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from guyub.books.treasury.domain.terbilang import terbilang
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import clock, long_day, number, rupiah

if TYPE_CHECKING:
    from guyub.books.ledger.web.statement_files import Cover
    from guyub.books.treasury.selectors.cash_handovers import HandoverRow, PlaceGiven


def handover_pdf(row: HandoverRow, cover: Cover, *, zone: str, paper: str) -> bytes:
    """Set the record (berita acara serah terima) on paper, ready to sign.

    Args:
        row: What was handed over.
        cover: Whose, where, printed when and by whom; its signers are not used.
        zone: Of the cooperative.
        paper: ``a4`` or ``f4``.
    """
    given = row.given_at.astimezone(Zone(zone).info)
    total_rp = row.total_rp
    notes = []
    if row.claims_rp:
        notes.append(f"Klaim nota yang belum dibayar {rupiah(row.claims_rp)}.")
    if row.reason:
        notes.append(f"Sebab selisih: {row.reason}.")
    if row.confirmed_at:
        confirmed = row.confirmed_at.astimezone(Zone(zone).info)
        said = f"Disetujui {row.receiver} pada {long_day(confirmed)} pukul {clock(confirmed)} {zone}"
        notes.append(f"{said}, jurnal ke-{number(row.chain_no or 0)}.")
    elif row.withdrawn_at:
        notes.append("Serah terima ini ditarik kembali.")
    else:
        notes.append(f"Belum disetujui {row.receiver} di Guyub.")
    payload = {
        "who": cover.who,
        "where": cover.where,
        "title": "Berita acara serah terima kas dan bank",
        "printed": cover.printed,
        "paper": paper,
        "opening": (
            f"Pada {long_day(given)} pukul {clock(given)} {zone}, {row.giver} menyerahkan kepada {row.receiver}"
            f" semua kas dan bank {cover.who} seperti di bawah ini, seluruhnya {rupiah(total_rp)}."
        ),
        "words": terbilang(total_rp) if total_rp >= 0 else "",
        "rows": [_cells(one) for one in row.places],
        "total": ["Jumlah", "", number(sum(one.book_rp for one in row.places)), number(total_rp), ""],
        "notes": notes,
        "signers": [
            {"role": "Yang menyerahkan", "name": row.giver},
            {"role": "Yang menerima", "name": row.receiver},
            {"role": "Mengetahui, pengawas", "name": ""},
        ],
    }
    return render_pdf(template="treasury/handover.typ", payload=payload, is_example=settings.IS_DEMO)


def _cells(one: PlaceGiven) -> list[str]:
    named = f"{one.name}, {one.bank}" if one.bank else one.name
    return [
        f"{named} (dipegang {one.holder})" if one.holder else named,
        one.account,
        number(one.book_rp),
        "" if one.counted_rp is None else number(one.counted_rp),
        "" if one.difference_rp is None else number(one.difference_rp),
    ]
