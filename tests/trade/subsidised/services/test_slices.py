"""Quotas that devices are lent: what they sell without a network exceeds nothing, and comes back."""

from datetime import UTC, datetime, timedelta

import pytest

from guyub.foundation.devices.domain.chain import milliseconds
from guyub.foundation.devices.models import Device
from guyub.foundation.devices.services.binding import bind, give_code, revoke_device
from guyub.foundation.devices.services.contacts import Word, contact
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import Product
from guyub.trade.subsidised.domain.tags import salt_of, tag_of
from guyub.trade.subsidised.models import QuotaSlice, RationedSale
from guyub.trade.subsidised.selectors.consents import consent_on
from guyub.trade.subsidised.services import slices
from guyub.trade.subsidised.services.giving_back import (
    finish_everywhere,
    finish_giving_back,
    let_go,
    release_device,
)
from guyub.trade.subsidised.services.noting import note_uses
from tests.foundation.devices.outbox import Till
from tests.racing import together
from tests.trade.subsidised.network import LPG, Network, refused
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


class Lent(Network):
    """A shop in each of two cooperatives that sells LPG, with a device."""

    def __init__(self, world):
        super().__init__(world)
        self.devices = {place.id: self.shop(place) for place in (self.here, self.there)}

    def shop(self, place):
        with scope(place.id):
            Product.objects.create(
                cooperative=place,
                code="LPG",
                name="LPG 3 kg",
                category="SEMBAKO",
                account="1.3.01",
                base_unit="buah",
                good=LPG,
                changed_at=NOW,
            )
        by = self.world.actor(Role.PENGELOLA_GERAI, place)
        told = {"device_name": "HP", "outlet_id": None, "outlet_name": "Gerai"}
        code = give_code(actor=by, request_id=new_id(), now=NOW, **told)
        bound = {"visitor": "here", "device_ms": None, "app_version": "1"}
        return bind(written=code, request_id=new_id(), now=NOW, **bound).device

    def asks(self, place=None, **more):
        place = place or self.here
        return self.lends(place=place, device=self.devices[place.id], **more)

    def left(self, told):
        return {(one["last4"], one["left"][LPG]) for one in told["buyers"] if one["left"][LPG]}

    def slices(self):
        return list(QuotaSlice.objects.order_by("id").values_list("lent_qty", "told_qty"))


@pytest.fixture
def shops(world):
    return Lent(world)


def test_a_device_is_lent_one_purchase_of_a_regular_and_half_stays_free(shops):
    shops.limit(4, "BLOCK")
    siti = shops.buyer(nik="3573030101010081")
    device = shops.devices[shops.here.id]
    told = shops.asks()
    (one,) = told["buyers"]
    assert (told["number"], one["left"], one["categories"]) == (1, {LPG: 1}, ["RT"])
    assert one["tag"] == tag_of("3573030101010081", salt=salt_of(bytes(device.key_hash)))
    assert datetime.fromisoformat(one["until"]) == NOW + timedelta(days=3)
    assert told["programmes"][0]["unknown_qty"] == 0
    text = consent_on(NOW.date())
    assert told["consent"] == {
        "version": text.version,
        "text": text.text,
    }  # read to whoever is registered there
    assert shops.asks(heard_no=1) is None  # as it was
    # What is lent counts for everybody, and stays with the device until it has told all that it sold.
    assert refused(shops.wishes, siti, 4, place=shops.there) == "blocked"
    shops.wishes(siti, 2, place=shops.there)
    shops.wishes(siti, 1, place=shops.there)
    later = NOW + timedelta(minutes=6)
    told = shops.asks(heard_no=1, now=later)
    assert (shops.left(told), shops.slices()) == (set(), [(1, 0)])
    shops.asks(heard_no=told["number"], written=3, now=later)
    assert shops.slices() == [(1, 0)]
    shops.asks(heard_no=told["number"], written=0, now=later)
    assert shops.slices() == [(0, 0)]


