"""Goods that go back to suppliers, and credit notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.procurement.domain.orders import (
    LONGEST_WHY,
    MOST_LINE_RP,
    MOST_LINES,
    MOST_QTY,
    SHORTEST_WHY,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID


class ReturnRefusedError(DomainError):
    """Goods do not go back; ``wrong`` says why.

    ``lines`` (none, or more than 200), ``unknown`` (a text that names no product), ``qty``, ``amount`` (below zero),
    ``product``; fact ``product`` where one line is meant. ``reason`` (shorter than 5 letters, or longer than 200),
    ``partner``, ``location``, ``day``, ``goods`` (another partner's, or not so many left of them; fact ``product``),
    ``split`` (a part of them is billed and a part not; fact ``product``), ``units`` (another unit's), ``gone``,
    ``undone``, ``used`` (what is owed back for it is used by a bill), ``why``.
    """

    code: ClassVar[str] = "procurement.return.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLineTyped:
    """One product that goes back.

    Args:
        product_id: Which.
        qty: Base units.
        amount_rp: What the supplier agreed to for them, whole rupiah; of what is not billed it is known.
        receipt_line_id: The receipt that they came with, where that is known.
    """

    product_id: UUID
    qty: int
    amount_rp: int
    receipt_line_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnTyped:
    """Goods that go back at once."""

    partner_id: UUID
    location_id: UUID
    returned_on: date
    reason: str
    lines: Sequence[ReturnLineTyped]


def checked_return(typed: ReturnTyped, *, names: Mapping[UUID, str]) -> str:
    """Refuse a return that says nothing; give its reason without spare spaces.

    Raises:
        ReturnRefusedError: ``reason lines``, then line by line ``product qty amount``.
    """
    reason = " ".join(typed.reason.split())
    if not SHORTEST_WHY <= len(reason) <= LONGEST_WHY:
        raise ReturnRefusedError(wrong="reason")
    if not 0 < len(typed.lines) <= MOST_LINES:
        raise ReturnRefusedError(wrong="lines")
    for line in typed.lines:
        name = names.get(line.product_id)
        if name is None:
            raise ReturnRefusedError(wrong="product")
        if not 0 < line.qty <= MOST_QTY:
            raise ReturnRefusedError(wrong="qty", product=name)
        if not 0 <= line.amount_rp <= MOST_LINE_RP:
            raise ReturnRefusedError(wrong="amount", product=name)
    return reason


def is_unbilled(*, qty: int, came_qty: int, returned_qty: int, open_qty: int, product: str) -> bool:
    """Tell whether goods go back before they were billed.

    Args:
        qty: Base units that go back.
        came_qty: What came with their receipt.
        returned_qty: What of that went back before.
        open_qty: What of it no bill and no return took.
        product: Its name.

    Raises:
        ReturnRefusedError: ``goods``, ``split``.
    """
    if qty > came_qty - returned_qty:
        raise ReturnRefusedError(wrong="goods", product=product)
    if not open_qty:
        return False
    if qty > open_qty:
        raise ReturnRefusedError(wrong="split", product=product)
    return True
