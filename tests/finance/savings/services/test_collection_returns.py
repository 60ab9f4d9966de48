"""Lists come back: the cash is counted blind, every payment is booked at once or none."""

import threading

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.community.members.services.register import locked_member
from guyub.finance.savings.domain.collecting import CollectionRefusedError, ListState, Surplus
from guyub.finance.savings.domain.dues import DuesRefusedError
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import CollectionCount
from guyub.finance.savings.selectors.collecting import totals_of
from guyub.finance.savings.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.savings.selectors.owing import Aim, owing
from guyub.finance.savings.selectors.payments import balances_by_member
from guyub.finance.savings.services.collecting import call_off_list
from guyub.finance.savings.services.collection_returns import Got, count_collected
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.collecting import NOV, OCT, SEP, TODAY, Round

PIN = "482913"
pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(world):
    return Round(world)


def refused(act, *args, **more):
    with pytest.raises(CollectionRefusedError) as found:
        act(*args, **more)
    return found.value.facts["wrong"]


def held(walk):
    with scope(walk.place.id):
        ids = [member.id for member in walk.members.values()]
        found = balances_by_member(cooperative_id=walk.place.id, members=ids, kind=SavingsKind.WAJIB)
    return [found.get(id_, 0) for id_ in ids]


def broken(walk):
    with scope(walk.place.id):
        return [found for rule in [*INVARIANTS, *RECONCILIATIONS] for found in rule(walk.place.id)]


def test_a_list_is_booked_with_a_voucher_for_each_and_the_months(walk):
    list_id = walk.goes_out()
    walk.notes(list_id, ani=30_000, budi=10_000, citra="PERGI")
    walk.opens_drawer()
    walk.counts(list_id, 40_000)

    done = walk.books(list_id, 40_000, ani=30_000, budi=10_000, citra=Got(0, "PERGI"))

    row, lines = walk.row(list_id), walk.lines(list_id)
    assert (done.difference_rp, done.approval_id) == (0, None)
    assert (row.state, row.booked_rp, row.back_rp, row.difference_rp) == (ListState.DIBUKUKAN, 40_000, 0, 0)
    assert [(line.booked_rp, line.why) for line in lines.values()] == [
        (30_000, ""),
        (10_000, ""),
        (0, "PERGI"),
    ]
    assert len({line.event_id for line in lines.values() if line.event_id}) == 2
    assert held(walk) == [30_000, 10_000, 0]
    assert broken(walk) == []
    assert [line.name for line in walk.lines(walk.goes_out()).values()] == ["Budi Contoh", "Citra Contoh"]


def test_more_than_was_asked_pays_the_months_after(walk):
    list_id = walk.goes_out()
    walk.opens_drawer()
    walk.counts(list_id, 45_000)
    walk.books(list_id, 45_000, budi=45_000)
    with scope(walk.place.id):
        found = owing(cooperative_id=walk.place.id, aim=Aim(rt="003/001"), today=TODAY)
    assert held(walk) == [0, 45_000, 0]
    assert [one.name for one in found.people] == ["Ani Contoh", "Citra Contoh"]
    assert broken(walk) == []


@pytest.mark.parametrize(("counted_rp", "kind"), [(43_000, "6.1.13"), (47_000, "4.2.05")])
def test_a_difference_needs_a_reason_and_is_booked_beside(walk, counted_rp, kind):
    list_id = walk.goes_out()
    walk.opens_drawer()
    walk.counts(list_id, counted_rp)
    before = walk.state()
    assert refused(walk.books, list_id, counted_rp, ani=30_000, budi=15_000) == "reason"
    assert walk.state() == before

    walk.books(list_id, counted_rp, "kembalian kurang", ani=30_000, budi=15_000)

    row = walk.row(list_id)
    assert (row.difference_rp, row.reason, row.entry_id is None) == (
        counted_rp - 45_000,
        "kembalian kurang",
        False,
    )
    assert held(walk) == [30_000, 15_000, 0]
    assert broken(walk) == []
    with scope(walk.place.id):
        drawer = balances_now(cooperative_id=walk.place.id, codes=["1.1.01"])["1.1.01"]
        (total,) = totals_of(cooperative_id=walk.place.id, since=TODAY.replace(month=1, day=1))
    assert drawer == counted_rp
    assert (total.collected_rp, total.over_rp, total.short_rp) == (
        45_000,
        max(counted_rp - 45_000, 0),
        max(45_000 - counted_rp, 0),
    )


