"""The permission rows of savings: products."""

from tests.permission_rows import Row

SAVINGS_PRODUCTS_ROWS: tuple[Row, ...] = ()
