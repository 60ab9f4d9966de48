"""The accounts of consignment, and how its papers are numbered."""

from __future__ import annotations

OWED = "2.1.02"  # what producers get for goods that were sold
SHARE_OF_MEMBERS, SHARE_OF_OTHERS = "4.1.05", "4.2.02"  # earned for selling goods of members, of others
LOSSES = "5.3.01"  # goods of others that the cooperative must make good

CONTEXT = "consignment"
WITH_LOSSES = "consignment+inventory"

AGREEMENTS = "TJ"
SLIPS = "TT"
STATEMENTS = "HT"


def share_account(*, is_member: bool) -> str:
    """Tell where the share is earned: by whom the cooperative serves, the producer, and never by who bought."""
    return SHARE_OF_MEMBERS if is_member else SHARE_OF_OTHERS


def paper_name(series: str, year: int, no: int) -> str:
    """Write the number of a paper as people see it: ``TT-2026-0012``."""
    return f"{series}-{year}-{no:04}"
