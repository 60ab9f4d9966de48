"""What may be said of a cooperative in public, from what others reported: four classes, each in exactly one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.community.cooperatives.domain.indicators import Value


class Standing(StrEnum):
    """How far reports show a cooperative, the farthest first. Not recorded does not mean not working."""

    BERJALAN = "BERJALAN"
    PENJUALAN = "PENJUALAN"
    NIB = "NIB"
    BELUM = "BELUM"


def standing_of(newest: Mapping[str, Value]) -> Standing:
    """Put a cooperative into the first class that its newest reports support.

    Args:
        newest: Indicator → its newest reported value.
    """
    if is_yes(newest, "operating"):
        return Standing.BERJALAN
    if amount(newest, "sales_value"):
        return Standing.PENJUALAN
    return Standing.NIB if is_yes(newest, "nib") else Standing.BELUM


def is_yes(newest: Mapping[str, Value], indicator: str) -> bool:
    """Tell whether the newest report of an indicator says yes."""
    return indicator in newest and newest[indicator].is_yes is True


def amount(newest: Mapping[str, Value], indicator: str) -> int:
    """Give the reported number, rupiah or a count; 0 where nothing, or nothing but zero, was reported."""
    return (newest[indicator].number or 0) if indicator in newest else 0
