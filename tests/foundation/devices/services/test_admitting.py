from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from guyub.foundation.devices.domain.chain import MOST_IN_BATCH, Answer
from guyub.foundation.devices.domain.wire import BatchRefusedError
from guyub.foundation.devices.models import Device, DeviceEvent, DeviceGap
from guyub.foundation.devices.selectors.invariants import INVARIANTS
from guyub.foundation.devices.services.admitting import DeviceRevokedError, admit
from guyub.foundation.devices.services.binding import revoke_device
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.foundation.devices.till import Books, ClashError, RefusedSaleError, bound, inside
from tests.world import NOW, new_id

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def shop(world):
    """A bound device, its till, and books that enter everything."""
    device, till, _ = bound(world)
    yield device, till, Books()
    with inside(device):
        assert not [one for rule in INVARIANTS for one in rule(device.cooperative_id)]


def send(device, batch, books, *, now=LATER, **more):
    with inside(device):
        return admit(device=device, batch=batch, now=now, apply=books, **more)


def said(admission):
    return [(one.seq, one.answer.value) for one in admission.answers]


def kept(device):
    with inside(device):
        return list(DeviceEvent.objects.filter(cooperative_id=device.cooperative_id).order_by("seq", "id"))


def row(device):
    with inside(device):
        return Device.objects.get(cooperative_id=device.cooperative_id, id=device.id)


def gaps(device):
    with inside(device):
        found = DeviceGap.objects.filter(cooperative_id=device.cooperative_id).order_by("seen_at", "id")
        return [(gap.from_seq, gap.to_seq, gap.state) for gap in found]


def test_a_batch_is_entered_kept_and_answered(shop):
    device, till, books = shop
    till.sell(3)

    admission = send(device, till.events[::-1], books)

    assert said(admission) == [(1, "ACCEPTED"), (2, "ACCEPTED"), (3, "ACCEPTED")]
    assert (admission.send_from, admission.missing) == (4, None)
    assert admission.head.hash == till.events[2].hash
    assert [one.number for one in admission.answers] == ["J-1", "J-2", "J-3"]
    assert books.entered == [event.id for event in till.events]
    assert [(one.seq, one.body, one.became_kind) for one in kept(device)] == [
        (event.seq, event.body, "sale") for event in till.events
    ]
    assert (row(device).head_seq, row(device).last_contact_at) == (3, LATER)


def test_a_lost_answer_costs_nothing(shop):
    device, till, books = shop
    till.sell(2)
    send(device, till.events, books)
    till.sell(1)

    again = send(device, till.events, books)

    assert said(again) == [(1, "DUPLICATE"), (2, "DUPLICATE"), (3, "ACCEPTED")]
    assert [one.first for one in again.answers] == [Answer.ACCEPTED, Answer.ACCEPTED, None]
    assert [one.number for one in again.answers] == ["J-1", "J-2", "J-3"]
    assert len(books.entered) == 3


def test_a_refusal_is_an_answer_and_the_chain_goes_on(shop):
    device, till, _ = shop
    till.sell(3)
    books = Books({1: RefusedSaleError, 2: ClashError})

    admission = send(device, till.events, books)
    again = send(device, till.events, books)

    assert said(admission) == [(1, "REJECTED"), (2, "CONFLICT"), (3, "ACCEPTED")]
    assert (admission.answers[0].code, admission.answers[0].facts) == (RefusedSaleError.code, {"number": 1})
    assert [(one.answer.value, one.first.value, one.code) for one in again.answers[:2]] == [
        ("DUPLICATE", "REJECTED", RefusedSaleError.code),
        ("DUPLICATE", "CONFLICT", ClashError.code),
    ]
    assert row(device).head_seq == 3


