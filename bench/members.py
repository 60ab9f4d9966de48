"""A spreadsheet of 50,000 members with opening savings: checked dry, taken in with its numbers sealed, undone.

The floor of taking in is PostgreSQL alone: COPY of the very rows that were written, into tables without an index and
in binary. An undo takes longer: for each person the database asks every table that may refer to one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 5

PROGRAM = f"""
import django; django.setup()
import json, time, uuid
from datetime import date
from django.core.management import call_command
from django.db import connection
from guyub.books.ledger.services.accounts import begin_books
from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.services.opening import bring_opening
from guyub.community.members.models import ImportedMember, Member, MemberFile
from guyub.foundation.intake.services.bringing import bring_table
from guyub.journeys.services.member_imports import MEMBERS
from guyub.finance.savings.models import SavingsAccount
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership, Person, VaultEntry
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from guyub.foundation.parameters.services.values import load_national
from guyub.foundation.intake.services.taking import check_table, take_table, undo_table
from tests.member_tables import clean, totals

PEOPLE = 50_000
TABLES = (Person, VaultEntry, Membership, MemberFile, Member, ImportedMember, SavingsAccount)
now = utc_now()
today = now.date()
call_command("load_network", without_regions=True)
load_national(now=now)
place = Cooperative.objects.get(code="35.73.03.1003")

def actor(role):
    person = Person.objects.create(name=role.value, password="!", created_at=now)
    seat = Membership.objects.create(person=person, cooperative=place, role=role.value, starts_at=now)
    return Actor(person.id, person.name, role, place.id, seat.id)

officer = actor(Role.SEKRETARIS)
with scope(place.id):
    begin_books(place=place, opened_on=date(today.year, 1, 1))
pokok, wajib, sukarela = totals(PEOPLE)
lines = [("1.1.03", pokok + wajib + sukarela), ("3.1.01", -pokok), ("3.1.02", -wajib), ("2.2.01", -sukarela)]
bring_opening(actor=actor(Role.BENDAHARA), place=place, lines=[OpeningLine(*line) for line in lines],
    is_midyear=False, rest_to_last_year=False, today=today, request_id=uuid.uuid4(), now=now)

def copied(batch):
    # COPY of the same rows, each table into one of its shape without keys and indexes; seconds.
    spent = 0
    with all_cooperatives("a benchmark copies every row that an import wrote"), connection.cursor() as cursor:
        for model in TABLES:
            table = model._meta.db_table
            with cursor.copy(f"COPY (SELECT * FROM {{table}}) TO STDOUT (FORMAT binary)") as out:
                rows = b"".join(map(bytes, out))
            cursor.execute(f"CREATE TEMP TABLE floor_{{table}} (LIKE {{table}}) ON COMMIT DROP")
            began = time.perf_counter()
            with cursor.copy(f"COPY floor_{{table}} FROM STDIN (FORMAT binary)") as into:
                into.write(rows)
            spent += time.perf_counter() - began
    return spent

content = clean(PEOPLE)
checked, taken, undone, floor = [], [], [], []
for _ in range({ROUNDS}):
    batch = bring_table(intake=MEMBERS, actor=officer, name="contoh.csv", content=content,
        request_id=uuid.uuid4(), now=utc_now())
    began = time.perf_counter()
    found = check_table(intake=MEMBERS, place=place, batch_id=batch, today=today, now=now)[1]
    checked.append(time.perf_counter() - began)
    assert found.new == PEOPLE and not found.reading.errors_count, found.reading.notes[:3]
    shared = {{"actor": officer, "place": place, "batch_id": batch, "today": today, "now": utc_now()}}
    began = time.perf_counter()
    take_table(intake=MEMBERS, request_id=uuid.uuid4(), **shared)
    taken.append(time.perf_counter() - began)
    floor.append(copied(batch))
    began = time.perf_counter()
    undo_table(intake=MEMBERS, request_id=uuid.uuid4(), **shared)
    undone.append(time.perf_counter() - began)
    with scope(place.id):
        assert not Member.objects.filter(cooperative=place).exists()
print(json.dumps([checked, taken, undone, floor]))
"""


def measure() -> Iterator[Figure]:
    """Bring the same table several times; each time it is undone again."""
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    checked, taken, undone, floor = map(tuple, json.loads(done.stdout))
    yield Figure("50,000 members checked dry", "s", checked, limit=30, is_at_least=False)
    yield Figure("50,000 members taken in, sealed", "s", taken, limit=60, is_at_least=False)
    yield Figure(
        "50,000 members taken in beside COPY", "s", taken, limit=150, is_at_least=False, floors=floor
    )
    yield Figure("50,000 members undone", "s", undone, limit=180, is_at_least=False)
