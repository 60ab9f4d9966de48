"""Terms laid out over their calendar: what each period costs, and what a reschedule changes from which one on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.calendars import calendar_of
from guyub.finance.loans.domain.terms import HIGHEST_ANNUAL_RATE, refused
from guyub.foundation.kernel.money import ROUNDERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from guyub.finance.loans.domain.calendars import Calendar
    from guyub.finance.loans.domain.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A reschedule: what holds for the instalments that fall due on or after a day.

    Args:
        from_on: The day.
        annual_rate: The new rate; None: the old one.
        extend: How many instalments more.
        pause: How many instalments take no principal.
    """

    from_on: date
    annual_rate: Fraction | None = None
    extend: int = 0
    pause: int = 0


@dataclass(slots=True)
class Segment:
    """What holds from a period on, until the next segment.

    Attributes:
        first: The period, from 0.
        number: How many periods the loan has, as seen from here.
        rest_until: Periods before this one take no principal.
        rate: The rate a year.
        costs: What each period of the loan costs of a balance, in parts of ``whole``.
        whole: The parts.
        is_fixed: True where the instalment is the one that was agreed, not a computed one.
    """

    first: int
    number: int
    rest_until: int
    rate: Fraction
    costs: Sequence[int]
    whole: int
    is_fixed: bool


@dataclass(slots=True)
class Plan:
    """Terms laid out over their calendar."""

    terms: Terms
    calendar: Calendar
    segments: tuple[Segment, ...]

    @property
    def number(self) -> int:
        """How many instalments there are in the end."""
        return self.segments[-1].number

    def cost_of_days(self, at: int, balance: int, first: date, last: date) -> int:
        """Give what some days of a period cost of a balance, rounded; the first day is not counted."""
        segment = next(one for one in reversed(self.segments) if one.first <= at)
        if not segment.costs[at]:
            return 0
        part, whole = self.calendar.piece(at, first, last)
        to_cost = ROUNDERS[self.terms.interest]
        return to_cost(balance * part * segment.rate.numerator, whole * segment.rate.denominator)


def check_change(terms: Terms, change: Change) -> None:
    """Refuse a reschedule that cannot be.

    Raises:
        TermsRefusedError: ``change`` (less than nothing, or of parts that were told one by one), ``rate``.
    """
    if change.extend < 0 or change.pause < 0:
        raise refused("extend", "change", "Perpanjangan dan jeda tidak boleh kurang dari nol.")
    if terms.principal_parts and (change.extend or change.pause):
        raise refused("extend", "change", "Bagian pokok sudah ditentukan satu per satu. Susun jadwal baru.")
    rate = change.annual_rate or 0
    if rate < 0 or (rate > HIGHEST_ANNUAL_RATE and not terms.is_margin):
        raise refused("rate", "rate", "Suku jasa yang baru harus 0 sampai 100% sebulan. Periksa sukunya.")


def lay_out(terms: Terms, number: int, longest: int, changes: Sequence[Change]) -> Plan:
    """Lay terms out over so many instalments, and over the longest time that changes make of them.

    Raises:
        TermsRefusedError: ``dates``; ``change``: it begins after the last due date, or pauses to the end.
    """
    calendar, rate = calendar_of(terms, longest), terms.annual_rate
    is_fixed = terms.instalment_amount is not None
    found = [_segment(terms, calendar, (0, number, terms.grace_principal), rate, is_fixed=is_fixed)]
    if not changes:
        return Plan(terms, calendar, (found[0],))
    for change in sorted(changes, key=lambda one: one.from_on):
        number += change.extend
        rate = rate if change.annual_rate is None else change.annual_rate
        is_fixed = is_fixed and not change.extend
        at = next((at for at in range(number) if calendar.dues[at] >= change.from_on), None)
        if at is None:
            raise refused(
                "from", "change", "Perubahan ini mulai sesudah angsuran terakhir. Periksa tanggalnya."
            )
        rest = max(found[-1].rest_until, at + change.pause if change.pause else 0)
        if rest >= number:
            raise refused(
                "pause", "change", "Jeda sampai angsuran terakhir. Perpanjang juga jangka waktunya."
            )
        found.append(_segment(terms, calendar, (at, number, rest), rate, is_fixed=is_fixed))
    # Of changes from the same instalment the last holds: it has gathered the others.
    kept = [one for one, after in pairwise(found) if after.first > one.first]
    return Plan(terms, calendar, (*kept, found[-1]))


def _segment(
    terms: Terms, calendar: Calendar, place: tuple[int, int, int], rate: Fraction, *, is_fixed: bool
) -> Segment:
    costs = [share * rate.numerator for share in calendar.shares]
    if terms.interest_free:
        costs[: terms.interest_free] = [0] * terms.interest_free
    return Segment(*place, rate, costs, calendar.whole * rate.denominator, is_fixed)
