"""What a member owes on a day, and why: a function of the contract and of what happened, and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.course import plan_of
from guyub.finance.loans.domain.events import Kind, in_order
from guyub.finance.loans.domain.following import Following
from guyub.finance.loans.domain.running import Quote
from guyub.finance.loans.domain.schedules import laid_out
from guyub.finance.loans.domain.servicing import check_servicing
from guyub.finance.loans.domain.standing import Standing
from guyub.finance.loans.domain.terms import check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.finance.loans.domain.events import Event
    from guyub.finance.loans.domain.lines import Line
    from guyub.finance.loans.domain.running import Running, Transaction
    from guyub.finance.loans.domain.servicing import Servicing
    from guyub.finance.loans.domain.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrears:
    """What is overdue: how much, for how many days, since which due date."""

    amount: int = 0
    days: int = 0
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a loan stands at the end of a day; amounts in the smallest unit."""

    lines: tuple[Line, ...]
    transactions: tuple[Transaction, ...]
    outstanding: int
    payoff: Quote
    arrears: Arrears


def state_of(terms: Terms, servicing: Servicing, events: Sequence[Event], as_of: date) -> State:
    """Tell where a loan stands at the end of a day.

    The order in which events are given does not matter but for the split between payments of the same day; events
    after the day are not seen.

    Args:
        terms: The contract.
        servicing: How it is served.
        events: What happened, each with its ``place`` in the list.
        as_of: The day.

    Raises:
        TermsRefusedError: The terms or the servicing.
        EventRefusedError: An event does not fit.

    Source: docs/algorithms/loan_state.md; published results in tests/finance/loans/domain/cases.
    """
    running, counted = begun(terms, servicing, events, as_of)
    for event in counted:
        running.apply(event)
    return seen(running, as_of)


def begun(
    terms: Terms, servicing: Servicing, events: Sequence[Event], as_of: date
) -> tuple[Running, list[Event]]:
    """Give a loan as it was paid out, under its reschedules, and the events to apply to it, in their order.

    Raises:
        TermsRefusedError: The terms or the servicing.
        EventRefusedError: See ``events.in_order``.
    """
    check(terms)
    check_servicing(terms, servicing)
    assert terms.starts_on is not None  # noqa: S101  checked above
    counted = in_order(events, starts_on=terms.starts_on, as_of=as_of)
    plan = plan_of(terms, [event.change for event in counted if event.change is not None])
    rest = [event for event in counted if event.kind is not Kind.RESCHEDULE]
    if servicing.recalculate_interest:
        return Following(plan, servicing), rest
    return Standing(plan, laid_out(plan), servicing), rest


def seen(running: Running, as_of: date) -> State:
    """Look at a running loan at the end of a day, without disturbing it; not before its last event."""
    twin = running.copy()
    twin.advance(as_of)
    twin.assess(as_of)
    payoff = Quote() if twin.is_paid_off else twin.quote(as_of)
    twin.look_ahead(as_of)
    lines = twin.lines
    if twin.is_paid_off or twin.servicing.recalculate_interest:
        lines = _without_tail(lines)
    overdue = [line for line in lines if line.due_on < as_of and line.outstanding > 0]
    arrears = Arrears()
    if overdue:
        since = min(line.due_on for line in overdue)
        amount = sum(line.outstanding for line in overdue)
        arrears = Arrears(amount=amount, days=(as_of - since).days, since=since)
    return State(
        lines=tuple(lines),
        transactions=tuple(twin.transactions),
        outstanding=sum(line.outstanding for line in lines),
        payoff=payoff,
        arrears=arrears,
    )


def _without_tail(lines: list[Line]) -> list[Line]:
    """Leave out the instalments after the end of a loan that ended earlier."""
    number = len(lines)
    while number > 1 and lines[number - 1].is_empty:
        number -= 1
    return lines[:number]
