"""What a standing order takes of a loan: whole instalments that are due, the oldest first, as far as savings reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from guyub.finance.loans.domain.lines import Line


class Taken(NamedTuple):
    """What is taken, whole rupiah, and the due date of the first instalment that savings do not reach; None: all."""

    amount_rp: int
    missing_on: date | None


def taken_of(lines: Iterable[Line], *, free_rp: int, today: date) -> Taken:
    """Give what an order takes on a day.

    Args:
        lines: The instalments of the loan, by due date.
        free_rp: What may be taken from the account, whole rupiah.
        today: Instalments due on this day or before are taken.
    """
    amount_rp = 0
    for line in lines:
        if line.due_on > today or line.outstanding <= 0:
            continue
        if amount_rp + line.outstanding > free_rp:
            return Taken(amount_rp, line.due_on)
        amount_rp += line.outstanding
    return Taken(amount_rp, None)
