"""The sheet of limits of one member: each limit beside what is owed and what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.finance.credit.domain.exposures import owed_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from guyub.finance.credit.domain.exposures import Exposure, Guarantee
    from guyub.finance.credit.domain.related import Related


class Limit(StrEnum):
    """Which limit a line of the sheet is about."""

    RELATED = "related"
    OTHER = "other"
    OWN = "own"
    CAPITAL = "capital"


LIMIT_WORDS = {
    Limit.RELATED: "BMPP pihak terkait",
    Limit.OTHER: "BMPP anggota",
    Limit.CAPITAL: "Modal satu anggota",
}


@dataclass(frozen=True, slots=True)
class CapitalBase(Row):
    """The capital of which one member may owe a part; whole rupiah, never below zero.

    Args:
        amount_rp: How much.
        words: Which capital.
        is_assumed: The law names another that nobody recorded; whoever shows the sheet says so.
    """

    amount_rp: int
    words: str
    is_assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Row):
    """One limit beside what is asked; whole rupiah.

    Args:
        limit: Which.
        name: What it is called.
        share: The part of capital, as people read it; "": none.
        capital: Of which capital; "": of none.
        basis: The text of law or the decision.
        source: Where the number comes from, and how sure it is.
        is_verified: False: the number must still be checked.
        most_rp: How much at most.
        used_rp: What is used before this.
        asked_rp: What is asked of it now.
        is_binding: False: it warns and refuses nothing.
    """

    limit: Limit
    name: str
    share: str
    capital: str
    basis: str
    source: str
    is_verified: bool
    most_rp: int
    used_rp: int
    asked_rp: int
    is_binding: bool

    @property
    def left_rp(self) -> int:
        """What may still be asked of it, before what is asked now."""
        return max(self.most_rp - self.used_rp, 0)

    @property
    def over_rp(self) -> int:
        """How much too much it would be; 0: it is within the limit, or on it."""
        return max(self.used_rp + self.asked_rp - self.most_rp, 0)

    @property
    def is_broken(self) -> bool:
        """What is asked is refused."""
        return self.is_binding and self.over_rp > 0

    @property
    def is_warning(self) -> bool:
        """It is beyond the limit, and may be agreed to all the same."""
        return not self.is_binding and self.over_rp > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSheet(Row):
    """Every limit of one member on one day, beside what is asked; whole rupiah.

    Args:
        asked_rp: By how much the member would owe more; 0: what is agreed already is looked at.
        base: The capital that the first line is a part of.
        related: Why the member is a related party; None: is none.
        exposures: What is owed already.
        guarantees: For whom the member answers; counted nowhere.
        lines: The limits, those that refuse first.
    """

    asked_rp: int
    base: CapitalBase
    related: Related | None
    exposures: tuple[Exposure, ...]
    guarantees: tuple[Guarantee, ...]
    lines: tuple[Line, ...]

    @property
    def owed_rp(self) -> int:
        """What is owed already, over all who lend."""
        return owed_rp(self.exposures)

    @property
    def left_rp(self) -> int:
        """How much more the member may owe by every limit that refuses."""
        return min(line.left_rp for line in self.lines if line.is_binding)

    @property
    def broken(self) -> Line | None:
        """The first limit that refuses; None: it may be agreed to."""
        return next((line for line in self.lines if line.is_broken), None)
