"""A table of 50,000 rows: checked dry, taken in whole, undone whole."""

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
from datetime import timedelta
from django.core.management import call_command
from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.cooperatives.services.import_taking import take_batch
from guyub.community.cooperatives.services.import_undoing import undo_batch
from guyub.community.cooperatives.services.imports import Upload, bring_table, check_batch
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.models import Cooperative

now = utc_now()
today = now.date()
call_command("load_network", without_regions=True)
city = Cooperative.objects.get(code="35.73")
person = Person.objects.create(name="Petugas contoh", password="!", created_at=now)
seat = Membership.objects.create(person=person, cooperative=city, role="PETUGAS_DINAS", starts_at=now)
actor = Actor(person.id, person.name, Role.PETUGAS_DINAS, city.id, seat.id)
days = [today - timedelta(days=back) for back in range(900)]
lines = [f"{{ward.code}};members;130;{{day}};contoh" for day in days for ward in wards()][:49_999]
content = "\\n".join(["kode;indikator;nilai;tanggal;sumber", *lines]).encode()
checked, taken, undone = [], [], []
for _ in range({ROUNDS}):
    batch = bring_table(
        actor=actor, upload=Upload(kind="REPORTS", name="contoh.csv", content=content, as_of=None, source=""),
        today=today, request_id=uuid.uuid4(), now=now,
    )
    began = time.perf_counter()
    found = check_batch(city_id=city.id, batch_id=batch, today=today)
    checked.append(time.perf_counter() - began)
    assert found.new == 49_999 and not found.faults_count
    began = time.perf_counter()
    take_batch(actor=actor, batch_id=batch, today=today, request_id=uuid.uuid4(), now=now)
    taken.append(time.perf_counter() - began)
    began = time.perf_counter()
    undo_batch(actor=actor, batch_id=batch, request_id=uuid.uuid4(), now=now)
    undone.append(time.perf_counter() - began)
print(json.dumps([checked, taken, undone]))
"""


def measure() -> Iterator[Figure]:
    """Bring the same table several times; each time it is undone again."""
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    checked, taken, undone = json.loads(done.stdout)
    yield Figure("50,000 rows checked dry", "s", tuple(checked), limit=30, is_at_least=False)
    yield Figure("50,000 rows taken in", "s", tuple(taken), limit=60, is_at_least=False)
    yield Figure("50,000 rows undone", "s", tuple(undone), limit=60, is_at_least=False)
