"""The bilyet of a simpanan berjangka as PDF: its terms in plain words, what it earns when, the QR."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.conf import settings

from guyub.books.treasury.domain.terbilang import terbilang
from guyub.community.members.web.book_tables import written_day
from guyub.finance.savings.domain.deposits import Roll
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.domain.terms import DAY_COUNT_WORDS
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.qr import qr_svg
from guyub.foundation.kernel.formats import number, rupiah

if TYPE_CHECKING:
    from guyub.finance.savings.selectors.deposits import DepositRow
    from guyub.finance.savings.services.certificates import Issued

AT_THE_END = {
    Roll.TIDAK: "Pada hari jatuh tempo simpanan ini berhenti. Uangnya menunggu diambil, tanpa jasa lagi.",
    Roll.POKOK: "Pada hari jatuh tempo pokoknya diperpanjang sendiri untuk jangka waktu yang sama, dengan jasa yang "
    "berlaku hari itu. Jasanya masuk simpanan sukarela.",
    Roll.POKOK_DAN_JASA: "Pada hari jatuh tempo pokok dan jasanya diperpanjang sendiri untuk jangka waktu yang sama, "
    "dengan jasa yang berlaku hari itu.",
}


def certificate_pdf(head: dict[str, Any], row: DepositRow, issued: Issued, *, address: str) -> bytes:
    """Set the bilyet.

    Args:
        head: As ``letterhead_of`` gives it.
        row: The deposit.
        issued: What was issued.
        address: Where anybody can verify it.
    """
    now, dues = row.now, row.schedule()
    payload = head | {
        "title": f"Bilyet simpanan berjangka {row.certificate}",
        "name": row.name,
        "number": row.number,
        "product": row.product,
        "amount": rupiah(row.balance_rp),
        "words": terbilang(row.balance_rp),
        "facts": [
            ["Mulai", written_day(now.from_on)],
            ["Jatuh tempo", written_day(now.matures_on)],
            ["Jasa", f"{rate_words(now.agreed_ppm)} setahun, {DAY_COUNT_WORDS[now.day_count]}"],
            ["Jasa masuk", "tiap bulan ke simpanan sukarela" if now.is_monthly else "pada hari jatuh tempo"],
            ["Periode", f"ke-{now.no}"],
        ],
        "terms": [
            AT_THE_END[now.roll],
            f"Bila diambil sebelum jatuh tempo, jasa periode yang berjalan dihitung {rate_words(now.early_ppm)} "
            "setahun. Jasa bulanan yang sudah diterima lebih dari itu dipotong dari pokok.",
            "Jasa kena pajak bila seluruh jasa simpanan anggota sebulan melewati batas; pajaknya dipotong koperasi.",
            "Bilyet ini tidak dapat dipindahtangankan. Bila hilang, minta gantinya di koperasi; yang lama "
            "tidak berlaku.",
        ],
        "rows": _beside([[written_day(one.comes_on), number(one.jasa_rp)] for one in dues]),
        "sum": number(sum(one.jasa_rp for one in dues)),
        "copy": f"Pengganti ke-{issued.copy - 1}: {issued.reason}" if issued.copy > 1 else "",
        "qr": qr_svg(address, title="Periksa bilyet"),
        "address": address,
        "mark": issued.mark,
        "signers": [{"role": "Anggota", "name": row.name}, *head["signers"][:1]],
    }
    return render_pdf(template="savings/certificate.typ", payload=payload, is_example=settings.IS_DEMO)


def _beside(rows: list[list[str]]) -> list[list[str]]:
    """Set the later half of some rows beside the earlier one, so that a year stays on one sheet."""
    half = (len(rows) + 1) // 2
    return [[*left, *right] for left, right in zip_longest(rows[:half], rows[half:], fillvalue=["", ""])]
