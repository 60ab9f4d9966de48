"""To which shift of a drawer belongs what a till tells: web page and till together have one at a time."""

import uuid
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.treasury.domain.told_shifts import Join, Ran, joined_to, may_end, running_at
from tests.world import NOW

RINI, DEWI = uuid.UUID(int=1), uuid.UUID(int=2)


def at(minute):
    return NOW + timedelta(minutes=minute)


def ran(no, person, opened, closed=None):
    return Ran(uuid.UUID(int=100 + no), person, at(opened), None if closed is None else at(closed))


@pytest.mark.parametrize(
    ("_case", "shifts", "how", "no"),
    [
        ("nobody holds the drawer", [], Join.MULAI, None),
        ("its last shift ended before", [ran(1, DEWI, 0, 60)], Join.MULAI, None),
        ("its last shift ended in that moment", [ran(1, DEWI, 0, 100)], Join.MULAI, None),
        ("held by the same person", [ran(1, RINI, 0)], Join.IKUT, 1),
        ("opened later by the same person", [ran(1, RINI, 130)], Join.IKUT, 1),
        ("held by another", [ran(1, DEWI, 0)], Join.LANJUT, 1),
        ("opened by another in that moment", [ran(1, DEWI, 100)], Join.LANJUT, 1),
        ("opened later by another", [ran(1, DEWI, 101)], Join.SUSUL, 1),
        ("ended after it, another runs", [ran(2, DEWI, 120), ran(1, DEWI, 0, 101)], Join.SUSUL, 1),
        ("began and ended after it", [ran(1, RINI, 110, 120)], Join.SUSUL, 1),
    ],
)
def test_an_opening_at_the_till(_case, shifts, how, no):
    told, joined = joined_to(shifts, person_id=RINI, at=at(100))

    assert (told, joined and joined.shift_id) == (how, no and uuid.UUID(int=100 + no))


@pytest.mark.parametrize(
    ("_case", "minute", "no"),
    [
        ("while it ran", 50, 1),
        ("in the moment of its end", 60, 1),
        ("after the hand-over", 61, 2),
        ("while nobody held the drawer", 95, 1),
        ("of the one that runs", 130, 3),
    ],
)
def test_a_sale_belongs_to_the_shift_of_its_moment(_case, minute, no):
    own, handed, running = ran(1, RINI, 0, 60), ran(2, DEWI, 60, 90), ran(3, RINI, 120)

    found = running_at([running, handed, own], own=own, at=at(minute))
    assert found.shift_id == uuid.UUID(int=100 + no)
    assert running_at([], own=running, at=at(500)) == running


def test_who_counts_at_the_till_ends_the_own_shift():
    running = ran(2, DEWI, 60)

    assert may_end(running, own_id=running.shift_id, person_id=RINI, at=at(50))
    assert may_end(running, own_id=uuid.uuid4(), person_id=DEWI, at=at(60))
    assert not may_end(running, own_id=uuid.uuid4(), person_id=DEWI, at=at(59))
    assert not may_end(running, own_id=uuid.uuid4(), person_id=RINI, at=at(90))


@given(
    st.lists(st.integers(0, 400), min_size=2, max_size=8, unique=True).map(sorted),
    st.integers(0, 400),
    st.booleans(),
)
def test_whatever_ran_an_opening_finds_one_shift_or_begins_one(bounds, minute, is_running):
    """Nothing is refused, and what is begun covers no moment of another one."""
    shifts = [
        ran(no, DEWI, opened, closed) for no, (opened, closed) in enumerate(pairwise(bounds)) if no % 2 == 0
    ]
    if is_running:
        shifts.append(ran(90, RINI, bounds[-1]))
    how, joined = joined_to(shifts, person_id=RINI, at=at(minute))

    assert (how is Join.MULAI) == (joined is None)
    if joined is None:
        assert not any(one.closed_at is None or one.closed_at > at(minute) for one in shifts)
    else:
        assert joined in shifts
        assert joined.covers(at(minute)) or joined.opened_at > at(minute)
