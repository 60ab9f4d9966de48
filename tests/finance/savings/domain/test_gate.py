"""When the unit may take deposits: each thing that may be missing, the city's days, its reasons and ends."""

from datetime import date

import pytest

from guyub.finance.savings.domain.gate import (
    LACK_WORDS,
    GateRefusedError,
    Lack,
    Standing,
    check_until,
    checked_reason,
    holds_on,
    lacks,
)

NEEDED = 500_000_000
TODAY = date(2026, 11, 25)


def wrong(act):
    with pytest.raises(GateRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


@pytest.mark.parametrize(
    ("has_unit", "has_licence", "capital_rp", "missing"),
    [
        (True, True, NEEDED, ()),
        (True, True, NEEDED - 1, (Lack.CAPITAL,)),
        (True, False, NEEDED, (Lack.LICENCE,)),
        (False, False, 0, (Lack.UNIT, Lack.LICENCE, Lack.CAPITAL)),
    ],
)
def test_what_is_missing(has_unit, has_licence, capital_rp, missing):
    assert lacks(Standing(has_unit, has_licence, capital_rp, NEEDED)) == missing


def test_everything_that_may_be_missing_has_words():
    assert set(LACK_WORDS) == set(Lack)


@pytest.mark.parametrize(
    ("day", "ended_on", "holds"),
    [
        (date(2026, 1, 1), None, False),
        (date(2026, 1, 2), None, True),
        (date(2026, 6, 30), None, True),
        (date(2026, 7, 1), None, False),
        (date(2026, 3, 1), date(2026, 3, 2), True),
        (date(2026, 3, 2), date(2026, 3, 2), False),
        (date(2026, 1, 2), date(2026, 1, 2), False),
    ],
)
def test_the_citys_word_holds_from_its_day_to_its_last(day, ended_on, holds):
    until_on = date(2026, 6, 30)
    assert holds_on(granted_on=date(2026, 1, 2), until_on=until_on, ended_on=ended_on, day=day) is holds


def test_a_reason_is_one_line_of_twenty_to_three_hundred_letters():
    assert checked_reason("  modal dipenuhi\n bertahap ") == "modal dipenuhi bertahap"
    assert checked_reason("a" * 20) == "a" * 20
    assert checked_reason("a" * 300) == "a" * 300
    for text in ("a" * 19, "a" * 301, " " * 40, ""):
        assert wrong(lambda text=text: checked_reason(text)) == "reason"


def test_the_citys_word_ends_ahead_and_within_a_year():
    check_until(date(2026, 11, 26), today=TODAY)
    check_until(date(2027, 11, 25), today=TODAY)
    assert wrong(lambda: check_until(TODAY, today=TODAY)) == "until"
    assert wrong(lambda: check_until(date(2027, 11, 26), today=TODAY)) == "until"
