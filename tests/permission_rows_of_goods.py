"""All pages of goods."""

from tests.permission_rows_goods_stock import GOODS_STOCK_ROWS

ALL_GOODS_ROWS = (*GOODS_STOCK_ROWS,)
