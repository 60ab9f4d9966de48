"""How cooperatives write people in a spreadsheet: days, money, numbers, places. Nothing doubtful is taken.

Each reader gives what it read, or None for what it cannot; an empty cell is read as nothing.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from guyub.community.cooperatives.domain.cells import MONTH_NUMBERS
from guyub.foundation.identity.domain.names import PhoneNotUnderstoodError, phone_number

NOTHING = frozenset(("", "-", "–", "—", "--", "n/a", "na", "tidak ada", "belum ada", "kosong", "?", "0"))
EMPTY_MONEY = frozenset(("", "-", "–", "—", "--", "rp", "rp -", "rp-", "nihil"))
LARGEST_RP = 10**12
MOST_NUMBER = 9_999_999
EARLIEST_YEAR = 1900
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?")
_DAY_ZERO = date(1899, 12, 30)  # by which spreadsheets count
_FIRST_SERIAL, _LAST_SERIAL = 3_653, 73_050  # 1910 to the end of 2099
_SHORT_YEAR = re.compile(r"(\d{1,2})[\s/.\-]+(\d{1,2}|[a-z]+)\.?[\s/.\-]+'?(\d{2})")
_LOOSE_DAY = re.compile(r"(\d{1,2})[\s/.\-]+(\d{1,2}|[a-z]+)\.?[\s/.,\-]+(\d{4})")
_BIRTH = re.compile(r"([^\d]*?)[\s,./\-]*(\d.*)?", re.DOTALL)
_RP_BEFORE = re.compile(r"^rp\.?\s*", re.IGNORECASE)
_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+")
_DIGITS = re.compile(r"\d+")
_RT_RW = re.compile(
    r"(?:rt\.?)?\s*[:.]?\s*0*(\d{1,3})(?:\s*[/\\,;\-]\s*|\s+|(?=r))(?:rw\.?)?\s*[:.]?\s*0*(\d{1,3})",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"\brt\b[\s.:]*0*(\d{1,3})[\s,/\-.]*(?:\brw\b[\s.:]*)0*(\d{1,3})\b", re.IGNORECASE)
_NOT_IN_NUMBERS = re.compile(r"[\s.'’`\"\u00a0\u200b\-]")


def is_nothing(text: str) -> bool:
    """Tell whether a cell is left empty, as people mark it."""
    return text.strip().casefold() in NOTHING


def bare_number(text: str) -> str:
    """Bring a NIK or KK to its digits: blanks, dots, hyphens and the apostrophe that makes it a text are dropped.

    What a spreadsheet wrote with an exponent stays as it is, so that its reader can say what was lost.
    """
    stripped = text.strip().lstrip("'’`")
    return stripped if "e" in stripped.casefold() else _NOT_IN_NUMBERS.sub("", stripped)


def any_day(text: str, *, today: date) -> date | None:
    """Read a day as people and spreadsheets write it: ``12 Mei 1984``, ``12/05/84``, ``12-5-1984``, ``30814``.

    A year of two digits is the last such year that is not in the future.
    """
    said = " ".join(text.split()).casefold()
    if said.isdecimal():
        number = int(said)
        return _DAY_ZERO + timedelta(days=number) if _FIRST_SERIAL <= number <= _LAST_SERIAL else None
    if iso := _ISO.fullmatch(said):
        return _day(iso[3], iso[2], int(iso[1]))
    if loose := _LOOSE_DAY.fullmatch(said):
        return _day(loose[1], loose[2], int(loose[3]))
    if short := _SHORT_YEAR.fullmatch(said):
        year = int(short[3])
        century = today.year // 100 * 100
        found = _day(short[1], short[2], century + year)
        return found if found and found <= today else _day(short[1], short[2], century - 100 + year)
    return None


def birth(text: str, *, today: date) -> tuple[str, date | None]:
    """Part ``Malang, 12 Mei 1984`` into place and day; the day is None where it cannot be read or is not there."""
    match = _BIRTH.fullmatch(text.strip())
    place, day = (match[1], match[2]) if match else (text, None)
    return " ".join((place or "").strip(" ,.").split()), any_day(day, today=today) if day else None


def rupiah(text: str) -> int | None:
    """Read an amount: ``Rp 100.000,-``, ``100.000``, ``100000``, ``100,000``, ``Rp1.250.000,00``, ``-``.

    Returns:
        Whole rupiah, below zero too; None for anything else, such as cents or a dot out of place.
    """
    said = text.strip().casefold()
    if said in EMPTY_MONEY:
        return 0
    is_below = said.startswith("-") or (said.startswith("(") and said.endswith(")"))
    said = (
        _RP_BEFORE.sub("", said.strip("()").lstrip("- ").strip())
        .removesuffix(",-")
        .removesuffix(".-")
        .strip()
    )
    if re.search(r"[.,]00$", said):
        said = said[:-3]
    if said.startswith("-"):
        is_below, said = True, said[1:].strip()
    if not (_DOTS.fullmatch(said) or _COMMAS.fullmatch(said)):
        return None
    amount_rp = int(re.sub(r"[.,]", "", said))
    if amount_rp > LARGEST_RP:
        return None
    return -amount_rp if is_below else amount_rp


def own_number(text: str) -> int | None:
    """Read the number that a cooperative gave: ``A-0042``, ``42``, ``042/KKMP``; None where it is not one number."""
    groups = _DIGITS.findall(text)
    if len(groups) != 1 or not 1 <= int(groups[0][:9]) <= MOST_NUMBER:
        return None
    return int(groups[0])


def neighbourhood(text: str) -> str | None:
    """Read one RT or RW: up to three digits, with or without its letters."""
    digits = re.sub(r"(?i)^r[tw]\b[\s.:]*", "", text.strip()).lstrip("0") or "0"
    return digits.zfill(3) if digits.isascii() and digits.isdecimal() and len(digits) <= 3 else None


def rt_and_rw(text: str) -> tuple[str, str] | None:
    """Read both together: ``03/02``, ``RT 03 RW 02``. What a spreadsheet made a day of is not read."""
    if _ISO.fullmatch(text.strip()):
        return None
    match = _RT_RW.fullmatch(text.strip())
    return (match[1].zfill(3), match[2].zfill(3)) if match else None


def rt_and_rw_within(address: str) -> tuple[str, str]:
    """Find RT and RW that an address names; empty where it names none."""
    match = _IN_ADDRESS.search(address)
    return (match[1].zfill(3), match[2].zfill(3)) if match else ("", "")


def mobile(text: str) -> str | None:
    """Read a mobile number to its one form: the zero that a spreadsheet took is given back; of two the first counts."""
    first = re.split(r"[/;,]|\batau\b|\bdan\b", text.strip().lstrip("'’`"))[0]
    digits = re.sub(r"[\s.()\-+'’]", "", first)
    if digits.startswith("8"):
        digits = f"0{digits}"
    try:
        return phone_number(digits)
    except PhoneNotUnderstoodError:
        return None


def _day(day: str, month: str, year: int) -> date | None:
    number = int(month) if month.isdecimal() else MONTH_NUMBERS.get(month, 0)
    try:
        return date(year, number, int(day)) if year >= EARLIEST_YEAR else None
    except ValueError:
        return None
