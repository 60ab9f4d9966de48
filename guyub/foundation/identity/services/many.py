"""Many people at once: entered from a table with numbers and role; taken out again while nothing stands on them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import connection

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership, Person, VaultEntry
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.vault import SecretKind

ROWS_AT_ONCE = 5_000


def add_people(*, people: Sequence[tuple[UUID, str]], now: datetime) -> None:
    """Enter people who have no login. Step, set-based: needs an open transaction.

    Args:
        people: Ids made by the caller, and names in the form of ``person_name``.
        now: The moment, aware.
    """
    # Nobody gets in by this; as Django's unusable passwords, no two are the same.
    rows = (
        (person_id, f"!{secrets.token_hex(20)}", None, name, "", "", True, False, now)
        for person_id, name in people
    )
    names = ("id", "password", "last_login", "name", "email", "pin", "is_active", "is_example", "created_at")
    _copy(Person._meta.db_table, names, rows)


def keep_secrets(*, numbers: Sequence[tuple[UUID, SecretKind, str]], now: datetime) -> None:
    """Keep numbers of people who have none of the kind yet, in their checked form. Step, set-based.

    Raises:
        IntegrityError: Somebody else has one of the NIK, or a person has a number of the kind.
    """
    sealing, indexing = vault_keys(), index_keys()
    rows = (
        (
            uuid7(),
            person_id,
            kind.value,
            sealing.current,
            sealing.seal(value, bound_to=f"{person_id}:{kind}"),
            indexing.current,
            indexing.index(kind.value, value),
            now,
        )
        for person_id, kind, value in numbers
    )
    names = ("id", "person_id", "kind", "key_id", "ciphertext", "index_key_id", "blind_index", "changed_at")
    _copy(VaultEntry._meta.db_table, names, rows)


def make_members(*, cooperative_id: int, people: Collection[UUID], now: datetime) -> set[UUID]:
    """Give people the role of a member where they do not hold it. Step, set-based; returns to whom it was given."""
    held = Membership.objects.filter(
        cooperative_id=cooperative_id, role=Role.ANGGOTA.value, ends_at__isnull=True, person_id__in=people
    )
    given = set(people) - set(held.values_list("person_id", flat=True))
    rows = (
        (uuid7(), person_id, cooperative_id, Role.ANGGOTA.value, now, None)
        for person_id in people
        if person_id in given
    )
    names = ("id", "person_id", "cooperative_id", "role", "starts_at", "ends_at")
    _copy(Membership._meta.db_table, names, rows)
    return given


def unmake_members(*, cooperative_id: int, people: Collection[UUID], given_at: datetime) -> int:
    """Take back the role that ``make_members`` gave at a moment. Step; returns how many rows went."""
    rows = Membership.objects.filter(
        cooperative_id=cooperative_id,
        role=Role.ANGGOTA.value,
        ends_at__isnull=True,
        starts_at=given_at,
        person_id__in=people,
    )
    return _remove(rows)


def forget_secrets(*, numbers: Collection[tuple[UUID, SecretKind]], kept_at: datetime) -> int:
    """Take numbers out of the vault that ``keep_secrets`` kept at a moment. Step; returns how many went."""
    gone = 0
    people_of: dict[str, list[UUID]] = {}
    for person_id, kind in numbers:
        people_of.setdefault(kind.value, []).append(person_id)
    for kind_value, people in people_of.items():
        rows = VaultEntry.objects.filter(kind=kind_value, changed_at=kept_at, person_id__in=people)
        gone += _remove(rows)
    return gone


def take_out_people(*, people: Sequence[UUID]) -> None:
    """Take people out again whom a table brought. Step: their roles and numbers went before.

    Raises:
        IntegrityError: Something refers to one of them: a login, another role, a letter.
    """
    for start in range(0, len(people), ROWS_AT_ONCE):
        _remove(Person.objects.filter(id__in=people[start : start + ROWS_AT_ONCE]))


def _copy(table: str, names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Write rows by COPY, which takes a third of the time of inserts; tables of everybody alone may be written so.

    Raises:
        IntegrityError: A row breaks a constraint.
    """
    statement = f"COPY {table} ({', '.join(names)}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as into:
        for row in rows:
            into.write_row(row)


def _remove(rows) -> int:  # type: ignore[no-untyped-def]  # a queryset of any of the three
    # delete() would ask every related table first, of all cooperatives; the database knows what stands on a row.
    return int(rows._raw_delete(rows.db))  # noqa: SLF001
