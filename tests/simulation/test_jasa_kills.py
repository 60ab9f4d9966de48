"""The monthly run killed at any moment, and raced by deposits and by itself: nothing is lost, nothing doubled."""

import os
import random
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

import guyub
from guyub.books.ledger.models import JournalEntry
from guyub.books.ledger.selectors.verify import verify_books
from guyub.finance.savings.domain.terms import DayCount
from guyub.finance.savings.models import AccountJasa, JasaRun, SavingsMovement
from guyub.finance.savings.services.calendar import post_due_jasa
from guyub.finance.savings.services.counter import deposit
from guyub.finance.savings.services.jasa import JasaRefusedError
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY, JasaWorld, jasa_kind
from tests.finance.savings.services.test_jasa import whole
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

ROOT = Path(guyub.__file__).resolve().parent.parent
PROGRAM = "import django; django.setup(); from tests.simulation.jasa_poster import main; main()"
LONGEST_S, MEMBERS, MONTHS = 0.12, 6, 10
SUKARELA = jasa_kind("SUKARELA")


@pytest.fixture
def jasa(world):
    found = JasaWorld(world)
    found.promise([(0, 60_000)], day_count=DayCount.MONTH_12)
    found.members = [world.member(f"Anggota {at}") for at in range(MEMBERS)]
    for at, member in enumerate(found.members, 1):
        found.move(member, at * 1_000_000, JANUARY)
    return found


def killed_run(postgresql, seconds):
    """Let another process book, and kill it after so many seconds."""
    address = postgresql.url("guyub_app", database=connection.settings_dict["NAME"])
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, NOW.isoformat()],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "begun\n"
        time.sleep(seconds)
        process.kill()


def booked(jasa):
    """Hold runs, rows, movements, entries and the trail against each other; tell which months are booked."""
    place = jasa.place
    with scope(place.id):
        runs = list(JasaRun.objects.filter(cooperative=place).order_by("no"))
        assert [run.no for run in runs] == [*range(1, len(runs) + 1)]
        assert [run.month.month for run in runs] == [*range(1, len(runs) + 1)]
        for rows in (AccountJasa.objects, SavingsMovement.objects.filter(cause="JASA")):
            assert rows.filter(cooperative=place).count() == len(runs) * MEMBERS
        entries = JournalEntry.objects.filter(cooperative=place, source_kind="savings.jasa")
        acts = AuditEntry.objects.filter(cooperative=place, act="savings.jasa.posted")
        assert entries.count() == acts.count() == len(runs)
        assert chain_break(place.id) is None
    whole(jasa)
    return len(runs)


def kill(postgresql, jasa, kills, seed):
    """Kill runs until so many were killed or all months are there; then let one end."""
    chance, at = random.Random(seed), 0  # noqa: S311  the same faults every time
    for _ in range(kills):
        killed_run(postgresql, chance.random() * LONGEST_S)
        at = booked(jasa)
        if at == MONTHS:
            break
    assert post_due_jasa(now=NOW) == MONTHS - at
    assert booked(jasa) == MONTHS
    # A member of each sum: 0.5 % a month on whole rupiah, the parts kept.
    held = [jasa.account(member).balance_rp for member in jasa.members]
    assert held == [1_051_140, 2_102_280, 3_153_420, 4_204_560, 5_255_700, 6_306_840]
    with scope(jasa.place.id):
        assert verify_books(place=jasa.place).findings == ()


@pytest.mark.parametrize("seed", [20261127])
def test_a_run_killed_at_any_moment_is_run_again(seed, postgresql, jasa):
    kill(postgresql, jasa, 6, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_a_run_killed_again_and_again_ends_the_same(seed, postgresql, jasa):
    kill(postgresql, jasa, 40, seed)


def together(*acts):
    """Let all act at the same moment, each on a connection of its own; tell what each answered or refused."""
    start, said = threading.Barrier(len(acts)), {}

    def run(at, act):
        start.wait()
        try:
            said[at] = act()
        except JasaRefusedError as refusal:
            said[at] = refusal.facts["wrong"]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [said[at] for at in range(len(acts))]


def test_of_eight_runs_at_once_one_books(jasa):
    said = together(*[lambda: jasa.post(1)] * 8)

    assert sorted(one[:3] for one in said) == ["JU-"] + ["don"] * 7
    assert booked(jasa) == 1


@pytest.mark.parametrize("attempt", range(4))
def test_a_late_deposit_that_meets_the_run_earns_from_its_day(jasa, world, attempt):
    jasa.allow()
    siti = jasa.members[0]
    with scope(jasa.place.id):
        siti.joined_on = JANUARY
        siti.save()
    for month in range(1, 10):
        jasa.post(month)

    def pay():
        return deposit(
            actor=jasa.treasurer,
            place=jasa.place,
            member_id=siti.id,
            product_id=jasa.products[SUKARELA],
            amount_rp=310_000,
            cash_place_id=jasa.cash,
            on=date(2026, 10, 22),
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )

    together(*((pay, lambda: jasa.post(10)) if attempt % 2 else (lambda: jasa.post(10), pay)))

    # 310,000 for 10 of October's 31 days at 0.5 %: 500 more, whichever came first.
    assert jasa.account(siti).balance_rp == 1_051_140 + 310_000 + 500
    with scope(jasa.place.id):
        counted = AccountJasa.objects.filter(
            cooperative=jasa.place, account__member=siti, month=date(2026, 10, 1)
        )
        assert sum(row.credited_rp for row in counted) == counted.order_by("-no")[0].jasa_rp
    whole(jasa)
