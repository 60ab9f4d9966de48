"""A bank's file as a table: its header, and which column holds what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from guyub.books.treasury.domain.bank_cells import DAY_FIRST, MONTH_FIRST, flags_in
from guyub.foundation.intake.domain.titles import columns_of, title_key
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Line = tuple[int, list[str]]

MOST_LINES = 20_000
MOST_COLUMNS = 40
HEADER_WITHIN = 30
LEAST_NAMED = 2  # a day and an amount
ORDER = "order"  # of a day in numbers; kept with the columns
ORDERS = frozenset({"", DAY_FIRST, MONTH_FIRST})

# What a column is called by BRI, BNI, Mandiri, BSI, BCA, Bank Jatim and others; the order decides who takes a column.
TITLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "date": ("Tanggal", (
        "tanggal", "tgl", "date", "tanggal transaksi", "tgl transaksi", "transaction date", "trx date", "tgl tran",
        "posting date", "post date", "tanggal posting", "effective date", "tanggal efektif", "tanggal pembukuan",
        "tanggal mutasi", "tgl mutasi", "tanggal waktu", "date time", "value date", "tgl valuta", "tanggal valuta",
    )),
    "debit": ("Uang keluar", (
        "debit", "debet", "db", "dr", "mutasi debet", "mutasi debit", "nominal debit", "nominal debet",
        "debit amount", "debit rp", "debet rp", "uang keluar", "keluar", "pengeluaran", "penarikan", "withdrawal",
    )),
    "credit": ("Uang masuk", (
        "kredit", "credit", "cr", "mutasi kredit", "nominal kredit", "credit amount", "kredit rp", "uang masuk",
        "masuk", "pemasukan", "setoran", "deposit",
    )),
    "amount": ("Jumlah", (
        "jumlah", "nominal", "amount", "mutasi", "nilai", "jumlah transaksi", "nilai transaksi",
        "nominal transaksi", "transaction amount", "amount idr", "jumlah rp", "nominal rp",
    )),
    "flag": ("Debet atau kredit", (
        "d k", "db cr", "db kr", "d c", "dk", "dbcr", "dr cr", "debit kredit", "debet kredit", "debit credit",
        "jenis", "tipe", "type", "jenis mutasi", "tipe mutasi", "jenis transaksi", "posisi", "tanda",
    )),
    "balance": ("Saldo", (
        "saldo", "balance", "saldo akhir", "saldo akhir mutasi", "running balance", "ending balance",
        "ledger balance", "saldo rp", "balance idr", "saldo berjalan",
    )),
    "reference": ("Nomor referensi", (
        "referensi", "reference", "ref", "no ref", "no referensi", "nomor referensi", "reference no", "ref no",
        "reference number", "no bukti", "no jurnal", "journal no", "no transaksi", "transaction id", "trx id",
        "no arsip", "trace", "teller id",
    )),
    "account": ("Nomor rekening", (
        "no rekening", "nomor rekening", "rekening", "account no", "account number", "acct no", "norek", "account",
    )),
    "description": ("Keterangan", (
        "keterangan", "uraian", "uraian transaksi", "deskripsi", "description", "transaction description", "remark",
        "remarks", "transaction remark", "desk tran", "narasi", "berita", "detail", "details", "detail transaksi",
        "rincian transaksi", "rincian", "keterangan transaksi", "catatan",
    )),
}  # fmt: skip


class StatementRefusedError(DomainError):
    """A bank's statement is not read, taken in or undone; ``wrong`` says why, ``line`` where.

    The table: ``empty``, ``many`` (fact ``most``), ``columns`` (day, or amounts, not found), ``field`` (no such column,
    or one for two), ``day``, ``order`` (01/11: which is the day), ``amount``, ``sign`` (in or out is not said),
    ``balance`` (the running balance breaks: fact ``expected_rp``), ``mixed`` (two accounts), ``account`` (another
    account than this one). Taking in: ``again`` (this file was taken), ``nothing`` (all of it is there), ``closed``
    (already taken, undone or dropped), ``matched`` (some lines are matched: fact ``count``), ``place`` (no such bank
    account), ``kept`` (a kept sheet counts on its lines).
    """

    code: ClassVar[str] = "treasury.bank.statement_refused"


@dataclass(frozen=True, slots=True)
class BankTable:
    """A table with its header found: numbered lines below it, and what stands around them."""

    columns: Sequence[str]
    lines: Sequence[Line] = field(repr=False)
    above: Sequence[Line] = field(repr=False)


def table_in(lines: Sequence[Line]) -> BankTable:
    """Find the header: the first line of those that name most columns.

    Raises:
        StatementRefusedError: ``empty``, ``many`` or ``columns``.
    """
    if len(lines) > MOST_LINES + HEADER_WITHIN:
        raise StatementRefusedError(wrong="many", most=MOST_LINES)
    if len(lines) < 2:
        raise StatementRefusedError(wrong="empty")
    within = lines[:HEADER_WITHIN]
    named = [len(guessed(columns_of(row[:MOST_COLUMNS]))) for _, row in within]
    at = named.index(max(named))
    if max(named) < LEAST_NAMED:
        # Titles that nobody knows: the first line that looks like a header, for people to map.
        wide = [place for place, (_, row) in enumerate(within) if sum(map(bool, row)) > LEAST_NAMED]
        if not wide:
            raise StatementRefusedError(wrong="columns")
        at = wide[0]
    width = max(len(row) for _, row in lines[at:])
    header = [*lines[at][1], *[""] * (width - len(lines[at][1]))][:MOST_COLUMNS]
    below = lines[at + 1 :]
    if not below:
        raise StatementRefusedError(wrong="empty")
    if len(below) > MOST_LINES:
        raise StatementRefusedError(wrong="many", most=MOST_LINES)
    return BankTable(columns_of(header), below, lines[:at])


def guessed(columns: Sequence[str]) -> dict[str, str]:
    """Read from the titles which column holds what: field → column, each column once."""
    left = {column: title_key(column) for column in columns}
    found = {}
    for name, (_, keys) in TITLES.items():
        # The order of keys decides between several that fit: "tanggal transaksi" before "tanggal valuta".
        fitting = [column for column, key in left.items() if key in keys]
        if fitting:
            found[name] = min(fitting, key=lambda column: keys.index(left[column]))
            del left[found[name]]
    return found


def mapped(table: BankTable, remembered: Mapping[str, str]) -> dict[str, str]:
    """Say which column holds what: as remembered for this account where those columns are there, else as guessed."""
    columns = set(table.columns)
    if remembered and {column for name, column in remembered.items() if name != ORDER} <= columns:
        return dict(remembered)
    found = guessed(table.columns)
    if "flag" not in found and "amount" in found:
        untitled = {
            column: [cell_of(row, table.columns.index(column)) for _, row in table.lines]
            for column in table.columns
            if column not in found.values() and column.startswith("Kolom ")
        }
        flag = flags_in(untitled)
        found |= {"flag": flag} if flag else {}
    return found


def check_mapping(table: BankTable, mapping: Mapping[str, str]) -> None:
    """Check what people say of the columns.

    Raises:
        StatementRefusedError: ``field`` or ``columns``.
    """
    used = [column for name, column in mapping.items() if name != ORDER]
    if not set(mapping) <= {*TITLES, ORDER} or not set(used) <= set(table.columns):
        raise StatementRefusedError(wrong="field")
    if len(set(used)) < len(used) or mapping.get(ORDER, "") not in ORDERS:
        raise StatementRefusedError(wrong="field")
    if "date" not in mapping or not {"amount", "debit", "credit"} & set(mapping):
        raise StatementRefusedError(wrong="columns")


def cell_of(row: Sequence[str], at: int) -> str:
    """Give a cell without its spare spaces; a line that ends before it has none."""
    return row[at].strip() if at < len(row) else ""
