"""Containers come, go, break, are lent, left for deposits, counted and taken back: books and rows always agree."""

from datetime import timedelta

import pytest

from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.books.treasury.services.events import record_event
from guyub.community.members.models import Member
from guyub.finance.savings.services.till import TillRefusedError
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import AuditEntry, Membership
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.containers import ContainerRefusedError, ContainerState, Why
from guyub.trade.inventory.models import ContainerStock
from guyub.trade.inventory.services import container_holders, container_kinds
from guyub.trade.inventory.services.container_steps import Holder, exchange, refill, taken_back
from guyub.trade.inventory.services.container_writing import Doing
from tests.trade.inventory.depot import DEPOSIT, TODAY, Depot
from tests.world import BEGAN, NOW, World, new_id

pytestmark = pytest.mark.django_db(transaction=True)
S = ContainerState


@pytest.fixture
def depot():
    return Depot(World())


def refused(depot, act, *args, **more):
    """Give why an act is refused; nothing changed by it."""
    before = depot.book(), depot.rows(), depot.account()
    with pytest.raises(ContainerRefusedError) as refusal:
        act(*args, **more)
    assert (depot.book(), depot.rows(), depot.account()) == before
    return refusal.value.facts["wrong"]


def test_what_comes_breaks_and_goes_is_counted_at_its_place(depot):
    depot.at_place(Why.RUSAK, S.ISI, S.KARANTINA, 3)
    depot.at_place(Why.PULIH, S.KARANTINA, S.KOSONG, 1)
    depot.at_place(Why.AFKIR, S.KARANTINA, S.LUAR, 1)
    depot.at_place(Why.PINDAH, S.ISI, S.ISI, 40, to_location_id=depot.store)

    assert depot.book() == (97, 21, 1, 0, 0, 0)
    with scope(depot.place.id):
        rows = ContainerStock.objects.filter(cooperative=depot.place).order_by("full_qty")
        lie = [(row.full_qty, row.empty_qty, row.quarantine_qty, row.quarantine_on) for row in rows]
    assert lie == [(40, 0, 0, None), (57, 21, 1, TODAY)]
    assert depot.broken() == []


def test_lent_ones_come_back_empty_and_are_nobodys_money(depot):
    lent = depot.hands(2)
    depot.hands(1, buyer="Warung Contoh", before=S.KOSONG)
    assert depot.book() == (98, 19, 0, 3, 0, 0)
    assert [(row.name, row.qty, row.is_deposit) for row in depot.held()] == [
        ("Siti Aminah", 2, False),
        ("Warung Contoh", 1, False),
    ]

    depot.back(lent.holding_id, 2)

    assert depot.book() == (98, 21, 0, 1, 0, 0)
    assert [row.name for row in depot.held()] == ["Warung Contoh"]
    assert depot.account() == 0
    assert depot.broken() == []


def test_a_deposit_is_given_back_against_the_container_as_it_was_taken(depot):
    left = depot.hands(3, deposit=True)
    assert left.deposit_rp == 3 * DEPOSIT
    assert left.voucher
    assert depot.book() == (97, 20, 0, 0, 3, 450_000)
    assert depot.account() == 450_000
    container_kinds.set_rate(kind_id=depot.lpg, deposit_rp=200_000, from_on=TODAY, **depot.done())
    depot.hands(1, deposit=True, buyer="Warung Contoh")

    back = depot.back(left.holding_id, 2, paid=True)

    assert back.deposit_rp == -2 * DEPOSIT
    assert depot.book() == (96, 22, 0, 0, 2, 350_000)
    assert depot.account() == 350_000
    assert depot.broken() == []


def test_a_loan_becomes_a_deposit_where_it_is(depot):
    lent = depot.hands(3)
    given = {"kind_id": depot.lpg, "holding_id": lent.holding_id, "cash_place_id": depot.safe}
    container_holders.leave_deposit(qty=2, **given, **depot.done(depot.treasurer))
    assert depot.book() == (97, 20, 0, 1, 2, 300_000)
    assert refused(depot, container_holders.leave_deposit, qty=2, **given, **depot.done(depot.treasurer)) == (
        "short"
    )
    assert depot.broken() == []


def test_lent_ones_that_never_come_back_are_given_up_with_a_reason(depot):
    lent = depot.hands(2)
    left = depot.hands(1, deposit=True)
    given = {"kind_id": depot.lpg, "holding_id": lent.holding_id, "qty": 1}
    assert refused(depot, container_holders.write_off_lent, reason=" ", **given, **depot.done()) == "note"
    container_holders.write_off_lent(reason="Pindah kota", **given, **depot.done())
    assert depot.book() == (97, 20, 0, 1, 1, DEPOSIT)
    wrong = given | {"holding_id": left.holding_id}
    assert (
        refused(depot, container_holders.write_off_lent, reason="hilang", **wrong, **depot.done()) == "step"
    )
    assert depot.broken() == []


