"""All pages of goods."""

from tests.permission_rows_goods_containers import GOODS_CONTAINERS_ROWS

ALL_GOODS_ROWS = (*GOODS_CONTAINERS_ROWS,)
