"""What stock was worth on any day, from the nearer side: what the moves up to it sum to."""

from datetime import date, timedelta

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import StockMove
from guyub.trade.inventory.selectors.valuation import valuation_of
from tests.trade.inventory.shop import Shop
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    made = Shop(World())
    made.receive(made.soap, 4, 9_000, on=date(2026, 9, 28))
    made.receive(made.rice, 100, 1_000, on=date(2026, 10, 20))
    made.send(made.rice, 30, made.store, made.shelf, on=date(2026, 11, 4))
    made.receive(made.soap, 10, 30_000, on=date(2026, 11, 6))
    made.issue(made.rice, 20, at=made.shelf, on=date(2026, 11, 12))
    made.receive(made.rice, 100, 3_000, on=date(2026, 11, 3))  # told late
    return made


def valued(shop, on, **more):
    with scope(shop.place.id):
        return valuation_of(cooperative_id=shop.place.id, on=on, **more)


@pytest.mark.parametrize("days", [-36, -34, -20, -13, -11, -1, 0, 1, 2, 3, 5, 11, 24])
def test_any_day_is_the_sum_of_the_moves_up_to_it(shop, days):
    on = date(2026, 11, 1) + timedelta(days=days)
    with scope(shop.place.id):
        moves = StockMove.objects.filter(cooperative=shop.place, booked_on__lte=on)
        rows = list(moves.values_list("stock__product__name", "qty", "value_rp"))
    worth = {name: [0, 0] for name, *_ in rows}
    for name, qty, rp in rows:
        worth[name][0] += qty
        worth[name][1] += rp

    found = valued(shop, on)

    assert found.total_rp == sum(rp for _, rp in worth.values())
    assert {one.name: [one.qty, one.value_rp] for one in found.products} == worth
    assert sum(one.value_rp for one in found.by_account) == found.total_rp
    assert sum(one.value_rp for one in found.by_location) == found.total_rp


def test_one_location_alone(shop):
    found = valued(shop, shop.today, location_id=shop.shelf.id)
    assert [(one.name, one.qty, one.value_rp) for one in found.products] == [("Beras medium", 10, 200)]
    assert found.total_rp == 200


def test_nothing_before_the_first(shop):
    assert valued(shop, date(2026, 9, 1)).products == []
