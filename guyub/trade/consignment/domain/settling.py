"""What a producer is owed at the end of a period: sold, given back, lost, carried, to pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from guyub.foundation.kernel.errors import DomainError


class SettlementRefusedError(DomainError):
    """A statement is not drawn up, paid or taken back; ``wrong`` says why.

    ``agreement`` (none here), ``day`` (after today, or before the last statement), ``nothing`` (nothing moved and
    nothing is owed), ``gone``, ``undone``, ``paid`` (a payout stands on it; or nothing is left to pay), ``later`` (a
    later statement stands on it), ``amount`` (not above zero, or more than is owed; fact ``open_rp``), ``number`` (the
    amount is none), ``second`` (who drew the statement up does not pay it), ``own`` (nobody pays oneself), ``account``
    (by bank, and no account that two people agreed to), ``why``.
    """

    code: ClassVar[str] = "consignment.settlement.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """A period of one agreement, whole rupiah.

    Args:
        carried_rp: Owed from before; below zero: the producer got more than was due.
        sold_rp: What buyers paid.
        back_rp: What went back to buyers, zero or more.
        share_rp: What the cooperative keeps of it.
        lost_rp: What it makes good for goods that were lost.
    """

    carried_rp: int
    sold_rp: int
    back_rp: int
    share_rp: int
    lost_rp: int

    @property
    def due_rp(self) -> int:
        """What the period adds to what is owed."""
        return self.sold_rp - self.back_rp - self.share_rp + self.lost_rp

    @property
    def to_pay_rp(self) -> int:
        """What is owed at its end."""
        return self.carried_rp + self.due_rp


def checked_payout(amount_rp: int, *, open_rp: int) -> int:
    """Give an amount that may be paid out.

    Raises:
        SettlementRefusedError: ``paid``: nothing is owed; ``amount``.
    """
    if open_rp <= 0:
        raise SettlementRefusedError(wrong="paid")
    if not 0 < amount_rp <= open_rp:
        raise SettlementRefusedError(wrong="amount", open_rp=open_rp)
    return amount_rp
