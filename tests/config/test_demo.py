"""`guyub demo` from outside: real processes, killed one by one."""

import json
import os
import shutil
import signal
import socket
import tempfile
from pathlib import Path

import pytest

from tests.running import Demo, main_of, processes_of, wait_until


@pytest.fixture
def folder():
    """A place that the database's user can reach, also when the tests run as root."""
    place = Path(tempfile.mkdtemp(prefix="guyub-demo-"))
    place.chmod(0o755)
    yield place / "data"
    for pid in processes_of(place):
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not processes_of(place), "processes stayed")
    shutil.rmtree(place, ignore_errors=True)


def left_half_done(folder):
    """Leave what a start leaves that was killed while it unpacked."""
    (folder / "restore.new").mkdir(parents=True)
    (folder / "guyub.json").write_text('{"product": "guyub", "mode": "demo"}')


def test_a_newcomer_gets_a_page_a_second_start_is_told_and_ctrl_c_leaves_nothing(folder):
    left_half_done(folder)
    demo = Demo(folder)

    assert demo.address() == f"http://localhost:{demo.port}"
    assert "KKMP Bumiayu" in demo.answers()
    assert "Hari contoh: Rabu, 25 November 2026" in demo.answers()
    assert not (folder / "restore.new").exists()
    wait_until(demo.is_ready, "the worker never came")
    second = Demo(folder)
    assert second.ends() == 3
    assert f"sudah berjalan di http://localhost:{demo.port}" in demo.said.read_text()
    assert demo.stop() == 0
    assert processes_of(folder) == []
    assert not (folder / "state.json").exists()
    assert json.loads((folder / "clock.json").read_text())["at"].startswith("2026-11-25")
    assert "Traceback" not in demo.said.read_text()


@pytest.mark.long
def test_a_demonstration_begins_anew_where_it_runs(folder):
    demo = Demo(folder)
    demo.address()
    wait_until(demo.is_ready, "never ready")
    web = main_of(folder, "guyub web")
    (folder / "files" / "lama").write_text("x")

    (folder / "again.json").write_text("{}")
    wait_until(lambda: web not in processes_of(folder), "it stayed")
    wait_until(lambda: demo.answers() and demo.is_ready(), "never ready again")

    assert not (folder / "files" / "lama").exists()
    assert not (folder / "again.json").exists()
    assert "Hari contoh: Rabu, 25 November 2026" in demo.answers()
    assert demo.stop() == 0
    assert processes_of(folder) == []


@pytest.mark.long
@pytest.mark.parametrize("word", ["guyub web", "guyub worker", "postgres -D"])
def test_whatever_is_killed_comes_back_by_itself(folder, word):
    demo = Demo(folder)
    demo.address()
    wait_until(demo.is_ready, "never ready")
    victim = main_of(folder, word)

    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: victim not in processes_of(folder), "it stayed")

    main_of(folder, word)
    wait_until(lambda: demo.answers() and demo.is_ready(), "never ready again")
    assert demo.stop() == 0
    wait_until(lambda: not processes_of(folder), "processes stayed")


@pytest.mark.long
def test_after_the_supervisor_is_killed_children_end_and_the_next_start_works(folder):
    demo = Demo(folder)
    demo.address()
    wait_until(demo.is_ready, "never ready")

    demo.process.kill()
    demo.ends()

    wait_until(lambda: not processes_of(folder, "guyub web"), "web stayed")
    wait_until(lambda: not processes_of(folder, "guyub worker"), "worker stayed")
    again = Demo(folder, port=demo.port)
    assert again.address() == f"http://localhost:{demo.port}"
    assert again.stop() == 0
    assert processes_of(folder) == []


@pytest.mark.long
def test_after_everything_is_killed_at_once_the_next_start_works(folder):
    demo = Demo(folder)
    demo.address()
    for pid in processes_of(folder):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    demo.ends()

    again = Demo(folder)
    again.address()

    assert "KKMP Bumiayu" in again.answers()
    assert again.stop() == 0


@pytest.mark.long
def test_reset_starts_over_also_over_a_server_that_was_left_running(folder):
    demo = Demo(folder)
    demo.address()
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "lama").write_text("x")
    demo.process.kill()
    demo.ends()
    wait_until(lambda: not processes_of(folder, "guyub web"), "web stayed")

    again = Demo(folder, "--reset")
    again.address()

    assert not (folder / "files" / "lama").exists()
    assert "KKMP Bumiayu" in again.answers()
    assert again.stop() == 0


def test_a_busy_port_is_told(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        demo = Demo(folder, port=taken.getsockname()[1])
        assert demo.ends() == 1

    assert "sedang dipakai program lain" in demo.said.read_text()