def test_a_large_difference_waits_for_a_second_person(walk):
    for member in walk.members.values():
        walk.owes(member, SEP, 60_000)
    list_id = walk.goes_out()
    walk.opens_drawer()
    walk.counts(list_id, 100_000)

    done = walk.books(list_id, 100_000, "dompet jatuh", ani=90_000, budi=75_000)

    assert (done.difference_rp, held(walk), walk.row(list_id).state) == (
        -65_000,
        [0, 0, 0],
        ListState.KEMBALI,
    )
    assert refused(walk.counts, list_id, 165_000) == "waiting"
    assert refused(walk.books, list_id, 100_000, "lagi", ani=90_000) == "waiting"
    approves(walk, done.approval_id)
    row = walk.row(list_id)
    assert (row.state, row.booked_rp, row.difference_rp, row.booked_by) == (
        ListState.DIBUKUKAN,
        165_000,
        -65_000,
        walk.world.person(Role.KASIR).name,
    )
    assert held(walk) == [90_000, 75_000, 0]
    assert broken(walk) == []


def test_a_month_that_was_paid_meanwhile_is_named_and_nothing_is_booked(walk):
    first = walk.goes_out()
    walk.opens_drawer()
    walk.counts(first, 45_000)
    walk.pays_at_the_counter("Ani Contoh", OCT)
    before = walk.state()

    with pytest.raises(CollectionRefusedError) as found:
        walk.books(first, 45_000, ani=30_000, budi=15_000)

    assert found.value.facts == {
        "wrong": "paid",
        "months": "Oktober 2026",
        "slip": "01",
        "name": "Ani Contoh",
    }
    assert walk.state() == before


@pytest.mark.parametrize(
    ("surplus", "saved", "back_rp"),
    [(Surplus.MUKA, [45_000, 15_000, 0], 0), (Surplus.BALIK, [30_000, 15_000, 0], 15_000)],
)
def test_money_for_a_paid_month_goes_ahead_or_back(walk, surplus, saved, back_rp):
    list_id = walk.goes_out()
    walk.opens_drawer()
    walk.counts(list_id, 45_000)
    walk.pays_at_the_counter("Ani Contoh", OCT)

    walk.books(list_id, 45_000, ani=Got(30_000, "", surplus.value), budi=15_000)

    row = walk.row(list_id)
    assert (held(walk), row.back_rp, row.booked_rp, row.difference_rp) == (
        saved,
        back_rp,
        45_000 - back_rp,
        0,
    )
    assert walk.lines(list_id)["Ani Contoh"].back_rp == back_rp
    assert broken(walk) == []


def test_nobody_takes_the_own_list_back_or_one_with_the_own_bill(walk):
    own = walk.goes_out(collector=walk.world.person(Role.KASIR))
    assert refused(walk.counts, own, 0) == "own"
    call_off_list(list_id=own, reason="dibawa kasir", **walk.done())
    cashier = walk.world.person(Role.KASIR)
    member = walk.members["Citra Contoh"]
    list_id = walk.goes_out()
    with scope(walk.place.id):
        type(member).objects.filter(cooperative=walk.place, id=member.id).update(person=cashier)
    walk.opens_drawer()
    walk.counts(list_id, 15_000)
    before = walk.state()
    assert refused(walk.books, list_id, 15_000, budi=15_000) == "own_line"
    assert walk.state() == before


def test_what_was_not_counted_is_not_booked(walk):
    list_id = walk.goes_out()
    walk.opens_drawer()
    assert refused(walk.books, list_id, 0, ani=30_000) == "uncounted"
    walk.counts(list_id, 30_000)
    assert refused(walk.books, list_id, 29_000, ani=30_000) == "count"
    assert refused(walk.books, list_id, 30_000, to="BANK", ani=30_000) == "place"
    assert refused(walk.books, list_id, 30_000, ani=-1) == "amount"
    assert held(walk) == [0, 0, 0]


def test_a_drawer_needs_the_own_shift(walk):
    list_id = walk.goes_out()
    walk.counts(list_id, 30_000)
    before = walk.state()
    with pytest.raises(ShiftRefusedError):
        walk.books(list_id, 30_000, ani=30_000)
    assert walk.state() == before


