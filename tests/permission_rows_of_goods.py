"""All pages of goods, and of those from whom they come."""

from tests.permission_rows_partners import PARTNER_ROWS

ALL_GOODS_ROWS = (*PARTNER_ROWS,)
