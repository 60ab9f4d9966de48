"""Shifts: opened with a count, moved, closed blind; who may; twice; at once; a second person above the threshold."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.selectors.moments import balances_at
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.models import CashCount, CashShift, Event
from guyub.books.treasury.selectors.shifts import moves_of, open_shift_of, shift_of, shifts_of, variances
from guyub.books.treasury.services.places import PlaceRefusedError, close_place, open_place
from guyub.books.treasury.services.shifts import open_shift, require_shift
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.services.requests import DecisionRefusedError, decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.tills import BEFORE, TODAY, Till, pieces, wrong
from tests.world import NOW, World, new_id

PIN = "270817"
pytestmark = pytest.mark.django_db


@pytest.fixture
def till():
    return Till(World())


@pytest.fixture
def running(till):
    """A shift of the cashier with 200,000 from the box."""
    till.shift_id = till.opens().shift_id
    till.tops_up(200_000)
    return till


def rows(till, model):
    with scope(till.place.id):
        return model.objects.filter(cooperative=till.place).count()


def sells(till, amount_rp):
    """Money comes into the drawer by the books of another part."""
    lines = [LineDraft("1.1.01", amount_rp), LineDraft("4.2.02", -amount_rp)]
    draft = EntryDraft(occurred_on=TODAY, memo="Jasa antar", lines=lines, request_id=new_id())
    with scope(till.place.id, durable=True):
        post_entry(place=till.place, context="ledger", draft=draft, today=TODAY)


def shift(till, shift_id):
    with scope(till.place.id):
        return shift_of(cooperative_id=till.place.id, shift_id=shift_id)


def test_a_day_at_the_drawer_ends_even(running):
    sells(running, 75_000)
    running.drops(150_000, to="BANK")

    done = running.closes(running.shift_id, 125_000)

    assert (done.shift_id, done.difference_rp, done.approval_id) == (running.shift_id, 0, None)
    closed = shift(running, running.shift_id)
    assert (closed.opening_rp, closed.counted_rp, closed.expected_rp) == (0, 125_000, 125_000)
    assert running.balances() == {"LACI": 125_000, "BRANKAS": 350_000, "BANK": 20_650_000}
    with scope(running.place.id):
        told = [
            (move.title, move.amount_rp, move.who)
            for move in moves_of(cooperative_id=running.place.id, shift=closed)
        ]
    assert told == [
        ("Setor dari laci", -150_000, "Bu Bendahara"),
        ("Uang kembalian ke laci", 200_000, "Bu Bendahara"),
    ]


@pytest.mark.parametrize(
    ("counted", "account", "over"), [(190_000, "6.1.13", -10_000), (203_500, "4.3.04", 3_500)]
)
def test_a_difference_shows_after_the_count_and_is_posted_with_its_reason(running, counted, account, over):
    first = running.closes(running.shift_id, counted)
    assert (first.shift_id, first.difference_rp) == (None, over)
    assert running.balances()["LACI"] == 200_000
    with pytest.raises(ShiftRefusedError) as refused:
        running.closes(running.shift_id, count_id=new_id(), reason="kembalian")
    assert wrong(refused) == "count"

    done = running.closes(running.shift_id, count_id=first.count_id, reason="kembalian kurang teliti")

    assert done.shift_id == running.shift_id
    closed = shift(running, running.shift_id)
    assert (closed.difference_rp, closed.reason) == (over, "kembalian kurang teliti")
    assert running.balances()["LACI"] == counted
    with scope(running.place.id):
        event = Event.objects.get(cooperative=running.place, kind__in=("kas.lebih", "kas.kurang"))
        at = ("1.1.01", closed.closing_chain_no)
        assert balances_at(cooperative_id=running.place.id, asked=[at]) == {at: counted}
        (entry_lines,) = [list(event.entry.lines.values_list("account__code", flat=True))]
        (variance,) = variances(cooperative_id=running.place.id, since=BEFORE)
    assert event.amount_rp == abs(over)
    assert account in entry_lines
    assert (variance.shifts, variance.differing, variance.over_rp + variance.short_rp) == (1, 1, over)


def test_a_drawer_that_differs_is_opened_with_a_reason(till):
    counted = till.opens(counted=20_000)
    assert (counted.shift_id, counted.difference_rp) == (None, 20_000)
    assert rows(till, CashShift) == 0

    done = till.opens(count_id=counted.count_id, reason="uang kembalian awal")

    assert till.balances()["LACI"] == 20_000
    assert shift(till, done.shift_id).opening_difference_rp == 20_000


def test_what_happened_since_the_count_makes_it_stale(running):
    first = running.closes(running.shift_id, 190_000)
    sells(running, 5_000)

    with pytest.raises(ShiftRefusedError) as refused:
        running.closes(running.shift_id, count_id=first.count_id, reason="kurang")

    assert wrong(refused) == "moved"
    assert rows(running, CashCount) == 2
    assert shift(running, running.shift_id).closed_at is None


def test_how_much_is_short_is_not_told_before_the_count(running):
    with pytest.raises(ShiftRefusedError) as refused:
        running.drops(200_001)

    assert refused.value.facts == {"wrong": "short"}
    assert running.balances() == {"LACI": 200_000, "BRANKAS": 350_000, "BANK": 20_500_000}
    running.drops(200_000)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda till: till.drops(5_000, receiver=" "), "who"),
        (lambda till: till.drops(5_000, receiver="x" * 81), "who"),
        (lambda till: till.drops(5_000, to="LACI"), "to"),
        (lambda till: till.drops(5_000, to=new_id()), "to"),
        (lambda till: till.drops(0), "amount"),
        (lambda till: till.drops(5_000, role=Role.BENDAHARA), "none"),
        (lambda till: till.tops_up(350_001), "short"),
        (lambda till: till.opens(Role.BENDAHARA, 200_000), "open"),
        (lambda till: till.closes(new_id(), 0), "gone"),
        (lambda till: till.closes(till.shift_id, 0, Role.PENGELOLA_GERAI), "holder"),
        (lambda till: till.closes(till.shift_id, reason="x" * 121), "reason"),
    ],
)
def test_what_is_refused_changes_nothing(running, act, said):
    before = running.balances(), rows(running, CashCount), rows(running, Event)

    with pytest.raises(ShiftRefusedError) as refused:
        act(running)

    assert wrong(refused) == said
    assert (running.balances(), rows(running, CashCount), rows(running, Event)) == before
    assert shift(running, running.shift_id).closed_at is None


def test_a_drawer_that_is_not_there_and_a_role_that_does_not_handle_cash(till):
    for drawer in (new_id(), till.ids["BRANKAS"]):
        with pytest.raises(ShiftRefusedError) as refused:
            open_shift(drawer_id=drawer, pieces={}, **till.shared(Role.KASIR))
        assert wrong(refused) == "drawer"
    with pytest.raises(NotAllowedError):
        till.opens(Role.KETUA)


def test_one_person_answers_for_one_drawer_at_a_time(running):
    shared = running.shared(Role.BENDAHARA)
    other = open_place(kind="LACI", name="Laci kedua", **shared)
    with pytest.raises(ShiftRefusedError) as refused:
        open_shift(drawer_id=other, pieces={}, **running.shared(Role.KASIR))
    assert wrong(refused) == "busy"
    with scope(running.place.id):
        assert (
            open_shift_of(
                cooperative_id=running.place.id, person_id=running.world.person(Role.KASIR).id
            ).shift_id
            == running.shift_id
        )
        with pytest.raises(ShiftRefusedError) as refused:
            require_shift(cooperative_id=running.place.id, person_id=running.world.person(Role.BENDAHARA).id)
    assert wrong(refused) == "none"


def test_the_treasurer_closes_anothers_shift_with_a_reason(running):
    first = running.closes(running.shift_id, 200_000, Role.BENDAHARA)
    assert (first.shift_id, first.difference_rp) == (None, 0)

    running.closes(running.shift_id, role=Role.BENDAHARA, count_id=first.count_id, reason="kasir sakit")

    closed = shift(running, running.shift_id)
    assert (closed.closed_by, closed.reason) == ("Bendahara KKMP Bumiayu", "kasir sakit")


def test_again_is_once_and_a_closed_shift_does_not_close(running):
    pressed = new_id()
    first = running.closes(running.shift_id, 195_000, request_id=pressed, reason="receh")
    assert running.closes(running.shift_id, 195_000, request_id=pressed, reason="receh") == first
    assert rows(running, CashCount) == 2

    with pytest.raises(ShiftRefusedError) as refused:
        running.closes(running.shift_id, 195_000)
    assert wrong(refused) == "gone"
    assert running.balances()["LACI"] == 195_000


def approves(till, approval_id):
    person = till.world.person(Role.KETUA)
    person.pin = make_password(PIN)
    person.save()
    return decide(
        actor=till.world.actor(Role.KETUA), approval_id=approval_id, is_approved=True, proof=PIN,
        request_id=new_id(), now=NOW,
    )  # fmt: skip


def test_above_the_threshold_a_second_person_decides(running):
    at = running.closes(running.shift_id, 150_000, reason="hilang")
    assert at.shift_id == running.shift_id  # exactly 50,000 short: one person may

    shift_id = running.opens(counted=150_000).shift_id
    asked = running.closes(shift_id, 99_900, reason="hilang lagi")
    assert (asked.shift_id, asked.difference_rp) == (None, -50_100)
    assert running.balances()["LACI"] == 150_000
    for act in (lambda: running.drops(5_000), lambda: running.closes(shift_id, 150_000)):
        with pytest.raises(ShiftRefusedError) as refused:
            act()
        assert wrong(refused) == "waiting"

    assert approves(running, asked.approval_id) is State.APPROVED

    closed = shift(running, shift_id)
    assert (closed.counted_rp, closed.difference_rp, closed.reason) == (99_900, -50_100, "hilang lagi")
    assert running.balances()["LACI"] == 99_900


def test_what_was_approved_too_late_does_not_close(running):
    asked = running.closes(running.shift_id, 100_000, reason="hilang")
    sells(running, 1_000)

    with pytest.raises(ShiftRefusedError) as refused:
        approves(running, asked.approval_id)

    assert wrong(refused) == "moved"
    assert shift(running, running.shift_id).closed_at is None
    running.now = NOW + timedelta(days=8)  # nobody decided: the request has expired
    with pytest.raises(DecisionRefusedError):
        approves_later(running, asked.approval_id)
    assert running.closes(running.shift_id, 201_000).shift_id == running.shift_id


def approves_later(till, approval_id):
    return decide(
        actor=till.world.actor(Role.KETUA), approval_id=approval_id, is_approved=True, proof=PIN,
        request_id=new_id(), now=till.now,
    )  # fmt: skip


def test_a_drawer_with_a_shift_does_not_close(till):
    till.opens()

    with pytest.raises(PlaceRefusedError) as refused:
        close_place(place_id=till.ids["LACI"], **till.shared(Role.BENDAHARA))

    assert refused.value.facts["wrong"] == "shift"


@pytest.mark.django_db(transaction=True)
def test_two_who_open_one_drawer_at_once(till):
    """The second waits for the first, and is told who answers for the drawer."""
    said = []
    gate = threading.Barrier(2)
    shared = {role: till.shared(role) for role in (Role.KASIR, Role.PENGELOLA_GERAI)}

    def opens(role):
        gate.wait()
        try:
            open_shift(drawer_id=till.ids["LACI"], pieces=pieces(0), **shared[role])
            said.append("opened")
        except ShiftRefusedError as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=opens, args=(role,)) for role in shared]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(said) == ["open", "opened"]
    with scope(till.place.id):
        assert len(shifts_of(cooperative_id=till.place.id, only_open=True)) == 1
