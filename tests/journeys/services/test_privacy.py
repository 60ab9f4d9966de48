from datetime import timedelta

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.privacy import breaches_of, requests_of
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import NothingHoldsError
from guyub.foundation.parameters.services.values import Change, load_national, set_value
from guyub.journeys.services.privacy import receive_request, report_breach
from tests.world import NOW, new_id


def receive(world):
    receive_request(
        actor=world.actor(Role.SEKRETARIS),
        person_id=world.person(Role.ANGGOTA).id,
        kind="ACCESS",
        today=NOW.date(),
        request_id=new_id(),
        now=NOW,
    )


def test_the_clock_is_the_rule_of_the_day(world):
    load_national(now=NOW)
    tighter = Change(
        key="privasi.jawab_jam", value="24", valid_from=NOW.date(), legal_basis="RAT 2026", source="notulen"
    )
    receive(world)
    with scope(world.bumiayu.id):
        set_value(tighter, cooperative=world.bumiayu, set_by="dua orang", today=NOW.date(), now=NOW)
    receive(world)

    with scope(world.bumiayu.id):
        asked = requests_of(cooperative_id=world.bumiayu.id, now=NOW)
    assert sorted(one.hours_left for one in asked) == [24, 72]


def test_a_breach_has_its_own_clock(world):
    load_national(now=NOW)
    report_breach(
        actor=world.actor(Role.KETUA),
        found_at=NOW - timedelta(hours=2),
        what="Daftar anggota",
        how="HP hilang",
        handling="",
        people_count=3,
        today=NOW.date(),
        request_id=new_id(),
        now=NOW,
    )

    with scope(world.bumiayu.id):
        (case,) = breaches_of(cooperative_id=world.bumiayu.id)
    assert case.due_at == NOW + timedelta(hours=70)


def test_without_a_rule_no_time_is_guessed(world):
    with pytest.raises(NothingHoldsError):
        receive(world)
