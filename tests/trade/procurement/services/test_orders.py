"""Orders: written, changed, agreed to, sent, closed, cancelled; and what is refused."""

from datetime import timedelta

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.models import PurchaseOrder, Supply
from tests.journal_writing import wrong
from tests.trade.procurement.market import Market
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(world):
    return Market(world)


def count(market):
    with scope(market.place.id):
        return PurchaseOrder.objects.filter(cooperative=market.place).count()


def supplied(market, **fields):
    with scope(market.place.id):
        Supply.objects.create(
            cooperative=market.place,
            partner_id=market.partner_id,
            product=market.soap,
            unit=market.carton,
            changed_at=NOW,
            **fields,
        )


def test_an_order_is_written_changed_and_sent(market):
    order_id = market.writes()
    order = market.order(order_id)
    assert (order.name, order.state, order.total_rp) == ("PB-2026-0001", "RANCANGAN", 1_200_000)
    # The wholesaler needs a day and comes on Mondays and Thursdays; the day of the order is a Wednesday.
    assert order.expected_on == market.today + timedelta(days=1)

    market.changes(order_id, market.line(market.soap, market.carton, 3, 120_000))
    assert market.order(order_id).total_rp == 360_000
    assert market.submits(order_id) is None
    market.sends(order_id)

    order = market.order(order_id)
    assert (order.state, order.sent_on, order.no) == ("DIKIRIM", market.today, 1)
    assert market.acts() == ["order.written", "order.changed", "order.approved", "order.sent"]


def test_above_the_threshold_a_second_person_decides(market):
    order_id = market.writes(market.line(market.rice, market.sack, 20, 300_000))
    approval = market.submits(order_id)
    assert market.order(order_id).state == "MENUNGGU"
    assert wrong(lambda: market.sends(order_id)) == "step"
    assert wrong(lambda: market.changes(order_id)) == "step"

    market.approves(approval)
    assert market.order(order_id).state == "DISETUJUI"


def test_at_the_threshold_nobody_is_asked(market):
    order_id = market.writes(market.line(market.rice, market.kg, 1_000, 5_000))
    assert market.submits(order_id) is None


def test_one_that_is_cancelled_while_it_waits_is_not_decided_any_more(market):
    order_id = market.writes(market.line(market.rice, market.sack, 20, 300_000))
    approval = market.submits(order_id)
    market.cancels(order_id, why="harga naik lagi")
    assert (market.order(order_id).state, market.order(order_id).ended_why) == ("BATAL", "harga naik lagi")
    assert wrong(lambda: market.approves(approval)) == "closed"


def test_a_price_is_of_the_unit_that_was_told(market):
    order_id = market.writes(market.line(market.rice, market.kg, 3, 12_333))
    (line,) = market.order_lines(order_id)
    assert (line.qty, line.amount_rp) == (3_000, 36_999)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"qty": 0}, "qty"),
        ({"price_rp": 0}, "price"),
        ({"tolerance_percent": 101}, "tolerance"),
        ({"product_id": new_id()}, "product"),
        ({"unit_id": new_id()}, "product"),
    ],
)
def test_a_line_that_says_nothing_is_refused(market, fields, said):
    told = {"product_id": market.rice.id, "unit_id": market.sack.id, "qty": 25_000, "price_rp": 300_000}
    line = market.line(market.rice, market.sack, 1, 1).__class__(**told | fields)
    assert wrong(lambda: market.writes(line)) == said
    assert count(market) == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"lines": []}, "lines"),
        ({"partner_id": new_id()}, "partner"),
        ({"location_id": new_id()}, "location"),
        ({"note": "x" * 201}, "note"),
    ],
)
def test_an_order_that_says_nothing_is_refused(market, fields, said):
    typed = market.typed()
    told = {key: getattr(typed, key) for key in ("partner_id", "location_id", "lines", "note")}
    assert wrong(lambda: market.writes(typed=typed.__class__(**told | fields))) == said
    assert count(market) == 0


def test_a_product_stands_in_one_line_and_a_day_that_is_over_is_no_day(market):
    line = market.line(market.rice, market.sack, 1, 300_000)
    assert wrong(lambda: market.writes(line, line)) == "twice"
    typed = market.typed(expected_on=market.today - timedelta(days=1))
    assert wrong(lambda: market.writes(typed=typed)) == "expected"
    market.ends_partner()
    assert wrong(market.writes) == "partner"


def test_only_whole_cases_come_and_no_less_than_the_least(market):
    supplied(market, case_qty=48, least_qty=96)
    soap = market.shop.soap
    with scope(market.place.id):
        piece = soap.units.get(name="buah")
    assert wrong(lambda: market.writes(market.line(soap, market.carton, 1, 120_000))) == "least"
    assert wrong(lambda: market.writes(market.line(soap, piece, 100, 2_500))) == "case"
    order_id = market.writes(market.line(soap, piece, 96, 2_500))
    assert market.order_lines(order_id)[0].case_qty == 48


def test_an_order_of_which_goods_came_is_closed_and_not_cancelled(market):
    order_id = market.ordered()
    (line,) = market.order_lines(order_id)
    market.receives(
        market.came(market.rice, market.sack, 1, 300_000, order_line_id=line.id), order_id=order_id
    )
    assert wrong(lambda: market.cancels(order_id)) == "received"
    assert wrong(lambda: market.finishes(order_id, why="xx")) == "why"
    market.finishes(order_id, why="sisanya tidak ada")
    assert market.order(order_id).state == "SELESAI"
    assert wrong(lambda: market.finishes(order_id)) == "step"
    assert wrong(lambda: market.receives_all(order_id)) == "order"


def test_steps_out_of_turn_are_refused(market):
    order_id = market.writes()
    assert wrong(lambda: market.sends(order_id)) == "step"
    assert wrong(lambda: market.finishes(order_id)) == "step"
    assert wrong(lambda: market.sends(new_id())) == "gone"
    market.submits(order_id)
    assert wrong(lambda: market.submits(order_id)) == "step"
    market.cancels(order_id)
    assert wrong(lambda: market.cancels(order_id)) == "step"


def test_a_rejected_order_is_a_draft_again(market, world):
    order_id = market.writes(market.line(market.rice, market.sack, 20, 300_000))
    approval = market.submits(order_id)
    from tests.journal_writing import approve

    approve(world, approval, is_approved=False, reason="terlalu banyak")
    assert market.order(order_id).state == "RANCANGAN"
    assert market.submits(order_id) is not None


def test_a_question_that_ran_out_is_asked_again(market):
    order_id = market.writes(market.line(market.rice, market.sack, 20, 300_000))
    first = market.submits(order_id)
    second = market.submits(order_id, now=NOW + timedelta(days=15))
    assert second not in {None, first}


def test_the_same_press_twice_writes_one_order(market):
    typed, request_id = market.typed(), new_id()
    assert market.writes(typed=typed, request_id=request_id) == market.writes(
        typed=typed, request_id=request_id
    )
    assert count(market) == 1


def test_a_cashier_orders_nothing_and_another_place_sees_nothing(market, world):
    with pytest.raises(DomainError):
        market.writes(actor=world.actor(Role.KASIR))
    order_id = market.writes()
    assert (
        wrong(lambda: market.sends(order_id, actor=world.actor(Role.PENGELOLA_GERAI, world.arjosari)))
        == "gone"
    )
