"""A household's quota over the network: what is set aside once is set aside for nobody else."""

from datetime import timedelta

import pytest

from guyub.foundation.identity.domain.boxes import box_key, sealed_box
from guyub.foundation.identity.selectors.keys import vault_keys
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.subsidised.models import QuotaUse
from guyub.trade.subsidised.services.giving_back import let_go
from tests.racing import together
from tests.trade.subsidised.network import Network, refused
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(world):
    return Network(world)


def test_a_limit_that_blocks_counts_the_household_over_all_outlets(network):
    network.limit(3, "BLOCK")
    siti, budi = network.buyer(), network.buyer(place=network.there)
    first = network.wishes(siti, 2)
    assert (first.decision.value, first.remaining, first.expires_at) == ("ok", 3, NOW + timedelta(minutes=15))
    assert refused(network.wishes, budi, 2, place=network.there) == "blocked"
    assert network.wishes(budi, 1, place=network.there).remaining == 1
    assert refused(network.wishes, network.buyer(kk=""), 4) == "blocked"
    assert network.wishes(network.buyer(kk=""), 3).remaining == 3


def test_beyond_a_limit_that_warns_it_takes_a_reason_and_is_marked(network):
    network.limit(1, "WARN")
    siti = network.buyer()
    network.wishes(siti)
    assert refused(network.wishes, siti) == "reason"
    network.wishes(siti, reason="hajatan")
    assert network.uses() == [("RESERVED", 1, "NETWORK", ""), ("RESERVED", 1, "NETWORK", "WARN")]


def test_the_same_number_gives_the_same_answer_and_no_other_sale(network):
    network.limit(2, "BLOCK")
    siti, id_ = network.buyer(), uuid7()
    first = network.wishes(siti, use_id=id_)
    assert network.wishes(siti, use_id=id_, now=NOW + timedelta(minutes=1)) == first
    assert refused(network.wishes, siti, 2, use_id=id_) == "other"
    assert refused(network.wishes, network.buyer(kk="3573030101010002"), use_id=id_) == "other"
    assert network.gives(id_)
    assert not network.gives(id_)
    assert refused(network.wishes, siti, use_id=id_) == "released"
    assert network.wishes(siti, 2).remaining == 2
    for wrong, given in (("qty", {"qty": 0}), ("category", {"now": NOW - timedelta(days=900)})):
        assert refused(network.wishes, siti, **given) == wrong


def test_a_reservation_is_used_by_its_sale_alone_and_once(network):
    network.limit(2, "BLOCK")
    siti, id_, sale = network.buyer(), uuid7(), uuid7()
    network.wishes(siti, 2, use_id=id_)
    told = network.told(siti, known_by="NETWORK", use_id=id_)
    for _ in range(2):
        network.notes(told, sale_id=sale)
    assert network.uses() == [("USED", 1, "NETWORK", "")]
    assert network.wishes(siti).remaining == 1  # of two that were set aside one was sold
    # The same number under another sale is another purchase: it counts, and it is marked.
    network.notes(told, sale_id=uuid7())
    assert network.uses()[-1] == ("USED", 1, "UNKNOWN", "BLOCK")


def test_what_ran_out_returns_by_its_time_only_where_nothing_blocks(network):
    network.limit(2, "BLOCK")
    siti = network.buyer()
    network.wishes(siti, 2)
    later = NOW + timedelta(hours=2)
    let_go(now=later)
    assert refused(network.wishes, siti, now=later) == "blocked"
    QuotaUse.objects.all().delete()
    network.world.letters.clear()
    network.__init__(network.world)
    network.limit(2, "WARN")
    budi = network.buyer(nik="3573030101010077")
    network.wishes(budi, 2)
    assert network.wishes(budi, 2, now=later).decision.value == "ok"
    let_go(now=later)
    assert [state for state, *_ in network.uses()] == ["RELEASED", "RESERVED"]


def test_7_13_04_two_of_a_household_at_two_outlets_without_a_network_give_one_mark_and_nothing_is_lost(
    network,
):
    network.limit(10, "WARN", unknown_qty=1)
    siti, budi = network.buyer(), network.buyer(place=network.there)
    network.notes(*(network.told(siti) for _ in range(5)), at=NOW - timedelta(hours=9))
    network.notes(*(network.told(budi) for _ in range(4)), place=network.there, at=NOW - timedelta(hours=8))
    network.notes(network.told(siti), at=NOW - timedelta(hours=2))
    network.notes(network.told(budi), place=network.there, at=NOW - timedelta(hours=3))
    assert len(network.uses()) == 11
    assert [mode for *_, mode in network.uses()].count("WARN") == 1
    assert refused(network.wishes, siti) == "reason"


def test_a_number_in_a_box_counts_for_who_has_it_registered_or_not(network):
    network.limit(2, "WARN")
    siti = network.buyer(nik="3573030101010088")
    public = box_key(vault_keys()).public
    network.notes(network.told(None, box=sealed_box(public, "3573030101010088")))
    network.notes(
        network.told(None, box=sealed_box(public, "3573030101010099")), network.told(None, box="AAAA")
    )
    assert [row.consumer_id for row in QuotaUse.objects.order_by("recorded_at", "id")].count(siti.id) == 1
    assert network.wishes(siti).remaining == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_one_household_at_two_outlets_in_the_same_second(network):
    def both(mode):
        network.__init__(network.world)
        network.limit(1, mode)
        kk = f"35730301010100{'1' if mode == 'BLOCK' else '2'}1"
        siti, budi = network.buyer(kk=kk, nik=f"{kk[:-1]}8"), network.buyer(kk=kk, nik=f"{kk[:-1]}9")
        return together(
            lambda: network.wishes(siti, reason="hajatan"),
            lambda: network.wishes(budi, place=network.there, reason="hajatan"),
        )

    assert both("BLOCK") == ["blocked", "done"]
    assert both("WARN") == ["done", "done"]
    assert sorted(mode for *_, mode in network.uses()) == ["", "", "WARN"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_7_13_03_the_same_number_twice_in_parallel_and_with_another_sale(network):
    network.limit(2, "BLOCK")
    siti, budi, id_ = network.buyer(), network.buyer(kk="3573030101010002"), uuid7()
    assert together(*[lambda: network.wishes(siti, use_id=id_)] * 4) == ["done"] * 4
    other = uuid7()
    acts = [lambda one=one: network.wishes(one, use_id=other) for one in (siti, budi)]
    assert together(*acts) == ["done", "other"]
    sale = uuid7()
    told = network.told(siti, known_by="NETWORK", use_id=id_)
    assert together(*[lambda: network.notes(told, sale_id=sale)] * 4) == ["done"] * 4
    assert sorted(network.uses()) == [("RESERVED", 1, "NETWORK", ""), ("USED", 1, "NETWORK", "")]
