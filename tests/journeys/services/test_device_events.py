from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password

from guyub.foundation.approvals.services.requests import DecisionRefusedError, decide
from guyub.foundation.devices.domain.outbox_file import OutboxRefusedError
from guyub.foundation.devices.domain.resolving import How
from guyub.foundation.devices.models import BindingCode, BroughtOutbox, Device, DeviceGap, EventResolution
from guyub.foundation.devices.selectors.events import events_not_applied, events_waiting_inquiry, one_event
from guyub.foundation.devices.selectors.exceptions import EXCEPTIONS
from guyub.foundation.devices.selectors.invariants import INVARIANTS
from guyub.foundation.devices.services.admitting import Applied
from guyub.foundation.devices.services.binding import revoke_device
from guyub.foundation.devices.services.gaps import GapRefusedError
from guyub.foundation.devices.services.resolving import ResolutionRefusedError, refuse_event
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.selectors.exceptions import Watched
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services import device_events
from guyub.journeys.services.access import ReasonMissingError
from guyub.journeys.services.device_events import (
    admit_outbox,
    appliers,
    apply_again,
    ask_give_up,
    ask_loss,
    bring_outbox,
    take_events,
)
from tests.foundation.devices.till import Books, ClashError, RefusedSaleError, bound, file_of
from tests.world import NOW, new_id

PIN = "270817"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def books(monkeypatch):
    """The context that knows what a sale is."""
    found = Books()
    monkeypatch.setattr(device_events, "appliers", lambda: {"sale.made": found})
    return found


@pytest.fixture
def shop(world, books):
    for role in (Role.KETUA, Role.WAKIL_KETUA_ANGGOTA):
        person = world.person(role)
        person.pin = make_password(PIN)
        person.save()
    device, till, _ = bound(world)
    yield world, device, till, books
    with scope(world.bumiayu.id):
        assert not [one for rule in INVARIANTS for one in rule(world.bumiayu.id)]
        assert chain_break(world.bumiayu.id) is None


def by(world, role=Role.PENGELOLA_GERAI, place=None):
    return {"actor": world.actor(role, place), "request_id": new_id(), "now": NOW}


def approve(world, asked_as, role=Role.KETUA):
    return decide(
        actor=world.actor(role),
        approval_id=asked_as["request_id"],
        is_approved=True,
        proof=PIN,
        request_id=new_id(),
        now=NOW,
    )


def wrong(act, *errors):
    with pytest.raises(errors) as refusal:
        act()
    return refusal.value.facts.get("wrong")


def waiting(world, **more):
    with scope(world.bumiayu.id):
        return events_not_applied(cooperative_id=world.bumiayu.id, **more)


def refused_sale(shop):
    world, device, till, books = shop
    till.sell(1)
    books.refuses = {1: RefusedSaleError}
    take_events(device=device, batch=till.events, now=NOW)
    (row,) = waiting(world)
    return row


def test_no_context_knows_a_kind_of_event_and_it_waits_for_one_that_does(world):
    device, till, _ = bound(world)
    till.write(kind="moon.landed")

    (answer,) = take_events(device=device, batch=till.events, now=NOW).answers

    assert (answer.answer.value, answer.code) == ("REJECTED", "journeys.device_event.unknown")
    assert answer.facts == {"kind": "moon.landed"}
    assert all("." in kind for kind in appliers())


@pytest.mark.django_db(transaction=True)
def test_what_only_the_commit_refuses_waits_and_the_rest_gets_in(world, monkeypatch):
    device, till, _ = bound(world)
    till.sell(3)
    by_nobody = {
        "made_at": NOW,
        "expires_at": LATER,
        "cooperative_id": world.bumiayu.id,
        "made_by_id": new_id(),
    }

    def enter(happened):
        no = happened.event.seq
        if no == 2:
            BindingCode.objects.create(code_hash=str(no), **by_nobody)
        return Applied("sale", happened.event.id)

    monkeypatch.setattr(device_events, "appliers", lambda: {"sale.made": enter})
    told = take_events(device=device, batch=till.events, now=NOW).answers

    assert [(one.answer.value, one.code) for one in told] == [
        ("ACCEPTED", ""),
        ("CONFLICT", "devices.event.failed"),
        ("ACCEPTED", ""),
    ]
    (row,) = waiting(world)
    again = {"event_id": row.row_id, "reason": "programnya sudah diperbarui"}
    assert wrong(lambda: apply_again(**again, **by(world)), ResolutionRefusedError) == "failed"
    assert not BindingCode.objects.filter(code_hash="2").exists()
    by_nobody["made_by_id"] = world.person(Role.KETUA).id
    apply_again(**again, **by(world))
    assert waiting(world) == []


