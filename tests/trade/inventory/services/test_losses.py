"""Goods that are spoilt, lost or used: booked, or decided by a second person, and taken back."""

from datetime import date

import pytest

from guyub.books.ledger.selectors.moments import balances_now
from guyub.foundation.approvals.services.requests import DecisionRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.documents import PaperRefusedError
from guyub.trade.inventory.models import StockBatch, StockMove
from guyub.trade.inventory.services.losses import write_off
from guyub.trade.inventory.services.plans import BatchTold, StockRefusedError
from tests.pictures import photo
from tests.trade.inventory.stock_work import StockWork, at_once
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    shop = StockWork(World())
    shop.receive(shop.rice, 1_000, 12_000)
    return shop


def books(shop, *codes):
    with scope(shop.place.id):
        held = balances_now(cooperative_id=shop.place.id, codes=codes)
    return [held[code] for code in codes]


def refused(work):
    with pytest.raises((PaperRefusedError, StockRefusedError)) as error:
        work()
    return error.value.facts["wrong"]


@pytest.mark.parametrize(
    ("kind", "purpose", "account", "cause"),
    [
        ("RUSAK", "", "5.3.01", "RUSAK"),
        ("KEDALUWARSA", "", "5.3.01", "RUSAK"),
        ("HILANG", "", "5.3.01", "RUSAK"),
        ("PAKAI", "RAPAT", "6.2.05", "PAKAI"),
        ("PAKAI", "KEBERSIHAN", "6.1.19", "PAKAI"),
        ("PAKAI", "PROMOSI", "6.1.14", "PAKAI"),
    ],
)
def test_what_leaves_without_being_sold_is_a_cost(shop, kind, purpose, account, cause):
    loss = shop.lose((shop.rice, 50), kind=kind, purpose=purpose)
    assert shop.stock(shop.rice) == (950, 11_400)
    assert books(shop, account) == [600]
    assert shop.moves(shop.rice)[-1] == (cause, -50, -600, account)
    kept = shop.loss(loss)
    assert (str(kept), kept.state, kept.value_rp) == ("RS-2026-0001", "DIBUKUKAN", 600)
    assert shop.broken() == []


def test_a_large_one_waits_and_shows_a_picture(shop):
    shop.receive(shop.rice, 1_000, 30_000_000)
    assert refused(lambda: shop.lose((shop.rice, 1_000))) == "photo"
    loss = shop.lose((shop.rice, 1_000), photo=("beras.jpg", photo()))
    assert shop.stock(shop.rice)[0] == 2_000
    assert shop.loss(loss).state == "MENUNGGU"

    shop.decide()

    assert shop.stock(shop.rice)[0] == 1_000
    assert shop.loss(loss).state == "DIBUKUKAN"
    assert shop.broken() == []


def test_a_refused_one_moves_nothing(shop):
    shop.receive(shop.rice, 1_000, 30_000_000)
    loss = shop.lose((shop.rice, 1_000), kind="HILANG")
    shop.decide(is_approved=False)
    kept = shop.loss(loss)
    assert (kept.state, kept.why) == ("DITOLAK", "Periksa lagi")
    assert shop.stock(shop.rice)[0] == 2_000
    assert refused(lambda: shop.unlose(loss)) == "gone"
    assert shop.broken() == []


def test_what_was_sold_meanwhile_is_not_lost_too(shop):
    shop.receive(shop.rice, 1_000, 30_000_000)
    loss = shop.lose((shop.rice, 2_000), kind="HILANG")
    shop.issue(shop.rice, 1)
    assert refused(shop.decide) == "short"
    assert shop.loss(loss).state == "MENUNGGU"
    shop.unlose(loss)
    assert shop.loss(loss).state == "DIBATALKAN"
    assert shop.broken() == []


def test_who_asks_does_not_decide(shop):
    shop.receive(shop.rice, 1_000, 30_000_000)
    shop.lose((shop.rice, 1_000), kind="HILANG")
    with pytest.raises((NotAllowedError, DecisionRefusedError)):
        shop.decide(actor=shop.manager)
    assert shop.stock(shop.rice)[0] == 2_000


def test_one_that_is_taken_back_never_was(shop):
    loss = shop.lose((shop.rice, 50))
    shop.unlose(loss)
    assert shop.stock(shop.rice) == (1_000, 12_000)
    assert books(shop, "5.3.01") == [0]
    assert shop.loss(loss).state == "DIBATALKAN"
    assert refused(lambda: shop.unlose(loss)) == "gone"
    assert shop.broken() == []


def test_the_batch_that_is_named_leaves(shop):
    with scope(shop.place.id):
        milk = shop.product("Susu UHT", has_batches=True)
    for code, expires_on in (("A", date(2027, 1, 1)), ("B", date(2026, 12, 1))):
        shop.receive(milk, 10, 50_000, batch=BatchTold(code, expires_on))
    shop.lose((milk, 4, "A"))
    assert refused(lambda: shop.lose((milk, 7, "A"))) == "batch"
    with scope(shop.place.id):
        rows = StockBatch.objects.filter(cooperative=shop.place, stock__product=milk)
        assert sorted(rows.values_list("code", "qty")) == [("A", 6), ("B", 10)]
    assert shop.broken() == []


@pytest.mark.parametrize(
    ("wrong", "more"),
    [
        ("kind", {"kind": "LUPA"}),
        ("purpose", {"kind": "PAKAI"}),
        ("reason", {"reason": " "}),
        ("location", {"location_id": "way"}),
        ("goods", {"goods": []}),
        ("short", {"qty": 1_001}),
        ("future", {"on": date(2026, 11, 26)}),
    ],
)
def test_what_is_no_loss(shop, wrong, more):
    given = {
        "kind": "RUSAK",
        "location_id": shop.store.id,
        "goods": shop.goods((shop.rice, more.pop("qty", 1))),
        "reason": "Kena hujan",
        "on": shop.today,
    } | more
    if given["location_id"] == "way":
        given["location_id"] = shop.way.id
    assert refused(lambda: write_off(**given, **shop.of())) == wrong
    assert shop.stock(shop.rice) == (1_000, 12_000)
    with scope(shop.place.id):
        assert StockMove.objects.filter(cooperative=shop.place).count() == 1


def test_a_cashier_does_not_write_goods_off(shop):
    with pytest.raises(NotAllowedError):
        write_off(
            kind="RUSAK",
            location_id=shop.store.id,
            goods=shop.goods((shop.rice, 1)),
            reason="Jatuh",
            on=shop.today,
            **shop.of(shop.world.actor(Role.KASIR)),
        )


def test_the_last_pieces_are_lost_once(shop):
    said = at_once(*[lambda: shop.lose((shop.rice, 600)) for _ in range(4)])
    assert said.count("short") == 3
    assert shop.stock(shop.rice)[0] == 400
    assert shop.broken() == []


def test_papers_are_numbered_without_gaps(shop):
    shop.lose((shop.rice, 1))
    assert refused(lambda: shop.lose((shop.rice, 5_000))) == "short"
    second = shop.lose((shop.rice, 1))
    assert str(shop.loss(second)) == "RS-2026-0002"
