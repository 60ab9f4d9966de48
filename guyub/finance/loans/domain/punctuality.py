"""How punctually instalments were paid: how many that fell due were whole in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.arrears import owed_of
from guyub.finance.loans.domain.servicing import Component

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from guyub.finance.loans.domain.states import State

GRACE_DAYS = 3  # a Sunday, a closed counter: nobody is late for that
_COUNTED = frozenset({Component.PRINCIPAL, Component.INTEREST})


@dataclass(frozen=True, slots=True)
class Kept:
    """Instalments that were due, and how many of them were whole in time."""

    due: int = 0
    kept: int = 0

    def plus(self, other: Kept) -> Kept:
        """Add those of another loan."""
        return Kept(self.due + other.due, self.kept + other.kept)


def kept_of(state: State, *, on: date, unknown: Collection[int] = ()) -> Kept:
    """Count the instalments of a loan that fell due before a day, and those whose principal and jasa were paid in time.

    In time is up to three days after the due date. What a payment settled whose own day nobody knows (paid before the
    books of Guyub began) is not counted at all.

    Args:
        state: Where the loan stands on the day.
        on: The day; what is due on it is not late yet.
        unknown: Places of payments whose days are not known.
    """
    last_paid: dict[int, date] = {}
    untold: set[int] = set()
    for one in state.transactions:
        for part in one.parts:
            if part.component in _COUNTED:
                last_paid[part.no] = max(one.event.on, last_paid.get(part.no, one.event.on))
                if one.event.place in unknown:
                    untold.add(part.no)
    due = [line for line in state.lines if line.due_on < on and line.no not in untold]
    kept = [
        line
        for line in due
        if not owed_of(line)
        and last_paid.get(line.no, line.due_on) <= line.due_on + timedelta(days=GRACE_DAYS)
    ]
    return Kept(len(due), len(kept))
