"""What a till says and hears over the line."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from guyub.foundation.devices.domain.chain import milliseconds
from guyub.foundation.devices.domain.wire import written
from guyub.foundation.devices.services.binding import give_code, revoke_device
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.services.prices import PriceTold, set_prices
from guyub.trade.retail.domain.pins import pin_kept
from guyub.trade.retail.services.pins import set_till_pin
from tests.trade.retail.counter import Counter
from tests.world import new_id

pytestmark = pytest.mark.django_db
PIN = "270817"


@pytest.fixture
def counter(world):
    return Counter(world)


def headers(counter):
    return {"Authorization": f"Device {counter.key}"}


def sends(client, counter, *events, **more):
    told = {
        "device_id": str(counter.device.id),
        "app_version": "0.1.0",
        "at": milliseconds(utc_now()),
        "written": len(counter.outbox.events),
        "waiting": len(events),
        "storage": {"is_persisted": True, "free_mb": 900, "used_mb": 1},
        "events": [written(event) for event in events],
    }
    return client.post(
        "/api/v1/till/events",
        json.dumps(told | more),
        content_type="application/json",
        headers=headers(counter),
    )


def asks(client, counter, since=""):
    return client.get("/api/v1/till/slice", {"since": since}, headers=headers(counter))


def writes(counter, **more):
    return counter.outbox.write(kind="sale.made", body=counter.basket(**more), at=utc_now(), id_=uuid7())


def revoke(counter, world):
    revoke_device(
        actor=world.actor(Role.KETUA),
        device_id=counter.device.id,
        why="hilang",
        request_id=new_id(),
        now=utc_now(),
    )


def test_a_greeting_is_answered(client, counter):
    heard = sends(client, counter).json()

    assert heard | {"server_time": ""} == {
        "server_time": "",
        "head": {"seq": 0, "hash": "0" * 64},
        "answers": [],
        "send_from": 1,
    }


def test_a_sale_arrives_once_and_is_answered_with_its_number(client, counter):
    event = writes(counter)
    first, again = sends(client, counter, event).json(), sends(client, counter, event).json()

    year = utc_now().year
    assert first["answers"] == [
        {
            "seq": 1,
            "answer": "ACCEPTED",
            "code": "",
            "words": "",
            "number": f"PJ-{year}-0001",
            "first": "",
        }
    ]
    assert first["head"] == {"seq": 1, "hash": event.hash.hex()}
    assert again["answers"][0] | {"number": ""} == {
        "seq": 1,
        "answer": "DUPLICATE",
        "code": "",
        "words": "",
        "number": "",
        "first": "ACCEPTED",
    }
    assert counter.sales() == 1


def test_what_cannot_be_entered_says_why(client, counter):
    event = writes(counter, cashier_id=str(uuid7()))
    (answer,) = sends(client, counter, event).json()["answers"]

    assert (answer["answer"], answer["code"]) == ("CONFLICT", "retail.till_event.refused")
    assert answer["words"].startswith("Petugas di catatan ini")


def test_a_gap_is_waited_for(client, counter):
    writes(counter)
    second = writes(counter)
    heard = sends(client, counter, second).json()

    assert [one["answer"] for one in heard["answers"]] == ["WAITING"]
    assert (heard["send_from"], heard["head"]["seq"]) == (1, 0)


def test_a_revoked_device_stops(client, counter, world):
    revoke(counter, world)

    for heard in (sends(client, counter, writes(counter)), asks(client, counter)):
        assert heard.status_code == 410
        assert heard.json()["code"] == "devices.device.revoked"
        assert heard.json()["words"]
    assert counter.sales() == 0


def test_without_a_key_nobody_is_heard(client, counter):
    assert client.get("/api/v1/till/slice").status_code == 401
    assert client.post("/api/v1/till/events", "{}", content_type="application/json").status_code == 401


def test_more_than_is_read_at_once_is_sent_in_halves(client, counter, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    assert sends(client, counter, writes(counter)).status_code == 413


def test_a_slice_is_the_whole_and_then_what_changed(client, counter, world):
    set_till_pin(actor=world.actor(Role.KASIR), pin=PIN, request_id=new_id(), now=utc_now())
    set_prices(
        actor=counter.buyer,
        place=counter.place,
        told=[
            PriceTold(
                product_id=counter.rice.id, unit_id=counter.kg.id, amount_rp=15_000, from_on=counter.today
            )
        ],
        today=counter.today,
        request_id=new_id(),
        now=utc_now(),
    )
    siti = world.member()
    heard = asks(client, counter).json()

    assert (heard["is_whole"], heard["more"], heard["gone"]) == (True, False, [])
    rice, soap = (
        next(one for one in heard["products"] if one["id"] == str(product.id))
        for product in (counter.rice, counter.soap)
    )
    assert (rice["name"], rice["stock_qty"], soap["prices"]) == ("Beras medium", 100_000, [])
    assert rice["prices"] == [
        {
            "unit": str(counter.kg.id),
            "audience": "UMUM",
            "amount_rp": 15_000,
            "from": counter.today.isoformat(),
            "to": None,
        }
    ]
    assert {"id": str(counter.kg.id), "name": "kg", "factor": 1000} in rice["units"]
    assert [(one["id"], one["name"]) for one in heard["members"]] == [(str(siti.id), "Siti Aminah")]
    (cashier,) = heard["cashiers"]
    assert cashier["id"] == str(counter.cashier.id)
    pin = cashier["pin"]
    kept = pin_kept(PIN, salt=bytes.fromhex(pin["salt"]), rounds=pin["rounds"])
    assert kept.hash == pin["hash"]
    assert heard["settings"]["zone_min"] == 420

    later = asks(client, counter, heard["cursor"]).json()
    assert later["is_whole"] is False


def test_a_till_without_a_place_gets_no_goods(client, world):
    counter = Counter(world, is_set=False)
    heard = asks(client, counter, "nonsense").json()

    assert (heard["is_whole"], heard["products"], heard["cursor"]) == (True, [], "||")


def documented():
    """Give the recipe of the seal and the events that docs/api.md shows to other programs."""
    page = (
        (Path(__file__).parents[3] / "docs/api.md")
        .read_text()
        .split("## Selling from another till program")[1]
    )
    recipe, example = (page.split(f"```{kind}\n")[1].split("```")[0] for kind in ("python", "json"))
    made = {}
    exec(recipe, made)  # noqa: S102  our own page, as its reader runs it
    return made["sealed"], json.loads(example)


def test_another_program_sells_by_the_documented_example_and_once(client, world):
    sealed, events = documented()
    previous = "0" * 64
    for event in events:
        bare = {name: event[name] for name in ("seq", "id", "kind", "at", "body")}
        assert sealed(bare, "0193f0a0-0000-7000-8000-0000000000d1", previous) == event
        previous = event["hash"]

    counter = Counter(world, is_set=False)
    code = give_code(
        actor=world.actor(Role.PENGELOLA_GERAI),
        device_name="Kasir lain (contoh)",
        outlet_id=None,
        outlet_name="Gerai Bumiayu",
        request_id=new_id(),
        now=utc_now(),
    )
    told = {"code": code, "request_id": str(new_id())}
    device = client.post("/api/v1/devices/bind", told, content_type="application/json").json()
    counter.sets(device_id=UUID(device["device_id"]))
    sale = events[1]
    (line,) = sale["body"]["lines"]
    line |= {"product_id": str(counter.soap.id), "unit_id": str(counter.piece.id)}
    sale["body"]["number"] = f"{device['series']}-0001"
    previous = "0" * 64
    for at, event in enumerate(events):
        event["body"]["cashier_id"] = str(counter.cashier.id)
        event["at"] = milliseconds(utc_now())
        events[at] = sealed(event, device["device_id"], previous)
        previous = events[at]["hash"]
    body = {
        "device_id": device["device_id"],
        "at": events[1]["at"],
        "written": 2,
        "waiting": 2,
        "events": events,
    }
    first, again = (
        client.post(
            "/api/v1/till/events",
            body,
            content_type="application/json",
            headers={"Authorization": f"Device {device['device_id']}:{device['key']}"},
        ).json()["answers"]
        for _ in range(2)
    )

    assert [one["answer"] for one in first] == ["ACCEPTED", "ACCEPTED"], first
    assert first[1]["number"].startswith("PJ-")
    assert [(one["answer"], one["first"]) for one in again] == [("DUPLICATE", "ACCEPTED")] * 2
    assert counter.sales() == 1
    assert counter.sale(UUID(sale["id"])).paid_rp == 12_000
