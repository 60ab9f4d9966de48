"""What others lend must be told whole."""

from dataclasses import replace
from datetime import date

import pytest

from guyub.books.assets.domain.lending import LentRefusedError, LentTyped, checked

TODAY = date(2026, 11, 26)
FREEZER = LentTyped(
    name=" Freezer  200 l", lender="Diskopindag", lent_on=date(2026, 5, 4), insured_rp=4_000_000
)


def test_spare_spaces_go():
    assert checked(FREEZER, today=TODAY) == replace(FREEZER, name="Freezer 200 l")


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"lender": " "}, "lender"),
        ({"condition": "x" * 81}, "words"),
        ({"quantity": 0}, "quantity"),
        ({"insured_rp": -1}, "worth"),
        ({"lent_on": date(2026, 11, 27)}, "day"),
        ({"due_on": date(2026, 5, 3)}, "day"),
    ],
)
def test_what_is_wrong_is_named(change, wrong):
    with pytest.raises(LentRefusedError) as refused:
        checked(replace(FREEZER, **change), today=TODAY)
    assert refused.value.facts == {"wrong": wrong}
