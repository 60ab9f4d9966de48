"""The regions of the country enter the database."""

from __future__ import annotations

from django.db import connection, transaction

from guyub.community.cooperatives.models import Region
from guyub.community.cooperatives.selectors.regions import files_regions, regions_differ

_TAKE = f"""
INSERT INTO {Region._meta.db_table} AS kept (code, name, level, parent_id, postal_code)
SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, postal_code = excluded.postal_code
WHERE (kept.name, kept.level, kept.postal_code) IS DISTINCT FROM (excluded.name, excluded.level, excluded.postal_code)
"""  # noqa: S608  a table name of our own


def load_regions() -> int:
    """Bring the table of regions to what the data file says, in one statement; repeating it changes nothing.

    A region that a decree abolishes stays, since cooperatives may stand on it.

    Returns:
        How many regions were new or changed.
    """
    if not regions_differ():
        return 0
    columns = [list(column) for column in zip(*files_regions(), strict=True)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TAKE, columns)
        return int(cursor.rowcount)
