"""Quantities in words and as typed; requests that were not met."""

import pytest

from guyub.trade.subsidised.domain.quantities import qty_words, read_qty
from guyub.trade.subsidised.domain.unmet import UnmetRefusedError, WentWithout, checked_unmet


@pytest.mark.parametrize(
    ("qty", "unit", "words", "typed"),
    [(3, "TABUNG", "3 tabung", "3"), (12_500, "KG", "12,5 kg", "12,5"), (2_000, "LITER", "2 liter", "2")],
)
def test_there_and_back(qty, unit, words, typed):
    assert (qty_words(qty, unit).replace("\u00a0", " "), read_qty(typed, unit)) == (words, qty)


@pytest.mark.parametrize("typed", ["", "a", "1,5", "-1", ",5", "1,2,3"])
def test_what_is_no_quantity_of_pieces(typed):
    assert read_qty(typed, "TABUNG") is None


@pytest.mark.parametrize(("qty", "reason", "wrong"), [(0, "EMPTY", "qty"), (1, "LATE", "reason")])
def test_what_was_not_met_has_an_amount_and_a_reason(qty, reason, wrong):
    with pytest.raises(UnmetRefusedError) as refused:
        checked_unmet(qty=qty, reason=reason)
    assert refused.value.facts == {"wrong": wrong}
    assert checked_unmet(qty=1, reason="EMPTY") is WentWithout.EMPTY
