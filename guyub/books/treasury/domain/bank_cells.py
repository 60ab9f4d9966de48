"""How banks write amounts and days in their files, and how each is read; what may name a person is masked."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import MOST_RP
from guyub.community.cooperatives.domain.cells import MONTH_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# From the bank's side: what it debits leaves the account.
OUT_WORDS = frozenset({"D", "DB", "DR", "DEBET", "DEBIT", "KELUAR"})
IN_WORDS = frozenset({"K", "C", "CR", "KR", "KREDIT", "CREDIT", "MASUK"})
EARLIEST_YEAR = 2000
DAY_FIRST, MONTH_FIRST = "hari", "bulan"  # orders of a day that is written in numbers

_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<sign>[+-])?(?:RP\.?|IDR)?(?P<sign2>[+-])?"
    r"(?P<whole>\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*|\d*)(?P<cents>[.,]\d{1,2})?(?(open)\))(?P<tail>-)?"
    r"(?P<side>[A-Z]+)?",
    re.ASCII,
)
_CLOCK = re.compile(r"[T ,]+\d{1,2}[.:]\d{2}([.:]\d{2}(\.\d+)?)?( ?(AM|PM|WIB|WITA|WIT))?$", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_RUN = re.compile(r"(20\d{2})(\d{2})(\d{2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[-/. ]*([a-z]{3,9})\.?[-/. ]*(\d{4}|\d{2})", re.ASCII)
_LONG_NUMBER = re.compile(r"\d(?:[-. ]?\d){9,}", re.ASCII)
_SHOWN_FIRST, _SHOWN_LAST = 2, 3


class DaysUnclearError(ValueError):
    """Whether the day or the month comes first cannot be told from a whole column, as in 01/11 alone."""


def read_amount(text: str) -> tuple[int, bool] | None:
    """Read an amount: ``1.234.567,00``, ``1,234,567.00``, ``-50.000``, ``(50,000.00)``, ``50.000,00 DB``.

    Returns:
        Signed whole rupiah, what leaves the account below zero, and whether the text itself says which way it went;
        None where it is no amount, has a fraction of a rupiah, or a spreadsheet has shortened it.
    """
    match = _AMOUNT.fullmatch(re.sub(r"\s", "", text.replace("\u2212", "-")).upper())
    if match is None or not (match["whole"] or match["cents"]):
        return None
    side = match["side"] or ""
    if side and side not in OUT_WORDS | IN_WORDS:
        return None
    if (match["cents"] or "").strip(".,0") or (match["cents"] and match["cents"][0] == match["mark"]):
        return None
    whole = int(re.sub(r"[.,]", "", match["whole"]) or "0")
    if whole > MOST_RP:
        return None
    signs = (match["sign"] or "", match["sign2"] or "", match["tail"] or "")
    is_out = bool(match["open"]) or "-" in signs or side in OUT_WORDS
    return (-whole if is_out else whole), is_out or "+" in signs or bool(side)


def read_flag(text: str) -> int:
    """Read which way money went: 1 in, -1 out, 0 for no such word."""
    word = text.strip().upper().rstrip(".")
    return -1 if word in OUT_WORDS else 1 if word in IN_WORDS else 0


def read_days(texts: Sequence[str], *, latest: date, order: str = "") -> list[date | None]:
    """Read a column of days; which of day and month comes first is decided over the whole of it.

    An order that makes a day of the column impossible or later than ``latest`` is out; of two that are left the one in
    which days only go up, or only down, is right, as statements are lists in time.

    Args:
        texts: ISO, ``20261101``, ``01/11/26``, ``1 Nov 2026``, each also with a time of day behind it.
        latest: No day can be later.
        order: ``hari`` or ``bulan`` where people said which comes first; "" decides.

    Returns:
        A day for each text; None where it is none.

    Raises:
        DaysUnclearError: Both orders are possible and give different days.
    """
    orders = [order] if order else [DAY_FIRST, MONTH_FIRST]
    read = {one: [_read_day(text, one) for text in texts] for one in orders}
    possible = {one: days for one, days in read.items() if all(day and day <= latest for day in days)}
    if not possible:
        return [day if day and day <= latest else None for day in read[orders[0]]]
    first, *others = possible.values()
    if not others or first == others[0]:
        return first
    in_time = [days for days in possible.values() if _is_in_time([day for day in days if day])]
    if len(in_time) != 1:
        raise DaysUnclearError
    return in_time[0]


def _read_day(text: str, order: str) -> date | None:
    plain = _CLOCK.sub("", text.strip())
    if found := _ISO.fullmatch(plain) or _RUN.fullmatch(plain):
        year, month, day = map(int, found.groups())
    elif found := _NUMBERS.fullmatch(plain):
        day, month, year = map(int, found.groups())
        if order == MONTH_FIRST:
            day, month = month, day
    elif found := _NAMED.fullmatch(plain.casefold()):
        named = MONTH_NUMBERS.get(found[2]) or MONTH_NUMBERS.get(found[2][:3], 0)
        day, month, year = int(found[1]), named, int(found[3])
    else:
        return None
    year += EARLIEST_YEAR if year < 100 else 0
    try:
        return date(year, month, day) if year >= EARLIEST_YEAR else None
    except ValueError:
        return None


def _is_in_time(days: Sequence[date]) -> bool:
    steps = [later >= earlier for earlier, later in pairwise(days)]
    return all(steps) or all(later <= earlier for earlier, later in pairwise(days))


def masked(text: str) -> str:
    """Hide the middle of a number of ten digits or more: it may be a person's account, phone or NIK.

    ``TRF 081234567890`` becomes ``TRF 08•••••••890``: the first two and the last three digits stay.
    """
    return _LONG_NUMBER.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    middle = len(digits) - _SHOWN_FIRST - _SHOWN_LAST
    return f"{digits[:_SHOWN_FIRST]}{'•' * middle}{digits[-_SHOWN_LAST:]}"


def digits_of(text: str) -> str:
    """Give the digits of an account's number alone."""
    return re.sub(r"\D", "", text)


def flags_in(columns: Mapping[str, Sequence[str]]) -> str:
    """Find the column that holds nothing but D and K; "" where there is none."""
    for title, cells in columns.items():
        said = [cell for cell in cells if cell.strip()]
        if said and all(read_flag(cell) for cell in said):
            return title
    return ""
