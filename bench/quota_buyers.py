"""57 outlets, 900,000 buyers in 450,000 households, and what they bought in this month and the one before.

Made by the database, past triggers and keys. Each buyer bought once in each month, each device of three at an outlet
holds slices of 100 buyers.
"""

from __future__ import annotations

import os

import django
import psycopg

django.setup()

from guyub.foundation.kernel.dates import utc_now  # noqa: E402
from guyub.trade.subsidised.services.programmes import load_programmes  # noqa: E402

BUYERS, OUTLETS, DEVICES, LENT = 900_000, 57, 3, 100
PROGRAMME, CATEGORY = "LPG_3KG", "RT"
ROWS = f"FROM generate_series(1, {BUYERS}) n"
OUTLET = f"(SELECT min(id) FROM kernel_cooperative WHERE name LIKE 'Contoh %') + n %% {OUTLETS}"
PERSON = "'00000000-0000-7000-8009-000000000001'::uuid"


def one(kind: int, number: str = "n") -> str:
    """Write the id of the row of a number, by the kind of its row."""
    return f"('00000000-0000-7000-800{kind}-' || lpad(to_hex({number}), 12, '0'))::uuid"


NIK, KK = "sha256(('nik' || n)::bytea)", "sha256(('kk' || n / 2)::bytea)"
STATEMENTS = (
    "SET session_replication_role = replica; SET synchronous_commit = off",
    "INSERT INTO kernel_cooperative (code, name, zone, kind) SELECT '99.01.01.' || lpad((1000 + n)::text, 4, '0'),"
    f" 'Contoh ' || n, 'WIB', 'KOPERASI' FROM generate_series(0, {OUTLETS - 1}) n",
    "INSERT INTO identity_person (id, password, name, email, pin, is_active, is_example, created_at)"
    f" VALUES ({PERSON}, '!', 'Contoh', '', '', true, true, now())",
    "INSERT INTO subsidised_consumer (id, nik_index, kk_index, index_key_id, key_id, sealed, given_name, nik_last4,"
    " ward, registered_by_id, person_id, registered_at, consent_version, changed_at)"
    f" SELECT {one(0)}, {NIK}, {KK}, 'k1', 'k1',"
    f" decode(repeat('00', 200), 'hex'), 'Contoh', lpad((n %% 10000)::text, 4, '0'), '', {OUTLET}, {PERSON},"
    f" now() - interval '90 days', 1, now() {ROWS}",
    "INSERT INTO subsidised_standing (id, consumer_id, programme_id, category, proofs, nib_last4, from_on, ended_why,"
    f" verified_by_id, verified_for_id, verified_at) SELECT {one(1)}, {one(0)}, '{PROGRAMME}', '{CATEGORY}', 'KTP', '',"
    f" '2026-01-01', '', {PERSON}, {OUTLET}, now() {ROWS}",
    f"INSERT INTO subsidised_quotakey (scope, key_index) SELECT 'NIK', {NIK} {ROWS}",
    f"INSERT INTO subsidised_quotakey (scope, key_index) SELECT DISTINCT 'KK', {KK} {ROWS}",
    *(
        "INSERT INTO subsidised_quotause (id, programme_id, category, consumer_id, nik_index, kk_index, cooperative_id,"
        " device_id, qty, slice_qty, at, day, state, known_by, over_mode, decision, reason, released_why, is_firm,"
        f" recorded_at) SELECT {one(kind)}, '{PROGRAMME}', '{CATEGORY}', {one(0)}, {NIK}, {KK}, {OUTLET}, NULL, 1, 0,"
        f" {when}, (({when}) AT TIME ZONE 'Asia/Jakarta')::date, 'USED', 'NETWORK', '', '{{}}', '', '', false, {when}"
        f" {ROWS}"
        for kind, when in (
            (2, "date_trunc('month', now()) + interval '3 hours'"),
            (3, "date_trunc('month', now()) - (1 + n %% 25) * interval '1 day'"),
        )
    ),
    "INSERT INTO subsidised_quotaslice (id, device_id, cooperative_id, programme_id, consumer_id, nik_index, kk_index,"
    f" month, lent_qty, told_qty, lowered_no, expires_at, tag) SELECT {one(4)}, {one(5, f'n / {LENT}')}, {OUTLET},"
    f" '{PROGRAMME}', {one(0)}, {NIK}, {KK}, date_trunc('month', now())::date, 1, 1, 0, now() + interval '3 days', ''"
    f" FROM generate_series(1, {OUTLETS * DEVICES * LENT}) n",
    "VACUUM ANALYZE",
)


def main() -> None:
    """Fill the database that the environment names."""
    load_programmes(now=utc_now())
    with psycopg.connect(os.environ["DATABASE_SUPER_URL"], autocommit=True) as owner:
        for statement in STATEMENTS:
            owner.execute(statement.replace("%%", "%"))


if __name__ == "__main__":
    main()
