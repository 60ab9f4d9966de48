"""The permission rows of savings: passbooks."""

from tests.permission_rows import Row

SAVINGS_PASSBOOKS_ROWS: tuple[Row, ...] = ()
