"""What a difference makes in the books, and what a reason may be."""

import pytest

from guyub.books.treasury.domain.shifts import ShiftRefusedError, checked_reason, difference_kind
from guyub.books.treasury.selectors.kinds import kinds


def test_over_is_income_and_short_is_an_expense():
    over, short = kinds()[difference_kind(5_000)], kinds()[difference_kind(-5_000)]

    assert [(part.side, part.account) for part in over.posting] == [(1, "@"), (-1, "4.3.04")]
    assert [(part.side, part.account) for part in short.posting] == [(1, "6.1.13"), (-1, "@")]
    assert over.is_hidden
    assert short.is_hidden


def test_a_reason_is_trimmed_and_not_longer_than_a_note():
    assert checked_reason("  salah   kembalian ") == "salah kembalian"
    assert checked_reason("") == ""
    assert checked_reason("x" * 120) == "x" * 120
    with pytest.raises(ShiftRefusedError) as refused:
        checked_reason("x" * 121)
    assert refused.value.facts == {"wrong": "reason"}
