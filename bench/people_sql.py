"""Members by the hundred thousand, made by the database itself: people, their files, memberships and sealed numbers."""

from __future__ import annotations

FIRST = (
    "ARRAY['Siti','Sri','Dewi','Nur','Agus','Budi','Slamet','Wahyu','Endang','Sulastri','Muhammad','Ahmad','Yanti',"
    "'Rina','Eko','Dwi','Tri','Joko','Hadi','Ratna']"
)
LAST = (
    "ARRAY['Aminah','Wahyuni','Lestari','Hidayat','Santoso','Rahayu','Kusuma','Prasetyo','Utami','Handayani',"
    "'Setiawan','Purnomo','Wulandari','Susanto','Hartono','Saputra','Mulyani','Suryani','Maulana','Firmansyah']"
)


def members_sql(*, rows: str, place: str, number: str) -> list[str]:
    """Give the statements that make a member of each ``n``; every thousandth has a name that few have.

    Args:
        rows: What gives ``n``: ``generate_series(1, 130) n``.
        place: The cooperative of ``n``, in SQL.
        number: The member's number there, in SQL.
    """
    person, file, member = (_id(kind) for kind in (0, 1, 2))
    name = f"{_picked(FIRST, 1)} || ' ' || {_picked(LAST, 7)} || ' ' || {_picked(LAST, 13)}"
    return [
        "INSERT INTO identity_person (id, password, name, email, pin, is_active, is_example, created_at)"
        f" SELECT {person}, '!', 'Contoh', '', '', true, true, now() FROM {rows}",
        "INSERT INTO members_memberfile (cooperative_id, id, person_id, name, sex, birthplace, born_on, address, rt,"
        f" rw, ward_code, kk_relation, work, changed_at) SELECT {place}, {file}, {person}, {name}"
        " || CASE WHEN n % 1000 = 7 THEN ' Kertanegara' ELSE '' END, 'P', 'Malang', date '1960-01-01' + n % 15000,"
        " 'Jl. Contoh ' || n, lpad((1 + n % 12)::text, 3, '0'), '001', '', '', 'Pedagang', now()"
        f" FROM {rows}",
        "INSERT INTO members_member (cooperative_id, id, person_id, file_id, number, state, state_since, accepted_on,"
        f" joined_on, left_why, pokok_rp, instalments) SELECT {place}, {member}, {person}, {file}, {number}, 'AKTIF',"
        f" '2026-01-01', '2026-01-01', '2026-01-01', '', 100000, 1 FROM {rows}",
        *(
            "INSERT INTO identity_vaultentry (id, person_id, kind, key_id, ciphertext, index_key_id, blind_index,"
            f" changed_at) SELECT gen_random_uuid(), {person}, '{kind}', 'k1', '\\x00', 'k1',"
            f" sha256(('{kind}' || {person})::bytea), now() FROM {rows}"
            for kind in ("NIK", "PHONE")
        ),
    ]


def _id(kind: int) -> str:
    return f"('00000000-0000-7000-800{kind}-' || lpad(to_hex(n), 12, '0'))::uuid"


def _picked(names: str, salt: int) -> str:
    return f"({names})[1 + (hashint4(n * {salt}) & 65535) % 20]"
