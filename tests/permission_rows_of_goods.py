"""All pages of goods."""

ALL_GOODS_ROWS = ()
