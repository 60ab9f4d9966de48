"""NIK, the number of every resident: six digits of place, six of birth, four of order.

``PPRRDD DDMMYY SSSS``: province, regency, district where it was first issued; the day of birth, 40 more for women;
the order of entry. Nothing in it can be checked against a sum, so a well-formed number may still be wrong.

Source: docs/algorithms/nik.md, docs/regulations.md#nik.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Kepmendagri 300.2.2-2138/2025: the 38 provinces of today. A number keeps the code of the place that issued it.
PROVINCES = frozenset(
    """
    11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53
    61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96
    """.split()
)
WOMEN_ADD_DAYS = 40
_ROUNDED = re.compile(r"\d[.,]\d+[eE]\+?1[45]", re.ASCII)


class NikFault(StrEnum):
    """Why a number cannot be a NIK."""

    EMPTY = "empty"
    LOST_DIGITS = "lost_digits"
    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    REPEATED_DIGIT = "repeated_digit"
    PROVINCE = "unknown_province"
    BIRTH_DATE = "birth_date"
    SERIAL = "serial"


class Sex(StrEnum):
    """As the number says it."""

    MALE = "M"
    FEMALE = "F"


@dataclass(frozen=True, kw_only=True)
class Nik:
    """What a well-formed number says."""

    digits: str
    province_code: str
    regency_code: str
    district_code: str
    birth_date_candidates: tuple[date, ...]
    sex: Sex
    serial: str


def read_nik(written: str, *, today: date) -> Nik | NikFault:
    """Read a NIK as it is written on a card; blanks and dots between digits are allowed.

    Checks run in this order: digits that a spreadsheet rounded away (``3.57303E+15``), empty, digits, length, one
    repeated digit, province, date of birth, order number. An unknown regency or district is no fault: places are
    split and renamed, numbers stay.

    Args:
        written: As typed or scanned.
        today: Nobody is born after this day.

    Returns:
        What the number says, with the one or two possible dates of birth (20YY before 19YY), or the first fault.
    """
    digits = re.sub(r"[\s.]", "", written)
    fault = NikFault.LOST_DIGITS if _ROUNDED.fullmatch(written.strip()) else _fault_of_form(digits)
    if fault is not None:
        return fault
    day, month, year = (int(digits[place : place + 2]) for place in (6, 8, 10))
    sex = Sex.FEMALE if day > WOMEN_ADD_DAYS else Sex.MALE
    candidates = _birth_dates(day - (WOMEN_ADD_DAYS if sex is Sex.FEMALE else 0), month, year, today)
    if not candidates:
        return NikFault.BIRTH_DATE
    if digits[12:] == "0000":
        return NikFault.SERIAL
    return Nik(
        digits=digits,
        province_code=digits[:2],
        regency_code=digits[:4],
        district_code=digits[:6],
        birth_date_candidates=candidates,
        sex=sex,
        serial=digits[12:],
    )


def _fault_of_form(digits: str) -> NikFault | None:
    if not digits:
        return NikFault.EMPTY
    if not (digits.isascii() and digits.isdigit()):
        return NikFault.NOT_DIGITS
    if len(digits) != 16:
        return NikFault.LENGTH
    if len(set(digits)) == 1:
        return NikFault.REPEATED_DIGIT
    if digits[:2] not in PROVINCES:
        return NikFault.PROVINCE
    return None


def _birth_dates(day: int, month: int, year: int, today: date) -> tuple[date, ...]:
    found = []
    for century in (2000, 1900):
        try:
            born = date(century + year, month, day)
        except ValueError:
            continue
        if born <= today:
            found.append(born)
    return tuple(found)
