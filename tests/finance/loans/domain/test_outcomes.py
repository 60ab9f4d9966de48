from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.arrears import overdue_of
from guyub.finance.loans.domain.contracts import Contract
from guyub.finance.loans.domain.events import Event, EventRefusedError, Kind
from guyub.finance.loans.domain.lifecycle import STATE_WORDS, WAY_WORDS, LoanState, Way, loan_name
from guyub.finance.loans.domain.outcomes import NOTHING, Parts, outcome_of
from guyub.finance.loans.domain.servicing import Penalty, PenaltyPer, Servicing
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import Method, Terms

JANUARY, FEBRUARY, TODAY = date(2026, 1, 1), date(2026, 2, 1), date(2026, 11, 25)
FLAT = Terms(
    method=Method.FLAT,
    annual_rate=Fraction(12, 100),
    principal=1_200_000,
    instalments=12,
    disbursed_on=JANUARY,
)
LATE = Servicing(penalty=Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY))


def paid(on, amount, place=0):
    return Event(on=on, kind=Kind.REPAYMENT, amount=amount, place=place)


def test_a_payment_is_split_and_said():
    outcome = outcome_of(Contract(FLAT, Servicing()), [paid(FEBRUARY, 112_000)], booked=NOTHING, today=TODAY)

    assert outcome.own == Parts(100_000, 12_000)
    assert outcome.moved == NOTHING
    assert (outcome.left_rp, outcome.is_settled) == (1_100_000, False)
    assert outcome.said.startswith("Rp\u00a0112.000: angsuran 1 (jatuh tempo hari itu) jasa")


def test_what_comes_late_moves_what_was_booked():
    """docs/algorithms/loan_books.md: three days late cost 300; then the payment of the due date is found."""
    first = outcome_of(Contract(FLAT, LATE), [paid(date(2026, 2, 4), 112_000)], booked=NOTHING, today=TODAY)
    assert first.own == Parts(99_700, 12_000, 0, 300)

    events = [paid(date(2026, 2, 4), 112_000), paid(FEBRUARY, 112_000, 1)]
    second = outcome_of(Contract(FLAT, LATE), events, booked=first.own, today=TODAY)

    assert second.own == Parts(100_000, 12_000)
    assert second.moved == Parts(300, 0, 0, -300)
    assert second.left_rp == 1_000_000


def test_a_reversal_gives_back_what_its_payment_had_paid():
    events = [paid(FEBRUARY, 112_000), Event(on=TODAY, kind=Kind.REVERSAL, reverses=0, place=1)]
    was = Parts(100_000, 12_000)

    back = outcome_of(Contract(FLAT, Servicing()), events, booked=was, today=TODAY, undone=was)

    assert back.own == Parts(-100_000, -12_000)
    assert (back.moved, back.left_rp, back.said) == (NOTHING, 1_200_000, "")


def test_a_loan_is_settled_by_its_payoff():
    quote = state_of(FLAT, Servicing(), [], TODAY).payoff
    event = Event(on=TODAY, kind=Kind.PAYOFF, amount=quote.total)

    outcome = outcome_of(Contract(FLAT, Servicing()), [event], booked=NOTHING, today=TODAY)

    assert (outcome.left_rp, outcome.is_settled) == (0, True)
    assert outcome.own == Parts(quote.principal, quote.interest, quote.fee, quote.penalty)
    assert outcome.said.endswith("Lunas.")


@pytest.mark.watched
@given(st.lists(st.tuples(st.integers(0, 320), st.integers(1, 150_000)), min_size=1, max_size=8), st.data())
def test_whatever_comes_in_whichever_order_the_books_hold_what_the_loan_says(payments, data):
    """Each act books its own part and what it moved; together they are what one replay of all says."""
    contract, events, booked, owns = Contract(FLAT, LATE), [], NOTHING, []
    for days, amount in payments:
        events = [*events, paid(JANUARY + timedelta(days), amount, len(events))]
        undone = NOTHING
        if owns and data.draw(st.integers(0, 3)) == 0:
            place = data.draw(st.sampled_from([at for at, own in enumerate(owns) if own] or [-1]))
            if place >= 0:
                events[-1] = Event(on=TODAY, kind=Kind.REVERSAL, reverses=place, place=len(events) - 1)
                undone, owns[place] = owns[place], None
        outcome = outcome_of(contract, events, booked=booked, today=TODAY, undone=undone)
        assert outcome.moved.total_rp == 0
        is_back = events[-1].kind is Kind.REVERSAL
        assert outcome.own.total_rp == (-undone.total_rp if is_back else events[-1].amount)
        owns.append(None if is_back else outcome.own)
        booked = booked.plus(outcome.own).plus(outcome.moved)
        whole = state_of(FLAT, LATE, events, TODAY)
        assert booked.total_rp == sum(one.amount for one in whole.transactions)
        assert outcome.left_rp == FLAT.principal - booked.principal_rp


def test_what_is_due_today_is_not_late_and_a_penalty_alone_makes_nobody_late():
    lines = state_of(FLAT, LATE, [], FEBRUARY).lines
    assert overdue_of(lines, FEBRUARY) == (None, 0)
    assert overdue_of(lines, date(2026, 2, 2)) == (FEBRUARY, 112_000)

    # Paid on 4 February with the penalty last: it alone is open, and nobody is late.
    order = Servicing(penalty=LATE.penalty, allocation=tuple(reversed(Servicing().allocation)))
    lines = state_of(FLAT, order, [paid(date(2026, 2, 4), 112_000)], date(2026, 2, 20)).lines
    assert lines[0].outstanding == 300
    assert overdue_of(lines, date(2026, 2, 20)) == (None, 0)


def test_more_than_is_owed_is_refused():
    with pytest.raises(EventRefusedError) as refused:
        outcome_of(Contract(FLAT, Servicing()), [paid(TODAY, 1_344_001)], booked=NOTHING, today=TODAY)
    assert refused.value.facts["wrong"] == "overpaid"


def test_words_are_there_for_every_state_and_way():
    assert set(STATE_WORDS) == set(LoanState)
    assert set(WAY_WORDS) == set(Way)
    assert loan_name(2026, 12) == "PJ-2026-0012"
