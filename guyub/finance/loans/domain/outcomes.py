"""What an event does to a loan, and to what the books hold of it.

Source: docs/algorithms/loan_state.md (the state) and docs/algorithms/loan_books.md (what is booked).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.explanations import explained
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.domain.states import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.domain.events import Event
    from guyub.finance.loans.domain.running import Transaction
    from guyub.finance.loans.domain.states import State

PAYMENTS = frozenset({Kind.REPAYMENT, Kind.PAYOFF})


class Parts(NamedTuple):
    """What payments paid, in whole rupiah."""

    principal_rp: int = 0
    interest_rp: int = 0
    fee_rp: int = 0
    penalty_rp: int = 0

    @property
    def total_rp(self) -> int:
        """All of it."""
        return sum(self)

    def plus(self, other: Parts) -> Parts:
        """Add another, part by part."""
        return Parts(*(mine + more for mine, more in zip(self, other, strict=True)))

    def less(self, other: Parts) -> Parts:
        """Take another off, part by part."""
        return Parts(*(mine - more for mine, more in zip(self, other, strict=True)))


NOTHING = Parts()


class Outcome(NamedTuple):
    """What an event came to.

    Attributes:
        own: What the payment itself paid; of a reversal what its payment had paid, below zero.
        moved: By how much other payments count otherwise than they were booked; sums to nothing.
        state: Where the loan stands at the end of today.
        left_rp: The principal that is owed.
        is_settled: Nothing is owed any more and nothing will fall due.
        said: The payment's split and its reason; "" for what is no payment.
    """

    own: Parts
    moved: Parts
    state: State
    left_rp: int
    is_settled: bool
    said: str


def parts_of(transactions: Iterable[Transaction]) -> Parts:
    """Add up what payments paid."""
    sums = dict.fromkeys(Component, 0)
    for transaction in transactions:
        for part in transaction.parts:
            sums[part.component] += part.amount
    return Parts(
        sums[Component.PRINCIPAL], sums[Component.INTEREST], sums[Component.FEE], sums[Component.PENALTY]
    )


def outcome_of(
    contract: Contract,
    events: Sequence[Event],
    *,
    booked: Parts,
    today: date,
    undone: Parts = NOTHING,
) -> Outcome:
    """Replay a loan with a new event, the last of the list, and say what the books must follow.

    Args:
        contract: What was agreed.
        events: All that happened, each with its place; the new one last.
        booked: What the books hold of the payments before it.
        today: The business date; the new event is not after it.
        undone: Of a reversal: what its payment had paid when it was booked.

    Raises:
        TermsRefusedError, EventRefusedError: The loan does not take it.
    """
    state = state_of(contract.terms, contract.servicing, events, today)
    new = events[-1]
    mine = [one for one in state.transactions if one.event.place == new.place]
    own = parts_of(mine) if new.kind in PAYMENTS else NOTHING.less(undone)
    paid = parts_of(state.transactions)
    return Outcome(
        own=own,
        moved=paid.less(booked).less(own),
        state=state,
        left_rp=contract.terms.lent - paid.principal_rp,
        is_settled=state.outstanding == 0,
        said=explained(mine[0]) if mine else "",
    )
