"""What is spread must be told whole, and goes from a balance to a result."""

from dataclasses import replace
from datetime import date

import pytest

from guyub.books.assets.domain.spreads import (
    SPREAD_WORDS,
    WAYS,
    SpreadKind,
    SpreadRefusedError,
    SpreadTyped,
    checked,
)
from guyub.books.ledger.domain.chart import DEBIT_KINDS
from guyub.books.ledger.selectors.chart import chart

RENT = SpreadTyped(kind="SEWA", what=" Sewa  gerai ", total_rp=3_600_000, first=date(2026, 12, 5), months=12)


def test_spare_spaces_go_and_a_day_becomes_its_month():
    assert checked(RENT) == replace(RENT, what="Sewa gerai", first=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"kind": "PARKIR"}, "kind"),
        ({"what": ""}, "what"),
        ({"what": "x" * 81}, "what"),
        ({"total_rp": 0}, "total"),
        ({"months": 0}, "months"),
        ({"months": 121}, "months"),
    ],
)
def test_what_is_wrong_is_named(change, wrong):
    with pytest.raises(SpreadRefusedError) as refused:
        checked(replace(RENT, **change))
    assert refused.value.facts == {"wrong": wrong}


def test_every_spread_goes_from_a_balance_to_a_result():
    assert set(WAYS) == set(SpreadKind) == set(SPREAD_WORDS)
    for way in WAYS.values():
        source, target = chart().accounts[way.source], chart().accounts[way.target]
        assert (source.kind in DEBIT_KINDS) == (target.kind in DEBIT_KINDS) == (way.sign > 0)
        assert not source.owner
        assert not target.owner
