"""Finding a member among 1.8 million in 83,000 cooperatives: in a small one, and in one of 50,000."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import psycopg

from bench.database import migrated_database
from bench.figures import Figure
from bench.people_sql import members_sql

if TYPE_CHECKING:
    from collections.abc import Iterator

PEOPLE, PLACES, LARGE = 1_800_000, 83_000, 50_000
ROUNDS, ASKED = 9, 5

# The first cooperative is large, the others share the rest.
PLACE = (
    f"(SELECT min(id) FROM kernel_cooperative) + CASE WHEN n <= {LARGE} THEN 0 ELSE 1 + n % {PLACES - 1} END"
)
NUMBER = f"CASE WHEN n <= {LARGE} THEN n ELSE 1 + n / {PLACES - 1} END"
PLACES_SQL = f"""
INSERT INTO kernel_cooperative (code, name, zone, kind) SELECT format('%s.%s.%s.%s', 10 + n / 1000000,
    lpad((n / 10000 % 100)::text, 2, '0'), lpad((n / 100 % 100)::text, 2, '0'), lpad((n % 100)::text, 4, '0')),
    'KDMP Contoh ' || n, 'WIB', 'KOPERASI' FROM generate_series(1, {PLACES}) n
"""


def fill(address: str) -> None:
    """Make cooperatives and members, past triggers and keys."""
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        owner.execute(PLACES_SQL)
        for statement in members_sql(rows=f"generate_series(1, {PEOPLE}) n", place=PLACE, number=NUMBER):
            owner.execute(statement)
        owner.execute("VACUUM ANALYZE")


ASK = f"""
import django; django.setup()
import json, time
from django.db import connection
from guyub.community.members.domain.finding import wanted
from guyub.community.members.models import MemberFile
from guyub.community.members.selectors.register import find_members
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import VaultEntry
from guyub.foundation.identity.selectors.keys import index_keys
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope

large = Cooperative.objects.order_by("id").first().id
small = Cooperative.objects.order_by("id")[40_000].id
NIK, PHONE = "3573034105900001", "+6281234567890"
TEXTS = {{"a common name": "siti", "a rare name": "kertaneg", "two words": "hartono siti", "no such name": "xyzzy",
         "a number": "A-0007", "a phone": "0812 3456 7890", "a NIK": NIK}}

def own_numbers(place):
    '''Give one member of the cooperative this NIK and phone.'''
    with scope(place):
        person = MemberFile.objects.filter(cooperative_id=place).order_by("id")[11].person_id
    for kind, value in ((SecretKind.NIK, NIK), (SecretKind.PHONE, PHONE)):
        VaultEntry.objects.filter(blind_index=index_keys().index(kind.value, value)).delete()
        VaultEntry.objects.filter(person_id=person, kind=kind.value).update(
            blind_index=index_keys().index(kind.value, value), index_key_id=index_keys().current)

def asked(place, text):
    with scope(place):
        return find_members(cooperative_id=place, wanted=wanted(text))

def floor(place):
    '''Read the names of the cooperative along its index, by cursor: what no search by a part of them can go below.'''
    with scope(place), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {{MemberFile._meta.db_table}} WHERE cooperative_id = %s AND name <> ''",
                       [place])
        return cursor.fetchone()[0]

def timed(work, *given):
    began = time.perf_counter()
    for _ in range({ASKED}):
        found = work(*given)
    return (time.perf_counter() - began) * 1000 / {ASKED}, found

times, floors = {{}}, {{}}
for size, place in (("large", large), ("small", small)):
    own_numbers(place)
    for name, text in TEXTS.items():
        found = asked(place, text)
        is_there = name != "no such name" and (size == "large" or "name" not in name and name != "two words")
        assert bool(found.rows) == is_there or size == "small", (size, name)
    times[size] = {{name: [] for name in TEXTS}}
    floors[size] = []
    for _ in range({ROUNDS}):
        took, count = timed(floor, place)
        assert count == ({LARGE} if size == "large" else count)
        floors[size].append(took)
        for name, text in TEXTS.items():
            times[size][name].append(timed(asked, place, text)[0])
print(json.dumps([times, floors]))
"""


def measure() -> Iterator[Figure]:
    """Fill one database, and ask it as the application does, behind its policies."""
    with migrated_database(mode="test") as environment:
        fill(environment["DATABASE_SUPER_URL"])
        done = subprocess.run(
            [sys.executable, "-c", ASK], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    times, floors = json.loads(done.stdout)
    for size, where in (("large", f"in one cooperative of {LARGE:,}"), ("small", "in one of 22")):
        for name, values in times[size].items():
            what = f"{name} among 1.8 million members, {where}"
            yield Figure(what, "ms", tuple(values), limit=50, is_at_least=False)
        yield Figure(
            f"reading its names by cursor (floor), {where}",
            "ms",
            tuple(floors[size]),
            limit=50,
            is_at_least=False,
        )
