"""Units of a product: what each holds in whole base units, a quantity in words, a quantity as typed.

Stock is counted in grams, milliliters or pieces and in nothing else, so no quantity is ever a fraction. Every other
unit is told by another one ("1 karton = 12 pak"). Source: docs/algorithms/units.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import MINUS, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST = 10**15  # base units: a million tonnes in grams is a thousandth of it
LONGEST_NAME = 20
LONGEST_TEXT = 80


class UnitRefusedError(DomainError):
    """Units do not fit together, or a quantity is none; ``wrong`` says why. Facts: ``unit`` or ``written``.

    Units: ``name`` (empty, longer than 20 letters, or with digits), ``twice`` (told already), ``unknown`` (told by a
    unit that nobody told), ``loop`` (told by itself, over others or not), ``count`` (not above zero), ``fraction`` (not
    whole base units), ``large``.
    Quantities: ``written`` (not understood), ``unit`` (not one of the product), ``again`` (one unit twice), ``part``
    (not whole base units), ``large``.
    """

    code: ClassVar[str] = "inventory.unit.refused"


class BaseUnit(StrEnum):
    """In what the stock of a product is counted."""

    GRAM = "GRAM"
    MILILITER = "MILILITER"
    PIECE = "PIECE"


# What everybody knows of a measure, in base units; pieces have only their own word.
MEASURES: Mapping[BaseUnit, Mapping[str, int]] = {
    BaseUnit.GRAM: {"gram": 1, "ons": 100, "kg": 1000, "kuintal": 100_000, "ton": 1_000_000},
    BaseUnit.MILILITER: {"ml": 1, "liter": 1000},
    BaseUnit.PIECE: {},
}
# Read and understood, never written: nobody says "3 ons 50 gram" of a shelf.
_UNSPOKEN = frozenset({"ons", "kuintal", "ton"})
SPELLINGS: Mapping[str, str] = {
    "g": "gram",
    "gr": "gram",
    "kilo": "kg",
    "kilogram": "kg",
    "kw": "kuintal",
    "l": "liter",
    "lt": "liter",
    "ltr": "liter",
    "mililiter": "ml",
    "cc": "ml",
}
_NAME = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*", re.ASCII)
_WHOLE = r"\d{1,3}(?:\.\d{3})+|\d+"
_HALVES: Mapping[str, str] = {"½": "1/2", "¼": "1/4", "¾": "3/4"}
_AMOUNT = re.compile(
    rf"(?:(?P<whole>{_WHOLE})(?:,(?P<decimals>\d+))?(?![\d.,/]))?"
    r"\s*(?:(?P<above>\d+)/(?P<below>\d+)(?![\d.,/]))?"
    r"\s*(?P<unit>[^\W\d_]+(?:[ -][^\W\d_]+)*)?\s*",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class UnitTold:
    """One unit as it is told: ``1 karton = 12 pak`` is ``UnitTold("karton", Fraction(12), "pak")``."""

    name: str
    count: Fraction
    of: str


def unit_name(written: str) -> str:
    """Bring the name of a unit to the one spelling in which it is kept: ``Kilogram`` is ``kg``."""
    name = " ".join(written.lower().split())
    return SPELLINGS.get(name, name)


def resolve(base: BaseUnit, *, piece: str = "buah", told: Sequence[UnitTold]) -> dict[str, int]:
    """Tell how many base units each unit of a product holds.

    Args:
        base: In what its stock is counted.
        piece: What one piece is called, where it is counted in pieces: ``bungkus``.
        told: Units of its own, in any order; each by a measure, the piece, or another of them.

    Returns:
        Name → base units, one or more: measures of the base first, then the units as they were told.

    Raises:
        UnitRefusedError: The piece's ``name``; unit by unit as told ``name``, ``twice``, ``count``; then ``unknown``,
            ``loop``; then ``fraction``, ``large``.
    """
    if base is BaseUnit.PIECE:
        _refuse_name(piece)
    known = {unit_name(piece): 1} if base is BaseUnit.PIECE else dict(MEASURES[base])
    by_name: dict[str, UnitTold] = {}
    for one in told:
        name = _refuse_name(one.name)
        if name in known or name in by_name:
            raise UnitRefusedError(wrong="twice", unit=name)
        if one.count <= 0:
            raise UnitRefusedError(wrong="count", unit=name)
        by_name[name] = one
    sizes = {name: Fraction(size) for name, size in known.items()}
    for name in by_name:
        _settle(name, by_name, sizes)
    return {name: _whole_units(name, sizes[name]) for name in (*known, *by_name)}


def _refuse_name(written: str) -> str:
    name = unit_name(written)
    if _NAME.fullmatch(name) is None or len(name) > LONGEST_NAME:
        raise UnitRefusedError(wrong="name", unit=written)
    return name


def _settle(name: str, by_name: Mapping[str, UnitTold], sizes: dict[str, Fraction]) -> None:
    """Walk from a unit down to one whose size is known, and back up."""
    path: list[str] = []
    while name not in sizes:
        if name in path:
            raise UnitRefusedError(wrong="loop", unit=name)
        if name not in by_name:
            raise UnitRefusedError(wrong="unknown", unit=name)
        path.append(name)
        name = unit_name(by_name[name].of)
    for above in reversed(path):
        sizes[above] = by_name[above].count * sizes[unit_name(by_name[above].of)]


def _whole_units(name: str, size: Fraction) -> int:
    if size.denominator != 1:
        raise UnitRefusedError(wrong="fraction", unit=name)
    if size > MOST:
        raise UnitRefusedError(wrong="large", unit=name)
    return int(size)


def quantity_words(base_qty: int, *, units: Mapping[str, int]) -> str:
    """Write a quantity in mixed units, the largest first: ``2 karton 3 pak 1 bungkus``; none is ``0 bungkus``.

    Args:
        base_qty: Base units; below zero where stock is short.
        units: Name → base units, one of them a single base unit; of equal sizes the first is used.
    """
    spoken = [(name, size) for name, size in units.items() if name not in _UNSPOKEN]
    words, rest = [], abs(base_qty)
    for name, size in sorted(spoken, key=lambda unit: -unit[1]):
        count, rest = divmod(rest, size)
        if count:
            words.append(f"{number(count)} {name}")
    smallest = next(name for name, size in units.items() if size == 1)
    return (MINUS if base_qty < 0 else "") + (" ".join(words) or f"0 {smallest}")


def read_quantity(written: str, *, units: Mapping[str, int], usual: str) -> int:
    """Read a quantity as people type it, to the base unit, or refuse it.

    Understood: ``12``, ``1.250`` (a dot sets thousands apart), ``0,5``, ``1/2``, ``2 1/2 kg``, ``2½ kg``, and mixed:
    ``2 karton 3 pak``.

    Args:
        written: As typed; zero or more.
        units: Name → base units.
        usual: The unit of a number without one.

    Raises:
        UnitRefusedError: ``written``, then part by part ``unit``, ``again``, ``part``; then ``large``.
    """
    text = " ".join(written.split())
    for sign, fraction in _HALVES.items():
        text = text.replace(sign, f" {fraction}")
    text = text.strip()
    if not text or len(text) > LONGEST_TEXT:
        raise UnitRefusedError(wrong="written", written=written)
    total, at, seen = 0, 0, set[str]()
    while at < len(text):
        match = _AMOUNT.match(text, at)
        if match is None or not (match["whole"] or match["above"]) or int(match["below"] or 1) == 0:
            raise UnitRefusedError(wrong="written", written=written)
        at = match.end()
        name = unit_name(match["unit"] or usual)
        if name not in units:
            raise UnitRefusedError(wrong="unit", unit=match["unit"] or usual)
        if name in seen:
            raise UnitRefusedError(wrong="again", unit=name)
        seen.add(name)
        exact = _number(match) * units[name]
        if exact.denominator != 1:
            raise UnitRefusedError(wrong="part", unit=name, written=written)
        total += int(exact)
    if total > MOST:
        raise UnitRefusedError(wrong="large", written=written)
    return total


def _number(match: re.Match[str]) -> Fraction:
    decimals = match["decimals"] or ""
    whole = Fraction(int((match["whole"] or "0").replace(".", "") + decimals), 10 ** len(decimals))
    return whole + (Fraction(int(match["above"]), int(match["below"])) if match["above"] else 0)
