from datetime import UTC, date, datetime

import pytest

from guyub.city.development.selectors.desk import desk_of
from guyub.city.development.selectors.monthly_report import report_of_month
from guyub.city.development.services.help_requests import answer_help
from guyub.community.cooperatives.models import LegalRecord
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.tenancy.scope import scope
from tests.city.development.makers import TODAY, ask, plan, raise_one, write
from tests.world import NOW, new_id


@pytest.fixture
def mentor(world):
    """One mentor of both cooperatives."""
    seat = world.seat(Role.PENDAMPING)
    world.seats[(Role.PENDAMPING, world.arjosari.id, "")] = Membership.objects.create(
        person=seat.person, cooperative=world.arjosari, role="PENDAMPING", starts_at=seat.starts_at
    )
    return world.actor(Role.PENDAMPING)


def paper(world, place, at, *, is_void=False, replaces=None):
    with scope(place.id):
        return LegalRecord.objects.create(
            cooperative=place,
            kind="AKTA",
            number="14",
            issued_on=date(2025, 6, 11),
            recorded_by=world.person(Role.SEKRETARIS),
            recorded_at=at,
            is_void=is_void,
            replaces=replaces,
            reason="keliru" if is_void else "",
        )


def report(world, mentor, first=date(2026, 11, 1)):
    places = [world.arjosari, world.bumiayu]
    with scope(*(place.id for place in places)):
        return report_of_month(person_id=mentor.person_id, places=places, first=first, zone=Zone.WIB)


def test_a_month_is_what_it_left_behind_in_all_cooperatives(world, mentor, django_assert_num_queries):
    write(world, plan(world), minutes=90)
    write(world, plan(world, place=world.arjosari), place=world.arjosari, minutes=45, actions=[])
    colleague = world.actor(Role.PENDAMPING, name="Pendamping lain")
    write(world, plan(world, actor=colleague), actor=colleague)
    help_id, by_city = ask(world), ask(world)
    for one, actor in ((help_id, mentor), (by_city, world.actor(Role.PETUGAS_DINAS))):
        answer_help(
            actor=actor,
            place_id=world.bumiayu.id,
            help_id=one,
            answer="Begini",
            request_id=new_id(),
            now=NOW,
        )
    kept = paper(world, world.arjosari, NOW)
    paper(world, world.arjosari, NOW, is_void=True, replaces=kept)

    found = report(world, mentor)

    assert [(row.place_name, row.minutes) for row in found.visits] == [
        ("KKMP Bumiayu", 90),
        ("KKMP Arjosari", 45),
    ]
    assert found.minutes == 135
    assert [row.help_id for row in found.answers] == [help_id]
    assert [(row.place_name, row.recorded_by_name) for row in found.papers] == [
        ("KKMP Arjosari", "Sekretaris KKMP Bumiayu")
    ]
    assert len(found.open_actions) == 2
    assert found.not_visited == ()
    assert report(world, mentor, date(2026, 10, 1)).visits == ()
    with scope(world.bumiayu.id, world.arjosari.id), django_assert_num_queries(4):
        report_of_month(
            person_id=mentor.person_id,
            places=[world.bumiayu, world.arjosari],
            first=date(2026, 11, 1),
            zone=Zone.WIB,
        )


def test_midnight_of_the_own_zone_ends_the_month(world, mentor):
    paper(world, world.bumiayu, datetime(2026, 11, 30, 16, 59, tzinfo=UTC))  # 23.59 WIB
    paper(world, world.bumiayu, datetime(2026, 11, 30, 17, 0, tzinfo=UTC))  # 1 December, 0.00 WIB

    assert len(report(world, mentor).papers) == 1
    assert len(report(world, mentor, date(2026, 12, 1)).papers) == 1
    assert report(world, mentor).not_visited == ("KKMP Arjosari", "KKMP Bumiayu")


def test_the_desk_puts_who_waits_first(world, mentor):
    visit_id = plan(world)
    ask(world)
    raise_one(world)
    places = [world.arjosari, world.bumiayu]

    with scope(*(place.id for place in places)):
        first, second = desk_of(places=places, today=TODAY)

    assert (first.place, first.next_visit.visit_id, first.open_help, first.open_needs) == (
        world.bumiayu, visit_id, 1, 1,
    )  # fmt: skip
    assert (second.place, second.next_visit, second.overdue, second.open_help) == (
        world.arjosari,
        None,
        (),
        0,
    )
