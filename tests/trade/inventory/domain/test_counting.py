"""What two counts of a product say, while goods are sold and late papers come in."""

from datetime import date

import pytest

from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.domain.counting import (
    CountRefusedError,
    CountState,
    Tally,
    ToldLater,
    difference_of,
    settled,
    turn_of,
)

DAY, BEFORE = date(2026, 11, 25), date(2026, 11, 24)
ANI, BUDI, CICI = uuid7(), uuid7(), uuid7()


def tally(turn, person, qty, book_qty, seq=100):
    return Tally(turn, person, qty, book_qty, seq, DAY)


SOLD = ToldLater(101, DAY, -1, None)


@pytest.mark.parametrize(
    ("_case", "later", "difference"),
    [
        ("nothing since", [], -1),
        ("sold afterwards", [SOLD], -1),
        ("received the day before, entered afterwards", [ToldLater(101, BEFORE, 5, None)], -6),
        ("entered before it was counted", [ToldLater(100, BEFORE, 5, None)], -1),
        ("a receipt that never was is taken back", [ToldLater(101, DAY, -5, 90)], 4),
        ("a sale of afterwards is taken back", [SOLD, ToldLater(102, DAY, 1, 101)], -1),
    ],
)
def test_a_count_is_compared_with_what_lay_there_then(_case, later, difference):
    assert difference_of(tally(1, ANI, 9, 10), later) == difference


def test_two_agree_by_what_differs_not_by_what_they_counted():
    both = [tally(1, ANI, 9, 10), tally(2, BUDI, 8, 9, 101)]
    assert settled(both, [SOLD]) == -1
    assert settled(both[:1], []) is None


def test_where_they_differ_the_third_decides():
    both = [tally(1, ANI, 9, 10), tally(2, BUDI, 10, 10)]
    assert settled(both, []) is None
    assert settled([*both, tally(3, CICI, 8, 10)], []) == -2


def test_who_counts_which():
    counting = CountState.DIHITUNG
    assert turn_of([], ANI, state=counting, is_settled=False) == 1
    first = [tally(1, ANI, 9, 10)]
    assert turn_of(first, ANI, state=counting, is_settled=False) == 1
    assert turn_of(first, BUDI, state=counting, is_settled=False) == 2
    both = [*first, tally(2, BUDI, 10, 10)]
    assert turn_of(both, BUDI, state=counting, is_settled=False) == 2
    assert turn_of(both, CICI, state=CountState.DIBANDINGKAN, is_settled=False) == 3
    third = [*both, tally(3, CICI, 8, 10)]
    assert turn_of(third, CICI, state=CountState.DIBANDINGKAN, is_settled=True) == 3


@pytest.mark.parametrize(
    ("_case", "tallies", "person", "state", "is_settled", "wrong"),
    [
        ("two others counted", (ANI, BUDI), CICI, CountState.DIHITUNG, False, "full"),
        ("it is booked", (ANI,), ANI, CountState.DIBUKUKAN, False, "state"),
        ("the first decides nothing", (ANI, BUDI), ANI, CountState.DIBANDINGKAN, False, "own"),
        ("both agreed", (ANI, BUDI), CICI, CountState.DIBANDINGKAN, True, "agreed"),
    ],
)
def test_who_does_not_count(_case, tallies, person, state, is_settled, wrong):
    made = [tally(turn, who, 9, 10) for turn, who in enumerate(tallies, start=1)]
    with pytest.raises(CountRefusedError) as error:
        turn_of(made, person, state=state, is_settled=is_settled)
    assert error.value.facts["wrong"] == wrong
