"""What goes back of a sale: goods returned, a sale voided, a payment told by the wrong kind; and who must agree.

A return gives back a share of what was *paid* for a line, so that goods bought with a discount are not returned at
their full price. Shares are counted from the first piece on: the last piece that goes back takes what is left, and all
pieces together give back what was paid, to the rupiah and by each way of paying. Source: docs/algorithms/till.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import ROUNDERS, Rounding, allocate_rp
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.costing import share
from guyub.trade.retail.domain.baskets import LONGEST_WHY, SHORTEST_WHY, Tender, TenderKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ReturnRefusedError(DomainError):
    """Nothing goes back so; ``wrong`` says why. Fact ``line``: the number of the line from one, where one is meant.

    ``lines`` (no goods named), ``line`` (the sale has no such line), ``qty`` (below one, or more than is left of what
    was bought; ``most_qty``), ``reason`` (3 to 80 letters), ``voided`` (the sale was voided), ``returned`` (a part of
    it went back, so it cannot be voided or paid otherwise), ``shift`` (of a shift that is closed: return the goods
    instead), ``same`` (paid so already), ``sum`` (the kinds do not come to what was paid; ``difference_rp``),
    ``tender`` (nothing paid that way, or one kind twice), ``credit`` (bon without a member), ``own`` (the second person
    is the first).
    """

    code: ClassVar[str] = "retail.return.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine(Row):
    """One line of a sale, and what went back of it.

    Args:
        base_qty: Base units that were bought.
        net_rp: What was paid for them in the end (``SettledLine.net_rp``), whole rupiah.
        returned_qty: Base units that went back before.
        has_ceiling: The good has a HET.
    """

    base_qty: int
    net_rp: int
    returned_qty: int = 0
    has_ceiling: bool = False

    @property
    def left_qty(self) -> int:
        """Base units that may still go back."""
        return self.base_qty - self.returned_qty


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold(Row):
    """A sale as it stands.

    Args:
        lines: In the order of the receipt.
        kept: What was kept of each way of paying.
        refunded: What was given back of each, before; cash as it was handed out.
        is_voided: It was voided.
        is_in_shift: The shift in which it was made is still open.
        has_member: A member bought.
    """

    lines: Sequence[SoldLine]
    kept: Sequence[Tender]
    refunded: Sequence[Tender] = ()
    is_voided: bool = False
    is_in_shift: bool = True
    has_member: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund(Row):
    """What goes back. The sum of ``lines_rp`` plus ``rounding_rp`` is the sum of ``tenders``.

    Args:
        lines_rp: Of each line of the sale, whole rupiah; 0 of a line that stays.
        tenders: How it is given back, in the order of ``TenderKind``.
        rounding_rp: What rounding the cash added; below zero: took off.
    """

    lines_rp: tuple[int, ...]
    tenders: tuple[Tender, ...]
    rounding_rp: int

    @property
    def total_rp(self) -> int:
        """What the buyer gets back."""
        return sum(tender.amount_rp for tender in self.tenders)


def return_goods(sold: Sold, returned: Mapping[int, int], *, reason: str, step_rp: int) -> Refund:
    """Take goods back at what was paid for them, and give it back the way it was paid.

    Each way of paying gives back its share of what it still holds, by largest remainder; of bon the debt becomes less.
    The cash part is rounded to coins that exist: upward where goods with a ceiling go back, so that what stays never
    costs more than the ceiling; never more than the sale still holds in cash.

    Args:
        sold: The sale.
        returned: Base units that go back, by the number of the line from one.
        reason: Why, as printed.
        step_rp: To which amount cash is rounded at this till, above zero.

    Raises:
        ReturnRefusedError: ``voided reason lines``, then line by line ``line qty``.
    """
    if sold.is_voided:
        raise ReturnRefusedError(wrong="voided")
    _check_reason(reason)
    if not returned:
        raise ReturnRefusedError(wrong="lines")
    lines_rp, has_ceiling = [0] * len(sold.lines), False
    for at, qty in sorted(returned.items()):
        if not 0 < at <= len(sold.lines):
            raise ReturnRefusedError(wrong="line", line=at)
        line = sold.lines[at - 1]
        if not 0 < qty <= line.left_qty:
            raise ReturnRefusedError(wrong="qty", line=at, most_qty=line.left_qty)
        lines_rp[at - 1] = _up_to(line, line.returned_qty + qty) - _up_to(line, line.returned_qty)
        has_ceiling |= line.has_ceiling
    is_all = all(returned.get(at, 0) == line.left_qty for at, line in enumerate(sold.lines, 1))
    how = Rounding.UP if has_ceiling else Rounding.NEAREST
    tenders = _all_held(sold) if is_all else _shared(sold, sum(lines_rp), step_rp, how)
    given_rp = sum(tender.amount_rp for tender in tenders)
    return Refund(lines_rp=tuple(lines_rp), tenders=tenders, rounding_rp=given_rp - sum(lines_rp))


def void_sale(sold: Sold, *, reason: str) -> Refund:
    """Undo a whole sale within its shift: all goods back on the shelf, every payment back as it was kept.

    Raises:
        ReturnRefusedError: ``voided returned shift reason``.
    """
    _check_whole(sold)
    _check_reason(reason)
    return Refund(lines_rp=tuple(line.net_rp for line in sold.lines), tenders=tuple(sold.kept), rounding_rp=0)


def pay_otherwise(sold: Sold, tenders: Sequence[Tender], *, reason: str) -> tuple[Tender, ...]:
    """Correct how a sale was paid, where the cashier told the wrong kind; goods and sum stay as they are.

    Args:
        sold: The sale, of the shift that is open.
        tenders: How it was really paid: what was kept, without change.
        reason: Why.

    Returns:
        What changes in each way of paying, in the order of ``TenderKind``; the amounts sum to zero.

    Raises:
        ReturnRefusedError: ``voided returned shift reason tender credit sum same``.
    """
    _check_whole(sold)
    _check_reason(reason)
    new_rp = {tender.kind: tender.amount_rp for tender in tenders}
    if len(new_rp) < len(tenders) or not all(amount_rp > 0 for amount_rp in new_rp.values()):
        raise ReturnRefusedError(wrong="tender")
    if TenderKind.CREDIT in new_rp and not sold.has_member:
        raise ReturnRefusedError(wrong="credit")
    old_rp = {tender.kind: tender.amount_rp for tender in sold.kept}
    difference_rp = sum(new_rp.values()) - sum(old_rp.values())
    if difference_rp:
        raise ReturnRefusedError(wrong="sum", difference_rp=difference_rp)
    changes = ((kind, new_rp.get(kind, 0) - old_rp.get(kind, 0)) for kind in TenderKind)
    changed = tuple(Tender(kind=kind, amount_rp=amount_rp) for kind, amount_rp in changes if amount_rp)
    if not changed:
        raise ReturnRefusedError(wrong="same")
    return changed


class Act(StrEnum):
    """What a cashier does not do alone in every case."""

    RETURN = "RETURN"
    VOID = "VOID"
    PAY_OTHERWISE = "PAY_OTHERWISE"
    DISCOUNT = "DISCOUNT"
    CONFIRM_QRIS = (
        "CONFIRM_QRIS"  # without word from the bank's side, by looking at the cooperative's own account
    )


class Guard(StrEnum):
    """Who must agree, from nobody to a second person."""

    NONE = "NONE"
    PIN = "PIN"  # the cashier's own, once more
    SECOND = "SECOND"  # another person's


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardLimits(Row):
    """The dated parameters of one act, at the time of the act.

    Args:
        pin_above_rp: From the first rupiah above it the cashier's PIN is asked; 0: always.
        second_above_rp: Above it another person's is.
    """

    pin_above_rp: int
    second_above_rp: int


def guard_of(act: Act, *, amount_rp: int, limits: GuardLimits, is_own_sale: bool, is_in_shift: bool) -> Guard:
    """Say who must agree before money or goods go back.

    Args:
        act: What is done.
        amount_rp: What goes back, is taken off or is confirmed; whole rupiah.
        limits: The parameters of this act.
        is_own_sale: The person has sold it: who sold never takes goods of an older shift back alone.
        is_in_shift: The sale is of the shift that is open.
    """
    is_old_and_own = act is Act.RETURN and is_own_sale and not is_in_shift
    if amount_rp > limits.second_above_rp or is_old_and_own:
        return Guard.SECOND
    return Guard.PIN if amount_rp > limits.pin_above_rp else Guard.NONE


def check_second(*, person: str, second: str) -> None:
    """Refuse a second person who is the first.

    Raises:
        ReturnRefusedError: ``own``.
    """
    if person == second:
        raise ReturnRefusedError(wrong="own")


def _check_whole(sold: Sold) -> None:
    if sold.is_voided:
        raise ReturnRefusedError(wrong="voided")
    if any(line.returned_qty for line in sold.lines):
        raise ReturnRefusedError(wrong="returned")
    if not sold.is_in_shift:
        raise ReturnRefusedError(wrong="shift")


def _check_reason(reason: str) -> None:
    if not SHORTEST_WHY <= len(" ".join(reason.split())) <= LONGEST_WHY:
        raise ReturnRefusedError(wrong="reason")


def _up_to(line: SoldLine, qty: int) -> int:
    """Give what the first pieces of a line are worth; of goods with a ceiling upward, so that the rest keeps it."""
    if line.has_ceiling:
        return ROUNDERS[Rounding.UP](line.net_rp * qty, line.base_qty)
    return share(line.net_rp, qty, line.base_qty)


def _all_held(sold: Sold) -> tuple[Tender, ...]:
    held = {tender.kind: tender.amount_rp for tender in sold.kept}
    for tender in sold.refunded:
        held[tender.kind] -= tender.amount_rp
    return tuple(Tender(kind=kind, amount_rp=held[kind]) for kind in TenderKind if held.get(kind))


def _shared(sold: Sold, total_rp: int, step_rp: int, how: Rounding) -> tuple[Tender, ...]:
    """Share what goes back over what each way of paying still holds; cash in coins that exist."""
    held = _all_held(sold)
    held_rp = [tender.amount_rp for tender in held]
    # Cash that was rounded upward before may leave less than the goods are worth.
    parts_rp = allocate_rp(min(total_rp, sum(held_rp)), held_rp)
    given = []
    for tender, part_rp in zip(held, parts_rp, strict=True):
        is_cash = tender.kind is TenderKind.CASH
        given_rp = min(ROUNDERS[how](part_rp, step_rp) * step_rp, tender.amount_rp) if is_cash else part_rp
        given.append(Tender(kind=tender.kind, amount_rp=given_rp))
    return tuple(tender for tender in given if tender.amount_rp)
