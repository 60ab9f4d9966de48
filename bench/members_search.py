"""Finding a member among 1.8 million in 83,000 cooperatives: in a small one, and in one of 50,000."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

PEOPLE, PLACES, LARGE = 1_800_000, 83_000, 50_000
ROUNDS, ASKED = 9, 5

# Made by the database, past triggers and keys; every thousandth has a name that few have.
FILL = f"""
import django; django.setup()
import os, psycopg
from guyub.community.members.models import Member, MemberFile
from guyub.foundation.identity.models import Person, VaultEntry
from guyub.foundation.kernel.models import Cooperative

people, vault, files, members, places = (
    model._meta.db_table for model in (Person, VaultEntry, MemberFile, Member, Cooperative))
FIRST = ("ARRAY['Siti','Sri','Dewi','Nur','Agus','Budi','Slamet','Wahyu','Endang','Sulastri','Muhammad','Ahmad',"
         "'Yanti','Rina','Eko','Dwi','Tri','Joko','Hadi','Ratna']")
LAST = ("ARRAY['Aminah','Wahyuni','Lestari','Hidayat','Santoso','Rahayu','Kusuma','Prasetyo','Utami','Handayani',"
        "'Setiawan','Purnomo','Wulandari','Susanto','Hartono','Saputra','Mulyani','Suryani','Maulana','Firmansyah']")
PLACE = "(SELECT min(id) FROM {{0}}) + CASE WHEN n <= {LARGE} THEN 0 ELSE 1 + n % {PLACES - 1} END"

def one(kind):
    return f"('00000000-0000-7000-800{{kind}}-' || lpad(to_hex(n), 12, '0'))::uuid"

def picked(names, salt):
    return f"({{names}})[1 + (hashint4(n * {{salt}}) & 65535) % 20]"

with psycopg.connect(os.environ["DATABASE_SUPER_URL"], autocommit=True) as owner:
    owner.execute("SET session_replication_role = replica; SET synchronous_commit = off")
    rows = "FROM generate_series(1, {PEOPLE}) n"
    owner.execute(f"INSERT INTO {{places}} (code, name, zone, kind) SELECT format('%s.%s.%s.%s', 10 + n / 1000000,"
                  " lpad((n / 10000 % 100)::text, 2, '0'), lpad((n / 100 % 100)::text, 2, '0'),"
                  " lpad((n % 100)::text, 4, '0')), 'KDMP Contoh ' || n, 'WIB', 'KOPERASI'"
                  " FROM generate_series(1, {PLACES}) n")
    place = PLACE.format(places)
    owner.execute(f"INSERT INTO {{people}} (id, password, name, email, pin, is_active, is_example, created_at)"
                  f" SELECT {{one(0)}}, '!', 'Contoh', '', '', true, true, now() {{rows}}")
    owner.execute(f"INSERT INTO {{files}} (cooperative_id, id, person_id, name, sex, birthplace, born_on, address, rt,"
                  " rw, ward_code, kk_relation, work, changed_at)"
                  f" SELECT {{place}}, {{one(1)}}, {{one(0)}}, {{picked(FIRST, 1)}} || ' ' || {{picked(LAST, 7)}}"
                  f" || ' ' || {{picked(LAST, 13)}} || CASE WHEN n % 1000 = 7 THEN ' Kertanegara' ELSE '' END, 'P',"
                  " 'Malang', date '1960-01-01' + n % 15000, 'Jl. Contoh ' || n,"
                  f" lpad((1 + n % 12)::text, 3, '0'), '001', '', '', 'Pedagang', now() {{rows}}")
    owner.execute(f"INSERT INTO {{members}} (cooperative_id, id, person_id, file_id, number, state, state_since,"
                  f" accepted_on, joined_on, left_why, pokok_rp, instalments) SELECT {{place}}, {{one(2)}}, {{one(0)}},"
                  f" {{one(1)}}, CASE WHEN n <= {LARGE} THEN n ELSE 1 + n / {PLACES - 1} END, 'AKTIF', '2026-01-01',"
                  f" '2026-01-01', '2026-01-01', '', 100000, 1 {{rows}}")
    for kind in ("NIK", "PHONE"):
        owner.execute(f"INSERT INTO {{vault}} (id, person_id, kind, key_id, ciphertext, index_key_id, blind_index,"
                      f" changed_at) SELECT gen_random_uuid(), id, '{{kind}}', 'k1', '\\\\x00', 'k1',"
                      f" sha256(('{{kind}}' || id)::bytea), now() FROM {{people}} WHERE name = 'Contoh'")
    owner.execute("VACUUM ANALYZE")
"""

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
        subprocess.run([sys.executable, "-c", FILL], env=environment, check=True)
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
