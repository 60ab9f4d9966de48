from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.groups import is_rt_name, rt_moves, rt_name

A, B, C = (UUID(int=n) for n in (1, 2, 3))


def test_a_group_is_named_by_its_rt_and_rw():
    assert rt_name("003", "005") == "RT 003 RW 005"
    assert rt_name("003", "") == rt_name("", "005") == ""


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("RT 003 RW 005", True),
        ("RT 3 RW 5", False),
        ("RT 003", False),
        ("RW 003 RT 005", False),
        ("RT ٠٠٣ RW 005", False),
        ("Melati 2", False),
    ],
)
def test_names_that_were_made_of_addresses(name, is_one):
    assert is_rt_name(name) == is_one


def test_who_moved_leaves_and_enters():
    moves = rt_moves(
        homes={A: ("001", "005"), B: ("002", "005"), C: ("", "")},
        seats=[("RT 001 RW 005", A), ("RT 001 RW 005", B), ("RT 001 RW 005", C), ("Melati", B)],
        groups=["RT 001 RW 005", "Melati"],
    )
    assert moves.missing == ["RT 002 RW 005"]
    assert moves.leaves == [("RT 001 RW 005", B)]
    assert moves.enters == [("RT 002 RW 005", B)]


HOMES = st.dictionaries(
    st.sampled_from([A, B, C]), st.tuples(st.sampled_from(["", "001", "002"]), st.sampled_from(["", "005"]))
)
SEATS = st.sets(st.tuples(st.sampled_from(["RT 001 RW 005", "RT 002 RW 005"]), st.sampled_from([A, B, C])))


@given(homes=HOMES, seats=SEATS)
def test_once_moved_nothing_is_left_to_move(homes, seats):
    groups = {name for name, _ in seats}
    moves = rt_moves(homes=homes, seats=seats, groups=groups)
    then = (seats - set(moves.leaves)) | set(moves.enters)
    assert not any(rt_moves(homes=homes, seats=then, groups=groups | set(moves.missing)))
    for member, home in homes.items():
        if name := rt_name(*home):
            assert [at for at, who in then if who == member] == [name]
