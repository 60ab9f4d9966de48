"""When an event that comes again is due next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.treasury.domain.recurring import Every, due_after
from guyub.foundation.kernel.dates import month_end


@pytest.mark.parametrize(
    ("every", "due_on", "on_day", "then"),
    [
        (Every.MINGGU, date(2026, 11, 26), 26, date(2026, 12, 3)),
        (Every.BULAN, date(2026, 11, 20), 20, date(2026, 12, 20)),
        (Every.BULAN, date(2027, 1, 31), 31, date(2027, 2, 28)),
        (Every.BULAN, date(2027, 2, 28), 31, date(2027, 3, 31)),
        (Every.BULAN, date(2026, 12, 5), 5, date(2027, 1, 5)),
        (Every.TRIWULAN, date(2026, 11, 30), 30, date(2027, 2, 28)),
    ],
)
def test_the_next_day(every, due_on, on_day, then):
    assert due_after(every, due_on, on_day=on_day) == then


@given(
    every=st.sampled_from(Every),
    first=st.dates(date(2026, 1, 1), date(2090, 1, 1)),
    times=st.integers(1, 24),
)
def test_it_never_stands_still_nor_forgets_its_day(every, first, times):
    due_on = first
    for _ in range(times):
        due_on, before = due_after(every, due_on, on_day=first.day), due_on
        assert timedelta(days=7) <= due_on - before <= timedelta(days=95)
        if every is not Every.MINGGU:
            assert due_on.day == min(first.day, month_end(due_on).day)
