"""Where money lies: drawers, safes, bank accounts. Each has its own account of the ledger, so it ties by itself."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class CashKind(StrEnum):
    """What a cash place is."""

    LACI = "LACI"  # a drawer, which one person at a time answers for
    BRANKAS = "BRANKAS"  # a safe, or the treasurer's box
    BANK = "BANK"


CASH_WORDS: Mapping[str, str] = {
    CashKind.LACI: "Laci kasir",
    CashKind.BRANKAS: "Brankas atau kas bendahara",
    CashKind.BANK: "Rekening bank",
}
# The account of the chart, under which the accounts of such places stand.
ABOVE: Mapping[CashKind, str] = {
    CashKind.LACI: "1.1.01",
    CashKind.BRANKAS: "1.1.02",
    CashKind.BANK: "1.1.03",
}
# Notes and coins can be counted: less than nothing is never there.
COUNTED = frozenset({CashKind.LACI, CashKind.BRANKAS})
