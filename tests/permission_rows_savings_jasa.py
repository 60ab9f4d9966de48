"""The permission rows of savings: jasa."""

from tests.permission_rows import Row

SAVINGS_JASA_ROWS: tuple[Row, ...] = ()
