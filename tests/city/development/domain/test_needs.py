import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.city.development.domain.needs import OPEN_STATES, OWN_STATES, STEPS, NeedState, may_move

S = NeedState


@pytest.mark.parametrize(
    ("_case", "state", "to", "is_allowed"),
    [
        ("looked at", S.RAISED, S.VERIFIED, True),
        ("declined at once", S.RAISED, S.DECLINED, True),
        ("declined before money is there", S.PLANNED, S.DECLINED, True),
        ("money is there: no way back", S.FUNDED, S.DECLINED, False),
        ("nothing is skipped", S.RAISED, S.PLANNED, False),
        ("nothing goes back", S.VERIFIED, S.RAISED, False),
        ("used at the end", S.HANDED_OVER, S.IN_USE, True),
        ("what is used stays", S.IN_USE, S.DECLINED, False),
    ],
)
def test_steps_of_a_need(_case, state, to, is_allowed):
    assert may_move(state, to) is is_allowed


@given(st.lists(st.sampled_from(list(NeedState)), max_size=20))
def test_whatever_is_tried_a_need_ends_and_never_returns(tried):
    state, passed = S.RAISED, [S.RAISED]
    for to in tried:
        if may_move(state, to):
            state = to
            passed.append(to)

    assert len(set(passed)) == len(passed)
    assert (state in OPEN_STATES) is bool(STEPS[state])


def test_the_cooperative_says_nothing_but_that_it_is_used():
    assert frozenset({S.IN_USE}) == OWN_STATES
    assert frozenset(NeedState) - {S.IN_USE, S.DECLINED} == OPEN_STATES
