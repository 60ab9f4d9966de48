"""Vouchers and kwitansi on paper."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.conf import settings

from guyub.books.treasury.domain.events import Direction
from guyub.books.treasury.domain.terbilang import terbilang
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import long_day, number, rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from guyub.books.ledger.web.statement_files import Cover
    from guyub.books.treasury.selectors.vouchers import Voucher

TO_A_SHEET = (1, 4)
_SHOWN_LINES = 8  # on a quarter of a sheet; the journal has them all
_THIRD = {
    Direction.MASUK: "Disetor oleh",
    Direction.KELUAR: "Diterima oleh",
    Direction.PINDAH: "Diterima oleh",
    Direction.CATAT: "Diperiksa oleh",
}


def vouchers_pdf(
    vouchers: Sequence[Voucher],
    cover: Cover,
    *,
    paper: str,
    to_a_sheet: int,
    is_receipt: bool = False,
    said: Mapping[UUID, str] = MappingProxyType({}),
) -> bytes:
    """Set vouchers on paper.

    Args:
        vouchers: In the order in which they are filed.
        cover: Whose, where, printed when and by whom; its signers are not used.
        paper: ``a4`` or ``f4``.
        to_a_sheet: One of TO_A_SHEET.
        is_receipt: A kwitansi, for money that came in: words and amount alone, signed by who received it.
        said: Of a kwitansi, by entry: what the money paid and why, where that is more than one thing.
    """
    payload = {
        "title": "Kwitansi" if is_receipt else "Bukti kas dan bank",
        "who": cover.who,
        "where": cover.where,
        "printed": cover.printed,
        "paper": paper,
        "to_a_sheet": to_a_sheet,
        "vouchers": [
            _receipt(one, said.get(one.entry_id, "")) if is_receipt else _paper(one) for one in vouchers
        ],
    }
    return render_pdf(template="treasury/voucher.typ", payload=payload, is_example=settings.IS_DEMO)


def _paper(one: Voucher) -> dict[str, Any]:
    facts = [
        ("Tanggal", long_day(one.happened_on)),
        (one.who_words, one.who or "…………………………"),
        ("Keperluan", one.memo),
        ("Terbilang", terbilang(one.amount_rp)),
        ("Dari", one.from_place),
        ("Ke", one.to_place),
    ]
    lines = [
        [line.code, line.account_name, _figure(line.debit_rp), _figure(line.credit_rp)]
        for line in one.lines[:_SHOWN_LINES]
    ]
    if len(one.lines) > _SHOWN_LINES:
        lines.append(["", f"{len(one.lines) - _SHOWN_LINES} baris lagi di jurnal", "", ""])
    third = one.who_words if one.direction is Direction.PINDAH and one.who else _THIRD[one.direction]
    return {
        "title": one.words,
        "number": one.name,
        "facts": [[label, value] for label, value in facts if label and value],
        "amount": rupiah(one.amount_rp),
        "lines": lines,
        "place": "",
        "signers": [
            {"role": "Dibuat oleh", "name": one.made_by},
            {"role": "Disetujui oleh", "name": ""},
            {"role": third, "name": one.who},
        ],
    }


def _receipt(one: Voucher, said: str) -> dict[str, Any]:
    facts = [
        ("Sudah terima dari", one.who or "…………………………"),
        ("Uang sejumlah", terbilang(one.amount_rp)),
        ("Untuk pembayaran", one.memo),
        *([("Perincian", said)] if said else []),
    ]
    return {
        "title": "Kwitansi",
        "number": one.name,
        "facts": [list(fact) for fact in facts],
        "amount": rupiah(one.amount_rp),
        "lines": [],
        "place": f"Malang, {long_day(one.happened_on)}",
        "signers": [{"role": "", "name": " "}, {"role": "Penerima", "name": one.made_by}],
    }


def _figure(amount_rp: int | None) -> str:
    return "" if amount_rp is None else number(amount_rp)
