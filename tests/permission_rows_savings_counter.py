"""The permission rows of savings: counter."""

from tests.permission_rows import Row

SAVINGS_COUNTER_ROWS: tuple[Row, ...] = ()
