"""Who has news that a reader has not seen."""

from __future__ import annotations

from django.db import connection

from guyub.foundation.kernel.models import NumberCounter, OutboxCursor
from guyub.foundation.kernel.tenancy.scope import all_cooperatives

_BEHIND = f"""
SELECT counter.cooperative_id FROM {NumberCounter._meta.db_table} AS counter
LEFT JOIN {OutboxCursor._meta.db_table} AS cursor
  ON cursor.cooperative_id = counter.cooperative_id AND cursor.reader = %s
WHERE counter.series = 'kernel.outbox' AND counter.year = 0 AND counter.last > coalesce(cursor.position, 0)
ORDER BY counter.cooperative_id LIMIT %s
"""  # noqa: S608  table names of our own


def places_with_news(*, reader: str, most: int) -> list[int]:
    """List tenants whose outbox holds lines that a reader has not passed; one query over two small tables.

    Args:
        reader: The name under which ``read_news`` keeps its place.
        most: At most so many; the rest next time.
    """
    with all_cooperatives("a job looks for whom it has work"), connection.cursor() as cursor:
        cursor.execute(_BEHIND, [reader, most])
        return [row[0] for row in cursor.fetchall()]
