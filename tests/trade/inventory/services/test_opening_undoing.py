"""A table of goods is undone while nothing moved of them; otherwise it stays, and what was known before stays too."""

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import (
    PrintedTag,
)
from tests.foundation.intake.table_desk import wrong
from tests.trade.inventory.opening_desk import AFTER, BEFORE, BOOKS, TODAY, OpeningDesk, wrote
from tests.trade.inventory.opening_tables import (
    MIE,
    MIE_RP,
    PAYUNG,
    SABUN,
    VALUE_RP,
    changed,
    clean,
    row,
    table,
)
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(world):
    return OpeningDesk(world)


def test_what_stands_is_sold_and_the_table_stays(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    desk.shop().issue(desk.product("Mie goreng (contoh)"), 3)
    assert desk.broken() == []
    before = wrote(desk)

    assert wrong(desk.undoes, batch_id) == {"wrong": "moved", "count": 1}

    assert wrote(desk) == before
    assert desk.batch(batch_id).state == "DIMASUKKAN"


def test_a_product_that_a_table_made_empty_may_have_moved_too(desk):
    batch_id = desk.brings(table(PAYUNG))
    desk.takes(batch_id)
    batch = desk.batch(batch_id)
    assert (batch.entry_id, batch.dated_on, batch.value_rp) == (None, None, 0)
    desk.shop().receive(desk.product("Payung (contoh)"), 5, 100_000)

    assert wrong(desk.undoes, batch_id) == {"wrong": "moved", "count": 1}


def test_a_product_that_stands_elsewhere_keeps_its_table(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    sabun = desk.product("Sabun mandi (contoh)")
    with scope(desk.place.id):
        PrintedTag.objects.create(
            cooperative=desk.place,
            product=sabun,
            unit=sabun.units.get(),
            sheet=new_id(),
            name=sabun.name,
            price="Rp 3.500",
            printed_at=NOW,
        )

    assert wrong(desk.undoes, batch_id) == {"wrong": "used", "count": 1}
    assert desk.books(*BOOKS) == AFTER


def test_undone_the_stock_is_gone_and_a_mended_table_comes_under_the_same_names(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)

    desk.undoes(batch_id)

    assert desk.books(*BOOKS) == BEFORE
    assert desk.broken() == []
    opened = desk.opened(batch_id)
    assert [one.product.code for one in opened[:2]] == ["BATAL-000001", "BATAL-000002"]
    assert opened[0].product.name == "Mie goreng (contoh) (BATAL-000001)"
    assert {one.product.closed_on for one in opened} == {TODAY}
    assert desk.codes(opened[0].product) == []
    batch = desk.batch(batch_id)
    assert (batch.state, batch.undone_entry_id is None) == ("DIBATALKAN", False)
    assert wrong(desk.undoes, batch_id) == {"wrong": "closed"}
    again = desk.brings(clean())
    desk.takes(again)
    assert desk.opened(again)[0].product.code == "M-01"
    assert desk.books(*BOOKS) == AFTER
    assert desk.table_acts() == ["brought", "taken", "undone", "brought", "taken"]
    assert desk.broken() == []


def test_undone_products_alone_need_no_entry(desk):
    batch_id = desk.brings(table(PAYUNG))
    desk.takes(batch_id)

    desk.undoes(batch_id)

    assert desk.batch(batch_id).undone_entry_id is None
    assert desk.opened(batch_id)[0].product.closed_on == TODAY


def test_known_products_get_stock_alone_and_keep_it_to_themselves_when_undone(desk):
    desk.takes(desk.brings(table(MIE, PAYUNG)))
    rows = (
        row(
            "Mie goreng (contoh)", kode_barang="M-01", stok="1 karton", harga_beli="2.000", harga_jual="9.000"
        ),
        row("payung (CONTOH)", satuan="buah", stok="2", harga_beli="25.000"),
        row("Mie kuah (contoh)", kategori="Makanan", satuan="bks", stok="1", harga_beli="2.600"),
    )
    batch_id = desk.brings(table(*rows))
    plan = desk.checks(batch_id)
    assert (plan.new, [note.wrong for note in plan.reading.notes]) == (1, ["stocked"])

    desk.takes(batch_id)

    mie = desk.product("Mie goreng (contoh)")
    assert desk.prices(mie) == [("UMUM", "bungkus", 3_000), ("ANGGOTA", "bungkus", 2_900)]
    assert desk.shop().stock(mie) == (123, MIE_RP + 80_000)
    assert desk.left() == VALUE_RP - MIE_RP - 132_600
    assert desk.broken() == []
    desk.undoes(batch_id)
    assert desk.shop().stock(mie) == (83, MIE_RP)
    assert desk.product("Payung (contoh)").closed_on is None
    assert desk.broken() == []


def test_goods_that_were_sold_before_the_table_came_cost_otherwise_by_difference(desk):
    desk.takes(desk.brings(table(changed(SABUN, metode_hpp="rata-rata", nilai_stok="36.000"))))
    shop, sabun = desk.shop(), desk.product("Sabun mandi (contoh)")
    shop.issue(sabun, 10)
    batch_id = desk.brings(table(row("Sabun mandi (contoh)", stok="36", harga_beli="3.000")))

    desk.takes(batch_id)

    # 72 pieces had cost 144,000: the ten cost 20,000, not 10,000.
    assert shop.stock(sabun) == (62, 124_000)
    assert desk.books("1.3.05", "5.1.01") == (124_000, 20_000)
    assert desk.broken() == []
    desk.undoes(batch_id)
    assert shop.stock(sabun) == (26, 26_000)
    assert desk.books("1.3.05", "5.1.01") == (26_000, 10_000)
    assert desk.broken() == []
