"""The accounts of the shop, and who posts to them."""

from __future__ import annotations

BUYERS_MONEY = "2.1.18"  # what buyers paid first
SOLD_TO_MEMBERS, SOLD_TO_OTHERS = "4.1.01", "4.2.01"
COST_OF_MEMBERS, COST_OF_OTHERS = "5.1.01", "5.2.01"

SALES = "PJ"  # the series of sales in the journal
CYCLES = "SB"

# A hand-over touches the goods, the revenue, and the money that buyers paid first.
SELLING = "retail+inventory+procurement"
MONEY = "retail+procurement"


def cycle_name(year: int, no: int) -> str:
    """Write the number of a cycle as people see it: ``SB-2026-0012``."""
    return f"{CYCLES}-{year}-{no:04}"


def order_name(year: int, no: int, at: int) -> str:
    """Write the number of a buyer's order, the ``at``-th of its cycle: ``SB-2026-0012/07``."""
    return f"{cycle_name(year, no)}/{at:02}"


def revenue_of(*, is_member: bool) -> str:
    """Tell on which account a sale is earned: turnover with members stands apart."""
    return SOLD_TO_MEMBERS if is_member else SOLD_TO_OTHERS


def cost_of(*, is_member: bool) -> str:
    """Tell on which account the cost of sold goods stands."""
    return COST_OF_MEMBERS if is_member else COST_OF_OTHERS
