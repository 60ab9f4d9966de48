"""Moves, stocks and months are written in one call, whose plans find every row by its key."""

from datetime import date

import pytest
from django.db import connection

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import Stock, StockMonth, StockMove
from tests.trade.inventory.shop import TODAY, Shop

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def shop(world):
    return Shop(world)


@pytest.mark.parametrize("name", ["inventory_write", "procurement_write_receipt", "retail_sell"])
def test_no_plan_of_a_nearly_empty_table_is_kept(name):
    # A journal of one entry is read whole, sooner than by its index, and so it would be ever after.
    with connection.cursor() as cursor:
        cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = %s", [name])
        (settings,) = cursor.fetchone()
    assert set(settings) == {
        "enable_seqscan=off",
        "enable_hashjoin=off",
        "enable_mergejoin=off",
        "plan_cache_mode=force_generic_plan",
    }


def test_several_moves_of_one_stock_are_one_stock_and_one_sum(shop):
    shop.move(
        shop.arriving(shop.soap, 10, 50_000),
        shop.arriving(shop.soap, 5, 30_000, note='a "note", with {signs} and \\ so on'),
        shop.leaving(shop.soap, 12),
    )

    with scope(shop.place.id):
        stock = Stock.objects.get(cooperative=shop.place, product=shop.soap)
    assert (stock.qty, stock.value_rp, stock.layers, stock.last_on) == (3, 18_000, [[3, 18_000]], TODAY)
    with scope(shop.place.id):
        (month,) = StockMonth.objects.filter(cooperative=shop.place, stock=stock)
        notes = (
            StockMove.objects.filter(cooperative=shop.place).order_by("seq").values_list("note", flat=True)
        )
        assert list(notes) == ["", 'a "note", with {signs} and \\ so on', ""]
    assert (month.month, month.qty, month.value_rp) == (date(2026, 11, 1), 3, 18_000)
    assert not shop.broken()


def test_no_index_holds_what_sums_to():
    # Then a move changes sums by month in place (HOT), and no index is written.
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'inventory_stockmonth'")
        held = " ".join(definition for (definition,) in cursor.fetchall())
    assert "stock_id" in held
    assert "qty" not in held
    assert "value_rp" not in held
