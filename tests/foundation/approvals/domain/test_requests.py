from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from guyub.foundation.approvals.domain.bodies import Body
from guyub.foundation.approvals.domain.requests import (
    Case,
    Obstacle,
    State,
    needs_second_person,
    obstacle_for,
)

NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)
ASKER, CONCERNED, VOTER, OTHER, KIN = (uuid4() for _ in range(5))


def case(state=State.PENDING, *, expires=1):
    return Case(state, ASKER, CONCERNED, NOON + timedelta(hours=expires), [VOTER])


@pytest.mark.parametrize(
    ("_case", "person", "of", "obstacle"),
    [
        ("another officer", OTHER, case(), None),
        ("one's own", ASKER, case(), Obstacle.OWN),
        ("about oneself", CONCERNED, case(), Obstacle.CONCERNED),
        ("twice", VOTER, case(), Obstacle.ALREADY),
        ("approved already", OTHER, case(State.APPROVED), Obstacle.CLOSED),
        ("withdrawn", OTHER, case(State.WITHDRAWN), Obstacle.CLOSED),
        ("at the moment of expiry", OTHER, case(expires=0), Obstacle.EXPIRED),
        ("decided long ago is closed, not expired", OTHER, case(State.REJECTED, expires=-9), Obstacle.CLOSED),
    ],
)
def test_who_may_not_decide_and_why(_case, person, of, obstacle):
    assert obstacle_for(person, of, body=None, moment=NOON) is obstacle


@pytest.mark.parametrize(
    ("_case", "person", "body", "bodies", "obstacle"),
    [
        ("nobody is named: any role that the table lets", OTHER, None, (), None),
        ("of the body", OTHER, Body.PENGURUS, (Body.PENGURUS,), None),
        ("of a body that is not named", OTHER, Body.PENGAWAS, (Body.PENGURUS,), Obstacle.BODY),
        ("of one of two", OTHER, Body.PENGAWAS, tuple(Body), None),
        ("of none", OTHER, None, (Body.PENGURUS,), Obstacle.BODY),
        ("kin, of the body", KIN, Body.PENGURUS, (Body.PENGURUS,), Obstacle.CONCERNED),
        ("kin, of another body", KIN, Body.PENGAWAS, (Body.PENGURUS,), Obstacle.CONCERNED),
        ("one's own", ASKER, Body.PENGAWAS, (Body.PENGURUS,), Obstacle.OWN),
        ("twice", VOTER, Body.PENGURUS, (Body.PENGURUS,), Obstacle.ALREADY),
        ("twice, in another role the second time", VOTER, Body.PENGAWAS, tuple(Body), Obstacle.ALREADY),
    ],
)
def test_who_may_decide_where_bodies_and_further_people_are_named(_case, person, body, bodies, obstacle):
    of = replace(case(), concerned=[KIN], bodies=bodies)

    assert obstacle_for(person, of, body=body, moment=NOON) is obstacle


@pytest.mark.parametrize(("amount_rp", "needed"), [(0, False), (5_000_000, False), (5_000_001, True)])
def test_above_the_threshold_not_at_it(amount_rp, needed):
    assert needs_second_person(amount_rp, threshold_rp=5_000_000) is needed
