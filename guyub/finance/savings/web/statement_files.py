"""Statements as files: PDF with the cooperative's head, tables; the summary of a year for the tax return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from guyub.community.members.web.book_tables import written_day
from guyub.finance.savings.domain.passbooks import CODE_WORDS
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.qr import qr_svg
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import MONTHS, day, number, rupiah

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from guyub.finance.savings.selectors.statements import Statement, TaxMonth
    from guyub.foundation.kernel.documents.spreadsheets import Cell

COLUMNS = (
    Column("Simpanan", width=26),
    Column("Tanggal", kind=Kind.DATE),
    Column("Sandi", width=8),
    Column("Bukti", width=18),
    Column("Keterangan", width=34),
    Column("Masuk", kind=Kind.RUPIAH),
    Column("Keluar", kind=Kind.RUPIAH),
    Column("Saldo", kind=Kind.RUPIAH),
)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose statement it is, and for which days."""

    name: str
    number: str
    since: date
    until: date

    @property
    def days(self) -> str:
        """The span in words."""
        return f"{written_day(self.since)} sampai {written_day(self.until)}"


@dataclass(frozen=True, slots=True)
class Seal:
    """What lets a stranger check the balance."""

    address: str
    mark: str


def statement_pdf(
    head: dict[str, Any], whose: Whose, told: Sequence[Statement], *, seal: Seal, is_whole: bool, paper: str
) -> bytes:
    """Set the statement of some accounts: sums, then every movement, then the QR.

    Args:
        head: As ``letterhead_of`` gives it.
        whose: Whose, and for which days.
        told: The accounts.
        seal: Address and mark of the paper that was issued.
        is_whole: Every line is there.
        paper: ``a4`` or ``f4``.
    """
    payload = _common(head, whose, told, paper) | {
        "title": "Rekening simpanan",
        "accounts": [_account(one) for one in told],
        "cut": ""
        if is_whole
        else "Barisnya terlalu banyak untuk satu cetakan. Pilih rentang yang lebih pendek.",
        "months": [],
        "tax_note": "",
        "qr": qr_svg(seal.address, title="Periksa saldo"),
        "address": seal.address,
        "mark": seal.mark,
        "signers": [],
        "codes": ", ".join(f"{code} {words}" for code, words in CODE_WORDS.items()),
    }
    return render_pdf(template="savings/statement.typ", payload=payload, is_example=settings.IS_DEMO)


def year_pdf(
    head: dict[str, Any],
    whose: Whose,
    told: Sequence[Statement],
    months: Sequence[TaxMonth],
    *,
    paper: str,
) -> bytes:
    """Set the summary of a year: each account, then jasa and tax by month as the tax return asks for them."""
    payload = _common(head, whose, told, paper) | {
        "title": f"Ikhtisar simpanan {whose.since.year}",
        "accounts": [],
        "cut": "",
        "months": [[MONTHS[one.month.month - 1], number(one.gross_rp), number(one.tax_rp)] for one in months],
        "months_sum": [
            "Setahun",
            number(sum(one.gross_rp for one in months)),
            number(sum(one.tax_rp for one in months)),
        ],
        "tax_note": "Jasa simpanan dikenai PPh final yang dipotong koperasi; laporkan sebagai penghasilan final.",
        "qr": "",
        "address": "",
        "mark": "",
        "codes": "",
    }
    return render_pdf(template="savings/statement.typ", payload=payload, is_example=settings.IS_DEMO)


def statement_sheet(whose: Whose, told: Sequence[Statement], *, place_name: str) -> Sheet:
    """Set the statement as a table, one row a movement, with what it opens with."""
    return Sheet(
        name="Rekening simpanan",
        title=f"Rekening simpanan {whose.name} {whose.number}".strip(),
        source=f"{place_name}, {whose.days}",
        columns=COLUMNS,
        rows=_rows(told),
    )


def _rows(told: Sequence[Statement]) -> Iterator[list[Cell]]:
    for one in told:
        words = one.account.words
        yield [words, one.since, "", "", "Saldo awal", None, None, one.opening_rp]
        for line in one.lines:
            came, went = max(line.amount_rp, 0), max(-line.amount_rp, 0)
            yield [
                words,
                line.on,
                line.code,
                line.number,
                line.note,
                came or None,
                went or None,
                line.balance_rp,
            ]
        yield [words, one.until, "", "", "Saldo akhir", None, None, one.closing_rp]


def _common(head: dict[str, Any], whose: Whose, told: Sequence[Statement], paper: str) -> dict[str, Any]:
    return head | {
        "paper": paper,
        "name": whose.name,
        "number": whose.number or "calon anggota",
        "days": whose.days,
        "sums": [
            [
                one.account.words,
                *(
                    number(rp)
                    for rp in (
                        one.opening_rp,
                        one.in_rp,
                        one.out_rp,
                        one.jasa_rp,
                        one.tax_rp,
                        one.closing_rp,
                    )
                ),
            ]
            for one in told
        ],
        "total": rupiah(sum(one.closing_rp for one in told)),
        "until": written_day(whose.until),
    }


def _account(one: Statement) -> dict[str, Any]:
    return {
        "title": one.account.words,
        "opening": number(one.opening_rp),
        "closing": number(one.closing_rp),
        "rows": [
            [
                day(line.on),
                line.code,
                f"{line.number} {line.note}".strip(),
                number(line.amount_rp) if line.amount_rp > 0 else "",
                number(-line.amount_rp) if line.amount_rp < 0 else "",
                number(line.balance_rp),
            ]
            for line in one.lines
        ],
    }
