"""What a city types of households: how many of a ward use a rationed good, how much one needs a month, from where.

Nothing here is ours: neither the households nor what one needs has a value that Guyub begins with. Every figure is an
estimate of the city's and is called so wherever it is shown. Source: docs/algorithms/allocation.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

MOST_HOUSEHOLDS = 1_000_000  # of a ward
MOST_EACH = 1_000_000  # of a household in a month, in the good's smallest unit
MOST_WARDS = 500  # at once
LONGEST_SOURCE = 200
_WHOLE = re.compile(r"\d{1,3}(?:[. ]\d{3})*|\d{1,9}", re.ASCII)
_BETWEEN = re.compile(r"\t|;| {2,}")
_BEFORE_A_NAME = re.compile(r"^(?:kkmp|kelurahan|kel\.?|desa) ")


class HouseholdsRefusedError(DomainError):
    """What a city tells of households is not kept; ``wrong`` says why.

    ``programme``, ``source``, ``day`` (after today), ``nothing``, ``many`` (wards at once, ``most``), ``line`` (what
    was pasted is no line of a ward, ``no``); with the ward's name as ``ward``: ``ward`` (none of the city), ``twice``,
    ``count``, ``each``, ``half`` (what one needs and no households), ``moved`` (others told it meanwhile), ``why``
    (it was told before, and no reason is given).
    """

    code: ClassVar[str] = "subsidised.households.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdLine(Row):
    """One ward as typed: its code, households that use the good, what one needs a month in the smallest unit."""

    code: str
    households: int
    each_qty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdsTyped(Row):
    """What a city tells at once.

    Args:
        programme: The key of the good.
        of_on: The day that the numbers are of.
        source: Where they are from, in words.
        lines: The wards that are told; all others stay as they are.
        reason: Why what was told before is told anew; empty where nothing was.
    """

    programme: str
    of_on: date
    source: str
    lines: tuple[HouseholdLine, ...]
    reason: str = ""


def checked_households(typed: HouseholdsTyped, *, names: Mapping[str, str], today: date) -> None:
    """Refuse what cannot be kept, whatever was told before.

    Args:
        typed: As typed.
        names: The wards of the city, code → name.
        today: The business date of the city.

    Raises:
        HouseholdsRefusedError: ``source day nothing many ward twice count each``.
    """
    if not 0 < len(typed.source) <= LONGEST_SOURCE:
        raise HouseholdsRefusedError(wrong="source")
    if typed.of_on > today:
        raise HouseholdsRefusedError(wrong="day")
    if not typed.lines:
        raise HouseholdsRefusedError(wrong="nothing")
    if len(typed.lines) > MOST_WARDS:
        raise HouseholdsRefusedError(wrong="many", most=MOST_WARDS)
    seen: set[str] = set()
    for line in typed.lines:
        wrongs = {
            "ward": line.code not in names,
            "twice": line.code in seen,
            "count": not 0 <= line.households <= MOST_HOUSEHOLDS,
            "each": not 0 < line.each_qty <= MOST_EACH,
        }
        wrong = next((wrong for wrong, is_wrong in wrongs.items() if is_wrong), None)
        if wrong:
            raise HouseholdsRefusedError(wrong=wrong, ward=names.get(line.code, line.code))
        seen.add(line.code)


def lines_of(
    cells: Mapping[str, tuple[str, str]], *, each: str, names: Mapping[str, str]
) -> tuple[HouseholdLine, ...]:
    """Read the table of a form: a ward whose cells are empty is left alone.

    Args:
        cells: Code of a ward → households, what one needs a month, as typed.
        each: What one needs wherever the own cell is empty, as typed.
        names: Code → name.

    Raises:
        HouseholdsRefusedError: ``count each half``, with the ward.
    """
    found = []
    for code, (count, own) in cells.items():
        if not count.strip() and not own.strip():
            continue
        ward = names.get(code, code)
        if not count.strip():
            raise HouseholdsRefusedError(wrong="half", ward=ward)
        households, each_qty = whole(count), whole(own.strip() or each)
        if households is None:
            raise HouseholdsRefusedError(wrong="count", ward=ward)
        if each_qty is None:
            raise HouseholdsRefusedError(wrong="each", ward=ward)
        found.append(HouseholdLine(code=code, households=households, each_qty=each_qty))
    return tuple(found)


def pasted(written: str, *, names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Read lines of a spreadsheet: a ward (code or name), households, and perhaps what one needs a month.

    Args:
        written: Cells are apart by a tab, a semicolon or two blanks; empty lines are passed over.
        names: Code → name of the ward or of its cooperative.

    Returns:
        Cells as ``lines_of`` takes them.

    Raises:
        HouseholdsRefusedError: ``line`` with its ``no``; ``twice`` with the ward.
    """
    codes = {_plain(name): code for code, name in names.items()} | {code: code for code in names}
    found: dict[str, tuple[str, str]] = {}
    for no, line in enumerate(written.splitlines(), start=1):
        if not line.strip():
            continue
        first, count, own, *more = *(cell.strip() for cell in _BETWEEN.split(line.strip())), "", ""
        code = codes.get(_plain(first))
        if code is None or whole(count) is None or any(more):
            raise HouseholdsRefusedError(wrong="line", no=no)
        if code in found:
            raise HouseholdsRefusedError(wrong="twice", ward=names[code])
        found[code] = (count, own)
    return found


def whole(written: str) -> int | None:
    """Read a whole number as people and spreadsheets write it (2.310, 2 310, 2310); None where it is none."""
    text = written.strip()
    return int(text.replace(".", "").replace(" ", "")) if _WHOLE.fullmatch(text) else None


def moved(lines: Sequence[HouseholdLine], *, newest: Mapping[str, object], seen: frozenset[object]) -> str:
    """Give the first ward whose newest figure is not one that was seen when these were typed; empty: none.

    Args:
        lines: What is told.
        newest: Code → id of what was told last; wards of which nothing was told are missing.
        seen: The ids of what stood on the page.
    """
    return next((one.code for one in lines if one.code in newest and newest[one.code] not in seen), "")


def _plain(name: str) -> str:
    return _BEFORE_A_NAME.sub("", " ".join(name.casefold().split()))
