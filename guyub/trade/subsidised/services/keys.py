"""Sealing buyers anew when the keys of the installation are renewed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.trade.subsidised.models import Consumer, QuotaKey, QuotaSlice, QuotaUse, Standing
from guyub.trade.subsidised.selectors.consumers import NIB, numbers_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ROTATED_AT_ONCE = 1000
# Where an index of each kind stands. What is found by it moves with it, so that a limit counts on.
_COLUMNS = {
    SecretKind.NIK.value: ((QuotaUse, "nik_index"), (QuotaSlice, "nik_index")),
    SecretKind.KK.value: ((QuotaUse, "kk_index"), (QuotaSlice, "kk_index")),
    NIB: ((QuotaUse, "nib_index"), (Standing, "nib_index")),
}


def rotate_consumers() -> int:
    """Seal and index every buyer anew with the current keys, a thousand in each transaction.

    Can be stopped and started again. What was bought moves to the new indexes with its buyer; what was bought by a NIK
    that nobody registered stays under the old one, and is found as long as that key is given.

    Returns:
        How many buyers were renewed.
    """
    sealing, indexing = vault_keys(), index_keys()
    old = Consumer.objects.filter(forgotten_at__isnull=True).exclude(
        key_id=sealing.current, index_key_id=indexing.current
    )
    renewed, last = 0, UUID(int=0)
    while True:
        with transaction.atomic():
            ahead = old.filter(id__gt=last).select_for_update().order_by("id")
            stale = list(ahead[:ROTATED_AT_ONCE])
            if not stale:
                return renewed
            _renew(stale)
        renewed, last = renewed + len(stale), stale[-1].id


def _renew(stale: list[Consumer]) -> None:
    sealing, indexing = vault_keys(), index_keys()
    moved: dict[str, dict[bytes, bytes]] = {kind: {} for kind in _COLUMNS}
    for row in stale:
        told = numbers_of(row)
        numbers = [(SecretKind.NIK.value, told["nik"]), *((NIB, one) for one in told["nibs"])]
        if told["kk"]:
            numbers.append((SecretKind.KK.value, told["kk"]))
        for kind, number in numbers:
            for key_id in indexing.secrets:
                moved[kind][indexing.index(kind, number, key_id=key_id)] = indexing.index(kind, number)
        row.sealed = sealing.seal(json.dumps(told, sort_keys=True), bound_to=f"consumer:{row.id}")
        row.nik_index = indexing.index(SecretKind.NIK.value, told["nik"])
        row.kk_index = indexing.index(SecretKind.KK.value, told["kk"]) if told["kk"] else None
        row.key_id, row.index_key_id = sealing.current, indexing.current
    Consumer.objects.bulk_update(stale, ["sealed", "nik_index", "kk_index", "key_id", "index_key_id"])
    for kind, columns in _COLUMNS.items():
        changed = {before: after for before, after in moved[kind].items() if before != after}
        for model, column in columns:
            _move(model._meta.db_table, column, changed)
        QuotaKey.objects.bulk_create(
            (QuotaKey(scope=kind, key_index=after) for after in set(changed.values())), ignore_conflicts=True
        )
        QuotaKey.objects.filter(scope=kind, key_index__in=list(changed)).delete()


def _move(table: str, column: str, changed: Mapping[bytes, bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} AS kept SET {column} = new.after"  # noqa: S608  names of our own
            f" FROM unnest(%s::bytea[], %s::bytea[]) AS new (before, after) WHERE kept.{column} = new.before",
            [list(changed), list(changed.values())],
        )