def test_a_count_is_what_lies_there_and_is_told(depot):
    assert depot.count(full=98, empty=21) == 3
    assert depot.book() == (98, 21, 0, 0, 0, 0)
    assert refused(depot, depot.count, full=98, empty=21) == "same"
    assert refused(depot, depot.count, full=97, empty=21, note="") == "note"
    assert depot.broken() == []


def test_what_was_held_before_is_listed_up_to_what_the_books_hold(depot):
    one = {"qty": 2, "member_id": depot.member, "buyer": "", "since": TODAY - timedelta(days=60)}
    assert refused(depot, depot.listed, each_rp=DEPOSIT, **one, **depot.done()) == "more"
    depot.listed(each_rp=0, **one, **depot.done())
    assert depot.book() == (100, 20, 0, 2, 0, 0)
    assert depot.held()[0].days == 60
    late = one | {"since": TODAY + timedelta(days=1)}
    assert refused(depot, depot.listed, each_rp=0, **late, **depot.done()) == "day"
    assert refused(depot, depot.listed, each_rp=-1, **one, **depot.done()) == "amount"
    assert depot.broken() == []


def test_old_deposits_of_the_books_are_shared_out_to_their_people(depot):
    entry = {"amounts": {"jumlah": 2 * DEPOSIT}, "cash_place_id": depot.safe, "who": "Lama"}
    typed = EventTyped(kind="titip.jaminan", happened_on=TODAY, **entry)
    done = depot.done(depot.treasurer)
    with pytest.raises(EventRefusedError):  # nobody tells them by hand any more
        record_event(typed=typed, **done)
    with scope(depot.place.id):
        book_event(typed=typed, **done)
    assert [one.rule for one in depot.broken()] == ["inventory.container_deposits"]

    depot.listed(
        qty=2, member_id=None, buyer="Lama", each_rp=DEPOSIT, since=TODAY - timedelta(days=9), **depot.done()
    )

    assert depot.book() == (100, 20, 0, 0, 2, 2 * DEPOSIT)
    assert depot.broken() == []
    depot.undo(depot.last_move().id)
    assert depot.book() == (100, 20, 0, 0, 0, 0)
    assert [one.rule for one in depot.broken()] == ["inventory.container_deposits"]


def test_every_refusal_changes_nothing(depot):
    left = depot.hands(1, deposit=True)
    assert refused(depot, depot.hands, 200) == "short"
    assert refused(depot, depot.hands, 0) == "qty"
    assert refused(depot, depot.hands, 1, member_id=new_id()) == "holder"
    assert refused(depot, depot.hands, 1, member_id=None, buyer=" ") == "holder"
    assert refused(depot, depot.hands, 1, location_id=new_id()) == "location"
    assert refused(depot, depot.hands, 1, kind_id=new_id()) == "kind"
    assert refused(depot, depot.hands, 1, before=S.KARANTINA) == "step"
    assert refused(depot, depot.back, left.holding_id, 2, paid=True) == "short"
    assert refused(depot, depot.back, new_id(), 1) == "gone"
    assert refused(depot, depot.at_place, Why.TEBUS, S.TITIP, S.KOSONG, 1) == "step"
    assert refused(depot, depot.at_place, Why.RUSAK, S.ISI, S.KARANTINA, 1, note="") == "note"
    gallons = depot.kind("Galon 19 L")
    depot.brings(5, kind=gallons)
    assert refused(depot, depot.hands, 1, deposit=True, kind_id=gallons) == "rate"
    with pytest.raises(TillRefusedError):
        depot.hands(1, deposit=True, cash_place_id=None)
    with pytest.raises(TillRefusedError):
        depot.back(left.holding_id, 1)
    assert depot.book() == (99, 20, 0, 0, 1, DEPOSIT)


def test_nobody_gives_a_deposit_back_to_oneself(depot):
    left = depot.hands(1, deposit=True)
    with scope(depot.place.id):
        person = Member.objects.get(cooperative=depot.place, id=depot.member).person
        seat = Membership.objects.create(
            person=person, cooperative=depot.place, role=Role.BENDAHARA.value, starts_at=BEGAN
        )
    own = Actor(person.id, person.name, Role.BENDAHARA, depot.place.id, seat.id)
    assert refused(depot, depot.back, left.holding_id, 1, paid=True, actor=own) == "own"


def test_who_may_do_what(depot):
    cashier = depot.world.actor(Role.KASIR)
    with pytest.raises(NotAllowedError):
        depot.hands(1, actor=cashier)
    with pytest.raises(NotAllowedError):
        depot.brings(1, actor=cashier)
    lent = depot.hands(1)
    with pytest.raises(NotAllowedError):
        depot.back(lent.holding_id, 1, actor=cashier, cash_place_id=depot.safe)
    with pytest.raises(TillRefusedError):
        depot.hands(1, deposit=True, actor=cashier)