def test_a_sale_of_a_slice_is_used_on_its_day_and_the_device_hears_it_is_gone(shops):
    shops.limit(4, "BLOCK")
    siti, device = shops.buyer(), shops.devices[shops.here.id]
    shops.asks()
    sold = {"known_by": "SLICE"}
    long_after = NOW + timedelta(days=20)
    shops.notes(shops.told(siti, **sold), device_id=device.id, at=long_after, now=long_after)
    assert shops.uses() == [("USED", 1, "SLICE", "")]
    assert (
        shops.uses(day=(NOW + timedelta(days=3)).date()) == shops.uses()
    )  # its last day, whatever a clock says
    told = shops.asks(heard_no=1, now=NOW + timedelta(minutes=1))
    assert shops.left(told) == set()
    assert shops.left(shops.asks(heard_no=2, now=NOW + timedelta(minutes=9))) == {("0001", 1)}
    # Beyond what was lent it is judged, and marked where it passes.
    shops.notes(shops.told(siti, 4, **sold), device_id=device.id)
    assert shops.uses(known_by="UNKNOWN") == [("USED", 4, "UNKNOWN", "BLOCK")]


def test_a_slice_ends_where_another_limit_begins(shops):
    today = NOW.date()
    shops.limit(6, "BLOCK", valid_to=today)
    shops.limit(1, "BLOCK", valid_from=today + timedelta(days=1))
    shops.buyer()
    (one,) = shops.asks()["buyers"]
    assert datetime.fromisoformat(one["until"]) == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
    # A limit of the whole outlet is held by nobody's row: nothing is lent under it.
    shops.limit(1, "BLOCK", scope="OUTLET", period="MONTH")
    shops.buyer(kk="")
    assert shops.left(shops.asks(now=NOW + timedelta(hours=1))) == set()


def test_a_slice_ends_with_its_month_in_jakarta(shops):
    shops.limit(4, "BLOCK")
    shops.buyer()
    eve = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 23.00 in Jakarta
    (one,) = shops.asks(now=eve)["buyers"]
    assert datetime.fromisoformat(one["until"]) == datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    told = shops.asks(written=0, now=eve + timedelta(hours=2))
    assert [one["left"] for one in told["buyers"]] == [{LPG: 1}]
    assert shops.slices() == [(1, 0), (1, 1)]  # it may not have heard that the month is over
    shops.asks(heard_no=told["number"], written=0, now=eve + timedelta(hours=3))
    assert shops.slices() == [(0, 0), (1, 1)]


def test_less_of_what_is_over_is_told_by_a_number_alone(shops, monkeypatch):
    shops.limit(4, "BLOCK")
    buyers = [shops.buyer(kk=kk) for kk in ("3573030101010001", "3573030101010002")]
    number = shops.asks()["number"]
    for buyer in buyers:
        shops.wishes(buyer, 3, place=shops.there)
    monkeypatch.setattr(slices, "AT_ONCE", 1)
    for minutes in range(0, 60, 6):  # both are over, and both fall: the second after the device was told none
        told = shops.asks(heard_no=number, written=0, now=NOW + timedelta(days=4, minutes=minutes))
        number = told["number"] if told else number
    assert shops.slices() == [(0, 0), (0, 0)]


def test_what_no_limit_blocks_returns_by_its_time(shops):
    shops.limit(4, "WARN", unknown_qty=1)
    shops.buyer()
    told = shops.asks()
    assert (told["programmes"][0]["unknown_qty"], shops.slices()) == (1, [(1, 1)])
    let_go(now=NOW + timedelta(days=3, hours=23))
    assert shops.slices() == [(1, 1)]
    let_go(now=NOW + timedelta(days=4, hours=1))
    assert shops.slices() == [(0, 0)]


