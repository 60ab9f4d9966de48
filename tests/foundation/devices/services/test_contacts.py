from datetime import timedelta

from guyub.foundation.devices.domain.chain import milliseconds
from guyub.foundation.devices.domain.clocks import Skew
from guyub.foundation.devices.models import Device
from guyub.foundation.devices.services.admitting import admit
from guyub.foundation.devices.services.binding import revoke_device
from guyub.foundation.devices.services.contacts import Word, contact
from guyub.foundation.identity.domain.roles import Role
from tests.foundation.devices.till import Books, bound, inside
from tests.world import NOW, new_id

HOUR = timedelta(hours=1)


def say(device, *, written=0, now=NOW, off=timedelta(), **more):
    word = {"waiting": 0, "app_version": "0.1.0", "is_persisted": True, "free_mb": 900} | more
    return contact(
        device=device, word=Word(device_ms=milliseconds(now + off), last_seq=written, **word), now=now
    )


def kept(device):
    with inside(device):
        return Device.objects.get(cooperative_id=device.cooperative_id, id=device.id)


def test_a_device_says_how_it_is_and_hears_where_it_stands(world):
    device, *_ = bound(world)

    told = say(
        device, written=3, now=NOW + HOUR, off=-10 * HOUR / 60, waiting=3, free_mb=120, is_persisted=False
    )

    assert (told.is_revoked, told.offset_ms, told.skew) == (False, 600_000, Skew.WARN)
    assert (told.send_from, told.missing, told.is_too_old) == (1, None, False)
    assert told.server_ms == milliseconds(NOW + HOUR)
    row = kept(device)
    assert (row.waiting, row.free_mb, row.is_persisted, row.offset_ms) == (3, 120, False, 600_000)
    assert row.last_contact_at == NOW + HOUR
    assert [seq for seq, *_ in row.contacts] == [0, 3]


def test_an_old_program_hears_that_it_must_be_renewed(world):
    device, *_ = bound(world)

    assert say(device, app_version="0.0.1").is_too_old


def test_a_clock_off_by_days_sells_nothing_new(world):
    device, *_ = bound(world)

    assert say(device, off=timedelta(days=3)).skew is Skew.STOP


def test_7_13_08_five_that_a_phone_lost_before_it_told_them_are_a_gap(world):
    device, till, _ = bound(world)
    till.sell(7)
    with inside(device):
        admit(device=device, batch=till.events[:1], now=NOW, apply=Books())
        admit(device=device, batch=till.events[6:], now=NOW, apply=Books())

    assert say(device, written=7).missing == (2, 6)


def test_a_revoked_device_hears_it_and_writes_nothing_but_that_it_lives(world):
    device, *_ = bound(world)
    revoke_device(
        actor=world.actor(Role.KETUA), device_id=device.id, why="hilang", request_id=new_id(), now=NOW
    )

    told = say(device, now=NOW + HOUR, waiting=9)

    assert told.is_revoked
    row = kept(device)
    assert (row.waiting, row.last_contact_at) == (None, NOW + HOUR)


def test_an_offset_from_before_a_sale_counts_and_not_a_later_one(world):
    device, till, _ = bound(world)
    say(device, written=0, now=NOW, off=-HOUR)
    till.sell(2, at=NOW)  # the clock is an hour slow: it was one hour later
    say(device, written=2, now=NOW + 3 * HOUR)
    books = Books()
    moments = []
    with inside(device):
        admit(
            device=device,
            batch=till.events,
            now=NOW + 3 * HOUR,
            apply=lambda one: (moments.append((one.happened_at, one.bound)), books(one))[1],
        )

    assert moments == [(NOW + HOUR, None), (NOW + HOUR + HOUR / 60, None)]