def test_every_count_stays(walk):
    list_id = walk.goes_out()
    walk.counts(list_id, 30_000)
    count_collected(list_id=list_id, today=TODAY, pieces={"K20000": 1, "K5000": 2}, **walk.done())
    with scope(walk.place.id):
        counts = CollectionCount.objects.filter(cooperative=walk.place).order_by("at")
        assert [(one.total_rp, one.pieces) for one in counts] == [
            (30_000, {}),
            (30_000, {"K20000": 1, "K5000": 2}),
        ]


def test_the_trail_names_lists_and_sums_and_no_member(walk):
    list_id = walk.goes_out()
    walk.notes(list_id, ani=30_000)
    walk.opens_drawer()
    walk.counts(list_id, 30_000)
    walk.books(list_id, 30_000, ani=30_000)
    with scope(walk.place.id):
        lines = AuditEntry.objects.filter(cooperative=walk.place, act__startswith="savings.collection")
        told = [(line.act, line.facts) for line in lines.order_by("position")]
    assert [act for act, _ in told] == [
        f"savings.collection.{one}" for one in ("made", "noted", "counted", "booked")
    ]
    assert "Contoh" not in str([facts for act, facts in told])


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_two_cashiers_take_one_list_and_one_books_it(walk):
    list_id = walk.goes_out()
    walk.opens_drawer()
    walk.counts(list_id, 45_000)
    came, start = [], threading.Barrier(2)

    def take(to, role):
        try:
            start.wait()
            walk.books(list_id, 45_000, to=to, role=role, ani=30_000, budi=15_000)
            came.append("booked")
        except CollectionRefusedError as error:
            came.append(error.facts["wrong"])
        finally:
            connection.close()

    walk.world.actor(Role.BENDAHARA)
    threads = [
        threading.Thread(target=take, args=who) for who in (("LACI", Role.KASIR), ("BRANKAS", Role.BENDAHARA))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(came) == ["booked", "state"]
    assert held(walk) == [30_000, 15_000, 0]
    assert broken(walk) == []


def approves(walk, approval_id):
    person = walk.world.person(Role.KETUA)
    person.pin = make_password(PIN)
    person.save()
    decide(approval_id=approval_id, is_approved=True, proof=PIN, **walk.done(Role.KETUA))


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_a_list_and_the_counter_pay_a_month_once(walk):
    list_id = walk.goes_out()
    walk.opens_drawer()
    walk.counts(list_id, 60_000)
    walk.world.actor(Role.BENDAHARA)
    came, start = [], threading.Barrier(4)

    def take():
        start.wait()
        walk.books(list_id, 60_000, ani=30_000, budi=15_000, citra=15_000)
        return "list"

    def pay(name, month):
        start.wait()
        walk.pays_at_the_counter(name, month)
        return "counter"

    def runs(act, *args):
        try:
            came.append(act(*args))
        except CollectionRefusedError as error:
            came.append(error.facts["wrong"])
        except DuesRefusedError as error:
            came.append(error.facts["wrong"])
        finally:
            connection.close()

    acts = [(take,), (pay, "Citra Contoh", NOV), (pay, "Budi Contoh", NOV), (pay, "Ani Contoh", OCT)]
    threads = [threading.Thread(target=runs, args=one) for one in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(came) in (
        ["counter", "counter", "counter", "paid"],  # one of them was first: the list is refused whole
        ["list", "paid", "paid", "paid"],
    )
    assert held(walk) in ([15_000, 15_000, 15_000], [30_000, 15_000, 15_000])
    assert broken(walk) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_a_list_waits_for_a_member_before_it_holds_the_journal(walk):
    list_id = walk.goes_out()
    walk.opens_drawer()
    walk.counts(list_id, 60_000)
    walk.world.actor(Role.BENDAHARA)
    came, is_held = [], threading.Event()

    def takes():
        is_held.wait()
        try:
            walk.books(list_id, 60_000, ani=30_000, budi=15_000, citra=15_000)
        except CollectionRefusedError as error:
            came.append(error.facts["wrong"])
        finally:
            connection.close()

    other = threading.Thread(target=takes)
    other.start()
    with scope(walk.place.id, durable=True):
        locked_member(cooperative_id=walk.place.id, member_id=walk.members["Citra Contoh"].id)
        is_held.set()
        while not somebody_waits():
            pass
        walk.pays("Citra Contoh", NOV)
    other.join()

    assert came == ["paid"]
    assert held(walk) == [0, 0, 15_000]
    assert broken(walk) == []


def somebody_waits():
    """Tell whether another connection to this database waits for a row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0
