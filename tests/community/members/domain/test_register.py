"""What somebody is to the cooperative follows from what happened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.register import (
    STEPS,
    Happened,
    MemberState,
    login_number,
    member_number,
    state_after,
)

H, S = Happened, MemberState


@pytest.mark.parametrize(
    ("_case", "admitted", "happenings", "state"),
    [
        ("a candidate", False, (), S.CALON),
        ("a member", True, (), S.AKTIF),
        ("the candidate who never paid", False, (H.BATAL,), S.KELUAR),
        ("passive and back", True, (H.DIPASIFKAN, H.DIAKTIFKAN), S.AKTIF),
        ("passive and gone", True, (H.DIPASIFKAN, H.MUNDUR), S.KELUAR),
        ("twice passive", True, (H.DIPASIFKAN, H.DIPASIFKAN), None),
        ("a member does not fall through", True, (H.BATAL,), None),
        ("nothing happens to who is gone", True, (H.MENINGGAL, H.DIAKTIFKAN), None),
    ],
)
def test_state_after(_case, admitted, happenings, state):
    assert state_after(admitted, happenings) is state


@given(admitted=st.booleans(), happenings=st.lists(st.sampled_from(list(Happened)), max_size=8))
def test_a_history_is_possible_to_its_end_or_not_at_all(admitted, happenings):
    states = [state_after(admitted, happenings[:n]) for n in range(len(happenings) + 1)]
    known = [state for state in states if state is not None]
    assert states == known + [None] * (len(states) - len(known))
    for before, happened, after in zip(known, happenings, known[1:], strict=False):
        assert STEPS[before][happened] is after


def test_the_number_that_people_see():
    assert (member_number(42), member_number(12345)) == ("A-0042", "A-12345")


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("KKMP Bumiayu", "BUMIAYU-0042"),
        ("KKMP Oro-oro Dowo", "ORO-ORO-DOWO-0042"),
        ("KKMP Kota Lama (contoh)", "KOTA-LAMA-CONTOH-0042"),
    ],
)
def test_a_number_is_a_name_to_get_in_by(name, login):
    assert login_number(name, 42) == login
