import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from guyub.community.cooperatives.domain.officers import AlarmKind
from guyub.community.cooperatives.models import Officer
from guyub.community.cooperatives.selectors.invariants import INVARIANTS
from guyub.community.cooperatives.selectors.officers import (
    handovers_of,
    in_office,
    kin_of,
    officer_alarms,
    officers_of,
)
from guyub.community.cooperatives.services.officers import (
    Appointment,
    HandoverRefusedError,
    KinRefusedError,
    OfficerRefusedError,
    appoint,
    declare_kin,
    end_term,
    hand_over,
)
from guyub.foundation.identity.domain.names import NameRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

pytestmark = pytest.mark.usefixtures("rules")
TODAY = NOW.date()
SINCE = date(2025, 5, 20)


@pytest.fixture
def take(shared):
    """Write down that somebody takes office in Bumiayu."""

    def take(post="KETUA", name="Bambang Sutrisno", term_from=SINCE, role=Role.SEKRETARIS, **more):
        return appoint(appointment=Appointment(post, name, term_from, **more), **shared(role))

    return take


@pytest.fixture
def leave(shared):
    def leave(officer_id, ended_on=TODAY, reason="pindah rumah"):
        end_term(officer_id=officer_id, ended_on=ended_on, reason=reason, **shared())

    return leave


def held(world):
    with scope(world.bumiayu.id):
        assert not [broken for rule in INVARIANTS for broken in rule(world.bumiayu.id)]
        rows = in_office(officers_of(cooperative_id=world.bumiayu.id), today=TODAY)
    return [(row.post.value, row.name) for row in rows]


def wrong(act, error=OfficerRefusedError):
    with pytest.raises(error) as refusal:
        act()
    return refusal.value.facts["wrong"]


def test_a_term_is_as_long_as_the_rule_says(take, world):
    take(sex="L", person_id=world.person(Role.KETUA).id)

    with scope(world.bumiayu.id):
        (row,) = officers_of(cooperative_id=world.bumiayu.id)
    assert (row.term_from, row.term_to, row.initials) == (SINCE, date(2030, 5, 19), "BS")
    assert row.person_id == world.person(Role.KETUA).id


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"post": "RAJA"}, "post"),
        ({"sex": "X"}, "sex"),
        ({"is_ex_officio": True}, "ex_officio"),
        ({"appointed_by": "x" * 121}, "appointed_by"),
        ({"term_from": TODAY + timedelta(days=1)}, "future"),
        ({"term_to": SINCE - timedelta(days=1)}, "term"),
        ({"term_to": date(2030, 5, 20)}, "term_long"),
        ({"person_id": new_id()}, "person"),
        ({"post": "BENDAHARA"}, "held"),
        ({"name": "SRI  wahyuni", "post": "ANGGOTA_PENGURUS"}, "double"),
        ({"name": "Sri Wahyuni", "post": "ANGGOTA_PENGAWAS"}, "both"),
    ],
)
def test_what_may_not_be_is_refused_and_nobody_takes_office(changed, expected, take, world):
    take("BENDAHARA", "Sri Wahyuni")

    assert wrong(lambda: take(**changed)) == expected
    assert held(world) == [("BENDAHARA", "Sri Wahyuni")]


def test_one_person_under_two_names_sits_once(take, world):
    person = world.person(Role.PENGAWAS).id
    take("ANGGOTA_PENGAWAS", "Hadi Prasetyo", person_id=person)

    assert wrong(lambda: take("KETUA", "H. Prasetyo", person_id=person)) == "both"


def test_the_lurah_sits_by_office_and_is_not_bound_to_the_years(take, world):
    take("KETUA_PENGAWAS", "Wahyu Widodo", is_ex_officio=True, term_to=date(2040, 1, 1))

    assert held(world) == [("KETUA_PENGAWAS", "Wahyu Widodo")]


def test_a_name_of_nothing_is_none(take, world):
    with pytest.raises(NameRefusedError):
        take(name="\u202e")
    assert held(world) == []


