"""The accounts on which loans stand in the books, and where their totals of before Guyub wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PRINCIPAL = "1.2.03"
RECEIVABLE = "1.2.04"  # jasa that has fallen due and is not paid
PROVISION = "1.2.05"
INTEREST, FEES, PENALTIES = "4.1.02", "4.1.03", "4.1.04"
PROVISION_COST = "6.1.09"
GROUP_FUND, PREMIUMS = "2.1.15", "2.1.16"
RECOVERED = "4.3.06"
OPENING: Mapping[str, str] = {PRINCIPAL: "1.2.92", PROVISION: "1.2.93", RECEIVABLE: "1.2.94"}
