"""The vault: finding one among two million by a blind index, and sealing 57,000 numbers anew."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

PEOPLE, LOOKUPS, ROUNDS = 2_000_000, 200, 7
ROTATED, ROTATIONS = 57_000, 5

PROGRAM = f"""
import django; django.setup()
import json, time
from django.conf import settings
from django.db import connection
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Person, VaultEntry
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.identity.selectors.vault import owner_of
from guyub.foundation.identity.services.vault import rotate_vault
from guyub.foundation.kernel.dates import utc_now

def nik(n):
    return f"{{3500000000000000 + n}}"

person_table, vault_table = Person._meta.db_table, VaultEntry._meta.db_table
COLUMNS = "id, person_id, kind, key_id, ciphertext, index_key_id, blind_index, changed_at"
with connection.cursor() as cursor:
    # People and entries made by the database, but for those that are looked for and sealed anew.
    # The others already stand under the key to which everything goes.
    cursor.execute(f"INSERT INTO {{person_table}} (id, password, name, email, pin, is_active, is_example, created_at)"
                   " SELECT gen_random_uuid(), '!', 'Contoh ' || n, '', '', true, true, now()"
                   " FROM generate_series(1, {PEOPLE}) n")
    cursor.execute(f"SELECT id FROM {{person_table}} LIMIT {ROTATED}")
    real = [row[0] for row in cursor.fetchall()]
    cursor.execute(f"INSERT INTO {{vault_table}} ({{COLUMNS}})"
                   " SELECT gen_random_uuid(), p.id, 'NIK', 'k2', '\\\\x00', 'k2', sha256(p.id::text::bytea), now()"
                   f" FROM {{person_table}} p WHERE p.id <> ALL(%s::uuid[])", [real])
    sealing, indexing, now = vault_keys(), index_keys(), utc_now()
    VaultEntry.objects.bulk_create(
        [VaultEntry(person_id=person, kind="NIK", key_id=sealing.current, changed_at=now,
                    ciphertext=sealing.seal(nik(n), bound_to=f"{{person}}:NIK"),
                    index_key_id=indexing.current, blind_index=indexing.index("NIK", nik(n)))
         for n, person in enumerate(real)], batch_size=5000)
    cursor.execute(f"ANALYZE {{vault_table}}")
    found, floor = [], []
    for turn in range({ROUNDS}):
        numbers = [nik((turn * {LOOKUPS} + n) * 37 % {ROTATED}) for n in range({LOOKUPS})]
        began = time.perf_counter()
        for number in numbers:
            assert owner_of(SecretKind.NIK, number)
        found.append((time.perf_counter() - began) * 1000 / {LOOKUPS})
        indexes = [indexing.index("NIK", number) for number in numbers]
        began = time.perf_counter()
        for index in indexes:
            cursor.execute(f"SELECT person_id FROM {{vault_table}} WHERE blind_index = %s AND kind = 'NIK'", [index])
            assert cursor.fetchone()
        floor.append((time.perf_counter() - began) * 1000 / {LOOKUPS})
    cursor.execute(f"CREATE TEMP TABLE original AS SELECT id, ciphertext, blind_index FROM {{vault_table}}"
                   " WHERE key_id = 'k1'")
    settings.VAULT_KEYS = "k2:v2 k1:guyub-demo-vault-key"
    settings.INDEX_KEYS = "k2:i2 k1:guyub-demo-index-key"
    seconds = []
    for _ in range({ROTATIONS}):
        cursor.execute(f"UPDATE {{vault_table}} v SET key_id = 'k1', index_key_id = 'k1', ciphertext = o.ciphertext,"
                       " blind_index = o.blind_index FROM original o WHERE o.id = v.id")
        cursor.execute(f"VACUUM ANALYZE {{vault_table}}")
        began = time.perf_counter()
        assert rotate_vault() == {ROTATED}
        seconds.append(time.perf_counter() - began)
print(json.dumps([found, floor, seconds]))
"""


def measure() -> Iterator[Figure]:
    """Fill one database and ask it."""
    with migrated_database(mode="test", role="guyub_owner") as environment:  # VACUUM is the owner's
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, check=True, capture_output=True, text=True
        )
    found, floor, seconds = json.loads(done.stdout)
    yield Figure("blind index among 2 million", "ms", tuple(found), limit=5, is_at_least=False)
    yield Figure("the same by cursor (floor)", "ms", tuple(floor), limit=5, is_at_least=False)
    yield Figure("sealing 57,000 numbers anew", "s", tuple(seconds), limit=60, is_at_least=False)
