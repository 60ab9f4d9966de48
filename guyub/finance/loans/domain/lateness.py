"""What being late costs: once, or day by day, after a grace and up to a cap."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.servicing import Component, PenaltyOf, PenaltyPer
from guyub.foundation.kernel.money import ROUNDERS, Rounding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.finance.loans.domain.lines import Line
    from guyub.finance.loans.domain.servicing import Penalty

_NEAREST = ROUNDERS[Rounding.NEAREST]


def count_to(lines: Sequence[Line], day: date, penalty: Penalty | None) -> None:
    """Count the penalties by day up to a day: each day after the grace on what was unpaid that day.

    Nothing may have been paid between the day last counted to and this one. The exact sum is rounded half up each time
    it is looked at, so that looking more often changes nothing.
    """
    if penalty is None or penalty.per is PenaltyPer.ONCE:
        return
    day = _last_counted(day, penalty)
    for line in lines:
        begin = max(line.due_on + timedelta(days=penalty.grace_days), line.counted_to or line.due_on)
        if day <= begin:
            continue
        line.counted_to = day
        unpaid = _unpaid(line, penalty)
        if unpaid > 0:
            line.lateness += (day - begin).days * _a_time(unpaid, penalty)
            _book(line, _NEAREST(line.lateness, penalty.rate.denominator), penalty)


def assess_once(lines: Sequence[Line], day: date, penalty: Penalty | None) -> None:
    """Add the penalty of each instalment that is overdue on a day, where it is counted once."""
    if penalty is None or penalty.per is PenaltyPer.DAY:
        return
    day = _last_counted(day, penalty)
    for line in lines:
        unpaid = _unpaid(line, penalty)
        if unpaid > 0 and day > line.due_on + timedelta(days=penalty.grace_days):
            _book(line, _NEAREST(_a_time(unpaid, penalty), penalty.rate.denominator), penalty)


def _last_counted(day: date, penalty: Penalty) -> date:
    return day if penalty.until is None else min(day, penalty.until)


def _a_time(unpaid: int, penalty: Penalty) -> int:
    """Give what one time costs, in parts of the rate's denominator."""
    return penalty.amount * penalty.rate.denominator or unpaid * penalty.rate.numerator


def _unpaid(line: Line, penalty: Penalty) -> int:
    principal = line.open(Component.PRINCIPAL)
    return principal if penalty.of is PenaltyOf.PRINCIPAL else principal + line.open(Component.INTEREST)


def _book(line: Line, counted: int, penalty: Penalty) -> None:
    if penalty.cap is not None:
        base = line.due[Component.PRINCIPAL]
        if penalty.of is PenaltyOf.INSTALMENT:
            base += line.due[Component.INTEREST]
        counted = min(counted, base * penalty.cap.numerator // penalty.cap.denominator)
    if counted > line.lateness_booked:
        line.due[Component.PENALTY] += counted - line.lateness_booked
        line.lateness_booked = counted
