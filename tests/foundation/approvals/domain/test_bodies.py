import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.foundation.approvals.domain.bodies import BODY_ROLES, Body, Missing, body_of, still_missing
from guyub.foundation.identity.domain.roles import TABLE, Action, Role

P, S = Body.PENGURUS, Body.PENGAWAS


@pytest.mark.parametrize(
    ("_case", "approved", "needed", "bodies", "missing"),
    [
        ("as it always was: one", [], 1, (), Missing(1)),
        ("one is there", [None], 1, (), Missing(0)),
        ("one of two", [P], 2, (), Missing(1)),
        ("two of the board, as asked", [P, P], 2, (P,), Missing(0, (), P)),
        ("nobody yet, the board alone", [], 2, (P,), Missing(2, (P,), P)),
        ("one yet, the board alone", [P], 2, (P,), Missing(1, (), P)),
        ("nobody yet, both bodies", [], 3, (P, S), Missing(3, (P, S))),
        ("the board is there, the supervisors are not", [P], 3, (P, S), Missing(2, (S,))),
        ("enough in number, a body absent", [P, P], 2, (P, S), Missing(1, (S,))),
        ("however many more of one body", [P, P, P, P], 2, (P, S), Missing(1, (S,))),
        ("the absent one comes last", [P, P, P, S], 2, (P, S), Missing(0)),
        ("one of each", [S, P], 2, (P, S), Missing(0)),
        ("one of each, three needed", [S, P], 3, (P, S), Missing(1)),
        ("who is of no body stands for none", [None, None], 2, (P,), Missing(1, (P,), P)),
    ],
)
def test_who_is_still_needed(_case, approved, needed, bodies, missing):
    assert still_missing(approved, needed=needed, bodies=bodies) == missing


BODIES = st.lists(st.sampled_from([P, S, None]), max_size=8)
NAMED = st.sets(st.sampled_from([P, S]))


@settings(deadline=None)
@given(BODIES, st.integers(1, 5), NAMED)
def test_it_is_enough_exactly_when_number_and_bodies_are_there(approved, needed, bodies):
    enough = len(approved) >= needed and bodies <= set(approved)

    assert (still_missing(approved, needed=needed, bodies=bodies).people == 0) is enough


@settings(deadline=None)
@given(BODIES, st.integers(1, 5), NAMED, st.sampled_from([P, S]))
def test_one_more_never_makes_more_missing_and_takes_away_at_most_one(approved, needed, bodies, more):
    before = still_missing(approved, needed=needed, bodies=bodies).people
    after = still_missing([*approved, more], needed=needed, bodies=bodies).people

    assert before - 1 <= after <= before


@settings(deadline=None)
@given(BODIES, st.integers(1, 5), NAMED)
def test_those_who_are_said_to_be_missing_are_enough(approved, needed, bodies):
    missing = still_missing(approved, needed=needed, bodies=bodies)
    come = [*missing.bodies, *[P] * (missing.people - len(missing.bodies))]

    assert not still_missing([*approved, *come], needed=needed, bodies=bodies).people


def test_bodies_share_no_role_and_both_may_decide_loans():
    assert not BODY_ROLES[P] & BODY_ROLES[S]
    assert body_of(Role.PENGAWAS) is S
    assert body_of(Role.BENDAHARA) is P
    assert body_of(Role.KASIR) is None
    assert {body_of(role) for role in Role if Action.APPROVE_LOANS in TABLE[role]} == {P, S}
