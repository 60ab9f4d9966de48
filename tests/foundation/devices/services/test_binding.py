import logging
from datetime import timedelta

import pytest
from django.core.cache import cache

from guyub.foundation.devices.domain.chain import START, milliseconds
from guyub.foundation.devices.domain.codes import TRIES
from guyub.foundation.devices.models import BindingCode, Device
from guyub.foundation.devices.selectors.keys import device_of
from guyub.foundation.devices.services.binding import (
    BindingRefusedError,
    bind,
    give_code,
    revoke_device,
)
from guyub.foundation.devices.services.locks import DeviceRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.foundation.devices.till import bound
from tests.world import NOW, new_id

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def give(world):
    def give(*, by=Role.PENGELOLA_GERAI, place=None, name="HP kasir 1", outlet="Gerai", request_id=None):
        return give_code(
            actor=world.actor(by, place),
            device_name=name,
            outlet_id=None,
            outlet_name=outlet,
            request_id=request_id or new_id(),
            now=NOW,
        )

    return give


def redeem(code, *, request_id=None, now=LATER, visitor="here"):
    return bind(
        written=code,
        request_id=request_id or new_id(),
        visitor=visitor,
        device_ms=milliseconds(now) - 2000,
        app_version="0.1.0",
        now=now,
    )


def wrong(act):
    with pytest.raises((BindingRefusedError, DeviceRefusedError)) as refusal:
        act()
    return refusal.value.facts["wrong"]


def test_a_code_makes_a_device_with_a_key_that_opens(give, world):
    made = redeem(give())

    found = device_of(f"{made.device.id}:{made.key}")
    assert (found.id, found.name, found.outlet_name, found.series) == (
        made.device.id,
        "HP kasir 1",
        "Gerai",
        "K1",
    )
    assert (found.offset_ms, found.head_seq, bytes(found.head_hash)) == (2000, 0, START)
    assert (made.cooperative_code, made.cooperative_name) == (world.bumiayu.code, world.bumiayu.name)
    assert device_of(f"{made.device.id}:{made.key[:-1]}{'0' if made.key[-1] != '0' else '1'}") is None
    assert device_of(f"{new_id()}:{made.key}") is None
    assert device_of("x") is None


def test_typed_with_hyphen_and_small_letters(give):
    code = give()

    assert redeem(f"{code[:4].lower()}-{code[4:]} ").device.number == 1


def test_the_database_holds_neither_code_nor_key(give, world, caplog):
    caplog.set_level(logging.DEBUG)
    code = give()
    made = redeem(code)

    with scope(world.bumiayu.id):
        kept = str([*BindingCode.objects.values()]) + str(
            [*Device.objects.filter(cooperative=world.bumiayu).values()]
        )
        trail = str([*AuditEntry.objects.filter(cooperative=world.bumiayu).values()])
    secret = made.key.partition("-")[2]
    for text in (kept, trail, caplog.text):
        assert code not in text
        assert secret not in text


def test_a_retry_gets_the_same_answer_and_nobody_else(give):
    code, request_id = give(), new_id()
    first, second = redeem(code, request_id=request_id), redeem(code, request_id=request_id)

    assert (first.device.id, first.key) == (second.device.id, second.key)
    assert wrong(lambda: redeem(code)) == "used"


def test_codes_that_bind_nothing(give):
    code = give()

    assert wrong(lambda: redeem("ABCD2345")) == "unknown"
    assert wrong(lambda: redeem(code, now=NOW + timedelta(minutes=10))) == "expired"


def test_a_device_need_not_tell_its_clock(give):
    made = bind(written=give(), request_id=new_id(), visitor="x", device_ms=None, app_version="", now=LATER)

    assert made.device.offset_ms is None


def test_who_guesses_must_wait(give):
    cache.clear()
    code = give()
    for _ in range(TRIES):
        wrong(lambda: redeem("ABCD2345", visitor="guesser"))

    assert wrong(lambda: redeem(code, visitor="guesser")) == "too_many"
    assert redeem(code, visitor="somebody else").device
    assert (
        wrong(lambda: redeem("ABCD2345", visitor="guesser", now=LATER + timedelta(minutes=11))) == "unknown"
    )


def test_pressing_twice_shows_the_same_code(give):
    request_id = new_id()

    assert give(request_id=request_id) == give(request_id=request_id)
    assert BindingCode.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "what"),
    [({"name": " "}, "name"), ({"name": "x" * 61}, "name"), ({"outlet": ""}, "outlet")],
)
def test_a_device_has_a_name_and_an_outlet(change, what, give):
    assert wrong(lambda: give(**change)) == what


def test_a_cashier_binds_nothing(give, world):
    device, *_ = bound(world)

    with pytest.raises(NotAllowedError):
        give(by=Role.KASIR)
    with pytest.raises(NotAllowedError):
        revoke(world, device, by=Role.KASIR)


def revoke(world, device, *, by=Role.KETUA, place=None, why="HP hilang"):
    revoke_device(actor=world.actor(by, place), device_id=device.id, why=why, request_id=new_id(), now=LATER)


def test_a_device_is_revoked_once_with_a_reason(world):
    device, _, shown = bound(world)

    assert wrong(lambda: revoke(world, device, why=" ")) == "reason"
    assert wrong(lambda: revoke(world, device, place=world.arjosari)) == "missing"
    revoke(world, device)
    assert wrong(lambda: revoke(world, device)) == "revoked"
    found = device_of(shown)
    assert (found.revoked_at, found.revoked_why) == (LATER, "HP hilang")


def test_numbers_of_devices_have_no_gaps(world):
    assert [bound(world, name=f"HP {no}")[0].series for no in (1, 2, 3)] == ["K1", "K2", "K3"]
