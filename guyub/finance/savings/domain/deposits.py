"""Simpanan berjangka: when it matures, what it earns by then, and what who takes it before that day gives up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.savings.domain.jasa import FINE, day_parts
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.finance.savings.domain.terms import DayCount

LONGEST_REASON = 60


class Roll(StrEnum):
    """What happens at the end of a period."""

    TIDAK = "TIDAK"  # it waits, without jasa, until it is taken
    POKOK = "POKOK"  # the deposit goes on, its jasa goes to the member's simpanan sukarela
    POKOK_DAN_JASA = "POKOK_DAN_JASA"  # both go on


ROLL_WORDS: Mapping[Roll, str] = {
    Roll.TIDAK: "Tidak diperpanjang",
    Roll.POKOK: "Perpanjang pokoknya saja",
    Roll.POKOK_DAN_JASA: "Perpanjang pokok dan jasanya",
}


class DepositRefusedError(DomainError):
    """A simpanan berjangka is not placed, changed or taken; ``wrong`` says why.

    ``product`` (no such simpanan berjangka, or closed), ``terms`` (nothing was promised for it by that day), ``gate``
    (the unit may take nothing now; fact ``why``), ``amount`` (not above zero), ``least`` (fact ``least_rp``), ``roll``
    (none chosen, or jasa that comes each month cannot go on with the deposit), ``place`` (nowhere was chosen),
    ``short`` (the simpanan sukarela has not so much that is free; fact ``free_rp``), ``savings`` (the simpanan sukarela
    was closed), ``gone`` (no such deposit of the member), ``ended`` (its period is over), ``held`` (a part of it is
    held, or its taking waits for a second person), ``reason`` (none, or longer than 60 letters), ``late`` (not placed
    today), ``own`` (nobody prints the own bilyet), ``changed`` (it went on or ended since it was asked for), ``till``
    (who asked has handed the drawer over).
    """

    code: ClassVar[str] = "savings.deposit.refused"


@dataclass(frozen=True, slots=True)
class Due(Row):
    """Jasa that comes on a day, and for which days; whole rupiah. ``last`` is the last day it is for."""

    first: date
    last: date
    comes_on: date
    jasa_rp: int


@dataclass(frozen=True, slots=True)
class Early(Row):
    """What taking a deposit today gives; whole rupiah, before tax.

    Args:
        agreed_rp: Jasa of the days so far at the agreed rate.
        early_rp: Jasa of the days so far at the rate of early withdrawal.
    """

    agreed_rp: int
    early_rp: int

    @property
    def loss_rp(self) -> int:
        """What the member gives up of the days so far."""
        return max(self.agreed_rp - self.early_rp, 0)


def maturity(first_on: date, *, months: int, no: int) -> date:
    """Give the day on which a period ends: counted from the deposit's first day, so that month ends do not drift.

    Placed on 31 January for a month it matures on 28 (29) February, then on 31 March.

    Args:
        first_on: The first day of the first period.
        months: How long a period is.
        no: Which period, from 1.
    """
    return add_months(first_on, months * no)


def jasa_to(*, roll: Roll, is_monthly: bool) -> bool:
    """Tell whether jasa goes to the member's simpanan sukarela; otherwise it comes to the deposit at its end.

    Raises:
        DepositRefusedError: ``roll``.
    """
    if is_monthly and roll is Roll.POKOK_DAN_JASA:
        raise DepositRefusedError(wrong="roll")
    return is_monthly or roll is Roll.POKOK


def fine_of(*, amount_rp: int, ppm: int, day_count: DayCount, first: date, until: date) -> int:
    """Give the exact simple jasa of an amount, in parts of FINE.

    Args:
        amount_rp: Whole rupiah.
        ppm: The rate a year in millionths.
        day_count: What part of a year a day is.
        first: The first day.
        until: The first day without jasa.
    """
    days = (until - first).days
    parts = sum(day_parts(first + timedelta(days=at), day_count) for at in range(days))
    return amount_rp * ppm * parts


def schedule(
    *, amount_rp: int, ppm: int, day_count: DayCount, first: date, until: date, is_monthly: bool
) -> list[Due]:
    """List what comes when: each month's jasa at its end, or all of it at maturity; before tax.

    What is left of a rupiah goes on to the next month, so that the months together are the whole.

    Args:
        amount_rp: Whole rupiah.
        ppm: The rate a year in millionths.
        day_count: What part of a year a day is.
        first: The first day.
        until: The day of maturity.
        is_monthly: Jasa comes each month.
    """
    found, begin, left = list[Due](), first, 0
    while begin < until:
        end = min(add_months(begin.replace(day=1), 1), until) if is_monthly else until
        fine = fine_of(amount_rp=amount_rp, ppm=ppm, day_count=day_count, first=begin, until=end)
        jasa_rp, left = divmod(left + fine, FINE)
        found.append(Due(begin, end - timedelta(days=1), end, jasa_rp))
        begin = end
    return found


def early(
    *, amount_rp: int, agreed_ppm: int, early_ppm: int, day_count: DayCount, first: date, today: date
) -> Early:
    """Tell what the days so far earn, at the agreed rate and at the one of early withdrawal.

    Args:
        amount_rp: Whole rupiah.
        agreed_ppm: The rate a year in millionths that was agreed.
        early_ppm: The one that holds when it is taken before its day; above the agreed one it counts as that.
        day_count: What part of a year a day is.
        first: The first day of the running period.
        today: The day of the withdrawal, which earns nothing.
    """
    agreed_rp, early_rp = (
        fine_of(amount_rp=amount_rp, ppm=ppm, day_count=day_count, first=first, until=max(first, today))
        // FINE
        for ppm in (agreed_ppm, min(early_ppm, agreed_ppm))
    )
    return Early(agreed_rp, early_rp)


def certificate_name(year: int, number: int) -> str:
    """Give the number of a bilyet as people write it: ``SB-2026-0007``."""
    return f"SB-{year}-{number:04d}"


def checked_reason(written: str) -> str:
    """Read a reason.

    Raises:
        DepositRefusedError: ``reason``: none, or longer than 60 letters.
    """
    reason = " ".join(written.split())
    if not 3 <= len(reason) <= LONGEST_REASON:
        raise DepositRefusedError(wrong="reason")
    return reason
