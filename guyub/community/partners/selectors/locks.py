"""Acts on the names of partners take turns."""

from __future__ import annotations

from django.db import connection

NAMES = 0x4D495452  # a number of our own among advisory locks: "MITR"


def lock_names(*, cooperative_id: int) -> None:
    """Wait until no other transaction gives a partner of this cooperative a name or a code, and keep it so.

    The constraints refuse two of one name as well; the lock lets the second one read who was first, and say so. Ends
    with the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NAMES, cooperative_id])
