"""Lists go out, are noted on the way and called off."""

import threading

import pytest
from django.db import connection

from guyub.finance.savings.domain.collecting import CollectionRefusedError, ListState
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.selectors.collecting import lists_closed, lists_out
from guyub.finance.savings.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.savings.selectors.owing import Aim, owing
from guyub.finance.savings.selectors.payments import balances_by_member
from guyub.finance.savings.services.collecting import call_off_list
from guyub.finance.savings.services.collection_returns import count_collected
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.collecting import NOV, OCT, SEP, TODAY, Round
from tests.world import new_id

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


def test_a_list_names_who_owes_in_the_order_of_the_way(walk):
    walk.world.member("Dewi Contoh", rt="004", rw="001")
    walk.owes(walk.world.member("Dewi Contoh"), NOV)

    row, lines = walk.row(list_id := walk.goes_out()), walk.lines(list_id)

    assert (row.name, row.whom, row.state, row.expected_rp, row.lines) == (
        "DT-2026-0001",
        "RT 003/001",
        ListState.KELUAR,
        60_000,
        3,
    )
    assert [(line.slip, name, line.asked, line.months) for name, line in lines.items()] == [
        ("DT-2026-0001/01", "Ani Contoh", {OCT: 15_000, NOV: 15_000}, "Oktober dan November 2026"),
        ("DT-2026-0001/02", "Budi Contoh", {NOV: 15_000}, "November 2026"),
        ("DT-2026-0001/03", "Citra Contoh", {NOV: 15_000}, "November 2026"),
    ]


def test_who_is_on_a_list_that_is_out_is_on_no_other(walk):
    walk.goes_out()
    walk.owes(late := walk.world.member("Dewi Contoh", rt="003", rw="001"), SEP)

    second = walk.goes_out()

    assert list(walk.lines(second)) == [late.file.name]
    assert walk.row(second).name == "DT-2026-0002"
    with pytest.raises(CollectionRefusedError) as found:
        walk.goes_out()
    assert found.value.facts == {"wrong": "nobody", "elsewhere": 4}


def test_a_collector_does_not_collect_the_own_bill(walk):
    with scope(walk.place.id):
        found = owing(
            cooperative_id=walk.place.id,
            aim=Aim(),
            today=TODAY,
            without_person=walk.members["Budi Contoh"].person_id,
        )
    assert [one.name for one in found.people] == ["Ani Contoh", "Citra Contoh"]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"aim": Aim(rt="009/009")}, "aim"),
        ({"aim": Aim(group_id=new_id())}, "aim"),
        ({"collector": "anggota"}, "collector"),
    ],
)
def test_a_list_that_is_not_made_leaves_nothing(walk, more, wrong):
    if more.get("collector"):
        more = {"collector": walk.world.person(Role.ANGGOTA)}
    before = walk.state()
    assert refused(walk.goes_out, **more) == wrong
    assert walk.state() == before


def test_what_is_noted_is_taken_over_and_may_be_noted_again(walk):
    list_id, request = walk.goes_out(), new_id()
    assert walk.notes(list_id, request, ani=30_000, budi="PERGI") == 2
    assert walk.notes(list_id, request, ani=30_000, budi="PERGI") == 2
    assert walk.notes(list_id, budi=10_000) == 2

    lines = walk.lines(list_id)
    assert [(line.noted_rp, line.noted_why, line.got_rp) for line in lines.values()] == [
        (30_000, "", None),
        (10_000, "", None),
        (None, "", None),
    ]


@pytest.mark.parametrize("amount_rp", [0, -1, 100_000_001])
def test_a_strange_amount_is_not_noted(walk, amount_rp):
    list_id = walk.goes_out()
    before = walk.state()
    assert refused(walk.notes, list_id, ani=amount_rp) == "amount"
    assert walk.state() == before


def test_nobody_notes_on_anothers_list_or_one_that_is_back(walk):
    other = walk.goes_out(collector=walk.world.person(Role.SEKRETARIS))
    assert refused(walk.notes, other, ani=30_000) == "gone"
    call_off_list(list_id=other, reason="salah orang", **walk.done())
    own = walk.goes_out()
    walk.counts(own, 0)
    assert refused(walk.notes, own, ani=30_000) == "state"


@pytest.mark.parametrize(
    "counted",
    [{}, {"pieces": {}, "total_rp": 0}, {"total_rp": -1}, {"pieces": {"K3": 1}}, {"pieces": {"K5000": -1}}],
)
def test_a_count_is_pieces_or_one_sum(walk, counted):
    list_id = walk.goes_out()
    before = walk.state()
    assert refused(count_collected, list_id=list_id, today=TODAY, **counted, **walk.done()) == "pieces"
    assert walk.state() == before


def test_a_list_with_nothing_on_it_is_called_off(walk):
    list_id = walk.goes_out()
    walk.notes(list_id, ani=30_000)
    assert refused(call_off_list, list_id=list_id, reason="hujan", **walk.done()) == "money"
    walk.notes(list_id, ani="PERGI")
    assert refused(call_off_list, list_id=list_id, reason=" ", **walk.done()) == "void"
    call_off_list(list_id=list_id, reason="hujan", **walk.done())

    with scope(walk.place.id):
        assert lists_out(cooperative_id=walk.place.id) == []
        (row,) = lists_closed(cooperative_id=walk.place.id)
    assert (row.state, row.reason) == (ListState.BATAL, "hujan")
    assert refused(call_off_list, list_id=list_id, reason="lagi", **walk.done()) == "state"
    assert len(walk.lines(walk.goes_out())) == 3


@pytest.mark.parametrize("role", [Role.KOLEKTOR, Role.KETUA, Role.PENGAWAS])
def test_who_takes_no_savings_makes_no_list(walk, role):
    with pytest.raises(NotAllowedError):
        walk.goes_out(role=role)


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_two_lists_made_at_once_share_no_member(walk):
    came, start = [], threading.Barrier(2)
    walk.world.actor(Role.BENDAHARA)

    def make(role):
        try:
            start.wait()
            came.append(len(walk.lines(walk.goes_out(role=role))))
        except CollectionRefusedError as error:
            came.append(error.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=(role,)) for role in (Role.KASIR, Role.BENDAHARA)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(map(str, came)) == ["3", "nobody"]
