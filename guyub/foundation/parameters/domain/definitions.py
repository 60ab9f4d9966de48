"""What can be set, in which unit, and in which direction a narrower scope may move it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import ClassVar

from guyub.foundation.kernel.errors import DomainError


class Unit(StrEnum):
    """What a value is; it is always kept as text that says it exactly."""

    RUPIAH = "RUPIAH"
    RATE = "RATE"  # a fraction: 0.24 is 24 %
    NUMBER = "NUMBER"
    DAY = "DAY"  # a day of each year, MM-DD
    CHOICE = "CHOICE"
    TEXT = "TEXT"


class Direction(StrEnum):
    """How a narrower scope may differ from a wider one."""

    CAP = "CAP"  # not above
    FLOOR = "FLOOR"  # not below
    FREE = "FREE"


class Scope(StrEnum):
    """For whom a value holds, the widest first."""

    NATIONAL = "NATIONAL"
    CITY = "CITY"
    COOPERATIVE = "COOPERATIVE"


class Confidence(StrEnum):
    """How sure the source is: A the rule's own text, B two reports, C one report, M memory, OURS our own choice."""

    A = "A"
    B = "B"
    C = "C"
    M = "M"
    OURS = "OURS"

    @property
    def is_verified(self) -> bool:
        """True where the rule's own text or two independent reports say it; our own choices need no proof."""
        return self in {Confidence.A, Confidence.B, Confidence.OURS}


ORDER = {Scope.NATIONAL: 0, Scope.CITY: 1, Scope.COOPERATIVE: 2}
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
LONGEST_TEXT = 80


class ValueNotUnderstoodError(DomainError):
    """What was typed is not a value of its unit. Facts: ``unit``."""

    code: ClassVar[str] = "parameters.value.not_understood"


class LoosenedError(DomainError):
    """A narrower scope may only tighten; ``wrong``: ``cap`` or ``floor``; fact ``wider``: the value that holds."""

    code: ClassVar[str] = "parameters.value.loosened"


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One key: what it is called, what it is, who may set it."""

    key: str
    title: str
    unit: Unit
    direction: Direction
    group: str
    choices: tuple[str, ...] = ()
    settable_by: tuple[Scope, ...] = (Scope.CITY, Scope.COOPERATIVE)


def read_value(written: str, unit: Unit, choices: tuple[str, ...] = ()) -> str:
    """Bring a typed value to the one text in which it is kept.

    Args:
        written: As typed: ``100.000``, ``24%`` or ``0,24``, ``31-03`` or ``03-31`` for 31 March.
        unit: What it must be.
        choices: The allowed words of a choice.

    Returns:
        Rupiah and numbers as plain digits, rates as a decimal fraction, days as ``MM-DD``.

    Raises:
        ValueNotUnderstoodError: It is not a value of the unit.
    """
    text = written.strip()
    readers = {
        Unit.RUPIAH: lambda: _whole(text.removeprefix("Rp").strip().replace(".", "")),
        Unit.NUMBER: lambda: _decimal(text),
        Unit.RATE: lambda: _rate(text),
        Unit.DAY: lambda: _day(text),
        Unit.CHOICE: lambda: text if text in choices else None,
        Unit.TEXT: lambda: text if 0 < len(text) <= LONGEST_TEXT else None,
    }
    read = readers[unit]()
    if read is None:
        raise ValueNotUnderstoodError(unit=unit.value)
    return read


def _whole(text: str) -> str | None:
    return str(int(text)) if text.isascii() and text.isdigit() and len(text) <= 15 else None


def _decimal(text: str) -> str | None:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0 or number > 10**12 or len(text) > 20:
        return None
    return format(number.normalize(), "f")


def _rate(text: str) -> str | None:
    number = _decimal(text.removesuffix("%").strip())
    if number is None:
        return None
    fraction = Decimal(number) / 100 if text.endswith("%") else Decimal(number)
    return format(fraction.normalize(), "f") if fraction <= 10 else None


def _day(text: str) -> str | None:
    if _MONTH_DAY.fullmatch(text):
        month, day = text.split("-")
    else:
        day, _, month = text.partition("-")
    try:
        return date(2024, int(month), int(day)).strftime("%m-%d")
    except ValueError:
        return None


def is_tighter(value: str, wider: str, definition: Definition) -> bool:
    """Tell whether a value stays within a wider scope's one; only numbers and amounts have a direction."""
    if definition.direction is Direction.FREE or definition.unit not in {Unit.RUPIAH, Unit.RATE, Unit.NUMBER}:
        return True
    if definition.direction is Direction.CAP:
        return Decimal(value) <= Decimal(wider)
    return Decimal(value) >= Decimal(wider)


@dataclass(frozen=True)
class Dated:
    """One value of one scope for a span of days, both ends inside; ``valid_to`` None: until further notice."""

    scope: Scope
    value: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def effective(values: list[Dated], definition: Definition, *, on: date) -> Dated | None:
    """Find what holds on a day: the narrowest scope's value that stays within every wider one.

    A narrower value that has become looser than a wider one (because the law was tightened later) gives way to it.

    Args:
        values: Of one key, of all scopes that matter to one cooperative.
        definition: Of that key.
        on: The day.

    Returns:
        The value that holds, or None when there is none for that day.
    """
    found: Dated | None = None
    for dated in sorted((v for v in values if v.holds_on(on)), key=lambda v: (ORDER[v.scope], v.valid_from)):
        if found is None or is_tighter(dated.value, found.value, definition):
            found = dated
    return found


def shown(value: str, unit: Unit) -> str:
    """Write a value as people read it."""
    if unit is Unit.RUPIAH:
        return f"Rp\u00a0{int(value):,}".replace(",", ".")
    if unit is Unit.RATE:
        percent = format((Decimal(value) * 100).normalize(), "f")
        return f"{percent.replace('.', ',')}%"
    if unit is Unit.NUMBER:
        whole, _, rest = value.partition(".")
        return f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")
    if unit is Unit.DAY:
        month, day = value.split("-")
        names = (
            "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
        )
        return f"{int(day)} {names[int(month) - 1]}"
    return value
