"""An act that writes rows of several cooperatives: only those that the actor's city guides."""

import pytest

from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.identity.selectors.guiding import guides_all
from guyub.foundation.identity.services.acting import NotAllowedError, act_once
from guyub.foundation.identity.services.audit import record, record_in
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import current_scope, scope
from tests.world import NOW, new_id


@pytest.fixture
def batu(db):
    return Cooperative.objects.create(code="35.79.01.1001", name="KKMP Batu", zone="WIB")


def act(actor, *also, action=Action.IMPORT_NETWORK):
    return act_once(
        actor=actor,
        action=action,
        request_id=new_id(),
        use_case="tests.act",
        facts={},
        now=NOW,
        work=lambda: sorted(current_scope().cooperative_ids),
        also=also,
    )


def test_a_citys_officer_writes_in_what_the_city_guides_and_in_what_joins(world):
    seen = act(world.actor(Role.PETUGAS_DINAS), world.bumiayu.id, world.arjosari.id, 999_999)

    assert seen == sorted([world.city.id, world.bumiayu.id, world.arjosari.id, 999_999])


def test_not_in_another_citys_cooperative_nor_office(world, batu):
    other = Cooperative.objects.create(code="35.79", name="Dinas Kota Batu", zone="WIB", kind="KOTA")

    for stranger in (batu.id, other.id):
        with pytest.raises(NotAllowedError):
            act(world.actor(Role.PETUGAS_DINAS), world.bumiayu.id, stranger)


def test_a_cooperatives_officer_writes_in_no_other(world):
    with pytest.raises(NotAllowedError):
        act(world.actor(Role.SEKRETARIS), world.arjosari.id, action=Action.KEEP_LEGAL)
    assert act(world.actor(Role.SEKRETARIS), action=Action.KEEP_LEGAL) == [world.bumiayu.id]


def test_who_guides_all(world, batu):
    assert guides_all(city=world.city, place_ids=[world.bumiayu.id, world.arjosari.id])
    assert not guides_all(city=world.city, place_ids=[world.bumiayu.id, batu.id])
    assert not guides_all(city=world.bumiayu, place_ids=[world.bumiayu.id])


def test_one_act_stands_in_each_trail_with_its_own_facts_and_the_chains_hold(
    world, django_assert_max_num_queries
):
    places = [world.bumiayu.id, world.arjosari.id]
    actor = world.actor(Role.PETUGAS_DINAS)
    with scope(*places):
        record(cooperative_id=places[0], act="tests.act.one", facts={}, now=NOW)
        with django_assert_max_num_queries(1):
            record_in({place: {"rows": place} for place in places}, act="tests.act.two", now=NOW, actor=actor)
        record(cooperative_id=places[1], act="tests.act.three", facts={}, now=NOW)

        rows = AuditEntry.objects.filter(cooperative_id__in=places).order_by("cooperative_id", "position")
        twos = rows.filter(act="tests.act.two").values_list("cooperative_id", "position", "facts")
        assert sorted(twos, key=lambda two: two[0]) == [
            (place, 2 if place == places[0] else 1, {"rows": place}) for place in sorted(places)
        ]
        assert sorted(rows.values_list("cooperative_id", "position")) == sorted(
            [(place, position) for place in places for position in (1, 2)]
        )
        assert [chain_break(place) for place in places] == [None, None]
