"""One drawer has one shift, whoever began it where: at the till and on the web page together."""

from datetime import timedelta

import pytest

from guyub.books.treasury.models import CashCount, CashShift, ToldShift
from guyub.books.treasury.selectors.exceptions_shifts import OFF, shifts_watched
from guyub.books.treasury.selectors.shifts import open_shift_of, shifts_of
from guyub.books.treasury.services.handing_over import offer_shift, take_shift
from guyub.books.treasury.services.places import open_place
from guyub.books.treasury.services.shifts import close_shift, open_shift
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.exceptions import Watched
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.tills import pieces
from tests.trade.retail.counter import Counter
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


def after(minutes):
    return NOW + timedelta(minutes=minutes)


def watched(counter, limit_rp):
    return Watched(
        cooperative_id=counter.place.id,
        zone=Zone.WIB,
        since=counter.today,
        until=counter.today,
        today=counter.today,
        limits={OFF: limit_rp},
    )


class Shared(Counter):
    """A till, and the web page of the same drawer."""

    def web(self, role=Role.KASIR, minute=0):
        return {
            "actor": self.world.actor(role),
            "place": self.place,
            "today": self.today,
            "request_id": new_id(),
            "now": after(minute),
        }

    def opens_by_web(self, amount_rp, role=Role.KASIR, minute=0):
        done = open_shift(drawer_id=self.cash["LACI"], pieces=pieces(amount_rp), **self.web(role, minute))
        if done.shift_id is None:
            done = open_shift(
                drawer_id=self.cash["LACI"],
                count_id=done.count_id,
                reason="kembalian",
                **self.web(role, minute),
            )
        return done.shift_id

    def closes_by_web(self, shift_id, amount_rp, role=Role.BENDAHARA, minute=0, why="HP kasir rusak"):
        done = close_shift(shift_id=shift_id, pieces=pieces(amount_rp), **self.web(role, minute))
        if done.shift_id is None:
            close_shift(shift_id=shift_id, count_id=done.count_id, reason=why, **self.web(role, minute))

    def told(self, kind, body, minute, now=None):
        answer = self.tells(kind, body, at=after(minute), now=after(now or minute))
        assert answer.answer.value == "ACCEPTED", answer
        return answer

    def rows(self):
        """Give each shift, the oldest first: whose, whether it runs, how much its count was off."""
        with scope(self.place.id):
            return [
                (row.person, row.closed_at is None, row.difference_rp)
                for row in reversed(shifts_of(cooperative_id=self.place.id))
            ]

    def joins(self):
        with scope(self.place.id):
            rows = ToldShift.objects.filter(cooperative=self.place).order_by("opened_at")
            return [row.how for row in rows]


@pytest.fixture
def counter(world):
    made = Shared(world)
    yield made
    assert made.broken() == []


def test_who_holds_the_drawer_by_the_web_page_opens_the_till_in_the_same_shift(counter):
    web_id = counter.opens_by_web(20_000)
    counter.told("shift.opened", counter.of_shift(float_rp=19_000), 10)
    sold = counter.told("sale.made", counter.basket(), 20)
    assert (counter.sale(sold.event_id).shift_id, counter.joins()) == (web_id, ["IKUT"])
    assert counter.rows() == [(counter.cashier.name, True, None)]

    notes = {"20000": 2, "10000": 1, "500": 1}
    body = counter.of_shift(counted_rp=50_500, notes=notes, expected_rp=49_000, waiting=3)
    counter.told("shift.closed", body, 60)

    assert counter.rows() == [(counter.cashier.name, False, 500)]
    with scope(counter.place.id):
        told = ToldShift.objects.select_related("counted").get(cooperative=counter.place)
        assert (told.expected_rp, told.counted.expected_rp, told.waiting) == (49_000, 50_000, 3)
        assert told.counted.pieces == {"K20000": 2, "K10000": 1, "L500": 1}
        purposes = CashCount.objects.filter(cooperative=counter.place).order_by("at", "id")
        assert list(purposes.values_list("purpose", flat=True))[-2:] == ["SELA", "TUTUP"]
        found = {one.kind: one.said for one in shifts_watched(watched(counter, limit_rp=499))}
    assert set(found) == {"treasury.till_sum", "treasury.often_off", "treasury.variance"}
    assert found["treasury.often_off"].endswith("dalam 1 giliran")
    assert counter.books("1.1.01") == [50_500]


