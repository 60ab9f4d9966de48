"""Bills of suppliers: what of a bill pays for which goods, and by how much these cost otherwise than was taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import allocate_rp
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.costing import share
from guyub.trade.procurement.domain.orders import MOST_LINE_RP, MOST_LINES, MOST_QTY
from guyub.trade.procurement.domain.receipts import LONGEST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

MOST_TERM_DAYS = 365


class BillRefusedError(DomainError):
    """A bill is not taken; ``wrong`` says why.

    By what was typed: ``number`` (of the paper: empty, or too long), ``day`` (after today), ``due`` (before the bill,
    or more than a year after it), ``lines`` (none, or more than 200), ``qty``, ``amount``, ``twice`` (goods twice),
    ``extra`` (below zero), ``discount`` (more than the lines come to), ``total`` (the paper says another sum; facts
    ``sum_rp``, ``total_rp``), ``nothing`` (it asks nothing). By what is kept: ``partner``, ``goods`` (another
    partner's, taken back, or billed already; fact ``product``), ``units`` (goods of two units of business), ``again``
    (this number of the partner was taken already; fact ``name``), ``moved`` (bills or goods came between since it was
    asked), ``gone``, ``undone``, ``paid`` (something of it is paid), ``opening``
    (a table of the opening brought it, and is undone whole), ``why``.
    """

    code: ClassVar[str] = "procurement.bill.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLineTyped:
    """One line of a bill.

    Args:
        receipt_line_id: For which goods.
        qty: Base units that the paper names.
        amount_rp: What it asks for them, whole rupiah.
        is_last: Nothing more will be billed of these goods.
    """

    receipt_line_id: UUID
    qty: int
    amount_rp: int
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BillTyped:
    """A bill as its paper says it.

    Args:
        partner_id: Whose.
        paper_no: Its number.
        billed_on: Its day.
        due_on: By when it is to be paid; None: by the partner's terms.
        lines: At most 200.
        total_rp: What it asks for, whole rupiah.
        extra_rp: Of that: transport and the like, which belongs to the cost of its goods.
        discount_rp: What it takes off the lines.
    """

    partner_id: UUID
    paper_no: str
    billed_on: date
    due_on: date | None
    lines: Sequence[BillLineTyped]
    total_rp: int
    extra_rp: int = 0
    discount_rp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGoods(Row):
    """Goods that came and are not wholly billed: what is left in base units and whole rupiah, and their name."""

    receipt_line_id: UUID
    product: str
    qty: int
    value_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed(Row):
    """What one line of a bill does.

    Args:
        receipt_line_id: To which goods.
        share_rp: What the bill asks for them, with their part of transport and discount.
        taken_qty: Base units that are billed with it.
        taken_rp: What these were taken in for.
    """

    receipt_line_id: UUID
    share_rp: int
    taken_qty: int
    taken_rp: int

    @property
    def changed_rp(self) -> int:
        """By how much the goods cost more than was taken; below zero: less."""
        return self.share_rp - self.taken_rp


def checked_bill(typed: BillTyped, *, today: date) -> BillTyped:
    """Refuse a bill whose paper makes no sense.

    Raises:
        BillRefusedError: ``number day due lines``, then line by line ``qty amount twice``, then ``extra discount total
            nothing``.
    """
    if not 0 < len(typed.paper_no) <= LONGEST_NUMBER:
        raise BillRefusedError(wrong="number")
    if typed.billed_on > today:
        raise BillRefusedError(wrong="day")
    if typed.due_on is not None and not 0 <= (typed.due_on - typed.billed_on).days <= MOST_TERM_DAYS:
        raise BillRefusedError(wrong="due")
    _check_lines(typed.lines)
    lines_rp = sum(line.amount_rp for line in typed.lines)
    if not 0 <= typed.extra_rp <= MOST_LINE_RP:
        raise BillRefusedError(wrong="extra")
    if not 0 <= typed.discount_rp <= lines_rp:
        raise BillRefusedError(wrong="discount")
    sum_rp = lines_rp + typed.extra_rp - typed.discount_rp
    if sum_rp != typed.total_rp:
        raise BillRefusedError(wrong="total", sum_rp=sum_rp, total_rp=typed.total_rp)
    if not sum_rp:
        raise BillRefusedError(wrong="nothing")
    return typed


def _check_lines(lines: Sequence[BillLineTyped]) -> None:
    if not 0 < len(lines) <= MOST_LINES:
        raise BillRefusedError(wrong="lines")
    seen = set()
    for line in lines:
        if not 0 < line.qty <= MOST_QTY:
            raise BillRefusedError(wrong="qty")
        if not 0 <= line.amount_rp <= MOST_LINE_RP:
            raise BillRefusedError(wrong="amount")
        if line.receipt_line_id in seen:
            raise BillRefusedError(wrong="twice")
        seen.add(line.receipt_line_id)


def billed_of(typed: BillTyped, *, goods: Mapping[UUID, OpenGoods]) -> list[Billed]:
    """Tell what a bill does to the goods that it names.

    Transport and discount go to its lines by their amounts. A line takes of what its goods were taken in for the part
    that it bills; all that is left where it bills all that is left, more, or says that it is the last.

    Args:
        typed: A checked bill.
        goods: What is open of the goods it names.

    Returns:
        One for each line; ``share_rp`` sums to what the bill asks for.
    """
    weights = [line.amount_rp for line in typed.lines]
    if not any(weights):
        weights = [goods[line.receipt_line_id].value_rp or 1 for line in typed.lines]
    extras = allocate_rp(typed.extra_rp, weights)
    discounts = allocate_rp(typed.discount_rp, weights)
    found = []
    for line, extra_rp, discount_rp in zip(typed.lines, extras, discounts, strict=True):
        there = goods[line.receipt_line_id]
        is_all = line.is_last or line.qty >= there.qty
        found.append(
            Billed(
                receipt_line_id=line.receipt_line_id,
                share_rp=line.amount_rp + extra_rp - discount_rp,
                taken_qty=there.qty if is_all else line.qty,
                taken_rp=there.value_rp if is_all else share(there.value_rp, line.qty, there.qty),
            )
        )
    assert sum(one.share_rp for one in found) == typed.total_rp  # noqa: S101  our own mistake, not the caller's
    return found