def test_a_move_is_taken_back_by_the_opposite_one_with_its_money(depot):
    depot.hands(2, deposit=True)
    move = depot.last_move()
    with pytest.raises(ContainerRefusedError) as late:
        depot.undo(move.id)  # another took the money
    assert late.value.facts["wrong"] == "late"

    depot.undo(move.id, actor=depot.treasurer)

    assert depot.book() == (100, 20, 0, 0, 0, 0)
    assert depot.account() == 0
    assert refused(depot, depot.undo, move.id, actor=depot.treasurer) == "undone"
    assert refused(depot, depot.undo, depot.last_move().id, actor=depot.treasurer) == "undone"
    assert refused(depot, depot.undo, new_id()) == "gone"
    assert depot.broken() == []


def test_a_redemption_taken_back_holds_the_deposit_again(depot):
    left = depot.hands(2, deposit=True)
    depot.back(left.holding_id, 2, paid=True)
    depot.undo(depot.last_move().id, actor=depot.treasurer)
    assert depot.book() == (98, 20, 0, 0, 2, 300_000)
    assert depot.account() == 300_000
    assert depot.broken() == []


def test_what_went_on_since_is_not_taken_back(depot):
    lent = depot.hands(1)
    move = depot.last_move()
    depot.back(lent.holding_id, 1)
    assert refused(depot, depot.undo, move.id) == "short"


def step(depot, **more):
    return Doing(
        place=depot.place, on=TODAY, today=TODAY, actor=depot.keeper, request_id=new_id(), now=NOW, **more
    )


def test_a_sale_exchanges_and_leaves_the_rest_for_a_deposit(depot):
    sale = new_id()
    holder = Holder(member_id=depot.member, name="Siti Aminah", has_deposit=True)
    with scope(depot.place.id):
        done = exchange(
            doing=step(depot, source_kind="retail.sale", source_id=sale),
            kind_id=depot.lpg,
            location_id=depot.shop,
            full_qty=5,
            empty_qty=3,
            holder=holder,
            cash_place_id=depot.safe,
        )
    assert done.deposit_rp == 300_000
    assert depot.book() == (95, 23, 0, 0, 2, 300_000)
    assert refused(depot, depot.undo, done.move_ids[0]) == "source"
    assert depot.broken() == []

    with scope(depot.place.id):
        rows = list(depot.last_move().__class__.objects.filter(cooperative=depot.place, source_id=sale))
        taken_back(
            doing=step(depot, source_kind="retail.sale", source_id=sale), rows=rows, reason="batal jual"
        )
    assert depot.book() == (100, 20, 0, 0, 0, 0)
    assert depot.account() == 0
    assert depot.broken() == []


def test_a_sale_on_loan_one_against_an_empty_and_a_refill(depot):
    given = {"kind_id": depot.lpg, "location_id": depot.shop}
    with scope(depot.place.id):
        even = exchange(doing=step(depot), full_qty=2, empty_qty=2, **given)
        lent = exchange(doing=step(depot), full_qty=2, empty_qty=1, holder=Holder(name="Warung"), **given)
        refill(doing=step(depot), qty=20, **given)
    assert even.holding_id is None
    assert lent.deposit_rp == 0
    assert depot.book() == (116, 3, 0, 1, 0, 0)
    with scope(depot.place.id), pytest.raises(ContainerRefusedError):
        refill(doing=step(depot), qty=4, **given)
    with scope(depot.place.id), pytest.raises(ContainerRefusedError):
        taken_back(doing=step(depot), rows=[], reason="x")
    assert depot.broken() == []


def test_the_trail_names_the_member_by_id_and_no_buyer(depot):
    depot.hands(1)
    depot.hands(1, buyer="Warung Rahasia")
    with scope(depot.place.id):
        lines = AuditEntry.objects.filter(cooperative=depot.place, act="inventory.container.lent")
        told = [line.facts for line in lines.order_by("id")]
    assert [fact["whom"] for fact in told] == ["anggota", "pembeli"]
    assert "about" in told[0]
    assert "Rahasia" not in str(told)


def test_a_kind_has_one_name_a_deposit_by_day_and_its_products(depot):
    done = depot.done
    for wrong, given in (
        ("taken", {"name": "lpg 3 KG", "deposit_rp": None}),
        ("name", {"name": " ", "deposit_rp": None}),
        ("name", {"name": "x" * 41, "deposit_rp": None}),
        ("amount", {"name": "Galon", "deposit_rp": 0}),
    ):
        assert refused(depot, container_kinds.add_kind, **given, **done()) == wrong
    rate = {"kind_id": depot.lpg, "deposit_rp": 1, "from_on": TODAY - timedelta(days=1)}
    assert refused(depot, container_kinds.set_rate, **rate, **done()) == "day"
    assert refused(depot, container_kinds.set_rate, **rate | {"kind_id": new_id()}, **done()) == "kind"