def test_another_cashier_goes_on_at_the_till_and_hands_over_by_the_web_page(counter, world):
    counter.opens_by_web(20_000, Role.PENGELOLA_GERAI)
    counter.told("shift.opened", counter.of_shift(float_rp=20_000), 10)
    mine_id = counter.shift_id
    assert [(is_open, off) for _, is_open, off in counter.rows()] == [(False, 0), (True, None)]
    assert (counter.joins(), counter.rows()[1][0]) == (["LANJUT"], counter.cashier.name)
    counter.told("sale.made", counter.basket(), 20)

    taker = world.actor(Role.PENGELOLA_GERAI).person_id
    offer_shift(shift_id=mine_id, to_person_id=taker, pieces=pieces(50_000), **counter.web(minute=30))
    taken = take_shift(shift_id=mine_id, pieces=pieces(50_000), **counter.web(Role.PENGELOLA_GERAI, 31))
    sold = counter.told("sale.made", counter.basket(), 40)
    assert counter.sale(sold.event_id).shift_id == taken.shift_id

    # The till's own cashier counts at the end: the drawer is another's by now, so the count stands beside its shift.
    counter.told("shift.closed", counter.of_shift(counted_rp=80_000, notes={}), 50)
    assert [is_open for _, is_open, _ in counter.rows()] == [False, False, True]
    counter.closes_by_web(taken.shift_id, 80_000, Role.PENGELOLA_GERAI, 60)
    assert [off for _, _, off in counter.rows()] == [0, 0, 0]


def test_the_office_closes_while_the_phone_is_dead_and_what_comes_later_evens_out(counter):
    counter.told("shift.opened", counter.of_shift(float_rp=0), 0)
    late = [
        ("sale.made", counter.basket(), 10),
        ("sale.made", counter.basket(counter.soap_line()), 20),
    ]
    counter.closes_by_web(counter.shift_id, 42_000, minute=30)
    assert counter.rows() == [(counter.cashier.name, False, 42_000)]
    assert counter.books("1.1.01", "4.3.04") == [42_000, -42_000]

    first = counter.told(*late[0][:2], 10, now=90)
    counter.told(*late[1][:2], 20, now=90)
    counter.told(
        "sale.voided",
        counter.of_shift(number=counter.number(), sale_id=str(first.event_id), reason="salah"),
        25,
        now=90,
    )
    counter.told("sale.made", counter.basket(), 26, now=90)
    # What was sold after the count lies in the drawer on top of it.
    counter.told("sale.made", counter.basket(counter.soap_line(1)), 40, now=90)
    counter.told("shift.closed", counter.of_shift(counted_rp=46_000, notes={}), 50, now=90)

    assert counter.rows() == [(counter.cashier.name, False, 0)]
    assert counter.sale(first.event_id).shift_id == counter.shift_id
    assert counter.books("1.1.01") == [46_000]
    with scope(counter.place.id):
        assert CashShift.objects.get(cooperative=counter.place).late_rp == 42_000
        found = {one.kind: one.said for one in shifts_watched(watched(counter, limit_rp=0))}
    assert set(found) == {"treasury.told_late"}, found
    assert rupiah(42_000) in found["treasury.told_late"]


def test_what_a_till_tells_late_is_never_refused(counter):
    # Opened without a network at 10; meanwhile the office opened and closed the drawer, and somebody else holds it.
    web_id = counter.opens_by_web(0, Role.PENGELOLA_GERAI, minute=20)
    counter.closes_by_web(web_id, 30_000, Role.PENGELOLA_GERAI, 60, why="belum terkirim")
    holder = counter.opens_by_web(30_000, Role.BENDAHARA, minute=70)
    counter.told("shift.opened", counter.of_shift(float_rp=0), 10, now=100)
    sold = counter.told("sale.made", counter.basket(), 15, now=100)
    counter.told("shift.closed", counter.of_shift(counted_rp=30_000, notes={}), 18, now=100)

    assert (counter.joins(), counter.sale(sold.event_id).shift_id) == (["SUSUL"], web_id)
    assert [off for _, _, off in counter.rows()] == [0, None]
    assert counter.books("1.1.01") == [30_000]

    # A cashier who answers for another drawer by the web page opens the till all the same.
    counter.closes_by_web(holder, 30_000, Role.BENDAHARA, 110)
    other = open_place(kind="LACI", name="Laci simpanan", **counter.web(Role.BENDAHARA, 115))
    open_shift(drawer_id=other, pieces={}, **counter.web(minute=120))
    counter.shift_id = uuid7()
    counter.told("shift.opened", counter.of_shift(float_rp=30_000), 130)
    with scope(counter.place.id):
        mine = open_shift_of(cooperative_id=counter.place.id, person_id=counter.cashier.id)
    assert mine is not None
    assert (mine.drawer, mine.is_told) == ("Laci simpanan", False)
