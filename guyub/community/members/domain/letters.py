"""Letters of residents: how far a wish to join may go, when an answer is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

# A wish to join goes forward; staying where it is keeps another note ("called again"). Closed is the end.
STEPS: Mapping[str, tuple[str, ...]] = {
    "NEW": ("CONTACTED", "INVITED", "CLOSED"),
    "CONTACTED": ("CONTACTED", "INVITED", "CLOSED"),
    "INVITED": ("INVITED", "CLOSED"),
    "CLOSED": (),
}
LONGEST_TEXT, LONGEST_WISH, LONGEST_NEIGHBOURHOOD, LONGEST_NOTE = 1000, 400, 40, 400


def may_move(state: str, to: str) -> bool:
    """Tell whether a wish to join may go from one state to another; an unknown state goes nowhere."""
    return to in STEPS.get(state, ())


def days_left(due_on: date, *, today: date) -> int:
    """Count the days until the last day of an answer: 0 on that day itself, negative when it is late."""
    return (due_on - today).days


def written_number(number: int, year: int) -> str:
    """Write the number of a letter as people say it: ``3/2026``."""
    return f"{number}/{year}"
