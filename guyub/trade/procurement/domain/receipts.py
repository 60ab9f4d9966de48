"""Receipts of goods: what came, what differs from the order and why, at which price it is taken until the bill."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.procurement.domain.orders import (
    MOST_LINE_RP,
    MOST_LINES,
    MOST_QTY,
    SHORTEST_WHY,
    most_received,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

LONGEST_REASON = 120
LONGEST_NUMBER = 40
LONGEST_BATCH = 30


class ReceiptRefusedError(DomainError):
    """Goods are not taken in, or not given back to the list; ``wrong`` says why.

    By what was typed: ``day``, ``lines`` (none, or more than 200), ``unknown`` (a text that names no product), ``qty``,
    ``amount`` (below zero), ``free`` (nothing to pay and no reason), ``difference`` (unknown, or without a reason),
    ``photo`` (damaged and no photo), ``over`` (more than was ordered, without a word), ``batch`` (too long, no day, or
    of a product without batches), ``number`` (of the delivery note), ``note``; fact ``product`` where one line is
    meant. By what is kept: ``partner``, ``location``, ``product``, ``order`` (not running, another partner's, or not of
    its lines), ``again`` (this delivery note was taken in already; fact ``name``), ``gone``, ``undone``, ``billed`` (a
    bill names it), ``returned``, ``why``.
    """

    code: ClassVar[str] = "procurement.receipt.refused"


class Difference(StrEnum):
    """What is not as it was ordered."""

    KURANG = "KURANG"
    LEBIH = "LEBIH"
    RUSAK = "RUSAK"
    LAIN = "LAIN"


DIFFERENCE_WORDS: Mapping[Difference, str] = {
    Difference.KURANG: "Kurang",
    Difference.LEBIH: "Lebih",
    Difference.RUSAK: "Rusak",
    Difference.LAIN: "Lain",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLineTyped:
    """One product that came.

    Args:
        product_id: Which.
        unit_id: The unit in which it was told.
        qty: Base units that were taken in; 0: none were.
        amount_rp: What they come to, whole rupiah; 0 needs a reason.
        order_line_id: The line of the order that it answers.
        refused_qty: Base units that were not taken in: damaged, not ordered.
        difference: A code of Difference, or "".
        reason: Why it differs, at most 120 letters.
        batch: The mark on the package, where the product has batches.
        expires_on: What the package says.
    """

    product_id: UUID
    unit_id: UUID
    qty: int
    amount_rp: int
    order_line_id: UUID | None = None
    refused_qty: int = 0
    difference: str = ""
    reason: str = ""
    batch: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptTyped:
    """Goods that came at once.

    Args:
        partner_id: From whom.
        location_id: Where they lie now.
        received_on: The day.
        lines: What came, at most 200.
        order_id: The order that they answer; None: they came without.
        note_no: The number of the delivery note; "" none came with them.
        note: A few words, at most 120 letters.
    """

    partner_id: UUID
    location_id: UUID
    received_on: date
    lines: Sequence[ReceiptLineTyped]
    order_id: UUID | None = None
    note_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A line of an order as a receipt sees it: base units ordered and come before, the tolerance in per cent."""

    ordered_qty: int
    received_qty: int
    tolerance_percent: int


def checked_receipt(
    typed: ReceiptTyped,
    *,
    names: Mapping[UUID, str],
    has_batches: Mapping[UUID, bool],
    wanted: Mapping[UUID, Wanted],
    has_photo: bool,
) -> None:
    """Refuse a receipt that does not explain itself.

    Args:
        typed: As typed.
        names: Of the products that are there and open.
        has_batches: Of the same.
        wanted: By line of the order.
        has_photo: A photo came with it.

    Raises:
        ReceiptRefusedError: ``number note lines``, then line by line ``product order qty amount difference free over
            batch``, then ``photo``.
    """
    if len(typed.note_no) > LONGEST_NUMBER:
        raise ReceiptRefusedError(wrong="number")
    if len(typed.note) > LONGEST_REASON:
        raise ReceiptRefusedError(wrong="note")
    if not 0 < len(typed.lines) <= MOST_LINES or not any(line.qty for line in typed.lines):
        raise ReceiptRefusedError(wrong="lines")
    came = {id_: one.received_qty for id_, one in wanted.items()}
    for line in typed.lines:
        name = names.get(line.product_id)
        if name is None:
            raise ReceiptRefusedError(wrong="product")
        if line.order_line_id is not None and line.order_line_id not in wanted:
            raise ReceiptRefusedError(wrong="order")
        _check_line(line, name)
        if line.order_line_id is not None:
            came[line.order_line_id] += line.qty
            _refuse_more(line, wanted[line.order_line_id], came[line.order_line_id], name)
        if (line.batch or line.expires_on) and not has_batches[line.product_id]:
            raise ReceiptRefusedError(wrong="batch", product=name)
    if not has_photo and any(line.difference == Difference.RUSAK for line in typed.lines):
        raise ReceiptRefusedError(wrong="photo")


def _check_line(line: ReceiptLineTyped, name: str) -> None:
    if not 0 <= line.qty <= MOST_QTY or not 0 <= line.refused_qty <= MOST_QTY:
        raise ReceiptRefusedError(wrong="qty", product=name)
    if not 0 <= line.amount_rp <= MOST_LINE_RP or (not line.qty and line.amount_rp):
        raise ReceiptRefusedError(wrong="amount", product=name)
    explains = SHORTEST_WHY <= len(line.reason) <= LONGEST_REASON
    if line.difference and (line.difference not in set(Difference) or not explains):
        raise ReceiptRefusedError(wrong="difference", product=name)
    if line.refused_qty and not line.difference:
        raise ReceiptRefusedError(wrong="difference", product=name)
    if line.qty and not line.amount_rp and not line.difference:
        raise ReceiptRefusedError(wrong="free", product=name)
    if len(line.batch) > LONGEST_BATCH:
        raise ReceiptRefusedError(wrong="batch", product=name)


def _refuse_more(line: ReceiptLineTyped, wanted: Wanted, came_qty: int, name: str) -> None:
    most_qty = most_received(ordered_qty=wanted.ordered_qty, tolerance_percent=wanted.tolerance_percent)
    if came_qty > most_qty and line.difference != Difference.LEBIH:
        raise ReceiptRefusedError(wrong="over", product=name)
