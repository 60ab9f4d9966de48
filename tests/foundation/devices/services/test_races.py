"""What happens at the same moment, on connections of their own."""

import threading

import pytest
from django.db import connection

from guyub.foundation.devices.domain.chain import milliseconds
from guyub.foundation.devices.models import BindingCode, Device, DeviceEvent
from guyub.foundation.devices.selectors.invariants import INVARIANTS
from guyub.foundation.devices.services.admitting import DeviceRevokedError, admit
from guyub.foundation.devices.services.binding import (
    BindingRefusedError,
    bind,
    give_code,
    revoke_device,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.foundation.devices.till import Books, bound
from tests.world import NOW, new_id

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def at_once(*acts):
    """Do all of them at the same moment; give what each returned or raised."""
    barrier, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(no, act):
        try:
            barrier.wait()
            outcomes[no] = act()
        except Exception as error:  # noqa: BLE001  the test looks at it
            outcomes[no] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def sent(device, batch, books):
    def send():
        with scope(device.cooperative_id, durable=True):
            return admit(device=device, batch=batch, now=NOW, apply=books)

    return send


def holds(device):
    with scope(device.cooperative_id):
        assert not [one for rule in INVARIANTS for one in rule(device.cooperative_id)]
        return DeviceEvent.objects.filter(cooperative_id=device.cooperative_id, is_linked=True).count()


def test_the_same_batch_from_two_tabs_is_entered_once(world):
    device, till, _ = bound(world)
    till.sell(10)
    books = Books()

    outcomes = at_once(*[sent(device, till.events, books)] * 4)

    answers = sorted(one.answer.value for outcome in outcomes for one in outcome.answers)
    assert answers == ["ACCEPTED"] * 10 + ["DUPLICATE"] * 30
    assert len(books.entered) == holds(device) == 10


def test_two_tabs_that_wrote_under_one_number(world):
    device, till, _ = bound(world)
    till.sell(3)
    tab = till.copy()
    till.write(body={"tab": 1})
    tab.write(body={"tab": 2})
    books = Books()

    outcomes = at_once(sent(device, till.events, books), sent(device, tab.events, books))

    fourth = sorted(outcome.answers[-1].answer.value for outcome in outcomes)
    assert fourth == ["ACCEPTED", "CONFLICT"]
    assert holds(device) == 4
    with scope(device.cooperative_id):
        assert DeviceEvent.objects.filter(cooperative_id=device.cooperative_id, seq=4).count() == 2


def test_who_revokes_during_a_batch_waits_for_its_end(world):
    device, till, _ = bound(world)
    till.sell(20)
    books, entered = Books(), threading.Event()

    def slowly(happened):
        entered.set()
        return books(happened)

    def revoke():
        entered.wait(10)
        revoke_device(
            actor=world.actor(Role.KETUA), device_id=device.id, why="hilang", request_id=new_id(), now=NOW
        )

    batch, revoked = at_once(sent(device, till.events, slowly), revoke)

    assert revoked is None
    assert len(batch.answers) == len(books.entered) == holds(device) == 20
    (after,) = at_once(sent(device, till.events, books))
    assert isinstance(after, DeviceRevokedError)
    assert len(books.entered) == 20


def test_two_who_type_one_code_make_one_device(world):
    code = give_code(
        actor=world.actor(Role.KETUA),
        device_name="HP",
        outlet_id=None,
        outlet_name="Gerai",
        request_id=new_id(),
        now=NOW,
    )

    def redeem():
        return bind(
            written=code,
            request_id=new_id(),
            visitor=str(new_id()),
            device_ms=milliseconds(NOW),
            app_version="0.1.0",
            now=NOW,
        )

    outcomes = at_once(*[redeem] * 6)

    refused = [one for one in outcomes if isinstance(one, BindingRefusedError)]
    assert len(refused) == 5
    assert {one.facts["wrong"] for one in refused} == {"used"}
    with scope(world.bumiayu.id):
        assert Device.objects.filter(cooperative=world.bumiayu).count() == 1
    assert BindingCode.objects.get().device_id
