"""Goods go from place to place: at once, or on a way on which something may be missing."""

from datetime import date

import pytest

from guyub.books.ledger.selectors.moments import balances_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.documents import PaperRefusedError
from guyub.trade.inventory.models import StockBatch, StockLoss
from guyub.trade.inventory.services.plans import BatchTold, StockRefusedError
from guyub.trade.inventory.services.transfers import receive_goods, send_goods
from tests.trade.inventory.stock_work import StockWork, at_once
from tests.world import World, new_id

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


def losses(shop):
    with scope(shop.place.id):
        rows = StockLoss.objects.filter(cooperative=shop.place).order_by("number")
        return [(row.id, row.state, row.value_rp) for row in rows]


def refused(work):
    with pytest.raises((PaperRefusedError, StockRefusedError)) as error:
        work()
    return error.value.facts["wrong"]


def test_what_goes_at_once_lies_on_the_other_shelf(shop):
    sent = shop.transfer((shop.rice, 400), is_direct=True)
    assert (shop.stock(shop.rice), shop.stock(shop.rice, shop.shelf)) == ((600, 7_200), (400, 4_800))
    assert shop.state_of(sent) == "DITERIMA"
    assert books(shop, "1.3.01", "1.3.06") == [12_000, 0]
    assert shop.broken() == []


def test_what_is_sent_is_on_its_way_until_somebody_receives_it(shop):
    sent = shop.transfer((shop.rice, 400))
    assert books(shop, "1.3.01", "1.3.06") == [7_200, 4_800]
    shop.arrive(sent)
    assert shop.stock(shop.rice, shop.shelf) == (400, 4_800)
    assert shop.state_of(sent) == "DITERIMA"
    assert books(shop, "1.3.01", "1.3.06") == [12_000, 0]
    assert refused(lambda: shop.arrive(sent)) == "gone"
    assert shop.broken() == []


def test_what_is_missing_is_lost_with_a_reason(shop):
    sent = shop.transfer((shop.rice, 400))
    assert refused(lambda: shop.arrive(sent, 350)) == "reason"
    assert books(shop, "1.3.06") == [4_800]

    shop.arrive(sent, 350, reason="Karung sobek")

    assert shop.stock(shop.rice, shop.shelf) == (350, 4_200)
    assert books(shop, "1.3.06", "5.3.01") == [0, 600]
    assert shop.state_of(sent) == "DITERIMA"
    assert [state for _, state, _ in losses(shop)] == ["DIBUKUKAN"]
    assert shop.broken() == []


def test_much_that_is_missing_waits_for_a_second_person_on_its_way(shop):
    shop.receive(shop.rice, 1_000, 30_000_000)
    sent = shop.transfer((shop.rice, 1_000))
    shop.arrive(sent, 100, reason="Truk terguling")
    assert shop.stock(shop.rice, shop.shelf)[0] == 100
    assert shop.state_of(sent) == "DIKIRIM"
    assert refused(lambda: shop.arrive(sent)) == "waiting"
    assert refused(lambda: shop.call_back(sent)) == "waiting"

    shop.decide()

    assert shop.state_of(sent) == "DITERIMA"
    assert books(shop, "1.3.06") == [0]
    assert shop.broken() == []


def test_where_it_is_refused_the_rest_still_arrives(shop):
    shop.receive(shop.rice, 1_000, 30_000_000)
    sent = shop.transfer((shop.rice, 1_000))
    shop.arrive(sent, 100, reason="Truk terguling")
    shop.decide(is_approved=False)
    assert [state for _, state, _ in losses(shop)] == ["DITOLAK"]
    shop.arrive(sent)
    assert shop.stock(shop.rice, shop.shelf)[0] == 1_000
    assert shop.state_of(sent) == "DITERIMA"
    assert shop.broken() == []


def test_what_is_called_back_lies_where_it_was(shop):
    sent = shop.transfer((shop.rice, 400))
    shop.call_back(sent)
    assert shop.stock(shop.rice) == (1_000, 12_000)
    assert shop.state_of(sent) == "DIBATALKAN"
    assert books(shop, "1.3.01", "1.3.06") == [12_000, 0]
    assert refused(lambda: shop.call_back(sent)) == "gone"
    assert shop.broken() == []


def test_a_loss_that_is_taken_back_is_on_its_way_again(shop):
    sent = shop.transfer((shop.rice, 400))
    shop.arrive(sent, 350, reason="Karung sobek")
    assert refused(lambda: shop.undo(sent)) == "lost"
    ((loss, _, _),) = losses(shop)

    shop.unlose(loss)

    assert books(shop, "1.3.06", "5.3.01") == [600, 0]
    assert shop.state_of(sent) == "DIKIRIM"
    shop.call_back(sent)
    assert shop.state_of(sent) == "DITERIMA"
    assert refused(lambda: shop.unlose(loss)) == "gone"
    assert shop.broken() == []


