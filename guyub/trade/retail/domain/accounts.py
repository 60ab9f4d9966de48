"""The accounts of the shop, and who posts to them."""

from __future__ import annotations

BUYERS_MONEY = "2.1.18"  # what buyers paid first
BON = "1.2.01"  # what members owe for goods
# What buyers paid a till by QRIS and the bank account has not shown yet; 1.1.04 is for what is told by hand.
QRIS = "1.1.06"
BANK_COST = "6.1.10"  # what the bank keeps of QRIS
OTHERS_OWE, LOST = "1.2.02", "6.1.19"
SOLD_TO_MEMBERS, SOLD_TO_OTHERS = "4.1.01", "4.2.01"
RETURNED_BY_MEMBERS, RETURNED_BY_OTHERS = "4.1.09", "4.2.09"
COST_OF_MEMBERS, COST_OF_OTHERS = "5.1.01", "5.2.01"

SALES = "PJ"  # the series of sales in the journal
CYCLES = "SB"
QRIS_SOURCE = "retail.qris"
SALE_SOURCE = "retail.sale"  # what entries and moves of a receipt come from
BON_SOURCE = "retail.bon"  # what entries of money on bon come from

# A hand-over touches the goods, the revenue, and the money that buyers paid first.
SELLING = "retail+inventory+procurement"
CONSIGNED = "retail+inventory+consignment"  # a receipt with goods of others on it
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


def returned_to(*, is_member: bool) -> str:
    """Tell on which account goods stand that buyers brought back: beside what was earned, never out of it."""
    return RETURNED_BY_MEMBERS if is_member else RETURNED_BY_OTHERS


def cost_of(*, is_member: bool) -> str:
    """Tell on which account the cost of sold goods stands."""
    return COST_OF_MEMBERS if is_member else COST_OF_OTHERS


def sale_name(year: int, no: int) -> str:
    """Write the number of a receipt as people see it: ``PJ-2026-0012``."""
    return f"{SALES}-{year}-{no:04}"


def till_name(series: int, no: int) -> str:
    """Write the till's own number of a receipt, known without a network: ``K1-0318``."""
    return f"K{series}-{no:04}"
