"""Every address has its row, and answers as the row says: to strangers, to every role, to another cooperative."""

import random
from copy import copy

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, resolve, reverse

from guyub.foundation.identity.domain.roles import CITY_ROLES, TABLE, Action, Role, can
from guyub.foundation.identity.models import Person
from guyub.foundation.identity.web.middleware import OPEN_PAGES, SEAT, Visit
from tests.entered import Entered, FullWorld, undone
from tests.permission_rows import LOGIN
from tests.permissions import CLOSED, ROWS
from tests.running import is_short


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


@pytest.fixture(scope="module")
def stage(standing):
    """The world with every object that an address names, and everybody's login, made once for all tests here."""
    with standing():
        world = FullWorld()
        for row in CLOSED:
            row.address_arguments(world)
        return world, Entered(world), {role: visit_of(world.person(role)) for role in Role}


def visit_of(person):
    """Somebody's visit, whose seat has been read: it serves any number of requests."""
    request = RequestFactory().get("/")
    request.user, request.session = person, {}
    visit = Visit(request)
    assert visit.actor
    return visit


def some_of(roles, row):
    """Give two of the roles that a row opens to, others from row to row; all of them where nothing is left out."""
    at = ROWS.index(row) % max(len(roles), 1) if is_short() else 0
    return [*roles[at:], *roles[:at]][: 2 if is_short() else None]


def is_refused_at_the_door(row, visit, world):
    """Tell whether the view itself sends a visitor away, without the layers around it and the page that says so."""
    address = reverse(row.url_name, kwargs=row.address_arguments(world))
    request = getattr(RequestFactory(), row.method)(address)
    request.visit, request.user, request.session = visit, visit._request.user, {}
    match = resolve(address)
    try:
        match.func(request, *match.args, **match.kwargs)
    except PermissionDenied:
        return True
    except Http404:  # it was let in, and looked for something
        return False
    return False


@pytest.fixture
def full_world(stage, db):
    """The world: what a test makes in it itself goes with the test."""
    return stage[0].as_it_stands()


@pytest.fixture
def enter(stage, client):
    """Make the client somebody who logged in before."""
    return lambda role, place=None: stage[1].enter(client, stage[0].person(role, place))


@pytest.mark.parametrize("row", CLOSED, ids=lambda row: row.url_name)
def test_every_role_gets_what_the_table_says(row, client, enter, full_world, stage):
    refused = [role for role in Role if not row.opens_to(role)]
    for role in refused:
        assert is_refused_at_the_door(row, stage[2][role], full_world), role
    for role in some_of([role for role in Role if role not in refused], row):
        enter(role)
        with undone():
            assert ask(client, row, full_world).status_code in {200, 302, 404, 422}, role

    # One of them through all layers, another from row to row; a role that ended goes that way too, below.
    for role in refused and [refused[CLOSED.index(row) % len(refused)]]:
        enter(role)
        assert ask(client, row, full_world).status_code == 403, role


@pytest.mark.parametrize(
    "row", [row for row in CLOSED if callable(row.arguments)], ids=lambda row: row.url_name
)
def test_another_cooperatives_object_is_as_if_it_were_not_there(row, client, enter, full_world):
    for role in some_of([role for role in Role if row.opens_to(role) and role not in CITY_ROLES], row):
        enter(role, full_world.arjosari)

        with undone():
            assert ask(client, row, full_world).status_code in {404, 422}, role


@pytest.mark.parametrize("row", CLOSED, ids=lambda row: row.url_name)
def test_a_role_that_ended_opens_nothing(row, client, enter, full_world):
    role = next(role for role in Role if row.requires in TABLE[role])
    seat = copy(full_world.seat(role))
    enter(role)
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


def test_asking_for_rights_costs_nothing_after_the_first_time(rf, full_world, django_assert_num_queries):
    request = rf.get("/")
    request.user, request.session = full_world.person(Role.KETUA), {}
    visit = Visit(request)
    assert visit.allows(Action.VIEW_AUDIT)

    with django_assert_num_queries(0):
        for action in list(Action) * 100:
            visit.allows(action)


@pytest.mark.parametrize("_turn", ["first", "second"])
def test_what_is_undone_and_what_a_test_makes_is_not_found_by_the_next(_turn, full_world):
    before = Person.objects.count()
    with undone():
        full_world.as_it_stands().person(Role.KASIR, name="Kasir baru")
        assert Person.objects.count() == before + 1
    assert Person.objects.count() == before

    assert not Person.objects.filter(name="Kasir sisa").exists()
    full_world.person(Role.KASIR, name="Kasir sisa")