def test_who_leaves_hands_over_what_the_post_held_and_another_may_follow(take, leave, shared, world):
    treasurer = take("BENDAHARA", "Dwi Cahyono")
    leave(treasurer)

    assert held(world) == []
    with scope(world.bumiayu.id):
        open_lines = [line.item for line in handovers_of(cooperative_id=world.bumiayu.id)]
    assert open_lines == ["BUKU", "DOKUMEN", "KAS", "AKUN_BANK"]
    facts = {"officer_id": treasurer, "item": "KAS", "received_by": "Sri Wahyuni", "done_on": TODAY}
    hand_over(**facts, **shared(), note="Rp 0 di kas")
    assert wrong(lambda: hand_over(**facts, **shared()), HandoverRefusedError) == "gone"
    take("BENDAHARA", "Sri Wahyuni", TODAY)
    assert held(world) == [("BENDAHARA", "Sri Wahyuni")]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"reason": " "}, "reason"),
        ({"ended_on": SINCE - timedelta(days=1)}, "day"),
        ({"ended_on": TODAY + timedelta(days=1)}, "day"),
        ({"officer_id": new_id()}, "gone"),
    ],
)
def test_nobody_leaves_without_reason_or_outside_the_term(changed, expected, take, leave, world):
    facts = {"officer_id": take()} | changed

    assert wrong(lambda: leave(**facts)) == expected
    assert len(held(world)) == 1


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"item": "SAPI"}, "item"),
        ({"note": "x" * 201}, "note"),
        ({"done_on": TODAY + timedelta(days=1)}, "day"),
        ({"done_on": SINCE - timedelta(days=1)}, "day"),
        ({"item": "KAS"}, "gone"),
    ],
)
def test_what_is_no_hand_over_is_refused(changed, expected, take, leave, shared, world):
    secretary = take("SEKRETARIS", "Rina Kusuma")
    leave(secretary)
    facts = {
        "officer_id": secretary,
        "item": "BUKU",
        "received_by": "Endang Rahayu",
        "done_on": TODAY,
    } | changed

    assert wrong(lambda: hand_over(**facts, **shared()), HandoverRefusedError) == expected
    with scope(world.bumiayu.id):
        assert not [line for line in handovers_of(cooperative_id=world.bumiayu.id) if line.done_on]


def test_kin_is_declared_once_and_alarms_while_both_are_in_office(take, leave, shared, world):
    one, other = take("KETUA", "Bambang"), take("BENDAHARA", "Sri")

    def declare(first=one, second=other, relation="PASANGAN"):
        return declare_kin(one_id=first, other_id=second, relation=relation, **shared())

    def kin_alarms():
        with scope(world.bumiayu.id):
            rows = officers_of(cooperative_id=world.bumiayu.id)
            found = officer_alarms(cooperative_id=world.bumiayu.id, officers=rows, today=TODAY)
        return [alarm.count for alarm in found if alarm.kind is AlarmKind.KIN]

    assert wrong(lambda: declare(relation="TEMAN"), KinRefusedError) == "relation"
    assert wrong(lambda: declare(second=one), KinRefusedError) == "same"
    assert wrong(lambda: declare(second=new_id()), KinRefusedError) == "gone"
    declare()
    assert wrong(lambda: declare(other, one), KinRefusedError) == "taken"
    with scope(world.bumiayu.id):
        assert len(kin_of(cooperative_id=world.bumiayu.id)) == 1
    assert kin_alarms() == [1]
    leave(other)
    assert kin_alarms() == []


@pytest.mark.parametrize("role", [Role.KETUA, Role.PENDAMPING, Role.KEPALA_DINAS])
def test_who_may_not_appoints_nobody(role, take, world):
    with pytest.raises(NotAllowedError):
        take(role=role)

    assert held(world) == []


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_who_put_one_person_on_both_boards_at_once_put_them_on_one(take, world):
    said = []

    def press(post):
        try:
            said.append(take(post, "Sri Wahyuni"))
        except OfficerRefusedError as refusal:
            said.append(refusal.facts["wrong"])
        finally:
            connection.close()

    world.actor(Role.SEKRETARIS)
    pressing = [threading.Thread(target=press, args=(post,)) for post in ("BENDAHARA", "ANGGOTA_PENGAWAS")]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()

    assert said.count("both") == 1
    with scope(world.bumiayu.id):
        assert Officer.objects.filter(cooperative_id=world.bumiayu.id).count() == 1
