"""Instalments that a collector brings: the number of a list, what was asked of a loan, what the money of a line pays.

How a list goes out and comes back, and why a collector comes with nothing: savings.domain.collecting.
Source: docs/algorithms/collecting.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.savings.domain.collecting import Surplus
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import day, number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

AHEAD_DAYS = 7  # a list asks for what falls due within a week, too
SURPLUS_WORDS: Mapping[str, str] = {
    Surplus.MUKA: "Bukukan untuk angsuran berikutnya",
    Surplus.BALIK: "Kembalikan uangnya",
}


class InstalmentsRefusedError(DomainError):
    """Money that a collector brought does not fit its loan, or its day; ``wrong`` says why.

    Of a line, with facts ``slip`` and ``name``: ``paid`` (something was paid another way meanwhile, so that less is
    due; fact ``due_rp``; say what becomes of the money), ``owed`` (more than all that is owed; fact ``most_rp``). Of
    the list: ``day`` (before it went out, or after today).
    """

    code: ClassVar[str] = "loans.collection.refused"


@dataclass(frozen=True, slots=True)
class Settled:
    """What one line's money does: so much pays the loan, so much goes back to the borrower; whole rupiah."""

    pays_rp: int
    back_rp: int


def list_name(year: int, no: int) -> str:
    """Write the number of a list: ``DA-2026-0007``."""
    return f"DA-{year}-{no:04d}"


def asked_words(loan: str, count: int, since: date) -> str:
    """Say what is asked of a loan: ``PJ-2026-0012, 2 angsuran sejak 1 Oktober 2026``."""
    if count == 1:
        return f"{loan}, jatuh tempo {day(since)}"
    return f"{loan}, {number(count)} angsuran sejak {day(since)}"


def settle(
    *, got_rp: int, asked_rp: int, due_rp: int, most_rp: int, surplus: Surplus | None
) -> Settled | None:
    """Tell what the money of a line pays.

    More than was asked is the borrower's will and pays instalments to come, as at the counter. Where something was paid
    another way meanwhile, or the money is more than all that is owed, what is too much goes as ``surplus`` says.

    Args:
        got_rp: What the collector took, zero or more.
        asked_rp: What was due when the list was made.
        due_rp: What of it is due now.
        most_rp: All that the loan can still take.
        surplus: What becomes of what is too much; None: nobody said.

    Returns:
        None where it must be said first, or cannot be so.
    """
    over_rp = max(got_rp - (due_rp if due_rp < asked_rp else most_rp), 0)
    if not over_rp or (surplus is Surplus.MUKA and got_rp <= most_rp):
        return Settled(got_rp, 0)
    if surplus is Surplus.BALIK:
        return Settled(got_rp - over_rp, over_rp)
    return None
