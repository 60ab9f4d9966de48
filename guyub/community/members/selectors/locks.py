"""Acts on the groups of one cooperative take turns."""

from __future__ import annotations

from django.db import connection

GROUPS = 0x4752504B  # a number of our own among advisory locks: "GRPK"


def lock_groups(*, cooperative_id: int) -> None:
    """Wait until no other transaction changes this cooperative's groups, and keep it so until the end of this one.

    "In one tanggung renteng at most" and "one group of an RT" are about rows that are not there yet.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [GROUPS, cooperative_id])
