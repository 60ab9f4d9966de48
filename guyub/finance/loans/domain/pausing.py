"""Letting many loans rest after a disaster: whom a decision means, and what a pause changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.calendars import later
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.restructuring import rests_between
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from guyub.finance.loans.domain.restructuring import Sheet
    from guyub.finance.loans.domain.terms import Every

MOST_LOANS = 3_000  # of one pause: one transaction, one approval
LONGEST_PAUSE_MONTHS = 12
FURTHEST_FROM_DAYS = 62  # before or after today
LONGEST_REASON = 200


class PauseRefusedError(DomainError):
    """Loans do not rest; ``wrong`` says why.

    ``decision`` (none of this cooperative's was chosen), ``reason`` (none, or longer than 200), ``months`` (1 to 12),
    ``from`` (more than 62 days before or after today), ``aim`` (no such RT or product), ``nobody`` (no loan that is
    meant can rest), ``many`` (more than 3,000; fact ``count``), ``changed`` (none of the loans can rest any more).
    Taken back: ``gone`` (no such pause that holds, or no such loan in it), ``own`` (nobody takes the own loan out),
    ``state`` (it is not running), ``undone`` (it is out already), ``paid`` (a payment or a waiver since does not fit
    the schedule of before), ``newer`` (a later change stands on it), ``kept`` (none of its loans can be taken out).
    """

    code: ClassVar[str] = "loans.pause.refused"


@dataclass(frozen=True, slots=True)
class Sums:
    """What some loans come to; whole rupiah. ``window_rp`` is what falls due while the pause lasts."""

    loans: int
    left_rp: int
    window_rp: int
    total_rp: int
    last_due_on: date | None


def pause_of(
    *, dues: Sequence[date], every: Every | None, from_on: date, months: int, rate: Fraction, is_free: bool
) -> list[Change]:
    """Give what lets a loan rest: its instalments of these months take no principal, and as many follow at the end.

    Where it rests free of jasa, the rate is nothing for these months and the old one after them. Otherwise their jasa
    falls due as before, and the months that follow at the end cost theirs too.

    Args:
        dues: The due dates of the loan as it stands.
        every: How far they lie apart; None: they are days of their own, and none follow them.
        from_on: The first day.
        months: How many.
        rate: Its rate a year now.
        is_free: No jasa while it rests.

    Returns:
        One change, or two; none where nothing falls due in that time.
    """
    end, known = add_months(from_on, months), list(dues)
    if not dues or dues[-1] < from_on:
        return []
    # What follows at the end may fall due in these months too; it rests as well.
    while every and (following := later(dues[0], every, len(known))) < end:
        known.append(following)
    rests = rests_between(known, from_on, end)
    if not rests:
        return []
    pause = Change(from_on=from_on, pause=rests, extend=rests, annual_rate=Fraction(0) if is_free else None)
    if not is_free:
        return [pause]
    last_resting = max(due_on for due_on in known if due_on < end)
    return [pause, Change(from_on=last_resting + timedelta(days=1), annual_rate=rate)]


def sums_of(sheets: Iterable[Sheet], *, from_on: date, months: int) -> Sums:
    """Add up some loans."""
    known = list(sheets)
    end = add_months(from_on, months)
    return Sums(
        loans=len(known),
        left_rp=sum(sheet.principal_rp for sheet in known),
        window_rp=sum(sheet.due_between(from_on, end) for sheet in known),
        total_rp=sum(sheet.total_rp for sheet in known),
        last_due_on=max((sheet.last_due_on for sheet in known if sheet.last_due_on), default=None),
    )
