"""No page of the permission table asks the database more than twelve times.

Runs on the system's PostgreSQL where there is one: so every page's statements are read by an older server too.
"""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guyub.foundation.identity.domain.roles import TABLE, Role
from tests.entered import Entered, FullWorld
from tests.permissions import CLOSED

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def stage(standing):
    """The people of the world and their logins, beside all cooperatives of the city, made once for all tests here."""
    with standing():
        world = FullWorld()
        entered = Entered(world)
        call_command("load_network", without_regions=True)
        return world, entered


@pytest.mark.parametrize("row", [row for row in CLOSED if row.method == "get"], ids=lambda row: row.url_name)
def test_a_page_asks_at_most_twelve_times(row, client, stage, db):
    world, entered = stage[0].as_it_stands(), stage[1]
    entered.enter(client, world.person(next(role for role in Role if row.requires in TABLE[role])))
    address = reverse(row.url_name, kwargs=row.address_arguments(world))

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)

    assert not answer.headers.get("Location", "").startswith("/masuk/")  # it is somebody who asks
    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len([sql for sql in asked if "set_config" not in sql]) <= 12, "\n".join(asked)
