"""A shop's list of goods is brought, ties with the books, and is taken in once."""

import threading
from datetime import date

import pytest
from django.db import connection

from guyub.books.ledger.models import JournalLine
from guyub.books.treasury.domain.opening import OpeningRefusedError
from guyub.books.treasury.services.opening import take_back_opening
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.documents.spreadsheets import TableRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import (
    Product,
    StockBatch,
)
from guyub.trade.inventory.services.opening_taking import StockOpeningRefusedError
from tests.foundation.intake.table_desk import wrong
from tests.trade.inventory.opening_desk import (
    AFTER,
    BEFORE,
    BOOKS,
    CUT,
    OpeningDesk,
    wrote,
)
from tests.trade.inventory.opening_tables import (
    BERAS,
    BERAS_RP,
    MIE,
    MIE_RP,
    PAYUNG,
    ROWS,
    VALUE_RP,
    changed,
    clean,
    number,
    row,
    table,
)
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(world):
    return OpeningDesk(world)


def test_a_list_of_goods_stands_and_the_books_tie(desk):
    batch_id = desk.brings(clean())
    assert desk.books(*BOOKS) == BEFORE

    assert desk.takes(batch_id) == 5

    assert desk.books(*BOOKS) == AFTER
    mie, beras, sabun, kalender, payung = desk.opened(batch_id)
    assert [one.product.code for one in (mie, beras, payung)] == ["M-01", "B0001", "B0004"]
    assert [one.line for one in (mie, beras, sabun, kalender, payung)] == [4, 5, 6, 7, 8]
    assert desk.units(beras.product) == {"gram": 1, "kg": 1000, "karung": 50_000}
    assert desk.prices(mie.product) == [("UMUM", "bungkus", 3_000), ("ANGGOTA", "bungkus", 2_900)]
    assert desk.prices(beras.product) == [("UMUM", "kg", 13_000)]
    assert desk.codes(mie.product) == [("18990000000010", "karton"), ("8990000000013", "bungkus")]
    move = mie.move
    assert (move.cause, move.qty, move.value_rp, move.counter) == ("AWAL", 83, MIE_RP, "1.3.91")
    assert (move.on, move.booked_on, move.stock.location_id) == (CUT, CUT, desk.locations[0].id)
    assert (kalender.move.value_rp, payung.move, payung.value_rp) == (0, None, 0)
    with scope(desk.place.id):
        (held,) = StockBatch.objects.filter(cooperative=desk.place)
    assert (held.code, held.expires_on, held.qty) == ("2027-08-31", date(2027, 8, 31), 83)
    batch = desk.batch(batch_id)
    assert (batch.state, bytes(batch.sealed), batch.dated_on, batch.value_rp) == (
        "DIMASUKKAN",
        b"",
        CUT,
        VALUE_RP,
    )
    assert (batch.goods_count, batch.new_count, batch.taken_by_id) == (5, 5, desk.treasurer.person_id)
    assert (batch.entry.series, batch.entry.occurred_on) == ("SA", CUT)
    assert desk.table_acts() == ["brought", "taken"]
    assert desk.broken() == []


def test_the_value_goes_into_the_unit_of_the_place_and_comes_from_the_cooperative(desk):
    unit = desk.gives_unit()
    batch_id = desk.brings(clean())
    desk.takes(batch_id)

    with scope(desk.place.id):
        rows = JournalLine.objects.filter(cooperative=desk.place, entry_id=desk.batch(batch_id).entry_id)
        told = {one.account.code: (one.amount_rp, one.unit_id) for one in rows.select_related("account")}
    assert told["1.3.01"] == (MIE_RP + BERAS_RP, unit.id)
    assert told["1.3.91"][0] == -VALUE_RP
    assert told["1.3.91"][1] != unit.id
    assert desk.broken() == []


def test_what_less_the_table_brings_waits_on(desk):
    desk.takes(desk.brings(table(BERAS)))

    assert desk.books(*BOOKS) == (BERAS_RP, 0, VALUE_RP - BERAS_RP)
    with pytest.raises(OpeningRefusedError) as refused:
        take_back_opening(**desk.told(reason="salah"))
    assert refused.value.facts["wrong"] == "detailed"


