"""The permission rows of savings: deposits."""

from tests.permission_rows import Row

SAVINGS_DEPOSITS_ROWS: tuple[Row, ...] = ()
