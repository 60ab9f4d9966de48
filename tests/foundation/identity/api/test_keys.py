from datetime import timedelta

import pytest
import schemathesis
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from guyub.config.wsgi import application
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.scopes import SCOPES
from guyub.foundation.identity.models import ApiToken
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.tokens import TokenRefusedError, make_token, revoke_token, token_of
from guyub.foundation.kernel.dates import utc_now
from tests.world import new_id


@pytest.fixture
def make(world):
    def make(*scopes, role=Role.KETUA, place=None, request_id=None, now=None):
        return make_token(
            actor=world.actor(role, place),
            name="Bank contoh",
            scopes=scopes or ("parameters:read", "people:read"),
            request_id=request_id or new_id(),
            now=now or utc_now(),
        )

    return make


def get(client, path, secret):
    return client.get(path, headers={"Authorization": f"Bearer {secret}"})


def test_a_key_opens_what_it_carries_for_its_cooperative_alone(make, client, world):
    call_command("load_network", without_regions=True)
    world.seat(Role.KETUA, world.arjosari)
    _, people_only = make("people:read")
    _, elsewhere = make(place=world.arjosari)

    assert get(client, "/api/parameters", people_only).status_code == 403
    assert {row["name"] for row in get(client, "/api/people", people_only).json()} == {"Ketua KKMP Bumiayu"}
    assert {row["name"] for row in get(client, "/api/people", elsewhere).json()} == {"Ketua KKMP Arjosari"}
    rule = next(
        row for row in get(client, "/api/parameters", elsewhere).json() if row["key"] == "bmpp.tidak_terkait"
    )
    assert (rule["value"], rule["confidence"], rule["is_verified"]) == ("0.15", "C", False)


def test_a_retry_shows_the_same_secret_and_the_database_holds_none(make):
    request_id, now = new_id(), utc_now()

    (_, first), (_, second) = make(request_id=request_id, now=now), make(request_id=request_id, now=now)

    assert first == second
    assert first not in str(ApiToken.objects.values())
    assert ApiToken.objects.count() == 1


def test_a_revoked_a_late_and_an_invented_key_open_nothing(make, client, world):
    token_id, secret = make()
    revoke_token(actor=world.actor(Role.KETUA), token_id=token_id, request_id=new_id(), now=utc_now())
    _, old = make(now=utc_now() - timedelta(days=366))

    for wrong in (secret, old, "guyub_x", ""):
        assert get(client, "/api/people", wrong).status_code == 401
    with pytest.raises(TokenRefusedError):
        revoke_token(actor=world.actor(Role.KETUA), token_id=token_id, request_id=new_id(), now=utc_now())


def test_the_last_use_is_noted_every_ten_minutes(make):
    _, secret = make()
    first = utc_now()

    for minutes in (0, 9, 11):
        token_of(secret, now=first + timedelta(minutes=minutes))

    assert ApiToken.objects.get().last_used_at == first + timedelta(minutes=11)


@pytest.mark.parametrize(
    ("name", "scopes"),
    [("", ["people:read"]), ("Bank", []), ("Bank", ["semua"]), ("x" * 81, ["people:read"])],
)
def test_a_key_without_name_or_scope_is_not_made(name, scopes, world):
    with pytest.raises(TokenRefusedError):
        make_token(
            actor=world.actor(Role.KETUA), name=name, scopes=scopes, request_id=new_id(), now=utc_now()
        )


def test_a_cashier_makes_no_keys(make):
    with pytest.raises(NotAllowedError):
        make(role=Role.KASIR)


@pytest.mark.django_db(transaction=True)  # whole requests close what a test's own transaction would need
def test_schemathesis_finds_nothing(make):
    call_command("load_network", without_regions=True)
    _, secret = make(*SCOPES)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]

    for operation in operations:

        @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def call(case):
            case.call_and_validate(
                headers={"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
            )

        call()
    assert {operation.path for operation in operations} >= {"/api/about", "/api/people", "/api/parameters"}
