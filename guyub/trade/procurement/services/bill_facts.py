"""A bill as a request for a second person keeps it: plain JSON, and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.trade.procurement.domain.bills import BillLineTyped, BillTyped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.trade.procurement.models import ReceiptLine


def facts_of(typed: BillTyped) -> dict[str, Any]:
    """Write a bill down."""
    return {
        "partner": str(typed.partner_id),
        "paper_no": typed.paper_no,
        "billed_on": typed.billed_on.isoformat(),
        "due_on": typed.due_on.isoformat() if typed.due_on else "",
        "total_rp": typed.total_rp,
        "extra_rp": typed.extra_rp,
        "discount_rp": typed.discount_rp,
        "lines": [
            [str(line.receipt_line_id), line.qty, line.amount_rp, line.is_last] for line in typed.lines
        ],
    }


def typed_of(facts: Mapping[str, Any]) -> BillTyped:
    """Read it again."""
    return BillTyped(
        partner_id=UUID(facts["partner"]),
        paper_no=facts["paper_no"],
        billed_on=date.fromisoformat(facts["billed_on"]),
        due_on=date.fromisoformat(facts["due_on"]) if facts["due_on"] else None,
        total_rp=facts["total_rp"],
        extra_rp=facts["extra_rp"],
        discount_rp=facts["discount_rp"],
        lines=[
            BillLineTyped(receipt_line_id=UUID(id_), qty=qty, amount_rp=rp, is_last=is_last)
            for id_, qty, rp, is_last in facts["lines"]
        ],
    )


def seen_of(lines: Sequence[ReceiptLine]) -> list[list[str]]:
    """Say how the goods stood that somebody saw: another bill or a return changes it."""
    return [[str(line.id), str(line.settled_qty), str(line.settled_rp)] for line in lines]
