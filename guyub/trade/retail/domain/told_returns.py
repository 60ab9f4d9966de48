"""What a till tells of goods that came back, read as strictly as a sale (``told.py``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.trade.retail.domain.baskets import MOST_LINES, MOST_PRICE_RP, MOST_QTY
from guyub.trade.retail.domain.told import TillEventUnreadError, Told, kinds_told, read_void

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.trade.retail.domain.baskets import TenderKind
    from guyub.trade.retail.domain.told import VoidTold


@dataclass(frozen=True, slots=True, kw_only=True)
class BackLine:
    """Goods of one line of a sale that came back.

    Args:
        line_no: The line of the sale, from one.
        base_qty: How many base units.
        amount_rp: What is given back for them, whole rupiah, before cash is rounded.
    """

    line_no: int
    base_qty: int
    amount_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnTold:
    """Goods of a sale that came back; its sums tie.

    Args:
        head: Whose, of which sale, why, as of a void.
        lines: What came back, each line of the sale once.
        rounding_rp: What rounding the cash added; below zero: took off.
        tenders: What was given back in each way of paying.
    """

    head: VoidTold
    lines: Sequence[BackLine]
    rounding_rp: int
    tenders: Mapping[TenderKind, int]

    @property
    def amount_rp(self) -> int:
        """What the goods are worth, before cash is rounded."""
        return sum(line.amount_rp for line in self.lines)

    @property
    def paid_rp(self) -> int:
        """What the buyer gets back."""
        return sum(self.tenders.values())


def read_return(body: Any) -> ReturnTold:
    """Read the body of ``sale.returned``.

    Raises:
        TillEventUnreadError: A field is not what it must be, or the sums do not tie.
    """
    told = Told(body)
    lines = tuple(
        BackLine(
            line_no=row.whole("line", least=1, most=MOST_LINES),
            base_qty=row.whole("base_qty", least=1, most=MOST_QTY),
            amount_rp=row.whole("amount_rp"),
        )
        for row in told.rows("lines")
    )
    if len({line.line_no for line in lines}) < len(lines):
        raise TillEventUnreadError(wrong="field", name="lines")
    back = ReturnTold(
        head=read_void(body),
        lines=lines,
        rounding_rp=told.whole("rounding_rp", least=-MOST_PRICE_RP, usual=0),
        tenders=kinds_told(told),
    )
    if back.amount_rp + back.rounding_rp != back.paid_rp:
        raise TillEventUnreadError(wrong="ties", name="tenders")
    return back
