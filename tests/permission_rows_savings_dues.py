"""The permission rows of savings: dues."""

from tests.permission_rows import Row

SAVINGS_DUES_ROWS: tuple[Row, ...] = ()