def test_a_revoked_device_keeps_its_slices_until_a_person_lets_go(shops, world):
    shops.limit(2, "BLOCK")
    siti, device = shops.buyer(), shops.devices[shops.here.id]
    shops.asks()
    given = {"actor": world.actor(Role.PENGELOLA_GERAI), "device_id": device.id, "why": "hilang di jalan"}
    assert refused(release_device, **given, request_id=new_id(), now=NOW) == "device"
    revoke_device(
        actor=world.actor(Role.KETUA), device_id=device.id, why="hilang", request_id=new_id(), now=NOW
    )
    assert shops.asks() is None
    assert refused(release_device, **given, request_id=new_id(), now=NOW) == "early"
    assert refused(release_device, **given | {"why": "x"}, request_id=new_id(), now=NOW) == "why"
    let_go(now=NOW + timedelta(days=40))
    assert shops.slices() == [(1, 1)]  # what was sold of it may come after months
    assert refused(shops.wishes, siti, 2, place=shops.there, now=NOW + timedelta(days=4)) == "blocked"
    assert release_device(**given, request_id=new_id(), now=NOW + timedelta(days=4)) == 1
    assert shops.wishes(siti, 2, place=shops.there, now=NOW + timedelta(days=4)).remaining == 2


def test_what_was_taken_back_is_given_back_also_after_a_stop_in_between(shops, world):
    shops.limit(2, "BLOCK")
    siti, id_, sale = shops.buyer(), new_id(), new_id()
    shops.notes(shops.told(siti, 2, use_id=id_), sale_id=sale)
    with scope(shops.here.id):
        row = RationedSale.objects.create(
            cooperative=shops.here,
            sale_id=sale,
            use_id=id_,
            line_no=1,
            number="K1-0001",
            programme=LPG,
            category="RT",
            buyer="Contoh",
            nik_last4="0001",
            product=Product.objects.get(cooperative=shops.here, good=LPG),
            qty=2,
            packs=2,
            paid_rp=36_000,
            sold_at=NOW,
            sold_on=NOW.date(),
            cashier=world.person(Role.KASIR),
            known_by="UNKNOWN",
            recorded_at=NOW,
        )
    assert finish_giving_back(place_id=shops.here.id, now=NOW) == 0
    for fields, left in (({"qty": 1}, [1]), ({"taken_back_on": NOW.date()}, [])):
        with scope(shops.here.id):
            RationedSale.objects.filter(cooperative=shops.here, id=row.id).update(**fields)
        assert finish_giving_back(place_id=shops.here.id, now=NOW) == 1
        assert [qty for _, qty, *_ in shops.uses(state="USED")] == left
    finish_everywhere(now=NOW)
    assert shops.wishes(siti, 2).remaining == 2


def test_7_13_07_a_clock_three_days_back_moves_no_sale_before_the_last_contact(shops):
    """The device spoke to the server now; what it writes afterwards with a clock three days back happened now."""
    shops.limit(1, "WARN", scope="NIK", period="DAY")
    siti, device = shops.buyer(), shops.devices[shops.here.id]
    word = {"waiting": 0, "app_version": "1", "is_persisted": None, "free_mb": None, "last_seq": 0}
    contact(device=device, word=Word(device_ms=milliseconds(NOW), **word), now=NOW)
    with scope(shops.here.id):
        device = Device.objects.get(cooperative=shops.here, id=device.id)
    told = shops.told(siti)
    body = {
        "rations": [{name: _plain(getattr(told, name)) for name in told.__slots__ if getattr(told, name)}]
    }
    event = Till(device.id).write(body=body, at=NOW - timedelta(days=3))
    assert note_uses(device=device, batch=[event], now=NOW + timedelta(hours=1)) == 1
    assert len(shops.uses(day=NOW.date())) == 1


def _plain(value):
    return value if isinstance(value, int | str) else str(value)


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_lending_reserving_and_telling_at_once_stay_within_what_blocks(shops):
    shops.limit(2, "BLOCK")
    siti, budi = shops.buyer(), shops.buyer(place=shops.there)
    said = together(
        shops.asks,
        lambda: shops.asks(shops.there),
        lambda: shops.wishes(siti, place=shops.there),
        lambda: shops.wishes(budi),
        lambda: shops.notes(shops.told(siti)),
    )
    assert set(said) <= {"done", "blocked"}
    lent = sum(one for one, _ in shops.slices())
    assert lent + sum(qty for _, qty, _, over in shops.uses() if over != "BLOCK") <= 2
