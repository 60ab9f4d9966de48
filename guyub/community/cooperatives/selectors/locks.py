"""Acts on one cooperative's legal life take turns."""

from __future__ import annotations

from django.db import connection

LIFE = 0x4B4B4D50  # a number of our own among advisory locks: "KKMP"


def lock_life(*, cooperative_id: int) -> None:
    """Wait until no other transaction changes this cooperative's papers, officers or outlets, and keep it so.

    Rules such as "one NIB that holds" or "nobody on both boards" are about several rows, which no constraint sees;
    the lock is on the cooperative and not on a row, since the row that would break the rule is not there yet. Ends
    with the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LIFE, cooperative_id])
