"""The lines of a bank's statement, the oldest first, checked against its running balance."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from guyub.books.treasury.domain.bank_cells import (
    DaysUnclearError,
    digits_of,
    masked,
    read_amount,
    read_days,
    read_flag,
)
from guyub.books.treasury.domain.bank_tables import ORDER, StatementRefusedError, cell_of, check_mapping
from guyub.foundation.intake.domain.titles import title_key
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from guyub.books.treasury.domain.bank_tables import BankTable


MONEY_FIELDS = ("amount", "debit", "credit", "balance")
LONGEST_TEXT, LONGEST_REFERENCE = 200, 60

# Lines of sums, and words around the table.
_AROUND = re.compile(
    r"^(saldo|total|jumlah|mutasi|opening|closing|beginning|ending|balance|periode|period|halaman|page|nama|name"
    r"|no|nomor|rekening|account|mata uang|currency|bersambung|dicetak|printed|end of|akhir)\b"
)
_NAMES_ACCOUNT = re.compile(r"\b(rekening|account|norek|acct)\b")
_ACCOUNT_NUMBER = re.compile(r"\d[\d\-. ]{6,}\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class StatementLine(Row):
    """One line of a statement.

    Args:
        line: Its line in the file.
        happened_on: The bank's day.
        amount_rp: Whole rupiah; above zero came in, below went out.
        balance_rp: What the bank says stood there after it; None where it does not say.
        description: What the bank says, long numbers masked.
        reference: The bank's reference, long numbers masked.
        digest: Of day, amount and texts: the same line in another file has the same.
        occurrence: Which of several lines that are the same in everything, from 1.
    """

    line: int
    happened_on: date
    amount_rp: int
    balance_rp: int | None
    description: str
    reference: str
    digest: bytes
    occurrence: int

    @property
    def out_rp(self) -> int:
        """What went out, above zero."""
        return -self.amount_rp


class _Raw(NamedTuple):
    """One line as text, by field."""

    line: int
    cells: dict[str, str]


def statement_lines(
    table: BankTable, mapping: Mapping[str, str], *, latest: date, own_number: str = ""
) -> list[StatementLine]:
    """Read the lines of a statement, the oldest first, without lines of sums, repeated headers and lines of nothing.

    Args:
        table: The table.
        mapping: Field → column, and the order of days where people said it.
        latest: The business date: no line is later.
        own_number: The account's number, where it is known; a file of another one is refused.

    Raises:
        StatementRefusedError: See there.
    """
    check_mapping(table, mapping)
    raw = list(_raw_lines(table, mapping))
    _check_account(table, raw, _bare(own_number))
    try:
        days = read_days([one.cells["date"] for one in raw], latest=latest, order=mapping.get(ORDER, ""))
    except DaysUnclearError as unclear:
        raise StatementRefusedError(wrong="order") from unclear
    for one, day in zip(raw, days, strict=True):
        if day is None:
            raise StatementRefusedError(wrong="day", line=one.line)
    amounts, are_signed = _amounts(raw, mapping)
    balances = [_balance(one) for one in raw]
    rows = [
        (one, day, rp, balance)
        for one, day, rp, balance in zip(raw, days, amounts, balances, strict=True)
        if day
    ]
    if not are_signed and sum(balance is not None for balance in balances) < 2:
        raise StatementRefusedError(wrong="sign")
    ordered = _checked(rows)
    if not ordered:
        raise StatementRefusedError(wrong="empty")
    return list(_told(ordered))


def _raw_lines(table: BankTable, mapping: Mapping[str, str]) -> Iterator[_Raw]:
    places = {name: table.columns.index(column) for name, column in mapping.items() if name != ORDER}
    money = [name for name in MONEY_FIELDS if name in places]
    titles = [title_key(table.columns[place]) for place in places.values()]
    kept: _Raw | None = None
    for number, row in table.lines:
        cells = {name: cell_of(row, place) for name, place in places.items()}
        has_money = any(cells[name] for name in money)
        if [title_key(cell) for cell in cells.values()] == titles or _is_around(cells, has_money=has_money):
            continue
        if not cells["date"] and not has_money:
            # A second line of what the bank says.
            if kept and cells.get("description"):
                kept.cells["description"] = f"{kept.cells['description']} {cells['description']}"
            continue
        if kept:
            yield kept
        kept = _Raw(number, cells)
    if kept:
        yield kept


def _is_around(cells: Mapping[str, str], *, has_money: bool) -> bool:
    """Tell a line of sums, or words around the table: no day, but such a word where the day or the text would be."""
    has_day = any(sign.isdigit() for sign in cells["date"][:4])
    said = cells["date"] or (cells.get("description", "") if has_money else "")
    return not has_day and bool(_AROUND.match(title_key(said)))


def _check_account(table: BankTable, raw: Sequence[_Raw], own: str) -> None:
    """Refuse a file in which a second account's number stands, or another one than this account's."""
    seen: dict[str, int] = {}
    read = {one.line for one in raw}
    for number, row in (*table.above, *(line for line in table.lines if line[0] not in read)):
        if _NAMES_ACCOUNT.search(title_key(row[0])):
            for found in _ACCOUNT_NUMBER.findall(" ".join(row))[:1]:
                seen.setdefault(_bare(found), number)
    for one in raw:
        written = one.cells.get("account", "")
        if any(sign.isdigit() for sign in written) and "*" not in written:
            seen.setdefault(_bare(written), one.line)
    if len(seen) > 1:
        raise StatementRefusedError(wrong="mixed", line=sorted(seen.values())[1])
    if own and seen and own not in seen:
        raise StatementRefusedError(wrong="account", line=next(iter(seen.values())))


def _bare(number: str) -> str:
    return digits_of(number).lstrip("0")


def _amounts(raw: Sequence[_Raw], mapping: Mapping[str, str]) -> tuple[list[int], bool]:
    """Give what each line moved, and whether the file says which way."""
    if "debit" in mapping or "credit" in mapping:
        return _two_columns(raw), True
    signed, are_signed = [], False
    for one in raw:
        found = read_amount(one.cells["amount"])
        flag = read_flag(one.cells.get("flag", ""))
        if found is None or ("flag" in mapping and not flag and found[0]):
            raise StatementRefusedError(wrong="amount", line=one.line)
        amount_rp, is_said = found
        are_signed = are_signed or is_said or bool(flag)
        signed.append(flag * abs(amount_rp) if flag else amount_rp)
    return signed, are_signed


def _two_columns(raw: Sequence[_Raw]) -> list[int]:
    pairs = []
    for one in raw:
        sides = [read_amount(one.cells.get(name) or "0") for name in ("debit", "credit")]
        if None in sides:
            raise StatementRefusedError(wrong="amount", line=one.line)
        out_rp, in_rp = (side[0] if side else 0 for side in sides)
        if out_rp and in_rp:
            raise StatementRefusedError(wrong="amount", line=one.line)
        pairs.append((out_rp, in_rp))
    # Some banks write what went out with a minus although it has its own column.
    sign = -1 if any(out_rp < 0 for out_rp, _ in pairs) and all(out_rp <= 0 for out_rp, _ in pairs) else 1
    return [in_rp - sign * out_rp for out_rp, in_rp in pairs]


def _balance(one: _Raw) -> int | None:
    written = one.cells.get("balance", "")
    if not written:
        return None
    found = read_amount(written)
    if found is None:
        raise StatementRefusedError(wrong="amount", line=one.line)
    # Here K means that the account holds money, and D that it is overdrawn: the same signs.
    return found[0]


_Read = tuple[_Raw, "date", int, "int | None"]


def _checked(rows: list[_Read]) -> list[_Read]:
    """Give the lines in time, the running balance checked line by line; lines that moved nothing are left out."""
    upward, downward = rows, rows[::-1]
    first, last = (rows[0][1], rows[-1][1]) if rows else (None, None)
    ways = (
        [upward, downward] if first == last else [upward] if first and last and first < last else [downward]
    )
    breaks = [_break_in(way) for way in ways]
    ordered = next((way for way, broken in zip(ways, breaks, strict=True) if broken is None), None)
    if ordered is None:
        line, expected_rp = next(broken for broken in breaks if broken is not None)
        raise StatementRefusedError(wrong="balance", line=line, expected_rp=expected_rp)
    return [row for row in sorted(ordered, key=lambda row: row[1]) if row[2]]


def _break_in(rows: Sequence[_Read]) -> tuple[int, int] | None:
    """Find the line where the running balance does not follow, and what it should be."""
    known_rp: int | None = None
    for one, _, amount_rp, balance_rp in rows:
        if known_rp is not None:
            known_rp += amount_rp
            if balance_rp is not None and balance_rp != known_rp:
                return one.line, known_rp
        known_rp = balance_rp if balance_rp is not None else known_rp
    return None


def _told(rows: Sequence[_Read]) -> Iterator[StatementLine]:
    times: Counter[bytes] = Counter()
    for one, day, amount_rp, balance_rp in rows:
        description = masked(_words(one.cells.get("description", "")))[:LONGEST_TEXT]
        reference = masked(_words(one.cells.get("reference", "")))[:LONGEST_REFERENCE]
        said = "\x1f".join((day.isoformat(), str(amount_rp), description, reference))
        digest = hashlib.sha256(said.encode()).digest()
        times[digest] += 1
        yield StatementLine(
            one.line, day, amount_rp, balance_rp, description, reference, digest, times[digest]
        )


def _words(text: str) -> str:
    """Take spare spaces, and signs that nobody sees, from a text."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def opening_of(lines: Sequence[StatementLine]) -> int | None:
    """Tell what stood on the account before the first line; None where the bank gives no balances."""
    moved_rp = 0
    for one in lines:
        moved_rp += one.amount_rp
        if one.balance_rp is not None:
            return one.balance_rp - moved_rp
    return None


def closing_of(lines: Sequence[StatementLine]) -> int | None:
    """Tell what stood there after the last line; None where the bank gives no balances."""
    opening_rp = opening_of(lines)
    return None if opening_rp is None else opening_rp + sum(one.amount_rp for one in lines)
