"""How much capital one member may hold, and how much penyertaan all together.

Source: Permenkop UKM 8/2023 Ps 63 and 68 (docs/regulations.md#savings-unit); the shares are the rules
``modal.konsentrasi_anggota`` and ``penyertaan.maksimal``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import ClassVar

from guyub.foundation.kernel.errors import DomainError


class Cap(StrEnum):
    """Which bound a deposit of penyertaan would break."""

    MEMBER = "member"
    TOGETHER = "together"


class CapRefusedError(DomainError):
    """Penyertaan is not taken; ``wrong``: ``member together``.

    ``member``: one would hold more of the own capital than one may; ``together``: all penyertaan would be more of the
    assets than it may. Facts ``left_rp`` (what may still be taken), ``most_rp``.
    """

    code: ClassVar[str] = "savings.cap.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What one deposit of penyertaan meets; whole rupiah.

    Args:
        amount_rp: What is paid in.
        own_rp: Own capital: pokok, wajib, grants, reserves.
        member_rp: What the member holds of capital before it: pokok, wajib, penyertaan.
        member_share: The largest part of own capital that one member may hold.
        assets_rp: All assets before it.
        invested_rp: All penyertaan before it.
        invested_share: The largest part of assets that penyertaan may be.
    """

    amount_rp: int
    own_rp: int
    member_rp: int
    member_share: Decimal
    assets_rp: int
    invested_rp: int
    invested_share: Decimal

    @property
    def member_most_rp(self) -> int:
        """What one member may hold; below zero own capital nothing."""
        return part_rp(self.own_rp, self.member_share)

    @property
    def member_left_rp(self) -> int:
        """What this member may still pay in."""
        return max(self.member_most_rp - self.member_rp, 0)

    @property
    def invested_most_rp(self) -> int:
        """What all penyertaan may be once the deposit has come: it is part of the assets then."""
        return part_rp(self.assets_rp + self.amount_rp, self.invested_share)

    @property
    def invested_left_rp(self) -> int:
        """What anybody may still pay in: the largest x with penyertaan + x within the share of assets + x."""
        spare = Decimal(max(self.assets_rp, 0)) * self.invested_share - self.invested_rp
        rest = 1 - self.invested_share
        if spare <= 0 or rest <= 0:
            return 0
        return int((spare / rest).to_integral_value(ROUND_FLOOR))

    @property
    def broken(self) -> Cap | None:
        """Which bound the deposit breaks first; None: neither."""
        if self.member_rp + self.amount_rp > self.member_most_rp:
            return Cap.MEMBER
        if self.invested_rp + self.amount_rp > self.invested_most_rp:
            return Cap.TOGETHER
        return None


def check_caps(caps: Caps) -> None:
    """Refuse a deposit that breaks a bound.

    Raises:
        CapRefusedError: See there.
    """
    match caps.broken:
        case Cap.MEMBER:
            raise CapRefusedError(
                wrong=Cap.MEMBER.value, left_rp=caps.member_left_rp, most_rp=caps.member_most_rp
            )
        case Cap.TOGETHER:
            raise CapRefusedError(
                wrong=Cap.TOGETHER.value, left_rp=caps.invested_left_rp, most_rp=caps.invested_most_rp
            )
        case _:
            return


def part_rp(whole_rp: int, share: Decimal) -> int:
    """Give the largest whole rupiah within a share of something; of less than nothing nothing.

    Args:
        whole_rp: Whole rupiah.
        share: A fraction: 0.2 is a fifth.
    """
    return int((Decimal(max(whole_rp, 0)) * share).to_integral_value(ROUND_FLOOR))
