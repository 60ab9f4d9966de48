"""Counting notes and coins: what they come to, which there are on a day, what is no count."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.treasury.domain.counting import counted_rp, pieces_of, read_denominations, valid_on
from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.selectors.denominations import denominations

TODAY = date(2026, 11, 25)


def test_the_notes_and_coins_of_today():
    told = [(one.value_rp, one.is_note) for one in denominations(on=TODAY)]

    assert [value for value, is_note in told if is_note] == [
        100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000
    ]  # fmt: skip
    assert [value for value, is_note in told if not is_note] == [1_000, 500, 200, 100]
    assert denominations(on=date(2016, 12, 18)) == []


def test_a_denomination_that_was_withdrawn_is_counted_until_its_last_day():
    (old,) = read_denominations("code,value_rp,is_note,since,until\nL50,50,,1999-01-01,2026-11-25\n")

    assert valid_on([old], date(2026, 11, 25)) == [old]
    assert valid_on([old], date(2026, 11, 26)) == []


def test_a_count_by_hand():
    pieces = {"K100000": 3, "K2000": 4, "L1000": 2, "K1000": 1, "L100": 7}
    assert counted_rp(pieces, denominations(on=TODAY)) == 300_000 + 8_000 + 2_000 + 1_000 + 700
    assert counted_rp({}, denominations(on=TODAY)) == 0


@given(
    st.dictionaries(
        st.sampled_from([one.code for one in denominations(on=TODAY)]), st.integers(0, 100_000), min_size=1
    )
)
def test_a_count_is_the_sum_of_its_parts(pieces):
    known = denominations(on=TODAY)
    assert counted_rp(pieces, known) == sum(counted_rp({code: n}, known) for code, n in pieces.items())


@pytest.mark.parametrize(
    "pieces", [{"K75000": 1}, {"K5000": -1}, {"K5000": 100_001}, {"K5000": "2"}, {"K5000": True}]
)
def test_what_is_no_count_is_refused(pieces):
    with pytest.raises(ShiftRefusedError) as refused:
        counted_rp(pieces, denominations(on=TODAY))

    assert refused.value.facts == {"wrong": "pieces"}


def test_a_till_knows_pieces_by_their_value_alone():
    of_today = denominations(on=TODAY)

    assert pieces_of({100_000: 2, 1_000: 5, 500: 0, 200: 1}, of_today) == {
        "K100000": 2,
        "K1000": 5,
        "L200": 1,
    }
    assert pieces_of({75_000: 1, 1_000: 5}, of_today) == {}
    assert pieces_of({}, of_today) == {}
