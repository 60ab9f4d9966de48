"""A queue from its opening to the last day: one ticket for a household, turns that move up, numbers for anybody."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry, Membership
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.vault import identify
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.queues import QueueRefusedError, TicketState, lot_of, seed_hash
from guyub.trade.subsidised.models import BuyerQueue, Consumer, QueueTicket, QuotaUse
from guyub.trade.subsidised.selectors.invariants_queue import queues_are_in_their_order
from guyub.trade.subsidised.selectors.lookups import look_up
from guyub.trade.subsidised.selectors.queues import called_today
from guyub.trade.subsidised.services.queues import cancel_queue, enter_own_queue
from guyub.trade.subsidised.services.quota import QuotaRefusedError
from tests.racing import together
from tests.trade.subsidised.buyers import TODAY, nik, rationed, registered
from tests.trade.subsidised.network import Network
from tests.trade.subsidised.queueing import LPG, cancels, draws, enters, opens, seen
from tests.world import NOW, new_id

DAY = timedelta(days=1)
FREE = "Tidak ada batas untuk pembelian ini."
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


@pytest.mark.django_db
def test_a_queue_is_taken_back_drawn_or_not_with_a_reason_for_anybody(shop, client):
    ani, budi, citra = (household(shop, order, KKS[order - 1]) for order in (1, 2, 3))
    drawn, still_open = opens(shop, supply_qty=1), opens(shop, drawn_by="LOT")
    for one in (ani, budi):
        enters(shop, drawn, one)
    enters(shop, still_open, citra)
    draws(shop, drawn)
    buys(ani, shop.bumiayu, TODAY)
    assert wrong(lambda: cancels(shop, drawn, why="lupa")) == "why"
    assert wrong(lambda: cancels(shop, new_id())) == "gone"
    assert states(seen(shop, drawn)) == {1: "SERVED", 2: "WAITS"}
    with pytest.raises(NotAllowedError):
        cancel_queue(
            actor=shop.actor(Role.KASIR), queue_id=drawn, why="salah hari", request_id=new_id(), now=NOW
        )

    assert [cancels(shop, one) for one in (drawn, still_open)] == [drawn, still_open]
    assert wrong(lambda: cancels(shop, drawn)) == "cancelled"
    assert wrong(lambda: draws(shop, still_open)) == "cancelled"
    assert wrong(lambda: enters(shop, still_open, budi)) == "cancelled"
    assert states(seen(shop, drawn)) == {1: "CANCELLED", 2: "CANCELLED"}
    assert QuotaUse.objects.get().state == "USED"  # what was sold stays sold
    for one in (drawn, still_open):
        public = client.get(f"/lpg/antrean/{shop.bumiayu.id}/{one}/").content.decode()
        assert f"Antrean ini dibatalkan {day(TODAY)}: salah hari" in public
    sealed = seen(shop, still_open, is_public=True).row
    assert (sealed.seed, bool(sealed.seed_sha)) == ("", True)

    after = opens(shop, supply_qty=1)
    enters(shop, after, budi)
    draws(shop, after)
    assert seen(shop, after).tickets[0].waited == 0  # a queue that was none is not waited in
    with scope(shop.bumiayu.id):
        assert not list(queues_are_in_their_order(shop.bumiayu.id))
        acts = AuditEntry.objects.filter(cooperative=shop.bumiayu, act="subsidised.queue.cancelled")
        assert acts.count() == 2
        with pytest.raises(IntegrityError), transaction.atomic():
            BuyerQueue.objects.filter(cooperative=shop.bumiayu, id=drawn).update(cancelled_why="")


@pytest.mark.django_db
def test_a_member_takes_the_own_number_where_the_queue_lets_members(shop, client):
    rini = shop.person(Role.ANGGOTA)
    today = localdate()  # the page's own
    closed, queue = (opens(shop, today=today, by_members=one) for one in (False, True))
    seat = Membership.objects.get(person=rini)
    me = Actor(rini.id, rini.name, Role.ANGGOTA, shop.bumiayu.id, seat.id)

    def own(queue_id, actor=me):
        return enter_own_queue(actor=actor, queue_id=queue_id, today=today, request_id=new_id(), now=NOW)

    assert wrong(lambda: own(queue)) == "own"  # the own NIK is not kept
    identify(
        actor=shop.actor(Role.SEKRETARIS),
        person_id=rini.id,
        kind=SecretKind.NIK,
        written=nik(9),
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    assert wrong(lambda: own(queue)) == "own"  # and not registered
    household(shop, 9, KKS[0])
    assert wrong(lambda: own(closed)) == "counter"
    with pytest.raises(NotAllowedError):
        own(queue, shop.actor(Role.KASIR))
    client.force_login(rini)
    page = client.get("/saya/jatah/").content.decode()
    assert (page.count("Ambil nomor"), "nomor 1" in page) == (1, False)
    assert client.post(f"/saya/jatah/antrean/{queue}/", {"request_id": str(new_id())}).status_code == 302
    page = client.get("/saya/jatah/").content.decode()
    assert ("Ambil nomor" in page, "nomor 1" in page) == (False, True)
    again = client.post(f"/saya/jatah/antrean/{queue}/", {"request_id": str(new_id())})
    assert (again.status_code, "sudah punya nomor 1" in again.content.decode()) == (422, True)
    assert wrong(lambda: enters(shop, queue, household(shop, 10, KKS[0]))) == "household"
    assert states(seen(shop, queue)) == {1: "ENTERED"}
    assert seen(shop, closed).tickets == ()


@pytest.mark.django_db
def test_the_table_of_a_queue_holds_numbers_and_states_and_nobody(shop, client):
    queue = opens(shop)
    for order in (1, 2, 3):
        enters(shop, queue, household(shop, order, KKS[order - 1]))
    draws(shop, queue)
    client.force_login(shop.person(Role.PENGELOLA_GERAI))
    answer = client.get(f"/jatah/antrean/{queue}/unduh/?bentuk=csv")
    table = b"".join(answer).decode("utf-8-sig")

    head, *rows = table.splitlines()
    assert head.split(";")[:2] == ["Giliran", "Nomor"]
    assert [row.split(";")[:2] for row in rows] == [["1", "1"], ["2", "2"], ["3", "3"]]
    assert not [word for word in ("Siti", nik(1)[-4:], nik(2)[-4:], KKS[0]) if word in table]


@pytest.mark.django_db
def test_a_till_hears_whose_turn_it_is_and_a_sale_to_them_is_served(world):
    shop = Network(world)
    rini, budi, far = (shop.buyer(kk=KKS[order]) for order in (0, 1, 2))
    other = shop.buyer(kk=KKS[0])  # of Rini's household
    queue = opens(world, supply_qty=1)
    for one in (rini, budi):
        enters(world, queue, one.id)
    assert shop.wishes(far).sentence == FREE  # nothing is handed out before it is drawn
    draws(world, queue)

    def hears(one):
        told = look_up(place=shop.here, programme=LPG, consumer_id=one.id, now=NOW).buyer.categories[0]
        return told.decision, told.sentence.removeprefix(FREE).strip()

    with scope(shop.here.id):
        assert [(one.no, one.last4) for one in called_today(cooperative_id=shop.here.id, today=TODAY)] == [
            (1, Consumer.objects.get(id=rini.id).nik_last4)
        ]
    assert hears(other) == ("ok", "Nomor 1: gilirannya sekarang.")
    assert hears(budi) == ("warn", "Nomor 2 belum dapat giliran. Sekarang giliran nomor 1.")
    assert hears(far)[0] == "warn"
    held = QuotaUse.objects.count()
    with pytest.raises(QuotaRefusedError) as refused:
        shop.wishes(SimpleNamespace(id=new_id()))  # whom nobody registered
    assert refused.value.facts["wrong"] == "buyer"
    with pytest.raises(QuotaRefusedError) as refused:
        shop.wishes(budi)
    assert (refused.value.facts["wrong"], QuotaUse.objects.count()) == ("reason", held)
    use_id = new_id()
    first = shop.wishes(budi, reason="titipan tetangga", use_id=use_id)
    assert (first.decision.value, shop.wishes(budi, reason="lain", use_id=use_id)) == ("warn", first)
    shop.gives(use_id)

    sold = new_id()
    assert shop.wishes(other, use_id=sold).decision.value == "ok"
    assert states(seen(world, queue))[1] == "GETS"  # set aside is not sold
    shop.notes(shop.told(other, known_by="NETWORK", use_id=sold))
    assert states(seen(world, queue)) == {1: "SERVED", 2: "WAITS"}
    assert hears(rini) == (
        "warn",
        "Nomor 1 sudah terlayani di antrean ini. Semua nomor yang dipanggil sudah terlayani.",
    )
    QuotaUse.objects.filter(id=sold).update(state="RELEASED")
    assert states(seen(world, queue))[1] == "GETS"  # what came back was not served

    with scope(shop.here.id):
        BuyerQueue.objects.filter(cooperative=shop.here).update(off_turn="BLOCK")
    held = QuotaUse.objects.count()
    with pytest.raises(QuotaRefusedError) as refused:
        shop.wishes(budi, reason="titipan tetangga")
    assert (refused.value.facts["wrong"], QuotaUse.objects.count()) == ("blocked", held)
    assert shop.wishes(budi, place=shop.there).decision.value == "ok"  # another outlet has no queue
    with scope(shop.here.id):
        BuyerQueue.objects.filter(cooperative=shop.here).update(off_turn="INFO")
    assert hears(budi) == ("ok", "Nomor 2 belum dapat giliran. Sekarang giliran nomor 1.")
    cancels(world, queue)
    assert hears(budi) == ("ok", "")


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_is_taken_back_while_somebody_enters_has_one_story(shop):
    buyer, queue = household(shop, 1, KKS[0]), opens(shop)
    cashier = shop.actor(Role.KASIR)

    said = together(lambda: enters(shop, queue, buyer, actor=cashier), lambda: cancels(shop, queue))

    assert said in (["cancelled", "done"], ["done", "done"])
    page = seen(shop, queue)
    assert (page.row.state.value, len(page.tickets)) == ("CANCELLED", said.count("done") - 1)


@pytest.mark.django_db(transaction=True)
def test_two_desks_enter_one_household_at_once(shop):
    people = [household(shop, order, KKS[0]) for order in (1, 2)]
    queue = opens(shop)
    cashier = shop.actor(Role.KASIR)

    said = together(*(lambda one=one: enters(shop, queue, one, actor=cashier) for one in people))

    assert said == ["done", "household"]
    assert states(seen(shop, queue)) == {1: "ENTERED"}
