"""What a programme of rationed goods says: whom it serves, with which proof, how much in which span of time.

A programme is data: another good or another rule is another row (data/program.csv, kategori.csv, batas.csv).
Quantities are in the smallest unit of the good: pieces, grams, milliliters. Source: docs/algorithms/quota.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from guyub.foundation.parameters.domain.definitions import Confidence
    from guyub.trade.inventory.domain.regulated import RuleUnit


class Scope(StrEnum):
    """What a limit counts by."""

    NIK = "NIK"  # one person
    KK = "KK"  # one household
    NIB = "NIB"  # one business
    OUTLET = "OUTLET"  # all that one cooperative sells
    SHARE = "SHARE"  # the part of an outlet's allocation that buyers of a category take together


class Period(StrEnum):
    """Over which span a limit counts; days are those of Jakarta, weeks begin on Monday."""

    TX = "TX"  # one sale
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    ALLOCATION = "ALLOCATION"  # what the outlet was given, from one delivery to the next


class Mode(StrEnum):
    """What it means that a limit is passed, from the mildest to the hardest."""

    OFF = "OFF"
    INFO = "INFO"  # told, no more
    WARN = "WARN"  # goes through with a reason
    BLOCK = "BLOCK"  # nobody at the counter can let it through


class Counts(StrEnum):
    """What a limit counts."""

    QTY = "QTY"
    SALES = "SALES"  # how often, however much


class Registers(StrEnum):
    """How somebody comes into a category."""

    COUNTER = "COUNTER"  # whoever sells looks at the papers
    LIST = "LIST"  # only by an official list


class Official(StrEnum):
    """Which official site must be told of each sale as well."""

    NONE = ""
    MAP = "MAP"
    KLIK_SPHP = "KLIK_SPHP"
    IPUBERS = "IPUBERS"


class UseState(StrEnum):
    """What became of a part of a quota."""

    RESERVED = "RESERVED"  # set aside for a sale that is being made; until a moment
    USED = "USED"
    RELEASED = "RELEASED"  # given back: not sold, or taken back


class KnownBy(StrEnum):
    """How it was known, at the sale, what is left."""

    NETWORK = "NETWORK"  # counted over all outlets at that moment
    SLICE = "SLICE"  # set aside for the device beforehand
    UNKNOWN = "UNKNOWN"  # sold without knowing, as the rule lets


class OfficialState(StrEnum):
    """How far the official site has been told of a sale."""

    NONE = ""  # no site is to be told
    WAITING = "WAITING"
    DONE = "DONE"
    REFUSED = "REFUSED"  # the site refused it: a person decides
    KEPT = "KEPT"  # refused there, and stands here with a note
    CANCEL = "CANCEL"  # taken back here after the site was told: to be cancelled there
    CANCELLED = "CANCELLED"


# The papers that are looked at; a programme names them by these.
PROOF_WORDS: Mapping[str, str] = {
    "KTP": "KTP",
    "KK": "Kartu Keluarga",
    "NIB": "NIB",
    "FOTO_USAHA": "foto tempat usaha",
    "DAFTAR": "tercantum di daftar resmi",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Row):
    """One rationed good.

    Args:
        key: By which products name it, such as ``LPG_3KG``.
        title: What people call it.
        unit: In what people speak of it.
        official: The site that is told of each sale as well.
        has_containers: It is sold in containers that come back.
        order: Its place in lists.
    """

    key: str
    title: str
    unit: RuleUnit
    official: Official
    has_containers: bool
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerCategory(Row):
    """Who may buy a good over a span of days, both ends inside.

    Args:
        programme: Of which good.
        code: Short, such as ``RT``.
        title: What people call them.
        registers: How somebody comes into it.
        proofs: The papers that are looked at; keys of ``PROOF_WORDS``.
        usual_qty: What one sale begins with, in the good's smallest unit.
        valid_from: The first day, inside.
        valid_to: The last day, inside; None: until further notice.
        legal_basis: The law, letter or statement.
        source: Where we have it from.
        confidence: How sure that is.
    """

    programme: str
    code: str
    title: str
    registers: Registers
    proofs: tuple[str, ...]
    usual_qty: int
    valid_from: date
    valid_to: date | None = None
    legal_basis: str
    source: str
    confidence: Confidence

    def holds_on(self, on: date) -> bool:
        """Tell whether it holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def proof_words(self) -> str:
        """The papers as people call them: ``KTP, Kartu Keluarga``."""
        return ", ".join(PROOF_WORDS[proof] for proof in self.proofs)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRule(Row):
    """One limit that holds for a programme over a span of days.

    Args:
        id: Of the rule.
        programme: Its key, such as ``LPG_3KG``.
        scope: What it counts by.
        period: Over which span.
        counts: Quantity, or how often.
        max_qty: The most, in the good's smallest unit, or sales; of ``SHARE`` hundredths of a percent.
        mode: What it means to pass it.
        category: Of which buyers; empty: all.
        unknown_qty: What one sale may take while nobody can say what is left; 0 where it blocks.
        region: The first parts of a region's code; empty: the whole country.
        valid_from: The first day, inside.
        valid_to: The last day, inside; None: until further notice.
        legal_basis: The law, letter or statement.
        source: Where we have it from.
        confidence: How sure that is.
    """

    id: str
    programme: str
    scope: Scope
    period: Period
    counts: Counts = Counts.QTY
    max_qty: int
    mode: Mode
    category: str = ""
    unknown_qty: int = 0
    region: str = ""
    valid_from: date
    valid_to: date | None = None
    legal_basis: str
    source: str
    confidence: Confidence

    def holds_on(self, on: date) -> bool:
        """Tell whether it holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def covers(self, region: str) -> bool:
        """Tell whether a region lies inside its own; parts of a code count whole: ``35`` does not cover ``350``."""
        return not self.region or f"{region}.".startswith(f"{self.region}.")
