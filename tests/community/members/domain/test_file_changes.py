from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.file_changes import (
    CHANGE_WORDS,
    Change,
    changes_between,
    replayed,
    shortened,
    undone,
)

FIRST = {"address": "Jl. Contoh 1", "rt": "003", "work": ""}


def test_what_differs_is_told_in_order():
    after = {"address": "Jl. Contoh 9", "rt": "003", "work": "Penjahit"}
    assert changes_between(FIRST, after) == [
        Change("address", "Jl. Contoh 1", "Jl. Contoh 9"),
        Change("work", "", "Penjahit"),
    ]
    assert changes_between(FIRST, FIRST) == []


def test_a_history_is_read_forwards_and_back():
    changes = [
        Change("rt", "003", "004"),
        Change("heirs", "", "Ani 100 %"),  # no field of the form
        Change("rt", "004", "005"),
    ]
    last = {"address": "Jl. Contoh 1", "rt": "005", "work": ""}
    assert replayed(FIRST, changes) == last
    assert undone(last, changes) == FIRST


def test_a_history_that_does_not_fit_is_none():
    assert replayed(FIRST, [Change("rt", "009", "004")]) is None
    assert undone(FIRST, [Change("rt", "003", "004")]) is None


def test_a_long_text_is_cut_with_a_mark():
    assert shortened("x" * 200) == "x" * 200
    assert shortened("x" * 201) == "x" * 199 + "…"


def test_every_field_of_the_history_fits_its_column():
    assert max(map(len, CHANGE_WORDS)) <= 20


@given(numbers=st.lists(st.integers(0, 26), min_size=1, max_size=8))
def test_a_history_replays_to_the_present_whatever_happened(numbers):
    # Each number is a file: three fields, each of them one of three texts.
    files = [dict(zip(FIRST, ("-ab"[n // 9], "-ab"[n // 3 % 3], "-ab"[n % 3]), strict=True)) for n in numbers]
    changes = [change for before, after in pairwise(files) for change in changes_between(before, after)]
    assert replayed(files[0], changes) == files[-1]
    assert undone(files[-1], changes) == files[0]
