"""The demonstration's file is whole, small and of this code; its clock goes on and never back."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from guyub.config.backup import stamp_of
from guyub.config.data_folder import DataFolder
from guyub.config.demonstration import (
    FILE,
    MOMENT,
    SOURCES,
    about_demo,
    go_on,
    remember_clock,
    turn_clock,
)
from guyub.config.embedded_postgres import Server
from guyub.config.environment import Mode
from tests.browser import examples
from tests.conftest import DATABASE

FINE = timedelta(seconds=2)


def test_the_file_is_made_of_this_code_and_small():
    about = about_demo()

    assert about["sources"] == stamp_of(*SOURCES), "contoh berubah: jalankan ./run guyub make-demo"
    assert about["made_at"] == datetime.fromisoformat(MOMENT).isoformat()
    assert FILE.stat().st_size < 10_000_000


def test_so_is_that_of_the_examples():
    about = about_demo(examples.FILE)

    assert about["sources"] == examples.stamp(), "contoh berubah: jalankan python -m tests.browser.examples"
    assert about["made_at"] == datetime.fromisoformat(MOMENT).isoformat()
    assert examples.FILE.stat().st_size < 2_000_000


@pytest.fixture
def kept(tmp_path):
    """A demonstration's folder."""
    return DataFolder(tmp_path, Mode.DEMO)


class OfTests(Server):
    """The test database, by its own name."""

    def url(self, role, *, database=DATABASE):
        return super().url(role, database=database)


@pytest.fixture
def books(postgresql):
    """The test database; its journal's clock is the machine's again afterwards."""
    server = OfTests(port=postgresql.port, passwords=postgresql.passwords)
    yield server
    turn_clock(server, datetime.now(UTC).isoformat())


def shown(server):
    with psycopg.connect(server.url("guyub_app")) as reader:
        return reader.execute("SELECT ledger_clock()").fetchone()[0]


def test_the_journals_clock_shows_what_it_is_turned_to(books):
    moment = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)

    seconds = turn_clock(books, moment.isoformat())

    assert moment <= shown(books) < moment + FINE + FINE
    assert abs(datetime.now(UTC) + timedelta(seconds=seconds) - moment) < FINE + FINE


def test_the_application_cannot_turn_it(books):
    with psycopg.connect(books.url("guyub_app")) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(
            "CREATE OR REPLACE FUNCTION ledger_clock() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'"
        )


def test_posting_asks_the_journals_clock(books):
    with psycopg.connect(books.url("guyub_app")) as reader:
        (posting,) = reader.execute("SELECT pg_get_functiondef('ledger_post'::regproc)").fetchone()

    assert "ledger_clock()" in posting
    assert "clock_timestamp()" not in posting


def test_a_demonstration_goes_on_from_where_it_was_stopped(books, kept):
    turn_clock(books, "2027-03-01T07:00:00Z")
    remember_clock(books, kept)
    turn_clock(books, "2026-11-25T02:30:00Z")

    go_on(books, kept)

    assert datetime(2027, 3, 1, 7, tzinfo=UTC) <= shown(books) < datetime(2027, 3, 1, 7, 1, tzinfo=UTC)


def test_one_that_was_never_stopped_and_is_empty_begins_now(books, kept):
    assert go_on(books, kept) == 0
