"""Cash purchases at the market: what of them goes to which stock account, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.procurement.domain.orders import MOST_LINE_RP, MOST_LINES, MOST_QTY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

LONGEST_SELLER = 80
# The name of its amount in the event, by account of stock.
AMOUNT_OF: Mapping[str, str] = {
    "1.3.01": "sembako",
    "1.3.02": "lpg",
    "1.3.03": "air",
    "1.3.04": "obat",
    "1.3.05": "barang_lain",
}


class MarketRefusedError(DomainError):
    """A purchase at the market is not kept; ``wrong`` says why.

    ``lines`` (none, or more than 200), ``unknown`` (a text that names no product), ``qty``, ``amount`` (zero or less),
    ``product``; fact ``product`` where one line is meant. ``total`` (the paper says another sum; facts ``sum_rp``,
    ``total_rp``), ``seller``, ``photo`` (none), ``location``, ``day``, ``large`` (more than one person may spend; fact
    ``most_rp``), ``place`` (no money chosen), ``gone``, ``undone``, ``why``.
    """

    code: ClassVar[str] = "procurement.market.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketLineTyped:
    """One product: base units, and what was paid for them, whole rupiah."""

    product_id: UUID
    qty: int
    amount_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTyped:
    """A purchase as its paper says it.

    Args:
        location_id: Where the goods lie now.
        bought_on: The day.
        seller: From whom, at most 80 letters.
        lines: At most 200.
        total_rp: What the paper says, whole rupiah.
        cash_place_id: From where it was paid.
    """

    location_id: UUID
    bought_on: date
    seller: str
    lines: Sequence[MarketLineTyped]
    total_rp: int
    cash_place_id: UUID | None


def checked_market(typed: MarketTyped, *, names: Mapping[UUID, str], most_rp: int, has_photo: bool) -> None:
    """Refuse a purchase that its paper does not bear out, or that is too large for one person.

    Args:
        typed: As typed.
        names: Of the products that are there and open.
        most_rp: What one person may spend, whole rupiah.
        has_photo: The paper came with it.

    Raises:
        MarketRefusedError: ``seller lines``, then line by line ``product qty amount``, then ``total large photo``.
    """
    if not 0 < len(typed.seller) <= LONGEST_SELLER:
        raise MarketRefusedError(wrong="seller")
    if not 0 < len(typed.lines) <= MOST_LINES:
        raise MarketRefusedError(wrong="lines")
    for line in typed.lines:
        name = names.get(line.product_id)
        if name is None:
            raise MarketRefusedError(wrong="product")
        if not 0 < line.qty <= MOST_QTY:
            raise MarketRefusedError(wrong="qty", product=name)
        if not 0 < line.amount_rp <= MOST_LINE_RP:
            raise MarketRefusedError(wrong="amount", product=name)
    sum_rp = sum(line.amount_rp for line in typed.lines)
    if sum_rp != typed.total_rp:
        raise MarketRefusedError(wrong="total", sum_rp=sum_rp, total_rp=typed.total_rp)
    if sum_rp > most_rp:
        raise MarketRefusedError(wrong="large", most_rp=most_rp)
    if not has_photo:
        raise MarketRefusedError(wrong="photo")


def amounts_of(lines: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Give the amounts of the event: by stock account of each line, whole rupiah."""
    amounts: dict[str, int] = {}
    for account, amount_rp in lines:
        name = AMOUNT_OF[account]
        amounts[name] = amounts.get(name, 0) + amount_rp
    return amounts