def test_what_a_refused_event_wrote_is_taken_back(shop):
    device, till, books = shop
    till.sell(2)

    def enter(happened):
        if happened.event.seq == 1:
            Device.objects.filter(cooperative_id=device.cooperative_id, id=device.id).update(name="tertulis")
            raise RefusedSaleError
        return books(happened)

    send(device, till.events, enter)

    assert row(device).name == "HP kasir 1"


def test_an_event_on_which_the_program_fails_waits_and_the_rest_goes_on(shop, caplog):
    device, till, books = shop
    till.sell(3)

    def fail(happened):
        if happened.event.seq == 2:
            Device.objects.filter(cooperative_id=device.cooperative_id, id=device.id).update(name="tertulis")
            raise ZeroDivisionError("Siti Aminah, Rp 7")
        return books(happened)

    admission = send(device, till.events, fail)

    assert said(admission) == [(1, "ACCEPTED"), (2, "CONFLICT"), (3, "ACCEPTED")]
    assert admission.answers[1].facts == {"error": "ZeroDivisionError"}
    assert [(one.code, one.body != "") for one in kept(device)] == [
        ("", True),
        ("devices.event.failed", True),
        ("", True),
    ]
    assert (row(device).name, row(device).head_seq) == ("HP kasir 1", 3)
    assert [record.getMessage() for record in caplog.records if record.name == "guyub.devices"] == [
        f"event failed: sale.made 2 of device {device.id}"
    ]
    assert [answer for _, answer in said(send(device, till.events, fail))] == ["DUPLICATE"] * 3


def test_a_database_that_is_busy_takes_the_batch_back_and_the_retry_enters_it_once(shop):
    device, till, books = shop
    till.sell(3)

    def crash(happened):
        if happened.event.seq == 3:
            raise OperationalError("the light went out")
        return books(happened)

    with pytest.raises(OperationalError):
        send(device, till.events, crash)
    assert (kept(device), row(device).head_seq) == ([], 0)
    books.entered.clear()
    assert [answer for _, answer in said(send(device, till.events, books))] == ["ACCEPTED"] * 3


def test_behind_a_gap_events_wait_and_nothing_of_them_is_kept(shop):
    device, till, books = shop
    till.sell(5)

    first = send(device, till.events[3:], books)
    nearer = send(device, till.events[2:], books)
    filled = send(device, till.events, books, now=LATER + timedelta(minutes=1))

    assert (said(first), first.send_from, first.missing) == ([(4, "WAITING"), (5, "WAITING")], 1, (1, 3))
    assert nearer.missing == (1, 2)
    assert [answer for _, answer in said(filled)] == ["ACCEPTED"] * 5
    assert filled.missing is None
    assert gaps(device) == [(1, 2, "FILLED")]


def test_a_gap_that_is_filled_in_part_is_another_gap(shop):
    device, till, books = shop
    till.sell(6)
    send(device, [till.events[5]], books)

    admission = send(device, [till.events[0], till.events[5]], books)

    assert admission.missing == (2, 5)
    assert gaps(device) == [(1, 5, "FILLED"), (2, 5, "OPEN")]
    assert send(device, [], books).missing == (2, 5)


def test_two_events_with_one_number_are_both_kept_and_one_is_entered(shop):
    device, till, books = shop
    till.sell(2)
    tab = till.copy()
    mine, theirs = till.write(body={"tab": 1}), tab.write(body={"tab": 2})
    send(device, till.events, books)

    admission = send(device, [theirs], books)
    again = send(device, [theirs], books)

    assert said(admission) == [(3, "CONFLICT")]
    assert admission.answers[0].code == "devices.event.forked"
    assert (said(again), again.answers[0].first) == ([(3, "DUPLICATE")], Answer.CONFLICT)
    assert books.entered[-1] == mine.id
    assert {(one.event_id, one.is_linked) for one in kept(device) if one.seq == 3} == {
        (mine.id, True),
        (theirs.id, False),
    }
    assert row(device).forked_at == LATER