def test_an_event_is_applied_after_what_stood_against_it_was_mended(shop):
    world, _, till, books = shop
    row = refused_sale(shop)
    with pytest.raises(RefusedSaleError):
        apply_again(event_id=row.row_id, reason="harga dibetulkan", **by(world))
    assert [one.row_id for one in waiting(world)] == [row.row_id]
    books.refuses = {}
    pressed = by(world)
    for _ in range(2):
        apply_again(event_id=row.row_id, reason="harga dibetulkan", **pressed)

    assert books.entered == [till.events[0].id]
    assert waiting(world) == []
    (past,) = waiting(world, is_open=False)
    assert (past.resolution.how, past.resolution.by) == (How.APPLIED, "Pengelola_Gerai KKMP Bumiayu")
    again = lambda: apply_again(event_id=row.row_id, reason="lagi", **by(world))  # noqa: E731
    assert wrong(again, ResolutionRefusedError) == "resolved"


def test_the_same_sale_is_not_applied_by_two_ways(shop):
    world, device, till, books = shop
    sale = till.write()
    till.write(id_=sale.id)
    take_events(device=device, batch=till.events, now=NOW)
    (row,) = waiting(world)

    again = lambda: apply_again(event_id=row.row_id, reason="masuk", **by(world))  # noqa: E731
    assert wrong(again, ResolutionRefusedError) == "same_id"
    refuse_event(event_id=row.row_id, reason="sudah tercatat", **by(world))
    assert books.entered == [sale.id]
    assert waiting(world) == []


def test_what_was_applied_later_is_not_accepted_again(shop):
    world, device, till, books = shop
    row = refused_sale(shop)
    books.refuses = {}
    apply_again(event_id=row.row_id, reason="betul", **by(world))
    till.write(id_=till.events[0].id)

    (answer,) = take_events(device=device, batch=till.events[1:], now=NOW).answers

    assert answer.code == "devices.event.same_id"
    assert len(books.entered) == 1


def test_a_loss_is_taken_by_two(shop):
    world, *_ = shop
    row = refused_sale(shop)
    with pytest.raises(ReasonMissingError):
        ask_loss(event_id=row.row_id, reason=" ", **by(world))
    pressed = by(world)
    ask_loss(event_id=row.row_id, reason="barang sudah dibawa", **pressed)
    assert len(waiting(world)) == 1
    approve(world, pressed)

    (past,) = waiting(world, is_open=False)
    assert (past.resolution.how, past.resolution.by, past.resolution.second) == (
        How.LOSS,
        "Pengelola_Gerai KKMP Bumiayu",
        "Ketua KKMP Bumiayu",
    )
    assert found_by_pengawas(world) == ["devices.loss"]


def found_by_pengawas(world):
    day = NOW.date()
    watched = Watched(
        cooperative_id=world.bumiayu.id, zone=Zone.WIB, since=day, until=day, today=day, limits={}
    )
    with scope(world.bumiayu.id):
        return [one.kind for one in EXCEPTIONS[0](watched)]


def test_what_was_resolved_meanwhile_is_no_loss(shop):
    world, *_ = shop
    row = refused_sale(shop)
    pressed = by(world)
    ask_loss(event_id=row.row_id, reason="hilang", **pressed)
    refuse_event(event_id=row.row_id, reason="tidak terjadi", **by(world))

    assert wrong(lambda: approve(world, pressed), ResolutionRefusedError) == "resolved"
    assert wrong(lambda: ask_loss(event_id=row.row_id, reason="x", **by(world)), ResolutionRefusedError)


@pytest.mark.parametrize("act", [refuse_event, apply_again, ask_loss])
def test_who_may_resolve_what(act, shop):
    world, device, till, _books = shop
    row = refused_sale(shop)
    till.sell(1)
    take_events(device=device, batch=till.events, now=NOW)

    with pytest.raises(NotAllowedError):
        act(event_id=row.row_id, reason="x", **by(world, Role.KASIR))
    elsewhere = by(world, place=world.arjosari)
    assert (
        wrong(lambda: act(event_id=row.row_id, reason="x", **elsewhere), ResolutionRefusedError) == "missing"
    )
    with scope(world.bumiayu.id):
        accepted = device.events.filter(answer="ACCEPTED").get().id
    assert (
        wrong(lambda: act(event_id=accepted, reason="x", **by(world)), ResolutionRefusedError) == "accepted"
    )
    assert wrong(lambda: act(event_id=new_id(), reason="x", **by(world)), ResolutionRefusedError) == "missing"


def test_a_reason_is_needed(shop):
    world, *_ = shop
    row = refused_sale(shop)

    refuse = lambda: refuse_event(event_id=row.row_id, reason=" ", **by(world))  # noqa: E731
    assert wrong(refuse, ResolutionRefusedError) == "reason"


def open_gap(shop):
    world, device, till, _ = shop
    till.sell(5)
    take_events(device=device, batch=[till.events[0], *till.events[3:]], now=NOW)
    with scope(world.bumiayu.id):
        return DeviceGap.objects.get(cooperative=world.bumiayu).id


def test_two_give_up_numbers_and_the_chain_goes_on_after_them(shop):
    world, device, till, books = shop
    gap_id = open_gap(shop)
    pressed = by(world)
    ask_give_up(gap_id=gap_id, reason="HP rusak", **pressed)
    approve(world, pressed)

    answers = take_events(device=device, batch=till.events[3:], now=NOW).answers
    late = take_events(device=device, batch=[till.events[1]], now=NOW).answers

    assert [one.answer.value for one in answers] == ["ACCEPTED", "ACCEPTED"]
    assert (late[0].answer.value, late[0].code) == ("CONFLICT", "devices.event.given_up")
    books.refuses = {}
    (row,) = waiting(world)
    apply_again(event_id=row.row_id, reason="HP hidup lagi", **by(world))
    assert len(books.entered) == 4
    assert found_by_pengawas(world) == ["devices.given_up"]


