"""Two at the same moment, and two presses: one cycle closed twice, one order handed over twice, one paid back twice."""

import pytest

from guyub.foundation.kernel.services.requests import RequestReusedError
from tests.racing import together
from tests.trade.retail.buyers import Buyers
from tests.world import new_id

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def buyers(world):
    return Buyers(world)


def test_whatever_two_do_at_once_one_of_them_does(buyers):
    cycle_id = buyers.opens()
    mine, other = buyers.takes(cycle_id, 2), buyers.takes(cycle_id, (1, 1))
    shown_rp = buyers.filled_rp(cycle_id)
    assert together(*[lambda: buyers.closes(cycle_id, shown_rp)] * 2) == ["done", "step"]
    buyers.receives_sacks(buyers.cycle(cycle_id).order_id, 3)
    assert together(*[lambda: buyers.shares(cycle_id)] * 2) == ["done", "done"]
    assert buyers.granted(mine, other) == [2, 1]
    quantities = {line.id: line.granted_qty for line in buyers.lines(mine)}
    assert together(*[lambda: buyers.hands(mine, quantities=quantities)] * 2) == ["done", "granted"]
    assert together(*[lambda: buyers.refunds(other)] * 2) == ["done", "due"]
    assert buyers.broken() == []


def test_two_presses_of_one_intention_do_it_once(buyers):
    cycle_id, once = buyers.opens(), new_id()
    first = buyers.takes(cycle_id, 2, request_id=once)
    assert buyers.takes(cycle_id, 2, request_id=once) == first
    with pytest.raises(RequestReusedError):
        buyers.takes(cycle_id, 3, request_id=once)
    assert buyers.held() == 640_000
    closing = new_id()
    shown_rp = buyers.filled_rp(cycle_id)
    order_id = buyers.closes(cycle_id, shown_rp, request_id=closing)
    assert buyers.closes(cycle_id, shown_rp, request_id=closing) == order_id
    buyers.receives_all(order_id)
    buyers.shares(cycle_id)
    handing = new_id()
    quantities = {line.id: line.granted_qty for line in buyers.lines(first)}
    done = buyers.hands(first, quantities=quantities, request_id=handing)
    assert buyers.hands(first, quantities=quantities, request_id=handing) == done
    assert buyers.money(first) == (640_000, 640_000, 0, 0)
    assert buyers.broken() == []