def test_one_sale_under_two_numbers_is_entered_once(shop, world):
    device, till, books = shop
    sale = till.write()
    till.write(id_=sale.id)
    other, other_till, _ = bound(world, name="HP kasir 2")
    other_till.write(id_=sale.id)

    assert said(send(device, till.events, books)) == [(1, "ACCEPTED"), (2, "CONFLICT")]
    admission = send(other, other_till.events, books)
    assert (said(admission), admission.answers[0].code) == ([(1, "CONFLICT")], "devices.event.same_id")
    assert books.entered == [sale.id]


def test_an_event_changed_on_the_way_is_kept_beside_the_chain_and_holds_it_up(shop):
    device, till, books = shop
    till.sell(3)
    changed = replace(till.events[1], body='{"no":1,"total_rp":1}')

    admission = send(device, [till.events[0], changed, till.events[2]], books)

    assert said(admission) == [(1, "ACCEPTED"), (2, "CONFLICT"), (3, "WAITING")]
    assert (admission.answers[1].code, admission.missing) == ("devices.event.broken", (2, 2))
    assert said(send(device, till.events, books)) == [(1, "DUPLICATE"), (2, "ACCEPTED"), (3, "ACCEPTED")]


def test_a_letter_that_the_database_cannot_hold_is_no_crash(shop):
    device, till, books = shop
    till.write(body={"nama": "a\x00b"})
    till.write()

    admission = send(device, till.events, books)

    assert said(admission) == [(1, "REJECTED"), (2, "ACCEPTED")]
    assert admission.answers[0].code == "devices.event.unreadable"


def test_a_clock_set_back_within_a_shift_moves_no_sale_before_the_one_before(shop):
    device, till, books = shop
    till.write(at=NOW + timedelta(minutes=30))
    till.write(at=NOW - timedelta(days=3))
    till.write(at=NOW + timedelta(days=3))
    till.write(at=NOW + timedelta(minutes=40))

    send(device, till.events, books)

    assert [(one.happened_at, one.bound) for one in kept(device)] == [
        (NOW + timedelta(minutes=30), ""),
        (NOW + timedelta(minutes=30), "BEFORE"),
        (LATER, "RECEIPT"),
        (NOW + timedelta(minutes=40), ""),
    ]
    assert row(device).head_at == NOW + timedelta(minutes=40)


def test_a_revoked_device_is_admitted_from_a_file_alone(shop, world):
    device, till, books = shop
    till.sell(2)
    revoke_device(
        actor=world.actor(Role.KETUA), device_id=device.id, why="hilang", request_id=new_id(), now=NOW
    )

    with pytest.raises(DeviceRevokedError):
        send(device, till.events, books)
    assert kept(device) == []
    admission = send(device, till.events, books, is_from_file=True)
    assert said(admission) == [(1, "ACCEPTED"), (2, "ACCEPTED")]
    assert {one.is_from_file for one in kept(device)} == {True}
    assert row(device).last_contact_at == NOW


def test_a_batch_has_a_limit(shop):
    device, till, books = shop
    till.sell(MOST_IN_BATCH + 1)

    with pytest.raises(BatchRefusedError):
        send(device, till.events, books)
    assert len(send(device, till.events, books, is_from_file=True).answers) == MOST_IN_BATCH + 1


def test_another_cooperative_sees_nothing(shop, world):
    device, till, books = shop
    till.sell(1)
    send(device, till.events, books)

    with scope(world.arjosari.id):
        assert not DeviceEvent.objects.filter(cooperative_id=world.arjosari.id).exists()


def test_a_batch_costs_two_trips_however_many_events(shop):
    device, till, books = shop
    till.sell(MOST_IN_BATCH)
    with inside(device), CaptureQueriesContext(connection) as captured:
        admit(device=device, batch=till.events, now=LATER, apply=books)

    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) == 2, "\n".join(sql[:200] for sql in asked)
    assert len(captured) == 2 + 2 * MOST_IN_BATCH  # what apply writes is taken back alone
