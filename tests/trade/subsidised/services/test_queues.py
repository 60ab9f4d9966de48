"""A queue from its opening to the last day: one ticket for a household, turns that move up, numbers for anybody."""

from datetime import timedelta

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.queues import QueueRefusedError, TicketState, lot_of, seed_hash
from guyub.trade.subsidised.models import Consumer, QueueTicket, QuotaUse
from guyub.trade.subsidised.selectors.invariants_queue import queues_are_in_their_order
from tests.racing import together
from tests.trade.subsidised.buyers import TODAY, nik, rationed, registered
from tests.trade.subsidised.queueing import LPG, draws, enters, opens, seen
from tests.world import NOW, new_id

DAY = timedelta(days=1)
KKS = tuple(f"357303010110000{no}" for no in range(1, 5))


@pytest.fixture
def shop(world):
    rationed()
    return world


def household(world, order, kk):
    return registered(world, order=order, kk=kk).consumer_id


def buys(consumer_id, place, day):
    """Keep what a till told the network."""
    who = Consumer.objects.get(id=consumer_id)
    QuotaUse.objects.create(
        programme_id=LPG,
        category="RT",
        consumer=who,
        nik_index=who.nik_index,
        kk_index=who.kk_index,
        cooperative=place,
        qty=1,
        at=NOW,
        day=day,
        state="USED",
        known_by="NETWORK",
        decision={},
        recorded_at=NOW,
    )


def wrong(act):
    with pytest.raises(QueueRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


def states(page):
    return {one.no: one.state.value for one in page.tickets}


@pytest.mark.django_db
def test_by_turn_from_the_opening_to_the_next_queue(shop, client):
    ani, budi = household(shop, 1, KKS[0]), household(shop, 2, KKS[0])
    citra, dewi = household(shop, 3, KKS[1]), household(shop, 4, KKS[2])
    buys(citra, shop.arjosari, TODAY - 10 * DAY)
    queue = opens(shop)
    with pytest.raises(NotAllowedError):
        enters(shop, queue, ani, actor=shop.actor(Role.PENGAWAS))
    press = new_id()

    assert wrong(lambda: draws(shop, queue)) == "empty"
    assert wrong(lambda: enters(shop, queue, new_id())) == "buyer"
    assert enters(shop, queue, ani, request_id=press) == enters(shop, queue, ani, request_id=press) == 1
    assert wrong(lambda: enters(shop, queue, budi)) == "household"  # another of the same one
    assert [enters(shop, queue, one) for one in (citra, dewi)] == [2, 3]
    assert set(states(seen(shop, queue)).values()) == {"ENTERED"}
    draws(shop, queue)
    assert wrong(lambda: draws(shop, queue)) == "closed"
    assert wrong(lambda: enters(shop, queue, budi)) == "closed"
    assert wrong(lambda: enters(shop, new_id(), budi)) == "gone"

    assert [one.no for one in seen(shop, queue).tickets] == [1, 3, 2]  # who bought ten days ago comes last
    assert states(seen(shop, queue)) == {1: "GETS", 3: "GETS", 2: "WAITS"}
    buys(dewi, shop.bumiayu, TODAY)
    buys(budi, shop.arjosari, TODAY)  # elsewhere: the turn here lapses all the same
    assert states(seen(shop, queue, on=TODAY + DAY)) == {1: "LAPSED", 3: "SERVED", 2: "GETS"}
    answer = client.get(f"/lpg/antrean/{shop.bumiayu.id}/{queue}/")
    assert answer.status_code == 200
    public = answer.content.decode()
    assert "Nomor 3" in public
    assert not [word for word in ("Siti", nik(1)[-4:], nik(4)) if word in public]

    after = opens(shop, hands_on=TODAY + 2 * DAY, until_on=TODAY + 2 * DAY, supply_qty=1)
    for one in (dewi, ani, citra):
        enters(shop, after, one)
    draws(shop, after)
    assert [(one.no, one.waited) for one in seen(shop, after).tickets] == [(3, 1), (1, 0), (2, 0)]
    with scope(shop.bumiayu.id):
        assert not list(queues_are_in_their_order(shop.bumiayu.id))
        QueueTicket.objects.filter(cooperative=shop.bumiayu, queue_id=queue, no=2).update(turn_no=9)
        QueueTicket.objects.filter(cooperative=shop.bumiayu, queue_id=queue, no=1).update(turn_no=10)
        assert [one.rule for one in queues_are_in_their_order(shop.bumiayu.id)] == ["subsidised.queue.order"]
        acts = AuditEntry.objects.filter(cooperative=shop.bumiayu, act__startswith="subsidised.queue.")
        assert acts.filter(act="subsidised.queue.drawn").count() == 2


@pytest.mark.django_db
def test_a_lot_is_sealed_until_it_is_drawn(shop):
    queue = opens(shop, drawn_by="LOT")
    for order, kk in enumerate(KKS, start=1):
        enters(shop, queue, household(shop, order, kk))
    sealed = seen(shop, queue).row
    draws(shop, queue)
    page = seen(shop, queue, is_public=True)

    assert (sealed.seed, sealed.seed_sha) == ("", seed_hash(page.row.seed))
    assert [one.no for one in page.tickets] == sorted(
        range(1, 5), key=lambda no: lot_of(seed=page.row.seed, no=no)
    )
    assert [one.state for one in page.tickets[:2]] == [TicketState.GETS] * 2
    assert {one.shown for one in page.tickets} == {""}


@pytest.mark.django_db(transaction=True)
def test_two_desks_enter_one_household_at_once(shop):
    people = [household(shop, order, KKS[0]) for order in (1, 2)]
    queue = opens(shop)
    cashier = shop.actor(Role.KASIR)

    said = together(*(lambda one=one: enters(shop, queue, one, actor=cashier) for one in people))

    assert said == ["done", "household"]
    assert states(seen(shop, queue)) == {1: "ENTERED"}
