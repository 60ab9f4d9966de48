"""All pages of goods."""

from tests.permission_rows_goods_openings import GOODS_OPENINGS_ROWS
from tests.permission_rows_goods_rules import GOODS_RULES_ROWS

ALL_GOODS_ROWS = (
    *GOODS_OPENINGS_ROWS,
    *GOODS_RULES_ROWS,
)
