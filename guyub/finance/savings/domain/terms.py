"""What a product of savings promises: how its jasa is counted, from which day, and what it asks of an account."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ONE = 1_000_000  # a rate is kept in millionths a year: 6 % is 60,000


class JasaMethod(StrEnum):
    """On which balance jasa is counted."""

    TANPA = "TANPA"  # none: its return is the SHU
    HARIAN = "HARIAN"  # each day's own
    RATA_RATA = "RATA_RATA"  # the mean of the month's days
    TERENDAH = "TERENDAH"  # the lowest of the month


class DayCount(StrEnum):
    """What part of a year a day is; the names of ``guyub calc``."""

    ACTUAL_365 = "actual/365"
    ACTUAL_360 = "actual/360"
    ACTUAL_ACTUAL = "actual/actual"
    THIRTY_360 = "30/360"
    MONTH_12 = "month/12"


METHOD_WORDS: Mapping[JasaMethod, str] = {
    JasaMethod.TANPA: "Tanpa jasa",
    JasaMethod.HARIAN: "Saldo harian",
    JasaMethod.RATA_RATA: "Saldo rata-rata",
    JasaMethod.TERENDAH: "Saldo terendah sebulan",
}
DAY_COUNT_WORDS: Mapping[DayCount, str] = {
    DayCount.ACTUAL_365: "hari sebenarnya dibagi 365",
    DayCount.ACTUAL_360: "hari sebenarnya dibagi 360",
    DayCount.ACTUAL_ACTUAL: "hari sebenarnya dibagi hari setahun",
    DayCount.THIRTY_360: "bulan 30 hari, tahun 360 hari",
    DayCount.MONTH_12: "seperdua belas tahun",
}
EVERY_MONTHS = (1, 3, 6, 12)  # how often jasa comes to the account; 0: when the term ends
EVERY_WORDS: Mapping[int, str] = {
    1: "tiap bulan",
    3: "tiap tiga bulan",
    6: "tiap enam bulan",
    12: "tiap tahun",
    0: "di akhir jangka waktu",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds from a day on.

    Args:
        from_on: The first day.
        method: On which balance.
        day_count: What part of a year a day is.
        tiers: From which balance (whole rupiah) which rate a year (millionths); the first from 0, rising.
            The whole base earns the rate of the highest tier not above it.
        every_months: How often jasa comes to the account: 1, 3, 6, 12, counted from January; 0: when the term ends.
        minimum_rp: What stays in the account until it is closed.
        least_rp: The smallest deposit; 0: any.
        early_ppm: The rate a year (millionths) for the running term of a deposit withdrawn before its day.
    """

    from_on: date
    method: JasaMethod
    day_count: DayCount
    tiers: tuple[tuple[int, int], ...]
    every_months: int = 1
    minimum_rp: int = 0
    least_rp: int = 0
    early_ppm: int = 0
