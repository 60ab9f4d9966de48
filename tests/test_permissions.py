"""Every address has its row, and answers as the row says: to strangers, to every role, to another cooperative."""

import random

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from guyub.foundation.identity.domain.roles import CITY_ROLES, TABLE, Action, Role, can
from guyub.foundation.identity.web.middleware import OPEN_PAGES, SEAT, Visit
from guyub.foundation.parameters.services.values import load_national
from guyub.journeys.services.access import ask_role
from tests.permission_rows import LOGIN
from tests.permissions import ROWS
from tests.world import NOW, new_id

CLOSED = [row for row in ROWS if row.requires]


def url_names(resolver=None, prefix=""):
    """Walk through every address of the product: its full name, or its pattern when it has none."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from url_names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield prefix + (pattern.name or str(pattern.pattern))


def ask(client, row, world=None):
    """Send what the row says."""
    address = reverse(row.url_name, kwargs=row.address_arguments(world))
    fields = (
        row.fields(world) if callable(row.fields) and world else {} if callable(row.fields) else row.fields
    )
    return getattr(client, row.method)(address, fields)


def test_every_address_has_its_row_and_every_row_its_address():
    assert sorted(url_names()) == sorted(row.url_name for row in ROWS)


def test_what_strangers_may_open_is_the_gates_own_list():
    without_keys = {
        row.url_name for row in ROWS if row.in_service != LOGIN and not row.url_name.startswith("api:")
    }
    demo_only = {"kernel:styleguide", "kernel:system"}
    redirecting = {
        "account_logout",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "public_site:cooperatives",
    }

    assert without_keys | redirecting | demo_only == OPEN_PAGES


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.url_name)
def test_a_stranger_in_a_demo(row, client, db):
    answer = ask(client, row)

    assert answer.status_code == row.in_demo


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.url_name)
def test_a_stranger_in_service(row, client, db, settings):
    settings.IS_DEMO = False
    answer = ask(client, row)

    assert answer.status_code == row.in_service
    if row.requires:
        assert answer.url.startswith("/masuk/?next=")


@pytest.fixture
def full_world(world):
    """The world, with a request that waits for a second person."""

    def open_request():
        if not hasattr(world, "request"):
            world.request = new_id()
            ask_role(
                actor=world.actor(Role.SEKRETARIS),
                person_id=world.person(Role.ANGGOTA).id,
                role=Role.PENGAWAS,
                reason="terpilih",
                request_id=world.request,
                now=NOW,
            )
        return world.request

    world.open_request = open_request
    load_national(now=NOW)
    return world


@pytest.mark.parametrize("row", CLOSED, ids=lambda row: row.url_name)
def test_every_role_gets_what_the_table_says(row, client, full_world):
    for role in Role:
        client.force_login(full_world.person(role))

        status = ask(client, row, full_world).status_code

        if row.opens_to(role):
            assert status in {200, 302, 404, 422}, role
        else:
            assert status == 403, role


@pytest.mark.parametrize(
    "row", [row for row in CLOSED if callable(row.arguments)], ids=lambda row: row.url_name
)
def test_another_cooperatives_object_is_as_if_it_were_not_there(row, client, full_world):
    for role in Role:
        if not row.opens_to(role) or role in CITY_ROLES:
            continue
        client.force_login(full_world.person(role, full_world.arjosari))

        assert ask(client, row, full_world).status_code in {404, 422}, role


@pytest.mark.parametrize("row", CLOSED, ids=lambda row: row.url_name)
def test_a_role_that_ended_opens_nothing(row, client, full_world):
    role = next(role for role in Role if row.requires in TABLE[role])
    seat = full_world.seat(role)
    client.force_login(seat.person)
    seat.ends_at = seat.starts_at
    seat.save()

    assert ask(client, row, full_world).status_code == 403


def test_a_thousand_triples_agree_with_the_table(world):
    chance = random.Random(20261125)  # noqa: S311  the same triples every time
    places = [world.bumiayu, world.arjosari, world.city]
    for _ in range(1000):
        role, action = chance.choice(list(Role)), chance.choice(list(Action))
        own, asked = chance.choice(places), chance.choice(places)

        allowed = can(world.actor(role, own), action, asked.id)

        assert allowed == (own is asked and action in TABLE[role])


def test_the_seat_decides_not_the_person(client, world):
    treasurer = world.seat(Role.BENDAHARA)
    member = type(treasurer).objects.create(
        person=treasurer.person, cooperative=world.arjosari, role="ANGGOTA", starts_at=treasurer.starts_at
    )
    client.force_login(treasurer.person)

    assert client.get("/orang/").status_code == 200
    assert client.post("/saya/peran/", {"seat": member.id}).status_code == 302
    assert client.session[SEAT] == str(member.id)
    assert client.get("/orang/").status_code == 403
    assert client.post("/saya/peran/", {"seat": world.seat(Role.KETUA).id}).status_code == 404


def test_in_service_who_approves_needs_a_second_factor_first(client, world, settings):
    settings.IS_DEMO = False
    client.force_login(world.person(Role.KETUA))

    assert client.get("/persetujuan/").url == "/akun/"
    assert client.get("/akun/").status_code == 200
    client.force_login(world.person(Role.KASIR))
    assert client.get("/persetujuan/").status_code == 200


@pytest.mark.parametrize("row", [row for row in CLOSED if row.method == "get"], ids=lambda row: row.url_name)
def test_a_page_asks_at_most_twelve_times(row, client, full_world):
    call_command("load_network", without_regions=True)
    client.force_login(full_world.person(next(role for role in Role if row.requires in TABLE[role])))
    address = reverse(row.url_name, kwargs=row.address_arguments(full_world))

    with CaptureQueriesContext(connection) as captured:
        client.get(address)

    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len([sql for sql in asked if "set_config" not in sql]) <= 12, "\n".join(asked)


def test_asking_for_rights_costs_nothing_after_the_first_time(rf, full_world, django_assert_num_queries):
    request = rf.get("/")
    request.user, request.session = full_world.person(Role.KETUA), {}
    visit = Visit(request)
    assert visit.allows(Action.VIEW_AUDIT)

    with django_assert_num_queries(0):
        for action in list(Action) * 100:
            visit.allows(action)
