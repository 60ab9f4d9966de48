"""`guyub calc time-value`."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING

from guyub.finance.loans.domain import time_value
from guyub.finance.loans.domain.time_value import When, number
from guyub.foundation.kernel.calculation import Rule, record, strings

if TYPE_CHECKING:
    from guyub.foundation.kernel.calculation import Json

# Function → the fields it takes beside `when`; others are read and left aside.
TAKES = {
    "pmt": ("rate", "nper", "pv", "fv"),
    "ipmt": ("rate", "per", "nper", "pv", "fv"),
    "ppmt": ("rate", "per", "nper", "pv", "fv"),
    "fv": ("rate", "nper", "pmt", "pv"),
    "pv": ("rate", "nper", "pmt", "fv"),
    "nper": ("rate", "pmt", "pv", "fv"),
    "rate": ("nper", "pmt", "pv", "fv"),
}
NUMBERS = ("rate", "nper", "per", "pmt", "pv", "fv")
NUMBER = {"type": ["string", "number"], "default": 0}
SHOWN = Context(prec=28)
LEAST_DIGITS = 15
LONG = 60  # zeros after the point; what is smaller is written with its exponent


def _time_value(given: dict[str, Json]) -> dict[str, Json]:
    numbers = {name: number(name, given[name]) for name in NUMBERS}
    function = getattr(time_value, given["function"])
    taken = {name: numbers[name] for name in TAKES[given["function"]]}
    return {"value": _text(function(**taken, when=When(given["when"])))}


def _text(value: Decimal) -> str:
    """Write a number with 28 digits; idle zeros go, but fifteen digits stay."""
    if not value:
        return "0"
    shown = SHOWN.plus(value)
    digits = "".join(map(str, shown.as_tuple().digits)).rstrip("0").ljust(LEAST_DIGITS, "0")
    sign, first = ("-" if shown < 0 else ""), shown.adjusted()
    if first < -LONG:
        return f"{sign}{digits[0]}.{digits[1:]}E{first}"
    if first < 0:
        return f"{sign}0.{digits.rjust(len(digits) - first - 1, '0')}"
    whole, rest = digits[: first + 1].ljust(first + 1, "0"), digits[first + 1 :]
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


RULES = (
    Rule(
        name="time-value",
        title="Menghitung nilai uang menurut waktu seperti lembar kerja: angsuran, bunga, pokok, masa, suku.",
        given=record(
            function={"type": "string", "enum": list(TAKES)},
            **dict.fromkeys(NUMBERS, NUMBER),
            when={"type": "string", "enum": [one.value for one in When], "default": "end"},
        ),
        answer=record(value=strings()),
        calculate=_time_value,
    ),
)
