"""Whose books have fallen silent."""

from datetime import date

import pytest

from guyub.city.supervision.domain.silence import is_silent, silent_days

TODAY, JANUARY = date(2026, 11, 25), date(2026, 1, 1)


@pytest.mark.parametrize(
    ("_case", "opened_on", "last_on", "days", "silent"),
    [
        ("no books", None, None, None, False),
        ("an entry today", JANUARY, TODAY, 0, False),
        ("on the last day of the limit", JANUARY, date(2026, 11, 11), 14, False),
        ("a day beyond it", JANUARY, date(2026, 11, 10), 15, True),
        ("opened and never used", date(2026, 11, 1), None, 24, True),
    ],
)
def test_silence_begins_after_the_limit(_case, opened_on, last_on, days, silent):
    found = silent_days(opened_on, last_on, today=TODAY)

    assert found == days
    assert is_silent(found, limit_days=14) is silent
