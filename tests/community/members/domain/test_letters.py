from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.letters import STEPS, days_left, may_move, written_number
from guyub.community.members.models import JoinRequest

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_the_steps_know_every_state_and_no_other():
    assert set(STEPS) == set(JoinRequest.State.values)
    assert {to for steps in STEPS.values() for to in steps} <= set(STEPS)


@pytest.mark.parametrize(
    ("state", "to", "may"),
    [
        ("NEW", "CONTACTED", True),
        ("NEW", "NEW", False),
        ("CONTACTED", "CONTACTED", True),
        ("INVITED", "CONTACTED", False),
        ("CLOSED", "CONTACTED", False),
        ("NEW", "", False),
        ("", "CLOSED", False),
    ],
)
def test_a_wish_goes_forward_until_it_is_closed(state, to, may):
    assert may_move(state, to) is may


@pytest.mark.watched
@given(due=DAYS, days=st.integers(0, 400))
def test_the_last_day_counts_zero_and_the_next_one_is_late(due, days):
    assert days_left(due, today=due) == 0
    assert days_left(due, today=due - timedelta(days=days)) == days
    assert days_left(due, today=due + timedelta(days=days + 1)) < 0


def test_a_number_names_its_year():
    assert written_number(3, 2026) == "3/2026"
