"""What of a running loan is past its due date: principal and jasa; a penalty or a fee alone makes nobody late."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guyub.finance.loans.domain.servicing import Component

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from guyub.finance.loans.domain.lines import Line


class Overdue(NamedTuple):
    """Since which due date, and how much in whole rupiah; None and 0: nothing is."""

    since: date | None
    amount_rp: int


def owed_of(line: Line) -> int:
    """Give what of an instalment's principal and jasa is open, in whole rupiah."""
    return max(0, line.open(Component.PRINCIPAL)) + max(0, line.open(Component.INTEREST))


def overdue_of(lines: Iterable[Line], day: date) -> Overdue:
    """Add up what was due before a day and is open; due on that day is not late yet."""
    late = [(line.due_on, owed_of(line)) for line in lines if line.due_on < day and owed_of(line)]
    return Overdue(min((due_on for due_on, _ in late), default=None), sum(owed_rp for _, owed_rp in late))
