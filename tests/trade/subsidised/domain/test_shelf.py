"""How much is left, in words that name no number; docs/algorithms/supply.md."""

import pytest

from guyub.trade.subsidised.domain.shelf import Shelf, shelf_of


@pytest.mark.parametrize(
    ("stock", "sold", "weekly", "shelf"),
    [
        (None, 100, 25, Shelf.BELUM),
        (0, 100, 25, Shelf.HABIS),
        (-2, 100, 25, Shelf.HABIS),
        (7, 100, None, Shelf.SEDIKIT),
        (8, 100, None, Shelf.BANYAK),
        (7, 0, 25, Shelf.SEDIKIT),
        (8, 0, 25, Shelf.BANYAK),
        (1, 0, None, Shelf.BANYAK),
    ],
)
def test_much_little_or_none(stock, sold, weekly, shelf):
    assert shelf_of(stock, sold_qty=sold, weekly_qty=weekly) is shelf
