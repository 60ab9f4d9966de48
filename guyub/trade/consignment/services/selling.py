"""What the till's sales do to consignment: a row for each consigned line. Steps that retail calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.ids import uuid7
from guyub.trade.consignment.domain.slips import Why
from guyub.trade.consignment.models import ConsignedMove

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from guyub.trade.consignment.domain.shares import Split
    from guyub.trade.consignment.selectors.terms import TermsHeld


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """One consigned line of a receipt.

    Args:
        held: On which terms.
        move_id: Its move of the stock.
        qty: Base units, signed as the stock.
        split: How its money is split; below zero where goods came back.
        why: Sold, brought back, or a whole sale taken back.
        of_id: The row of the sale that goods came back of.
    """

    held: TermsHeld
    move_id: UUID
    qty: int
    split: Split
    why: Why = Why.JUAL
    of_id: UUID | None = None


def enter_lines(*, cooperative_id: int, lines: Iterable[Entered], on: date) -> None:
    """Keep the consigned lines of a receipt whose moves stand. Step; one query, none where there are none.

    Args:
        cooperative_id: Whose.
        lines: Each consigned one.
        on: The day of the receipt.
    """
    rows = [
        ConsignedMove(
            id=uuid7(),
            cooperative_id=cooperative_id,
            good_id=line.held.good_id,
            agreement_id=line.held.agreement_id,
            move_id=line.move_id,
            of_id=line.of_id,
            why=line.why.value,
            moved_on=on,
            qty=line.qty,
            sold_rp=line.split.due_rp + line.split.share_rp,
            due_rp=line.split.due_rp,
            share_rp=line.split.share_rp,
        )
        for line in lines
    ]
    if rows:
        ConsignedMove.objects.bulk_create(rows)
