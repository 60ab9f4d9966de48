"""What is owed both ways when a membership ends, set off one against the other, and shared among heirs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import allocate_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence


class Side(StrEnum):
    """What a line of a settlement says."""

    HAK = "HAK"  # the cooperative owes it to the member
    UTANG = "UTANG"  # the member owes it to the cooperative
    KEPADA = "KEPADA"  # who got how much of what was left


class SettlementRefusedError(DomainError):
    """A leaving is not settled; ``wrong`` says why.

    ``state`` (not agreed to, or settled already), ``own`` (nobody settles the own leaving),
    ``blocked`` (something must be done first; fact ``what``), ``owes`` (debts are more than all savings; fact
    ``left_rp``), ``changed`` (what is owed is not what the page showed), ``agreement`` (a loan is set off, and the
    paper by which the member agreed to it is not named in 3 to 60 letters), ``payee`` (nobody named).
    """

    code: ClassVar[str] = "journeys.settlement.refused"


@dataclass(frozen=True, slots=True)
class Owed(Row):
    """One thing that is owed.

    Args:
        source: Who tells of it, such as ``savings``.
        code: Which of that source's things, such as ``SUKARELA``.
        words: What people call it.
        amount_rp: Whole rupiah, above zero.
    """

    source: str
    code: str
    words: str
    amount_rp: int


@dataclass(frozen=True, slots=True)
class SetOff(Row):
    """A part of a debt that is met from something held, whole rupiah."""

    debt: Owed
    held: Owed
    amount_rp: int


@dataclass(frozen=True, slots=True)
class Netting(Row):
    """What comes of setting off: how debts are met, what is paid of each thing held, what of debts is left."""

    set_offs: tuple[SetOff, ...]
    paid: tuple[Owed, ...]
    left: tuple[Owed, ...]

    @property
    def paid_rp(self) -> int:
        """What the member gets, whole rupiah."""
        return sum(one.amount_rp for one in self.paid)

    @property
    def left_rp(self) -> int:
        """What the member must still pay before the case can be settled, whole rupiah."""
        return sum(one.amount_rp for one in self.left)

    def met_rp(self, debt: Owed) -> int:
        """How much of a debt is met, whole rupiah."""
        return sum(one.amount_rp for one in self.set_offs if one.debt == debt)


def netted(*, held: Sequence[Owed], debts: Sequence[Owed]) -> Netting:
    """Set debts off against what is held, each in the order given, never below zero.

    Args:
        held: What the cooperative owes to the member: sukarela, bertujuan, berjangka, wajib, pokok, in this order.
        debts: What the member owes, the ones that are met first at the front.

    Returns:
        Whole rupiah, none lost: held = set off + paid, debts = set off + left.

    Source: docs/algorithms/leaving.md.
    """
    rest = {at: one.amount_rp for at, one in enumerate(held)}
    set_offs, left = [], []
    for debt in debts:
        open_rp = debt.amount_rp
        for at, one in enumerate(held):
            part_rp = min(open_rp, rest[at])
            if part_rp:
                set_offs.append(SetOff(debt, one, part_rp))
                rest[at] -= part_rp
                open_rp -= part_rp
        if open_rp:
            left.append(Owed(debt.source, debt.code, debt.words, open_rp))
    paid = [Owed(one.source, one.code, one.words, rest[at]) for at, one in enumerate(held) if rest[at]]
    return Netting(tuple(set_offs), tuple(paid), tuple(left))


def inherited(total_rp: int, heirs: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Share what a deceased member leaves among the heirs that the member named, to the rupiah.

    Args:
        total_rp: Whole rupiah, zero or more.
        heirs: Name and share in percent; the shares of all of them sum to 100.
    """
    shares = allocate_rp(total_rp, [percent for _, percent in heirs])
    return [(name, share_rp) for (name, _), share_rp in zip(heirs, shares, strict=True)]


def named_heirs(names: Sequence[str], *, most: int) -> str:
    """Name the heirs in one line of at most ``most`` letters: all of them, or the first ones and how many more."""
    for shown in range(len(names), 0, -1):
        more = len(names) - shown
        said = f"{', '.join(names[:shown])}{f' dan {more} ahli waris lain' if more else ''}"
        if len(said) <= most:
            return said
    return f"{len(names)} ahli waris"