@pytest.mark.parametrize(
    ("_case", "rows", "facts"),
    [
        (
            "more than the books hold",
            (*ROWS, row("Emas (contoh)", kategori="lain", satuan="buah", stok="1", harga_beli="1")),
            {"wrong": "more", "total_rp": VALUE_RP + 1, "left_rp": VALUE_RP, "difference_rp": 1},
        ),
        ("faults", (*ROWS, changed(MIE, kode_barang="M-02", stok="-1")), {"wrong": "faults", "count": 4}),
        ("no goods", (("", "", "Jumlah"),), {"wrong": "nothing"}),
    ],
)
def test_what_does_not_tie_or_cannot_be_read_changes_nothing(desk, _case, rows, facts):
    batch_id = desk.brings(table(*rows))
    before = wrote(desk)

    assert wrong(desk.takes, batch_id) == facts

    assert wrote(desk) == before
    assert desk.books(*BOOKS) == BEFORE
    assert desk.batch(batch_id).state == "DIUNGGAH"


def test_somebody_must_say_where_the_goods_lie(world):
    desk = OpeningDesk(world, places=("Gudang", "Gudang belakang"))
    batch_id = desk.brings(clean())
    assert wrong(desk.takes, batch_id)["wrong"] == "location"
    assert wrong(desk.tells, batch_id, location=new_id()) == {"wrong": "place"}

    desk.tells(batch_id, location=desk.locations[1].id)
    desk.takes(batch_id)

    assert desk.opened(batch_id)[0].move.stock.location_id == desk.locations[1].id


def test_without_books_the_catalogue_comes_and_the_stock_does_not(world):
    desk = OpeningDesk(world, is_opened=False)
    batch_id = desk.brings(clean())
    facts = wrong(desk.takes, batch_id)
    assert facts["wrong"] in {"unopened", "more"}
    desk.drops(batch_id)

    desk.takes(desk.brings(table(PAYUNG)))

    assert desk.product("Payung (contoh)").code == "B0001"


def test_who_brings_does_not_take_in_and_who_takes_in_does_not_bring(desk):
    batch_id = desk.brings(clean())
    with pytest.raises(NotAllowedError):
        desk.takes(batch_id, actor=desk.keeper)
    desk.takes(batch_id)
    with pytest.raises(NotAllowedError):
        desk.undoes(batch_id, actor=desk.keeper)
    desk.bringer = desk.treasurer
    with pytest.raises(NotAllowedError):
        desk.brings(clean())


def test_what_is_no_table_of_goods_is_not_kept(desk):
    assert wrong(desk.brings, b"") == {"wrong": "empty"}
    assert wrong(desk.brings, table()) == {"wrong": "empty"}
    many = table(*[("1", "x", "y")] * 20_201, header=("No", "Kode", "Nama barang"))
    assert wrong(desk.brings, many) == {"wrong": "many", "most": 20_000}
    with pytest.raises(TableRefusedError):
        desk.brings(b"PK\x03\x04rusak")
    with scope(desk.place.id):
        assert not AuditEntry.objects.filter(cooperative=desk.place, act="inventory.opening.brought").exists()


def test_a_name_that_came_meanwhile_refuses_the_table(desk, monkeypatch):
    batch_id = desk.brings(clean())
    with scope(desk.place.id):
        Product.objects.create(
            cooperative=desk.place,
            code="LAIN",
            name="Mie goreng (contoh)",
            category="MAKANAN",
            account="1.3.01",
            base_unit="buah",
            changed_at=NOW,
        )
    # The look at the catalogue was a moment earlier.
    monkeypatch.setattr("guyub.trade.inventory.selectors.opening_plans.known_products", lambda **_: [])

    assert wrong(desk.takes, batch_id) == {"wrong": "changed"}


def test_a_house_code_that_somebody_typed_is_passed_over(desk):
    desk.takes(desk.brings(table(changed(PAYUNG, kode_barang="B0002"))))
    rows = [row(f"Sapu {at} (contoh)", satuan="buah", barcode=number(at + 50)) for at in range(2)]
    batch_id = desk.brings(table(*rows))
    desk.takes(batch_id)
    assert [one.product.code for one in desk.opened(batch_id)] == ["B0001", "B0003"]


@pytest.mark.django_db(transaction=True)
def test_two_who_take_one_table_in_do_it_once(desk):
    batch_id = desk.brings(clean())
    results = []

    def take():
        try:
            results.append(desk.takes(batch_id))
        except StockOpeningRefusedError as refused:
            results.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, results)) == ["5", "closed"]
    assert desk.books(*BOOKS) == AFTER
    assert desk.broken() == []
