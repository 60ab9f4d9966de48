"""Sharing one payment out over several loans of a borrower who names an amount alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """What an instalment of a loan still misses: when it is due, of which loan, whole rupiah."""

    due_on: date
    loan_id: UUID
    left_rp: int


def shared_out(amount_rp: int, owed: Sequence[Owed]) -> dict[UUID, int]:
    """Give a payment to loans by what is due first, over all of them; of one day in the order of the loans.

    Args:
        amount_rp: Whole rupiah above zero.
        owed: What is missing, in any order; at least one.

    Returns:
        Rupiah above zero by loan, the first that is due first; they sum to ``amount_rp``. What exceeds all that is owed
        stands with the first: the loan refuses it.
    """
    shares: dict[UUID, int] = {}
    rest_rp = amount_rp
    for one in sorted(owed):
        part_rp = min(rest_rp, one.left_rp)
        if part_rp > 0:
            shares[one.loan_id] = shares.get(one.loan_id, 0) + part_rp
        rest_rp -= part_rp
    first = next(iter(shares))
    shares[first] += rest_rp
    return shares
