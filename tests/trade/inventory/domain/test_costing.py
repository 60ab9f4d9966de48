"""What goods cost, worked by hand: docs/algorithms/stock_cost.md has the same numbers."""

import pytest

from guyub.trade.inventory.domain.costing import CostMethod, Shelf, Short, share, shelf_of

AVERAGE, FIFO = CostMethod.AVERAGE, CostMethod.FIFO


def test_the_average_of_two_purchases():
    shelf = Shelf(AVERAGE)
    assert shelf.put(50_000, 600_000) == []
    assert shelf.put(25_000, 330_000) == []
    assert shelf.take(10_000, "5.1.01") == 124_000
    assert (shelf.qty, shelf.value_rp, shelf.layers) == (65_000, 806_000, [(65_000, 806_000)])


def test_first_in_first_out():
    shelf = Shelf(FIFO)
    shelf.put(10, 30_000)
    shelf.put(10, 40_000)
    assert shelf.take(12, "5.1.01") == 38_000
    assert shelf.layers == [(8, 32_000)]


@pytest.mark.parametrize("method", CostMethod)
def test_the_last_piece_takes_what_is_left(method):
    shelf = Shelf(method)
    shelf.put(3, 10_000)
    assert [shelf.take(1, "5.1.01") for _ in range(3)] == [3_333, 3_334, 3_333]
    assert (shelf.qty, shelf.value_rp, shelf.layers) == (0, 0, [])


def test_what_is_short_is_taken_at_the_last_cost_and_settled_by_what_comes():
    shelf = Shelf(AVERAGE)
    shelf.put(10, 20_000)
    assert shelf.take(14, "5.1.01") == 28_000
    assert shelf.shorts == [Short("5.1.01", 4, 8_000)]
    assert shelf.put(3, 7_500) == [("5.1.01", 1_500)]
    assert shelf.shorts == [Short("5.1.01", 1, 2_000)]
    assert shelf.put(10, 25_000) == [("5.1.01", 500)]
    assert (shelf.qty, shelf.value_rp) == (9, 22_500)


def test_what_was_never_bought_costs_nothing_until_it_comes():
    shelf = Shelf(FIFO)
    assert shelf.take(2, "5.2.01") == 0
    assert (shelf.qty, shelf.value_rp) == (-2, 0)
    assert shelf.put(2, 900) == [("5.2.01", 900)]
    assert (shelf.qty, shelf.value_rp) == (0, 0)


def test_two_that_are_short_are_settled_in_their_order():
    shelf = Shelf(AVERAGE, last_qty=1, last_rp=100)
    shelf.take(2, "5.1.01")
    shelf.take(3, "5.2.01")
    assert shelf.put(5, 600) == [("5.1.01", 40), ("5.2.01", 60)]


def test_what_a_count_finds_costs_what_lies_there():
    shelf = Shelf(FIFO, [(2, 100), (4, 400)])
    assert shelf.find(1) == 100
    assert shelf.layers == [(2, 100), (4, 400), (1, 100)]


def test_what_a_count_finds_was_never_short():
    shelf = Shelf(AVERAGE, shorts=[Short("5.1.01", 4, 8_000)], last_qty=1, last_rp=2_500)
    assert shelf.find(1) == 2_000
    assert shelf.find(5) == 6_000 + 5_000
    assert (shelf.qty, shelf.value_rp) == (2, 5_000)


def test_what_a_count_finds_of_what_was_never_bought_costs_nothing():
    assert Shelf(AVERAGE).find(3) == 0


def test_what_comes_free_lowers_the_average_and_is_no_price():
    shelf = Shelf(AVERAGE)
    shelf.put(12, 12_000)
    shelf.put(1, 0)
    assert (shelf.last_qty, shelf.last_rp) == (12, 12_000)
    assert shelf.take(13, "5.1.01") == 12_000


def test_what_comes_from_another_shelf_is_a_price_and_a_return_is_none():
    shelf = Shelf(AVERAGE)
    shelf.put(1, 50, is_price=False)
    assert (shelf.last_qty, shelf.last_rp) == (0, 0)


def test_a_shelf_is_read_as_it_is_kept():
    shelf = shelf_of(FIFO, [[2, 100]], [["5.1.01", 1, 3]], 4, 5)
    assert shelf == Shelf(FIFO, [(2, 100)], [Short("5.1.01", 1, 3)], 4, 5)


@pytest.mark.parametrize(
    ("value_rp", "part", "whole", "shared"), [(10, 1, 4, 3), (10, 4, 4, 10), (7, 1, 2, 4)]
)
def test_a_share_rounds_half_up(value_rp, part, whole, shared):
    assert share(value_rp, part, whole) == shared