def test_a_transfer_that_never_was_is_taken_back(shop):
    sent = shop.transfer((shop.rice, 400))
    shop.arrive(sent)
    shop.undo(sent)
    assert shop.stock(shop.rice) == (1_000, 12_000)
    assert shop.stock(shop.rice, shop.shelf) == (0, 0)
    assert refused(lambda: shop.undo(sent)) == "gone"
    assert shop.broken() == []


def test_not_where_the_goods_have_left(shop):
    sent = shop.transfer((shop.rice, 400), is_direct=True)
    shop.issue(shop.rice, 100, at=shop.shelf)
    assert refused(lambda: shop.undo(sent)) == "short"
    assert shop.state_of(sent) == "DITERIMA"
    assert shop.broken() == []


def test_batches_travel_along(shop):
    with scope(shop.place.id):
        milk = shop.product("Susu UHT", has_batches=True)
    for code, expires_on in (("B", date(2027, 3, 1)), ("A", date(2027, 1, 1)), ("C", date(2027, 2, 1))):
        shop.receive(milk, 10, 50_000, batch=BatchTold(code, expires_on))
    sent = shop.transfer((milk, 15))
    shop.transfer((milk, 5, "B"), taker=shop.shelf)
    shop.arrive(sent, 12, reason="Kardus basah")

    with scope(shop.place.id):
        rows = StockBatch.objects.filter(cooperative=shop.place, stock__location=shop.shelf, qty__gt=0)
        assert sorted(rows.values_list("code", "qty")) == [("A", 10), ("C", 2)]
        on_way = StockBatch.objects.filter(
            cooperative=shop.place, stock__location__kind="JALAN", stock__product=milk, qty__gt=0
        )
        assert list(on_way.values_list("code", "qty")) == [("B", 5)]
    assert shop.broken() == []


@pytest.mark.parametrize(
    ("wrong", "more"),
    [
        ("goods", {"goods": []}),
        ("same", {"taker_id": "store"}),
        ("location", {"taker_id": "way"}),
        ("location", {"taker_id": None}),
    ],
)
def test_what_is_no_transfer(shop, wrong, more):
    places = {"store": shop.store.id, "way": shop.way.id, None: new_id()}
    given = {
        "giver_id": shop.store.id,
        "taker_id": shop.shelf.id,
        "goods": shop.goods((shop.rice, 1)),
        "on": shop.today,
        "is_direct": True,
    } | {name: places.get(value, value) if name == "taker_id" else value for name, value in more.items()}
    assert refused(lambda: send_goods(**given, **shop.of())) == wrong
    assert shop.stock(shop.rice) == (1_000, 12_000)


def test_no_more_arrives_than_was_sent(shop):
    sent = shop.transfer((shop.rice, 400))
    assert refused(lambda: shop.arrive(sent, 401)) == "more"
    assert refused(lambda: shop.arrive(sent, -1)) == "qty"
    assert books(shop, "1.3.06") == [4_800]


def test_no_more_is_sent_than_lies_there(shop):
    assert refused(lambda: shop.transfer((shop.rice, 1_001))) == "short"
    assert shop.broken() == []


def test_two_who_receive_at_once_receive_once(shop):
    sent = shop.transfer((shop.rice, 400))
    said = at_once(lambda: shop.arrive(sent), lambda: shop.arrive(sent, actor=shop.manager))
    assert sorted(str(one) for one in said) == ["None", "gone"]
    assert shop.stock(shop.rice, shop.shelf) == (400, 4_800)
    assert shop.broken() == []


def test_the_same_press_twice_sends_once(shop):
    given = {
        "giver_id": shop.store.id,
        "taker_id": shop.shelf.id,
        "goods": shop.goods((shop.rice, 1)),
        "on": shop.today,
        "is_direct": True,
        **shop.of(),
    }
    assert send_goods(**given) == send_goods(**given)
    assert shop.stock(shop.rice, shop.shelf) == (1, 12)


def test_nothing_of_it_came(shop):
    sent = shop.transfer((shop.rice, 400))
    line = shop.lines(sent)[0]
    receive_goods(transfer_id=sent, came={line.id: 0}, reason="Dicuri", **shop.of(shop.deputy))
    assert books(shop, "1.3.06", "5.3.01") == [0, 4_800]
    assert shop.state_of(sent) == "DITERIMA"
    assert shop.broken() == []
