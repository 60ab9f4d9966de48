"""A poster killed at any moment: what it was told is there, once, under its number, and the books are whole."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

import guyub
from guyub.books.ledger.models import JournalEntry
from guyub.books.ledger.selectors.verify import verify_books
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import opened
from tests.simulation.poster import ACT, draft_of, posted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

ROOT = Path(guyub.__file__).resolve().parent.parent
ENDLESS, LONGEST_S = 100_000, 0.15
NAME = "guyub-killed-poster"
PROGRAM = "import django; django.setup(); from tests.simulation.poster import main; main()"


def start(postgresql, place, seed, first, count):
    address = postgresql.url("guyub_app", database=connection.settings_dict["NAME"])
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *map(str, (place.id, seed, first, count))],
        cwd=ROOT,
        env=os.environ
        | {"DATABASE_URL": address, "PGAPPNAME": NAME, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def told(lines):
    """Read acknowledgements; a last line cut short by the kill is none."""
    whole = [line.split() for line in lines if line.endswith("\n")]
    return {int(at): (series, int(number), int(no), seal) for at, series, number, no, seal in whole}


def check(place, seed, acknowledged, most):
    """Hold what was told against what is there."""
    with scope(place.id):
        rows = JournalEntry.objects.filter(cooperative=place).order_by("chain_no")
        held = {row.request_id: (row.series, row.number, row.chain_no, bytes(row.hash).hex()) for row in rows}
        assert len(rows) == len(held) <= most
        for at, answer in acknowledged.items():
            assert held[draft_of(seed, at).request_id] == answer, f"entry {at}, seed {seed}"
        for series in ("JU", "KM"):
            numbers = sorted(number for of, number, *_ in held.values() if of == series)
            assert numbers == [*range(1, len(numbers) + 1)]
        verified = verify_books(place=place)
        assert verified.findings == ()
        assert AuditEntry.objects.filter(cooperative=place, act=ACT).count() == verified.entries == len(held)
        assert chain_break(place.id) is None


def kill(postgresql, place, kills, seed):
    """Kill one poster after the other, each going on where the one before was last heard of."""
    chance, acknowledged, first = random.Random(seed), {}, 0  # noqa: S311  the same faults every time
    for _ in range(kills):
        with start(postgresql, place, seed, first, ENDLESS) as process:
            lines = [process.stdout.readline()]
            time.sleep(chance.random() * LONGEST_S)
            process.kill()
            lines += process.stdout.readlines()
        acknowledged |= told(lines)
        # What was asked and not answered is asked again: by the next, under the same id.
        first = max(acknowledged) + 1
        check(place, seed, acknowledged, first + 1)
    assert sorted(acknowledged) == [*range(first)]
    posted(place, draft_of(seed, first))
    check(place, seed, acknowledged, first + 1)


@pytest.mark.parametrize("seed", [20261126])
def test_twenty_kills_lose_double_and_misnumber_nothing(seed, postgresql, world):
    kill(postgresql, opened(world.bumiayu), 20, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", [20261127])
def test_two_hundred_kills_lose_double_and_misnumber_nothing(seed, postgresql, world):
    kill(postgresql, opened(world.bumiayu), 200, seed)


@pytest.mark.parametrize("seed", [5])
def test_a_database_that_hangs_up_is_asked_again(seed, postgresql, world):
    place, entries = opened(world.bumiayu), 300
    chance = random.Random(seed)  # noqa: S311  the same faults every time
    cut = 0
    with start(postgresql, place, seed, 0, entries) as process:
        lines = [process.stdout.readline()]  # it posts by now: what it does before is not what is asked again
        while process.poll() is None:
            time.sleep(chance.random() * LONGEST_S)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = %s",
                    [NAME],
                )
                cut += cursor.fetchone()[0]
        acknowledged = told(lines + process.stdout.readlines())

    assert process.returncode == 0
    assert cut > 3
    assert sorted(acknowledged) == [*range(entries)]
    check(place, seed, acknowledged, entries)
