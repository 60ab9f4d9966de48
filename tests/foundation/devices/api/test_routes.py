import json
import logging

import pytest
from django.core.cache import cache

from guyub.foundation.devices.domain.chain import milliseconds
from guyub.foundation.devices.services.binding import give_code, revoke_device
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import utc_now
from tests.foundation.devices.till import bound
from tests.world import new_id


def post(client, path, told, shown=""):
    headers = {"Authorization": f"Device {shown}"} if shown else {}
    return client.post(
        f"/api/v1/devices/{path}", json.dumps(told), content_type="application/json", headers=headers
    )


def hello(client, shown, **more):
    told = {"at": milliseconds(utc_now()), "written": 0, "waiting": 0, "app_version": "0.1.0"} | more
    return post(client, "hello", told, shown)


@pytest.fixture
def code(world):
    cache.clear()
    return give_code(
        actor=world.actor(Role.PENGELOLA_GERAI),
        device_name="HP kasir 1",
        outlet_id=None,
        outlet_name="Gerai Bumiayu",
        request_id=new_id(),
        now=utc_now(),
    )


def test_a_device_binds_itself_and_says_hello(code, client, world, caplog):
    caplog.set_level(logging.DEBUG)
    told = {"code": code, "request_id": str(new_id()), "at": milliseconds(utc_now())}

    answer, again = post(client, "bind", told).json(), post(client, "bind", told).json()

    assert answer == again
    assert (answer["series"], answer["cooperative"]["name"]) == ("K1", world.bumiayu.name)
    assert answer["outlet"] == {"id": "", "name": "Gerai Bumiayu"}
    shown = f"{answer['device_id']}:{answer['key']}"
    heard = hello(client, shown)
    assert heard.status_code == 200
    assert heard.json() | {"server_ms": 0, "offset_ms": 0} == {
        "is_revoked": False,
        "server_ms": 0,
        "offset_ms": 0,
        "skew": "FINE",
        "send_from": 1,
        "missing": None,
        "oldest_app": "0.1.0",
        "must_update": False,
    }
    assert code not in caplog.text
    assert answer["key"].partition("-")[2] not in caplog.text


def test_the_client_that_tells_the_code_alone_is_bound_too(code, client):
    assert post(client, "bind", {"code": code}).status_code == 200
    used = post(client, "bind", {"code": code})
    assert (used.status_code, used.json()["code"]) == (409, "devices.binding.refused")
    assert used.json()["message"].startswith("Kode ini sudah dipakai")


def test_a_revoked_device_hears_it(client, world):
    device, _, shown = bound(world, now=utc_now())
    revoke_device(
        actor=world.actor(Role.KETUA), device_id=device.id, why="hilang", request_id=new_id(), now=utc_now()
    )

    assert hello(client, shown).json()["is_revoked"] is True


@pytest.mark.parametrize("change", ["", "x", "other key", "other device"])
def test_without_its_key_nobody_is_heard(change, client, world):
    _, _, shown = bound(world)
    given = {
        "": "",
        "x": "x",
        "other key": shown[:-1] + ("0" if shown[-1] != "0" else "1"),
        "other device": f"{new_id()}:{shown.partition(':')[2]}",
    }[change]

    assert hello(client, given).status_code == 401


@pytest.mark.parametrize(
    "change", [{"at": -1}, {"written": 2**60}, {"waiting": 2**40}, {"app_version": "x" * 30}, {"free_mb": -1}]
)
def test_strange_words_are_refused(change, client, world):
    _, _, shown = bound(world)

    assert hello(client, shown, **change).status_code == 422
