"""The end of a day of a rationed good: what our log, the official report, the money and the floor say of it.

Three books stand beside each other; nothing is ever made to agree. What differs has a reason, and stays open until
somebody says what was done about it. Source: docs/algorithms/official_sites.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date

SHORTEST_WHY, LONGEST_WHY = 5, 200
MOST_QTY, MOST_RP = 10**9, 10**12


class DayCloseRefusedError(DomainError):
    """The end of a day is not written, checked or settled; ``wrong`` says why.

    ``day`` (to come), ``number`` (not a whole number from zero on), ``reason`` (something differs, and no 5 to 200
    letters say why), ``same`` (who wrote it does not check it), ``gone``, ``checked`` (another person checked it by
    now), ``open`` (nothing differs, or it is settled), ``why`` (5 to 200 letters).
    """

    code: ClassVar[str] = "subsidised.day_close.refused"


class Book(StrEnum):
    """What is compared."""

    OFFICIAL = "OFFICIAL"
    MONEY = "MONEY"
    FULL = "FULL"
    EMPTY = "EMPTY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours(Row):
    """What our own books say of a day; quantities in the good's smallest unit, money in whole rupiah.

    Args:
        count: Sales that stand.
        qty: What they come to, less what came back of earlier days.
        paid_rp: What was paid for it.
        full: Full containers of the books; None: the good has none.
        empty: Empty ones.
    """

    count: int
    qty: int
    paid_rp: int
    full: int | None = None
    empty: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Row):
    """What somebody read from the official report, counted in the drawer and on the floor.

    Args:
        official: The day's total there; None: there is no site for the good.
        cash_rp: Cash for it.
        cashless_rp: What came otherwise.
        full: Full containers, counted; None: the good has none.
        empty: Empty ones.
        reason: Why something differs.
    """

    official: int | None
    cash_rp: int
    cashless_rp: int
    full: int | None = None
    empty: int | None = None
    reason: str = ""

    @property
    def money_rp(self) -> int:
        """All the money for it."""
        return self.cash_rp + self.cashless_rp


@dataclass(frozen=True, slots=True)
class Difference(Row):
    """One thing of which two books say something else; ``gap`` is theirs less ours."""

    book: Book
    ours: int
    theirs: int

    @property
    def gap(self) -> int:
        """What theirs says beyond ours."""
        return self.theirs - self.ours


def differences(*, ours: Ours, told: Told) -> tuple[Difference, ...]:
    """Give what does not agree, in the order of the page; what nobody counts is left out."""
    pairs = (
        (Book.OFFICIAL, ours.qty, told.official),
        (Book.MONEY, ours.paid_rp, told.money_rp),
        (Book.FULL, ours.full, told.full),
        (Book.EMPTY, ours.empty, told.empty),
    )
    return tuple(
        Difference(book, ours_qty, theirs)
        for book, ours_qty, theirs in pairs
        if ours_qty is not None and theirs is not None and ours_qty != theirs
    )


def checked_told(*, ours: Ours, told: Told, on: date, today: date) -> Told:
    """Give what is written down of a day, its reason without spare spaces.

    Raises:
        DayCloseRefusedError: ``day number reason``, in this order.
    """
    if on > today:
        raise DayCloseRefusedError(wrong="day")
    quantities = (told.official, told.full, told.empty)
    if any(qty is not None and not 0 <= qty <= MOST_QTY for qty in quantities) or not (
        0 <= told.cash_rp <= MOST_RP and 0 <= told.cashless_rp <= MOST_RP
    ):
        raise DayCloseRefusedError(wrong="number")
    reason = " ".join(told.reason.split())
    least = SHORTEST_WHY if differences(ours=ours, told=told) else 0
    if not least <= len(reason) <= LONGEST_WHY:
        raise DayCloseRefusedError(wrong="reason")
    return Told(
        official=told.official,
        cash_rp=told.cash_rp,
        cashless_rp=told.cashless_rp,
        full=told.full,
        empty=told.empty,
        reason=reason,
    )


def checked_settling(written: str) -> str:
    """Give what was done about a difference, without spare spaces.

    Raises:
        DayCloseRefusedError: ``why``: not 5 to 200 letters.
    """
    why = " ".join(written.split())
    if not SHORTEST_WHY <= len(why) <= LONGEST_WHY:
        raise DayCloseRefusedError(wrong="why")
    return why
