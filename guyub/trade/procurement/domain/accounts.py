"""The accounts of buying, and who posts to them."""

from __future__ import annotations

DEBTS = "2.1.01"  # bills that are not paid
UNBILLED = "2.1.17"  # goods that came, and no bill for them yet
ADVANCES = "1.4.03"  # paid before the goods came
BUYERS_MONEY = "2.1.18"  # what buyers paid first
DIFFERENCES = "5.3.01"

CONTEXT = "procurement"
WITH_GOODS = "procurement+inventory"

ORDERS = "PB"
RECEIPTS = "TB"
BILLS = "TG"
RETURNS = "RB"
MARKET = "KP"


def paper_name(series: str, year: int, no: int) -> str:
    """Write the number of a paper of buying as people see it: ``PB-2026-0012``."""
    return f"{series}-{year}-{no:04}"
