"""The launcher on real servers: whatever is killed, the next start works."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import psycopg
import pytest

from guyub.config.embedded_postgres import EmbeddedPostgres
from guyub.config.postgres_binaries import EmbeddedPostgresError
from tests.running import wait_until


@pytest.fixture
def folder():
    """A folder that the server's own user can reach, also when the tests run as root."""
    place = Path(tempfile.mkdtemp(prefix="guyub-pg-"))
    place.chmod(0o755)
    yield place / "postgres"
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def launcher():
    """Make launchers and stop what they leave."""
    made = []

    def launcher(folder, *, durable=False):
        binaries = os.environ.get("GUYUB_TEST_PG_BIN")
        server = EmbeddedPostgres(folder, binaries=Path(binaries) if binaries else None, durable=durable)
        made.append(server)
        return server

    yield launcher
    for server in made:
        server.stop()


def remember(server, number):
    with psycopg.connect(server.url("guyub_owner"), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS remembered (number int)")
        connection.execute("INSERT INTO remembered VALUES (%s)", [number])


def remembered(server):
    with psycopg.connect(server.url("guyub_owner")) as connection:
        return [number for (number,) in connection.execute("SELECT number FROM remembered ORDER BY number")]


def pid_of(folder):
    (status,) = folder.glob("pg[0-9]*/postmaster.pid")
    return int(status.read_text().split()[0])


def test_it_starts_stops_and_starts_again_with_the_same_rows_and_port(folder, launcher):
    first = launcher(folder)
    server = first.start()
    remember(server, 1)
    assert first.is_running
    first.stop()
    assert not first.is_running
    first.stop()

    again = launcher(folder).start()

    assert remembered(again) == [1]
    assert again.port == server.port


def test_the_two_roles_have_only_their_rights(folder, launcher):
    server = launcher(folder).start()
    with psycopg.connect(server.url("postgres")) as connection:
        rights = connection.execute(
            "SELECT rolname, rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname LIKE 'guyub%' ORDER BY 1"
        ).fetchall()

    assert rights == [("guyub_app", False, False, False), ("guyub_owner", False, False, False)]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgres://guyub_app:x@127.0.0.1:{server.port}/guyub")


def test_after_a_kill_of_the_server_the_next_start_has_every_committed_row(folder, launcher):
    server = launcher(folder, durable=True).start()
    remember(server, 1)
    os.kill(pid_of(folder), signal.SIGKILL)
    wait_until(lambda: not launcher(folder).is_running, "the killed server stayed")

    assert remembered(launcher(folder, durable=True).start()) == [1]


def test_a_second_launcher_takes_over_a_running_server(folder, launcher):
    server = launcher(folder).start()
    pid = pid_of(folder)

    assert launcher(folder).start() == server
    assert pid_of(folder) == pid


def test_a_stale_note_with_the_number_of_another_program_is_no_obstacle(folder, launcher):
    first = launcher(folder)
    remember(first.start(), 1)
    note = next(folder.glob("pg[0-9]*/postmaster.pid"))
    lines = note.read_text().splitlines()
    first.stop()
    note.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    assert remembered(launcher(folder).start()) == [1]


@pytest.mark.long
@pytest.mark.parametrize("name", ["koperasi kelurahan é 合作", "x" * 120])
def test_any_folder_name_will_do(folder, name, launcher):
    server = launcher(folder.parent / name / "postgres")

    remember(server.start(), 1)


def test_data_of_another_version_is_refused_with_what_to_do(folder, launcher):
    (folder / "pg9").mkdir(parents=True)

    with pytest.raises(EmbeddedPostgresError, match="versi lain"):
        launcher(folder).start()


def test_a_making_that_was_broken_off_is_begun_anew(folder, launcher):
    (folder / "pg.new").mkdir(parents=True)
    (folder / "pg.new" / "PG_VERSION").write_text("18\n")

    remember(launcher(folder).start(), 1)


@pytest.mark.long
def test_a_port_taken_meanwhile_is_changed(folder, launcher):
    first = launcher(folder)
    port = first.start().port
    first.stop()
    import socket

    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert launcher(folder).start().port != port
