"""How cooperatives write the terms of a loan in a spreadsheet: rates, methods, periods. Nothing doubtful is taken.

Each reader gives what it read, or None for what it cannot.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.terms import MILLION, MONTHLY, MOST_INSTALMENTS, Every, Method, Unit
from guyub.foundation.intake.domain.titles import title_key

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS = 12
_RATE = re.compile(
    r"(\d{1,3})(?:[.,](\d{1,20}))?\s*(%|persen)?\s*(?:/|per|se)?\s*(bulan|bln|bl|tahun|thn|th)?\.?"
)
_UNITS = {"bulan": MONTHS, "bln": MONTHS, "bl": MONTHS, "tahun": 1, "thn": 1, "th": 1}
# A cell that a spreadsheet shows as percent holds a fraction. No cooperative lends at so little a month, or a year.
_FRACTION_BELOW = {MONTHS: Fraction(1, 10), 1: Fraction(1)}
_METHODS: Mapping[str, Method] = {
    **dict.fromkeys(
        ("flat", "tetap", "datar", "rata", "jasa tetap", "bunga tetap", "bunga flat"), Method.FLAT
    ),
    **dict.fromkeys(
        (
            "menurun",
            "efektif",
            "jasa menurun",
            "bunga menurun",
            "sliding",
            "sliding rate",
            "sisa pokok",
            "pokok tetap",
            "saldo menurun",
        ),
        Method.DECLINING,
    ),
    **dict.fromkeys(("anuitas", "annuitas", "annuity", "angsuran tetap"), Method.ANNUITY),
    **dict.fromkeys(
        ("jasa saja", "bunga saja", "jasa dulu", "pokok di akhir", "pokok akhir", "musiman"),
        Method.INTEREST_ONLY,
    ),
    **dict.fromkeys(
        ("sekaligus", "bayar di akhir", "bayar akhir", "yarnen", "bayar panen", "jatuh tempo"), Method.BULLET
    ),
}
METHOD_WORDS: Mapping[Method, str] = {
    Method.FLAT: "flat",
    Method.DECLINING: "menurun",
    Method.ANNUITY: "anuitas",
    Method.INTEREST_ONLY: "jasa saja",
    Method.BULLET: "sekaligus",
}
_EVERY: Mapping[str, Unit] = {
    **dict.fromkeys(("harian", "hari"), Unit.DAY),
    **dict.fromkeys(("mingguan", "minggu", "pekan", "pekanan"), Unit.WEEK),
    **dict.fromkeys(("bulanan", "bulan"), Unit.MONTH),
    **dict.fromkeys(("tahunan", "tahun"), Unit.YEAR),
    "pasaran": Unit.PASARAN,
}
_PERIOD = re.compile(r"(?:tiap |per |se)?(\d{1,2})? ?([a-z]+)")
_COUNT = re.compile(r"(\d{1,4}) ?(?:x|kali|bulan|bln|bl|minggu|hari|angsuran)?\.?")


def annual_rate(text: str, *, a_year: int) -> Fraction | None:
    """Read a rate in percent, and give it a year, as a fraction to the millionth: ``1,5`` a month is 0.18.

    Args:
        text: ``1,5``, ``1.5 %``, ``18% setahun``; of a cell shown as percent ``0.015``.
        a_year: How many of the column's periods make a year, 12 or 1; a text that names another is not read.
    """
    found = _RATE.fullmatch(text.strip().casefold())
    if found is None or (found[4] and _UNITS[found[4]] != a_year):
        return None
    whole, rest = found[1], found[2] or ""
    number = Fraction(int(whole + rest), 10 ** len(rest))
    is_fraction = not found[3] and 0 < number < _FRACTION_BELOW[a_year]
    return Fraction(round(number * (1 if is_fraction else Fraction(1, 100)) * a_year * MILLION), MILLION)


def method_in(text: str) -> Method | None:
    """Read how principal and interest are spread: ``flat``, ``menurun``, ``anuitas``, ``jasa saja``, ``sekaligus``."""
    return _METHODS.get(title_key(text))


def every_in(text: str) -> Every | None:
    """Read how long a period is: ``bulanan``, ``tiap minggu``, ``3 bulan``."""
    found = _PERIOD.fullmatch(title_key(text))
    unit = _EVERY.get(found[2]) if found else None
    if found is None or unit is None or found[1] == "0":
        return None
    return Every(unit, int(found[1] or MONTHLY.count))


def count_in(text: str) -> int | None:
    """Read how many instalments: ``12``, ``12x``, ``12 bulan``."""
    found = _COUNT.fullmatch(text.strip().casefold())
    return int(found[1]) if found and 1 <= int(found[1]) <= MOST_INSTALMENTS else None