def test_a_gap_that_was_filled_or_changed_meanwhile_is_not_given_up(shop):
    world, device, till, _ = shop
    gap_id = open_gap(shop)
    pressed, other = by(world), by(world)
    ask_give_up(gap_id=gap_id, reason="HP rusak", **pressed)
    take_events(device=device, batch=till.events[2:], now=NOW)  # now only one number is missing
    assert wrong(lambda: approve(world, pressed), GapRefusedError) == "closed"
    ask_give_up(gap_id=gap_id, reason="HP rusak", **other)
    take_events(device=device, batch=till.events, now=NOW)
    assert wrong(lambda: approve(world, other), GapRefusedError) == "closed"
    assert wrong(lambda: ask_give_up(gap_id=new_id(), reason="x", **by(world)), GapRefusedError) == "missing"


def test_who_asked_does_not_decide(shop):
    world, *_ = shop
    gap_id = open_gap(shop)
    pressed = by(world, Role.BENDAHARA)
    ask_give_up(gap_id=gap_id, reason="HP rusak", **pressed)
    seat = world.seat(Role.KETUA)
    seat.person_id = world.person(Role.BENDAHARA).id
    seat.save()
    person = world.person(Role.BENDAHARA)
    person.pin = make_password(PIN)
    person.save()

    assert wrong(lambda: approve(world, pressed), DecisionRefusedError) == "own"


def bring(world, device, content, **pressed):
    bring_outbox(device_id=device.id, content=content, reason="HP ditemukan", **pressed)


def test_a_lost_phone_that_turned_up_is_admitted_from_its_file(shop, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    world, device, till, books = shop
    till.sell(3)
    take_events(device=device, batch=till.events, now=NOW)
    till.sell(520)
    revoke_device(device_id=device.id, why="hilang", **by(world, Role.KETUA))
    pressed = by(world)
    bring(world, device, file_of(till, device), **pressed)
    admit = lambda: admit_outbox(outbox_id=pressed["request_id"], **by(world))  # noqa: E731
    assert wrong(admit, OutboxRefusedError) == "not_let_in"
    approve(world, pressed)

    parts = [admit(), admit()]

    assert [(part.accepted, part.exceptions, part.left) for part in parts] == [(497, 0, 23), (23, 0, 0)]
    assert len(books.entered) == len(set(books.entered)) == 523
    with scope(world.bumiayu.id):
        assert BroughtOutbox.objects.get(cooperative=world.bumiayu).is_sealed
        assert Device.objects.get(cooperative=world.bumiayu, id=device.id).head_seq == 523
    assert admit().accepted == 0
    assert found_by_pengawas(world) == ["devices.revoked"]


def test_a_file_with_missing_numbers_stays_until_they_are_given_up(shop, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    world, device, till, books = shop
    till.sell(5)
    pressed, given_up = by(world), by(world)
    bring(world, device, file_of(till, device, [till.events[0], *till.events[2:]], seal_="x"), **pressed)
    approve(world, pressed)
    admit = lambda: admit_outbox(outbox_id=pressed["request_id"], **by(world))  # noqa: E731

    assert (admit().left, admit().left) == (3, 3)
    with scope(world.bumiayu.id):
        gap_id = DeviceGap.objects.get(cooperative=world.bumiayu).id
        assert not BroughtOutbox.objects.get(cooperative=world.bumiayu).is_sealed
    ask_give_up(gap_id=gap_id, reason="tidak ada di berkas", **given_up)
    approve(world, given_up)
    assert (admit().left, len(books.entered)) == (0, 4)


def test_another_devices_file_is_not_kept(shop, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    world, device, _till, _ = shop
    other, other_till, _ = bound(world, name="HP kasir 2")
    other_till.sell(1)

    refused = lambda: bring(world, device, file_of(other_till, other), **by(world))  # noqa: E731
    assert wrong(refused, OutboxRefusedError) == "device"
    with scope(world.bumiayu.id):
        assert not BroughtOutbox.objects.filter(cooperative=world.bumiayu).exists()


def test_what_clashes_is_a_conflict_and_counts_on_the_first_page(shop):
    world, device, till, books = shop
    till.sell(2)
    books.refuses = {1: ClashError, 2: RefusedSaleError}
    take_events(device=device, batch=till.events, now=NOW + timedelta(minutes=1))

    assert [one.answer.value for one in waiting(world)] == ["CONFLICT", "REJECTED"]
    assert len(waiting(world, device_id=device.id)) == 2
    with scope(world.bumiayu.id):
        assert asked(events_waiting_inquiry(world.bumiayu.id)) == [2]
        assert one_event(cooperative_id=world.bumiayu.id, row_id=new_id()) is None
        assert not EventResolution.objects.filter(cooperative=world.bumiayu).exists()
