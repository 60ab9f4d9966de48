"""What holds of every loan, whatever its contract and whatever happened to it."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.servicing import Component, PenaltyOf
from guyub.finance.loans.domain.states import begun, seen, state_of
from guyub.finance.loans.domain.terms import Fee
from guyub.foundation.kernel.errors import DomainError
from tests.finance.loans.domain import loan_strategies as drawn

SOME = settings(max_examples=120, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
MANY = settings(
    max_examples=26_000,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def or_none(work):
    """Give what a rule says, or nothing where it refuses."""
    try:
        return work()
    except DomainError as error:
        message = str(error.facts["message"])
    assert message.endswith(".")
    return None


def check_schedule(loan):
    schedule = or_none(lambda: schedule_of(loan))
    assume(schedule is not None)
    rows = schedule.instalments

    assert sum(row.principal for row in rows) == loan.lent
    assert sum(row.accrued for row in rows) == sum(row.interest for row in rows)
    assert rows[-1].closing == 0
    for row in rows:
        assert min(row.principal, row.accrued, row.interest, row.fee, row.opening, row.closing) >= 0
        assert row.opening + row.drawn - row.principal == row.closing
        assert row.total == row.principal + row.interest + row.fee
    for before, after in pairwise(rows):
        assert after.opening == before.closing
        assert after.due_on is None or after.due_on > before.due_on


def check_fees_make_it_dearer(loan, amount):
    with_fee = replace(loan, fees=(*loan.fees, Fee(name="provisi", amount=amount)))
    without, dearer = (
        or_none(lambda: schedule_of(loan).rates()),
        or_none(lambda: schedule_of(with_fee).rates()),
    )
    assume(without is not None)
    assume(dearer is not None)

    assert without[0] <= dearer[0]
    assert without[1] <= dearer[1]
    net = schedule_of(loan).net
    # A fee that can be seen in six digits makes the rate higher, not only as high.
    assert amount * 1000 < net or without[1] < dearer[1]


def figures(state):
    """Give all of a state but the split between payments of a day."""
    lines = [
        (
            line.no,
            line.due_on,
            line.opening,
            line.drawn,
            line.closing,
            dict(line.due),
            dict(line.paid),
            dict(line.waived),
            line.before,
            line.late,
        )
        for line in state.lines
    ]
    paid = {}
    for one in state.transactions:
        paid.setdefault(one.event.on, []).append(one)
    days = {day: sum(one.amount for one in ones) for day, ones in paid.items()}
    balances = {day: ones[-1].balance for day, ones in paid.items()}
    return lines, days, balances, state.outstanding, state.payoff, state.arrears


def check_state(loan, servicing, events, after):
    as_of = loan.starts_on + timedelta(days=after)
    state = or_none(lambda: state_of(loan, servicing, events, as_of))
    assume(state is not None)

    for line in state.lines:
        assert all(line.open(component) >= 0 for component in Component)
        assert min(*line.due.values(), line.opening, line.closing, line.before, line.late) >= 0
        assert line.opening + line.drawn - line.due[Component.PRINCIPAL] == line.closing
    for before, following in pairwise(state.lines):
        assert following.opening == before.closing
    assert state.lines[-1].closing == 0
    is_paid_off = any(one.event.kind is Kind.PAYOFF for one in state.transactions)
    if is_paid_off:
        assert state.outstanding == state.payoff.total == state.arrears.amount == 0
        assert state.transactions[-1].balance == 0
    else:
        assert sum(line.due[Component.PRINCIPAL] for line in state.lines) == loan.lent
    for one in state.transactions:
        assert sum(part.amount for part in one.parts) == one.amount
        assert all(part.amount > 0 for part in one.parts)
    assert sum(one.amount for one in state.transactions) == sum(
        sum(line.paid.values()) for line in state.lines
    )
    assert state.outstanding == sum(line.outstanding for line in state.lines)
    check_penalty(state, servicing.penalty, events)


def check_penalty(state, penalty, events):
    if penalty is None or penalty.cap is None or any(one.of is Component.PENALTY for one in events):
        return
    for line in state.lines:
        base = line.due[Component.PRINCIPAL]
        if penalty.of is PenaltyOf.INSTALMENT:
            base += line.due[Component.INTEREST]
        assert line.due[Component.PENALTY] <= base * penalty.cap


def check_order(loan, servicing, events, shuffled, after):
    as_of = loan.starts_on + timedelta(days=after)
    state = or_none(lambda: state_of(loan, servicing, events, as_of))
    again = [replace(event, place=place) for place, event in enumerate(shuffled)]
    other = or_none(lambda: state_of(loan, servicing, again, as_of))

    assert (state and figures(state)) == (other and figures(other))


def check_replay(loan, servicing, events):
    """A loan that is looked at after each event ends where a replay of all of them ends."""
    last = max((event.on for event in events), default=loan.starts_on)
    whole = or_none(lambda: state_of(loan, servicing, events, last))
    assume(whole is not None)
    running, ordered = begun(loan, servicing, events, last)
    is_planned_anew = any(event.kind is Kind.RESCHEDULE for event in events)
    for at, event in enumerate(ordered):
        running.apply(event)
        looked = figures(seen(running, event.on))
        is_last_of_day = at + 1 == len(ordered) or ordered[at + 1].on > event.on
        # The running loan knows its reschedules from the start; a replay sees those that have been agreed.
        if is_last_of_day and not is_planned_anew:
            assert looked == figures(state_of(loan, servicing, events, event.on))

    assert figures(seen(running, last)) == figures(whole)


@st.composite
def cases(draw, kinds=tuple(Kind)):
    loan = draw(drawn.terms(with_dates=True))
    return loan, draw(drawn.servicing(loan.method)), draw(drawn.events(loan, kinds=kinds))


@SOME
@given(drawn.terms())
def test_a_schedule_repays_exactly(loan):
    check_schedule(loan)


@SOME
@given(drawn.terms(), st.integers(1, 1_000_000))
def test_a_fee_makes_a_loan_dearer(loan, amount):
    check_fees_make_it_dearer(loan, amount)


@SOME
@given(cases(), st.integers(0, 800))
def test_a_state_sums_and_never_owes_less_than_nothing(case, after):
    check_state(*case, after)


@SOME
@given(cases(kinds=tuple(Kind)[:5]), st.randoms(use_true_random=False), st.integers(0, 800))
def test_the_order_of_the_list_does_not_matter(case, random, after):
    loan, servicing, events = case
    shuffled = list(events)
    random.shuffle(shuffled)
    check_order(loan, servicing, events, shuffled, after)


@SOME
@given(cases())
def test_a_replay_is_the_running_loan(case):
    check_replay(*case)


@pytest.mark.long
@MANY
@given(drawn.terms())
def test_many_schedules_repay_exactly(loan):
    check_schedule(loan)


@pytest.mark.long
@MANY
@given(drawn.terms(), st.integers(1, 1_000_000))
def test_many_fees_make_many_loans_dearer(loan, amount):
    check_fees_make_it_dearer(loan, amount)


@pytest.mark.long
@MANY
@given(cases(), st.integers(0, 800))
def test_many_states_sum(case, after):
    check_state(*case, after)


@pytest.mark.long
@MANY
@given(cases(kinds=tuple(Kind)[:5]), st.randoms(use_true_random=False), st.integers(0, 800))
def test_many_orders_do_not_matter(case, random, after):
    loan, servicing, events = case
    shuffled = list(events)
    random.shuffle(shuffled)
    check_order(loan, servicing, events, shuffled, after)


@pytest.mark.long
@MANY
@given(cases())
def test_many_replays_are_the_running_loan(case):
    check_replay(*case)
