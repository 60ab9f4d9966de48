"""Pages of the city and of mentors ask few questions and stay light, with all wards and a full list."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.foundation.identity.domain.roles import Role
from tests.city.development.makers import ask, plan, raise_one, write


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.PETUGAS_DINAS, "/kebutuhan/"),
        (Role.PETUGAS_DINAS, "/kebutuhan/{need}/"),
        (Role.PETUGAS_DINAS, "/bantuan/"),
        (Role.PETUGAS_DINAS, "/kunjungan/"),
        (Role.PETUGAS_DINAS, "/kunjungan/{visit}/"),
        (Role.PENDAMPING, "/kebutuhan/"),
        (Role.PENDAMPING, "/kebutuhan/{need}/"),
        (Role.PENDAMPING, "/kunjungan/{visit}/"),
        (Role.PENDAMPING, "/bantuan/"),
        (Role.KETUA, "/bantuan/"),
    ],
)
def test_a_page_asks_at_most_twelve_times_and_weighs_less_than_100_kb(role, path, client, world):
    call_command("load_network", without_regions=True)
    needs = [raise_one(world, title=f"Rak besi lima susun nomor {number}") for number in range(60)]
    visits = [plan(world) for _ in range(20)]
    for visit in visits[:10]:
        write(world, visit)
    for _ in range(20):
        ask(world)
    code = world.bumiayu.code
    client.force_login(world.person(role))

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path.format(need=f"{code}/{needs[0]}", visit=f"{code}/{visits[0]}"))

    asked = [
        query["sql"]
        for query in captured
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE")) and "set_config" not in query["sql"]
    ]
    assert answer.status_code == 200
    assert len(asked) <= 12, "\n".join(asked)
    assert len(answer.content) < 100_000
