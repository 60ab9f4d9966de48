"""What a till asks over the line: only with its own key, the same again the same, and no number in an answer."""

import json

import pytest

from guyub.foundation.devices.services.binding import revoke_device
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import utc_now
from guyub.trade.subsidised.models import QuotaUse
from tests.foundation.devices.till import bound
from tests.trade.subsidised.buyers import nik, rationed
from tests.trade.subsidised.network import LPG, RT, Network
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
PATHS = ("buyers", "consumers", "quota/reserve", "quota/release")


@pytest.fixture
def shop(world):
    rationed()
    network = Network(world)
    network.device, _, network.key = bound(world, now=utc_now())
    return network


def post(client, path, told, key=""):
    headers = {"Authorization": f"Device {key}"} if key else {}
    content = json.dumps(told, default=str)
    return client.post(f"/api/v1/till/{path}", content, content_type="application/json", headers=headers)


def wanted(buyer, **more):
    return {"use_id": new_id(), "programme": LPG, "category": RT, "consumer_id": buyer.id, "qty": 1} | more


def test_a_till_asks_sets_aside_and_lets_go(shop, client):
    shop.limit(1, "BLOCK")
    buyer = shop.buyer(nik=nik())

    found = post(client, "buyers", {"programme": LPG, "nik": nik()}, shop.key)
    told = found.json()
    assert (told["consumer_id"], told["last4"]) == (str(buyer.id), nik()[-4:])
    assert [(one["code"], one["decision"], one["remaining"]) for one in told["categories"]] == [(RT, "ok", 1)]

    wish = wanted(buyer)
    first, again = (post(client, "quota/reserve", wish, shop.key) for _ in range(2))
    assert (first.status_code, first.json()) == (200, again.json())
    other = post(client, "quota/reserve", wish | {"qty": 2}, shop.key)
    assert (other.status_code, other.json()["wrong"]) == (409, "other")
    beyond = post(client, "quota/reserve", wanted(buyer), shop.key)
    assert (beyond.status_code, beyond.json()["decision"], beyond.json()["remaining"]) == (409, "block", 0)

    gone = [post(client, "quota/release", {"use_id": wish["use_id"]}, shop.key).json() for _ in range(2)]
    assert gone == [{"is_released": True}, {"is_released": False}]
    assert post(client, "quota/reserve", wanted(buyer), shop.key).status_code == 200
    assert list(QuotaUse.objects.order_by("recorded_at").values_list("state", flat=True)) == [
        "RELEASED",
        "RESERVED",
    ]
    answers = [found, first, other, beyond]
    assert not any(nik().encode() in one.content or b"3573030101010001" in one.content for one in answers)


def test_somebody_is_registered_by_a_cashier_of_the_place_alone(shop, world, client):
    told = {
        "request_id": new_id(),
        "programme": LPG,
        "category": RT,
        "nik": nik(2),
        "kk": "3573030101100007",
        "name": "Siti Aminah",
        "proofs": ["KTP", "KK"],
        "consent_version": 1,
    }
    there = {"cashier_id": world.actor(Role.KASIR, world.arjosari).person_id}
    assert post(client, "consumers", told | there, shop.key).status_code == 422
    here = {"cashier_id": world.actor(Role.KASIR).person_id}
    unheard = post(client, "consumers", told | here | {"consent_version": 7}, shop.key)
    assert (unheard.status_code, unheard.json()["code"]) == (409, "subsidised.consumer.refused")
    made, again = (post(client, "consumers", told | here, shop.key) for _ in range(2))
    assert (made.status_code, made.json()["consumer_id"]) == (200, again.json()["consumer_id"])
    assert nik(2).encode() not in made.content


def test_only_a_bound_device_is_answered_and_a_revoked_one_hears_it(shop, world, client):
    buyer = shop.buyer()
    bodies = {
        "buyers": {"programme": LPG, "consumer_id": buyer.id},
        "consumers": {
            "request_id": new_id(), "programme": LPG, "category": RT, "nik": nik(), "name": "Siti", "proofs": [],
            "consent_version": 1, "cashier_id": new_id(),
        },
        "quota/reserve": wanted(buyer),
        "quota/release": {"use_id": new_id()},
    }  # fmt: skip
    for key in ("", f"{shop.device.id}:wrong", f"{new_id()}:{shop.key.split(':')[1]}"):
        assert {post(client, path, bodies[path], key).status_code for path in PATHS} == {401}
    # What another device set aside is not let go by this one's cooperative, and not taken by it.
    use_id = new_id()
    shop.wishes(buyer, place=shop.there, use_id=use_id, now=utc_now())
    assert post(client, "quota/release", {"use_id": use_id}, shop.key).json() == {"is_released": False}

    revoke_device(
        actor=world.actor(Role.KETUA), device_id=shop.device.id, why="hilang", request_id=new_id(), now=NOW
    )
    answers = [post(client, path, bodies[path], shop.key) for path in PATHS]
    assert {one.status_code for one in answers} == {410}
    assert QuotaUse.objects.filter(state="RESERVED").count() == 1
