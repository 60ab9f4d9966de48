"""What others lend must be told whole."""

from dataclasses import replace
from datetime import date

import pytest

from guyub.books.assets.domain.lending import LentRefusedError, LentTyped, checked
from guyub.books.assets.domain.spreads import SPREAD_WORDS, WAYS, SpreadKind
from guyub.books.ledger.domain.chart import DEBIT_KINDS
from guyub.books.ledger.selectors.chart import chart

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


def test_every_spread_goes_from_a_balance_to_a_result():
    assert set(WAYS) == set(SpreadKind) == set(SPREAD_WORDS)
    for way in WAYS.values():
        source, target = chart().accounts[way.source], chart().accounts[way.target]
        assert (source.kind in DEBIT_KINDS) == (target.kind in DEBIT_KINDS) == (way.sign > 0)
        assert not source.owner
        assert not target.owner
