"""What agents brought is what shares of an allocation are of: asked, set aside, told late, lent."""

from datetime import timedelta

import pytest

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import Product
from guyub.trade.subsidised.selectors.lookups import look_up
from tests.racing import together
from tests.trade.procurement.market import Market
from tests.trade.subsidised.agent import Agent
from tests.trade.subsidised.network import LPG, Network, refused
from tests.trade.subsidised.services.test_slices import Lent
from tests.world import NOW

pytestmark = pytest.mark.django_db
RETAILER = "PENGECER"
LATER = NOW + timedelta(hours=1)


def with_retailers(network):
    network.category(RETAILER, "Pengecer", 5)
    return network


@pytest.fixture
def agent(world):
    return Agent(Market(world))


@pytest.fixture
def network(world, agent):
    return with_retailers(Network(world))


def share(network, mode, **more):
    network.limit(1000, mode, scope="SHARE", period="ALLOCATION", category=RETAILER, **more)


def retailer(network, number):
    return network.buyer(kk="", nik=f"357303010180{number:04}", category=RETAILER)


def answer(network, buyer, now=LATER):
    found = look_up(place=network.here, programme=LPG, consumer_id=buyer.id, now=now)
    [one] = found.buyer.categories
    return one.decision, one.remaining


def test_retailers_together_take_a_tenth_of_what_came(network, agent):
    share(network, "BLOCK")
    one, other = retailer(network, 1), retailer(network, 2)
    wishes = {"category": RETAILER, "now": LATER}
    assert answer(network, one) == ("ok", None)  # nothing came that is known of

    delivery = agent.plans(qty=30)
    agent.receives(delivery, came=30, empties_qty=30)
    assert answer(network, one) == ("block", 3)
    network.wishes(one, 2, **wishes)
    assert refused(network.wishes, other, 2, **wishes) == "blocked"
    assert answer(network, other) == ("block", 1)
    network.wishes(other, 1, **wishes)
    assert refused(network.wishes, one, 1, **wishes) == "blocked"
    # Households are not among them.
    assert network.wishes(network.buyer(), 1, now=LATER).decision.value == "ok"

    agent.takes_back(delivery)
    assert answer(network, one) == ("ok", None)


def test_leaking_ones_and_those_that_went_back_are_no_part_of_it(network, agent):
    share(network, "WARN")
    agent.receives(agent.plans(qty=30), came=30, leaking_qty=5, returned_qty=5, empties_qty=25)
    assert answer(network, retailer(network, 1)) == ("warn", 2)


def test_a_base_unit_counts_what_it_holds(network, agent):
    share(network, "WARN")
    with scope(agent.place.id):
        Product.objects.filter(cooperative=agent.place, id=agent.lpg.id).update(content=3_000)
    agent.receives(agent.plans(qty=20), came=20)
    assert answer(network, retailer(network, 1))[1] == 6_000


def test_what_tills_tell_late_is_counted_in_its_allocation_and_marked(network, agent):
    share(network, "WARN")
    agent.receives(agent.plans(qty=30), came=30)
    buyers = [retailer(network, number) for number in range(3)]
    # Sold before the delivery: no share of it, and nothing that takes from it.
    early = network.told(buyers[2], 5, category=RETAILER)
    network.notes(early, at=NOW - timedelta(hours=2), now=LATER)
    assert network.uses(qty=5) == [("USED", 5, "UNKNOWN", "")]
    assert answer(network, buyers[0]) == ("warn", 3)

    set_aside = uuid7()
    network.wishes(buyers[0], 2, category=RETAILER, use_id=set_aside, now=LATER)
    lines = [
        network.told(buyers[0], 1, category=RETAILER, use_id=set_aside, known_by="NETWORK"),
        network.told(buyers[1], 2, category=RETAILER),
        network.told(buyers[2], 1, category=RETAILER),
    ]
    network.notes(*lines, at=LATER, now=LATER)
    assert network.uses(qty__lt=5) == [
        ("USED", 1, "NETWORK", ""),  # two were set aside, one was sold: two are left
        ("USED", 2, "UNKNOWN", ""),
        ("USED", 1, "UNKNOWN", "WARN"),
    ]


def test_more_told_than_was_set_aside_counts_once(network, agent):
    share(network, "WARN")
    agent.receives(agent.plans(qty=30), came=30)
    one, set_aside = retailer(network, 1), uuid7()
    network.wishes(one, 2, category=RETAILER, use_id=set_aside, now=LATER)
    told = network.told(one, 3, category=RETAILER, use_id=set_aside, known_by="NETWORK")
    network.notes(told, at=LATER, now=LATER)
    assert network.uses() == [("USED", 3, "UNKNOWN", "")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_two_tills_of_an_outlet_in_the_same_second(network, agent):
    share(network, "BLOCK")
    agent.receives(agent.plans(qty=30), came=30)
    one, other = retailer(network, 1), retailer(network, 2)
    wishes = {"category": RETAILER, "now": LATER}
    ends = together(
        lambda: network.wishes(one, 2, **wishes),
        lambda: network.wishes(other, 2, device_id=uuid7(), **wishes),
    )
    assert ends == ["blocked", "done"]


def test_nothing_of_a_share_that_blocks_is_lent(world):
    shops = with_retailers(Lent(world))
    one = retailer(shops, 1)
    line = shops.told(one, 1, category=RETAILER)
    shops.notes(line, device_id=shops.devices[shops.here.id].id, at=NOW - timedelta(days=3))
    with scope(shops.here.id):
        Product.objects.filter(cooperative=shops.here, good=LPG).update(good="")
    agent = Agent(Market(world))
    agent.receives(agent.plans(qty=30), came=30)
    share(shops, "WARN")
    assert shops.left(shops.asks(is_whole=True, now=LATER)) == {("0001", 5)}
    share(shops, "BLOCK")
    assert shops.left(shops.asks(is_whole=True, now=LATER)) == set()
