"""What members owe for goods: which receipt a payment settles, and how long it is due.

Source: docs/algorithms/bon.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID


class BonRefusedError(DomainError):
    """Money on bon is not taken, or not taken back; ``wrong`` says why.

    ``amount`` (zero or less), ``over`` (more than the member owes; fact ``left_rp``), ``own`` (the own bon is paid to
    somebody else), ``number`` (the till's number was used; fact ``number``), ``gone`` (no such payment), ``undone``
    (taken back before), ``past`` (who took it may on its day; later the treasurer), ``why`` (no reason), ``till``
    (its device is not revoked, so what it was lent stays its own).
    """

    code: ClassVar[str] = "retail.bon.refused"
    answers_conflict: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class OpenBon:
    """What is open of one receipt's bon.

    Args:
        tender_id: Which.
        unit_id: The unit of business in which it stands; None: the cooperative as a whole.
        sold_on: The day of the sale.
        left_rp: Whole rupiah above zero.
    """

    tender_id: UUID
    unit_id: UUID | None
    sold_on: date
    left_rp: int


def settled_by(amount_rp: int, open_bon: Sequence[OpenBon]) -> list[tuple[OpenBon, int]]:
    """Share a payment among the bon of one member, the oldest first.

    Args:
        amount_rp: What is paid, whole rupiah.
        open_bon: All that the member owes, the oldest first.

    Returns:
        Each bon that is settled by something, with how much; they sum to the payment.

    Raises:
        BonRefusedError: ``amount over``.
    """
    if amount_rp <= 0:
        raise BonRefusedError(wrong="amount")
    owed_rp = sum(one.left_rp for one in open_bon)
    if amount_rp > owed_rp:
        raise BonRefusedError(wrong="over", left_rp=owed_rp)
    settled = []
    for one in open_bon:
        part_rp = min(amount_rp, one.left_rp)
        if part_rp:
            settled.append((one, part_rp))
        amount_rp -= part_rp
    assert amount_rp == 0  # noqa: S101  it is no more than all of it
    return settled
