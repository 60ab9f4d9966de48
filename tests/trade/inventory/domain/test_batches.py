"""What expires first leaves first, unless a batch is named."""

from datetime import date

import pytest

from guyub.trade.inventory.domain.batches import Batches, BatchShortError

SOON, LATER = date(2026, 12, 1), date(2027, 3, 1)


@pytest.fixture
def batches():
    return Batches({"": (None, 5), "B2": (LATER, 5), "B1": (SOON, 5)})


def test_by_expiry_and_the_unmarked_last(batches):
    assert batches.take(12) == [("B1", 5), ("B2", 5), ("", 2)]
    assert batches.changed == {"B1", "B2", ""}


def test_from_the_batch_that_is_named(batches):
    assert batches.take(4, "B2") == [("B2", 4)]


@pytest.mark.parametrize(("qty", "code"), [(16, None), (6, "B1"), (1, "B9")])
def test_not_more_than_there_is(batches, qty, code):
    with pytest.raises(BatchShortError):
        batches.take(qty, code)


def test_into_a_batch_known_or_new(batches):
    assert batches.put(2, "B1", SOON) == [("B1", 2)]
    assert batches.put(3, "B1") == [("B1", 3)]
    assert batches.put(1, "B3", LATER) == [("B3", 1)]
    assert batches.put(0, "B4", LATER) == []
    assert batches.left["B1"] == (SOON, 10)


def test_one_mark_has_one_expiry(batches):
    with pytest.raises(BatchShortError):
        batches.put(1, "B1", LATER)
