"""The opening position: what a cooperative had and owed on the first day of its books.

What another list will tell piece by piece (members' savings, loans, stock, assets, suppliers) is brought as one total,
on an account *saldo awal belum dirinci* that the later detail empties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.books.assets.domain.tables import Fault, amount_in, find_columns
from guyub.books.ledger.domain.chart import DEBIT_KINDS, RESULT_KINDS, Mark, Register
from guyub.books.ledger.domain.entries import MOST_RP, LineDraft
from guyub.foundation.intake.domain.titles import title_key
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import AmountNotUnderstoodError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from guyub.books.ledger.domain.chart import Chart

OPENING_SERIES = "SA"
LAST_YEAR = "3.5.02"
# Accounts that another list keeps, and where their total waits for it.
TOTALS: Mapping[str, str] = {
    "1.2.01": "1.2.91",
    "1.2.03": "1.2.92",
    "1.2.04": "1.2.94",
    "1.2.05": "1.2.93",
    **dict.fromkeys(("1.3.01", "1.3.02", "1.3.03", "1.3.04", "1.3.05", "1.3.06"), "1.3.91"),
    **{f"1.6.0{no}": "1.6.81" for no in range(1, 8)},
    **{f"1.6.9{no}": "1.6.99" for no in range(1, 6)},
    "2.1.01": "2.1.91",
    "2.1.02": "2.1.92",
    "2.1.11": "2.1.93",
    "2.2.01": "2.2.91",
    "2.2.02": "2.2.92",
    "2.2.03": "2.2.93",
    "3.1.01": "3.1.91",
    "3.1.02": "3.1.92",
    "3.4.02": "3.4.91",
    "3.5.01": LAST_YEAR,
}
# What the form asks for: a heading, and accounts in the words of who keeps the cash.
ASKED: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    (
        "Uang",
        (("1.1.01", "Uang di laci gerai"), ("1.1.02", "Uang di kotak bendahara"), ("1.1.03", "Uang di bank")),
    ),
    (
        "Yang harus diterima",
        (
            ("1.2.01", "Bon anggota"),
            ("1.2.03", "Pinjaman anggota yang belum kembali"),
            ("1.2.04", "Jasa pinjaman yang belum diterima"),
            ("1.2.05", "Penyisihan pinjaman"),
            ("1.2.02", "Piutang bukan anggota"),
            ("1.2.08", "Piutang lain"),
        ),
    ),
    (
        "Barang dan yang dibayar di muka",
        (
            ("1.3.01", "Stok sembako"),
            ("1.3.02", "Stok LPG isi"),
            ("1.3.05", "Stok barang lain"),
            ("1.4.01", "Sewa dibayar di muka"),
            ("1.4.02", "Asuransi dibayar di muka"),
        ),
    ),
    (
        "Aset",
        (
            ("1.6.81", "Harga beli semua aset tetap"),
            ("1.6.99", "Penyusutan yang sudah dicatat"),
            ("1.5.01", "Penyertaan pada koperasi lain"),
        ),
    ),
    (
        "Utang",
        (
            ("2.1.01", "Utang kepada pemasok"),
            ("2.1.02", "Utang barang titipan"),
            ("2.1.08", "Tagihan yang belum dibayar"),
            ("2.1.11", "SHU yang belum dibayar"),
            ("2.4.01", "Pinjaman bank Himbara"),
            ("2.4.02", "Pinjaman LPDB"),
            ("2.1.03", "Titipan pihak lain"),
        ),
    ),
    (
        "Simpanan anggota",
        (
            ("3.1.01", "Simpanan pokok"),
            ("3.1.02", "Simpanan wajib"),
            ("2.2.01", "Simpanan sukarela"),
            ("2.2.02", "Simpanan berjangka"),
            ("3.4.02", "Penyertaan anggota"),
        ),
    ),
    (
        "Modal dan SHU",
        (
            ("3.2.01", "Hibah"),
            ("3.3.01", "Cadangan"),
            ("2.3.01", "Dana pendidikan"),
            ("2.3.02", "Dana sosial"),
            ("3.4.01", "Modal penyertaan pihak lain"),
            (LAST_YEAR, "SHU tahun lalu (rugi: beri tanda minus)"),
        ),
    ),
)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "account": ("kode", "akun", "kode akun", "nomor akun"),
    "name": ("nama", "nama akun", "uraian"),
    "debit": ("debit", "debet", "saldo debit"),
    "credit": ("kredit", "saldo kredit"),
}


class OpeningRefusedError(DomainError):
    """An opening position is not kept or taken back; ``wrong`` says why.

    By its lines (fact ``account``): ``empty amount account unmapped result``; ``unbalanced`` (facts ``debit_rp`` and
    ``credit_rp``); by the books: ``taken`` (one stands), ``closed``, ``gone`` (none stands), ``detailed`` (something
    came out of its totals, fact ``account``), ``reason``.
    """

    code: ClassVar[str] = "treasury.opening.refused"


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One balance: an account and signed rupiah, debit above zero."""

    account: str
    amount_rp: int


