"""The permission rows of savings: collections."""

from tests.permission_rows import Row

SAVINGS_COLLECTIONS_ROWS: tuple[Row, ...] = ()
