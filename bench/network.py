"""Pages of a city, a province, the nation and one cooperative: among 57 cooperatives, and among 83,000."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS, ASKED = 7, 5

IMPORTS = """
import django; django.setup()
import gzip, json, time
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from guyub.city.supervision.services.summaries import sum_all
from guyub.community.cooperatives.models import Region, ReportedFigure
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.models import Cooperative
import os
import psycopg

now = utc_now()
"""
FIRST = """
call_command("load_network")
sum_all(now=now)
city = Cooperative.objects.get(code="35.73")
person = Person.objects.create(name="Petugas contoh", password="!", created_at=now)
Membership.objects.create(person=person, cooperative=city, role="PETUGAS_DINAS", starts_at=now)
"""
ASK = f"""
client = Client(SERVER_NAME="localhost")
client.force_login(Person.objects.get(name="Petugas contoh"))
PAGES = {{
    "city home": "/kota/",
    "page of a cooperative": "/jalur/35.73.03.1003/",
    "public page": "/koperasi/35.73.03.1003/",
    "page of a province": "/wilayah/35/",
    "page of the nation": "/wilayah/",
}}

def measure():
    times, queries, wire = {{}}, {{}}, {{}}
    for name, address in PAGES.items():
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        asked = [q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
        queries[name] = len([sql for sql in asked if "set_config" not in sql])
        wire[name] = len(gzip.compress(answer.content))
        times[name] = []
    for _ in range({ROUNDS}):
        for name, address in PAGES.items():
            began = time.perf_counter()
            for _ in range({ASKED}):
                client.get(address)
            times[name].append((time.perf_counter() - began) * 1000 / {ASKED})
    return times, queries, wire

print(json.dumps(measure()))
"""
# Afterwards the database is at rest: what a page costs is asked, not what filling leaves behind.
FILL = """
with connection.cursor() as cursor:
    region, place, report = Region._meta.db_table, Cooperative._meta.db_table, ReportedFigure._meta.db_table
    cursor.execute(f"INSERT INTO {place} (code, name, zone, kind) SELECT code, 'Dinas ' || name, 'WIB', 'KOTA'"
                   f" FROM {region} WHERE level IN ('KOTA', 'KABUPATEN') AND code <> '35.73'")
    cursor.execute(f"INSERT INTO {place} (code, name, zone, kind) SELECT code, 'KDMP ' || name, 'WIB', 'KOPERASI'"
                   f" FROM {region} WHERE level IN ('KELURAHAN', 'DESA') AND code NOT LIKE '35.73.%%'")
    cursor.execute(f"SELECT count(*) FROM {place} WHERE kind = 'KOPERASI'")
    (count,) = cursor.fetchone()
    # Each city keeps what was reported of its own: five figures a cooperative.
    cursor.execute(f"SELECT id, code FROM {place} WHERE kind = 'KOTA' AND code <> '35.73'")
    for city_id, code in cursor.fetchall():
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guyub.cooperatives', %s, true)", ["{" + str(city_id) + "}"])
        cursor.execute(
            f"INSERT INTO {report} (id, cooperative_id, about_id, indicator, number, is_yes, text, note, as_of,"
            " source, entered_at, retract_reason) SELECT gen_random_uuid(), %s, p.id, i.code,"
            " CASE WHEN i.code LIKE '%%value' THEN p.id * 1000 END,"
            " CASE WHEN i.code NOT LIKE '%%value' THEN p.id %% 3 > 0 END, '', '', date '2026-08-05', 'contoh',"
            " now(), ''"
            f" FROM {place} p CROSS JOIN (VALUES ('nib'), ('npwp'), ('legal_entity_decree'), ('sales_value'),"
            " ('savings_value')) AS i (code) WHERE p.code LIKE %s AND p.kind = 'KOPERASI'",
            [city_id, code + ".%"],
        )
        cursor.execute("COMMIT")
began = time.perf_counter()
summed = sum_all(now=now)
seconds = time.perf_counter() - began
assert summed == count > 83000, (summed, count)
with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
    owner.execute("VACUUM ANALYZE")
print(json.dumps([seconds, count]))
"""


def measure() -> Iterator[Figure]:
    """Serve the pages from one process, before and after the nation is there."""
    with migrated_database(mode="test") as environment:

        def run(program: str) -> str:
            """Run a program of its own, so that none inherits what another left in memory."""
            command = [sys.executable, "-c", IMPORTS + program]
            return subprocess.run(
                command, env=environment, check=True, stdout=subprocess.PIPE, text=True
            ).stdout

        run(FIRST)
        small = json.loads(run(ASK))
        seconds, count = json.loads(run(FILL))
        large = json.loads(run(ASK))
    for name in small[0]:
        yield Figure(
            f"{name}, {count:,} cooperatives beside 57",
            "ms",
            tuple(large[0][name]),
            limit=2,
            is_at_least=False,
            floors=tuple(small[0][name]),
        )
        yield Figure(f"{name}, queries", "queries", (large[1][name],), limit=12, is_at_least=False)
        yield Figure(
            f"{name}, queries more than with 57",
            "queries",
            (large[1][name] - small[1][name],),
            limit=0,
            is_at_least=False,
        )
        yield Figure(f"{name}, on the wire", "bytes", (large[2][name],), limit=100_000, is_at_least=False)
    yield Figure(f"summing {count:,} cooperatives anew", "s", (seconds,), limit=600, is_at_least=False)