def side_of(account: str, chart: Chart) -> int:
    """Tell on which side an account stands as a rule: 1 debit, -1 credit.

    Raises:
        KeyError: The chart knows no such account.
    """
    above = chart.above(account)
    usual = 1 if above.kind in DEBIT_KINDS else -1
    return -usual if above.mark is Mark.CONTRA else usual


def target_of(account: str, chart: Chart, *, is_midyear: bool) -> str:
    """Tell on which account a balance is brought.

    Raises:
        OpeningRefusedError: ``account`` (not in the chart, or between units), ``result`` (an income or cost at the
            start of a year) or ``unmapped`` (another list keeps it, and no total waits for that list).
    """
    try:
        above = chart.above(account)
    except KeyError as error:
        raise OpeningRefusedError(wrong="account", account=account) from error
    if above.code in TOTALS:
        return TOTALS[above.code]
    if above.mark is Mark.ANTAR_UNIT:
        raise OpeningRefusedError(wrong="account", account=account)
    if above.kind in RESULT_KINDS and not is_midyear:
        raise OpeningRefusedError(wrong="result", account=account)
    if above.owner or above.register is Register.KLAIM:
        raise OpeningRefusedError(wrong="unmapped", account=account)
    return account


def difference_of(lines: Iterable[OpeningLine]) -> int:
    """Tell by how much debit exceeds credit, in rupiah."""
    return sum(line.amount_rp for line in lines)


def opening_lines(
    lines: Sequence[OpeningLine], chart: Chart, *, is_midyear: bool = False, rest_to_last_year: bool = False
) -> list[LineDraft]:
    """Give the lines of the opening entry: one for each account, in the order of codes.

    Args:
        lines: The balances; those of nothing are left out.
        chart: The chart.
        is_midyear: Books begin within a year: income and costs so far are brought too.
        rest_to_last_year: What does not balance is the SHU of earlier years; otherwise it is refused.

    Raises:
        OpeningRefusedError: See there.
    """
    sums: dict[str, int] = {}
    for line in lines:
        if abs(line.amount_rp) > MOST_RP:
            raise OpeningRefusedError(wrong="amount", account=line.account)
        if line.amount_rp:
            target = target_of(line.account, chart, is_midyear=is_midyear)
            sums[target] = sums.get(target, 0) + line.amount_rp
    rest_rp = sum(sums.values())
    if rest_rp and rest_to_last_year:
        sums[LAST_YEAR] = sums.get(LAST_YEAR, 0) - rest_rp
    elif rest_rp:
        debit_rp = sum(rp for rp in sums.values() if rp > 0)
        raise OpeningRefusedError(wrong="unbalanced", debit_rp=debit_rp, credit_rp=debit_rp - rest_rp)
    kept = [LineDraft(code, amount_rp) for code, amount_rp in sorted(sums.items()) if amount_rp]
    if not kept:
        raise OpeningRefusedError(wrong="empty")
    return kept


def read_opening(
    lines: Sequence[tuple[int, Sequence[str]]],
    names: Mapping[str, str],
    chart: Chart,
    *,
    is_midyear: bool,
) -> tuple[list[OpeningLine], list[Fault]]:
    """Read a table of balances: code or name, debit, credit.

    Args:
        lines: Line numbers and cells, the header among the first.
        names: The cooperative's accounts: name by code.
        chart: The chart.
        is_midyear: Income and costs are taken too.

    Returns:
        The balances that can be read, and a fault for each other row that holds an amount. Line 0: a column is missing.
    """
    columns, below = find_columns(lines, COLUMNS)
    if not ({"account", "name"} & set(columns) and {"debit", "credit"} <= set(columns)):
        return [], [Fault(0, "columns")]
    by_name = {title_key(name): code for code, name in names.items()}
    rows, faults, seen = [], [], set()
    for line, cells in below:
        texts = {field: cells[at].strip() if at < len(cells) else "" for field, at in columns.items()}
        try:
            debit_rp, credit_rp = amount_in(texts["debit"]), amount_in(texts["credit"])
        except AmountNotUnderstoodError:
            faults.append(Fault(line, "amount"))
            continue
        if not debit_rp and not credit_rp:
            continue
        code = _code(texts, names, by_name)
        wrong = _wrong(code, chart, is_midyear=is_midyear)
        if debit_rp and credit_rp:
            wrong = "both"
        elif not wrong and code in seen:
            wrong = "twice"
        if wrong:
            faults.append(Fault(line, wrong))
            continue
        seen.add(code)
        rows.append(OpeningLine(code, debit_rp - credit_rp))
    return rows, faults


def _code(texts: Mapping[str, str], names: Mapping[str, str], by_name: Mapping[str, str]) -> str:
    """Find the account that a row names: by its code, or by its name."""
    for text in (texts.get("account", ""), texts.get("name", "")):
        if text in names:
            return text
        if title_key(text) in by_name:
            return by_name[title_key(text)]
    return ""


def _wrong(code: str, chart: Chart, *, is_midyear: bool) -> str:
    try:
        target_of(code, chart, is_midyear=is_midyear)
    except OpeningRefusedError as refusal:
        return str(refusal.facts["wrong"])
    return ""
