"""Consigned goods among those that a receipt sells or brings back: a sale of own goods asks for none of this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.trade.consignment.domain.shares import Split, split_sale
from guyub.trade.consignment.domain.slips import Why
from guyub.trade.consignment.selectors.terms import sold_before, terms_on
from guyub.trade.consignment.services.selling import Entered, enter_lines
from guyub.trade.retail.domain.accounts import CONSIGNED, SELLING
from guyub.trade.retail.domain.told import TillEventRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.books.ledger.domain.entries import LineDraft
    from guyub.trade.consignment.selectors.terms import TermsHeld
    from guyub.trade.retail.domain.told import LineTold
    from guyub.trade.retail.models import Sale, SaleLine
    from guyub.trade.retail.selectors.till_facts import GoodTold


@dataclass(frozen=True, slots=True)
class Consigned:
    """One consigned line: on which terms, and how its money is split; of the sale that it brings back, the row."""

    held: TermsHeld
    split: Split
    of_id: UUID | None = None

    def lines(self, unit_id: UUID | None) -> list[LineDraft]:
        """Give what the books say of it, in the unit of business where the goods lie."""
        return self.split.lines(unit_id=unit_id, member_id=self.held.member_id)


def consigned_of(
    *, cooperative_id: int, sales: Sequence[Sequence[LineTold]], goods: Mapping[UUID, GoodTold], on: date
) -> list[list[Consigned | None]]:
    """Tell which lines of each sale of a day are somebody else's, and split their money. Step; one query for all of
    them, none where all are own.

    Raises:
        TillEventRefusedError: ``terms``: no agreement ever held the goods; fact ``line``.
    """
    ids = {id_ for id_, good in goods.items() if good.is_consigned}
    if not ids:
        return [[None] * len(lines) for lines in sales]
    held = terms_on(cooperative_id=cooperative_id, product_ids=ids, on=on)
    return [
        [_split(line, held, at) if line.product_id in ids else None for at, line in enumerate(lines, 1)]
        for lines in sales
    ]


def _split(line: LineTold, held: Mapping[UUID, TermsHeld], at: int) -> Consigned:
    """Split the money of a consigned line, the ``at``-th of its sale."""
    if line.product_id not in held:
        raise TillEventRefusedError(wrong="terms", line=at)
    terms = held[line.product_id]
    split = split_sale(terms=terms.terms, qty=line.base_qty, gross_rp=line.gross_rp, net_rp=line.net_rp)
    return Consigned(terms, split)


def context_of(consigned: Iterable[object | None]) -> str:
    """Name whose accounts stand in the entry of a receipt."""
    return CONSIGNED if any(consigned) else SELLING


def keep_consigned(
    *, receipt: Sale, lines: Sequence[SaleLine], consigned: Sequence[Consigned | None], why: Why
) -> None:
    """Keep the consigned lines of a receipt that stands, as of ``keep_moved``. Step.

    Args:
        receipt: The receipt.
        lines: Its lines, each with its move.
        consigned: Of each line.
        why: What the receipt does.
    """
    moved = [(line.move_id, line.qty) for line in lines]
    keep_moved(
        cooperative_id=receipt.cooperative_id, on=receipt.sold_on, moved=moved, consigned=consigned, why=why
    )


def keep_moved(
    *,
    cooperative_id: int,
    on: date,
    moved: Sequence[tuple[UUID, int]],
    consigned: Sequence[Consigned | None],
    why: Why = Why.JUAL,
) -> None:
    """Keep the consigned lines of a receipt whose moves stand. Step; one query, none where all are own.

    Args:
        cooperative_id: Whose.
        on: The day of the receipt.
        moved: Of each of its lines the move, and how many base units were sold; below zero: came back.
        consigned: Of each line.
        why: What the receipt does.
    """
    enter_lines(
        cooperative_id=cooperative_id,
        lines=[
            Entered(
                held=one.held,
                move_id=move_id,
                qty=-qty,
                split=one.split,
                why=why,
                of_id=one.of_id,
            )
            for (move_id, qty), one in zip(moved, consigned, strict=True)
            if one
        ],
        on=on,
    )


def taken_back(*, cooperative_id: int, move_ids: Sequence[UUID]) -> list[Consigned | None]:
    """Tell which moves of a sale that is taken back whole were somebody else's goods. Step; at most two queries."""
    before = sold_before(cooperative_id=cooperative_id, move_ids=move_ids)
    found = [before.get(move_id) for move_id in move_ids]
    return [Consigned(one.held, one.sold.turned, one.row_id) if one else None for one in found]
