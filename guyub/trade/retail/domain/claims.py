"""What a buyer ordered and paid first: what may still come of it, how what came is shared, what is due back.

Quantities count the unit in which the good is ordered; rupiah are whole. Source: docs/algorithms/buyer_orders.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row
from guyub.trade.procurement.domain.ordering import Wish, share_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

MOST_QTY = 10_000
MOST_ORDER_RP = 10**10
LONGEST_BUYER = 60


class BuyerOrderRefusedError(DomainError):
    """A buyer's order is not taken, handed over or given back; ``wrong`` says why.

    On ordering: ``buyer`` (nobody, or no member of today; fact ``most`` letters), ``nothing`` (no quantity),
    ``number`` (no whole number; fact ``said``), ``qty`` and ``tolerance`` (below zero or too many; fact ``product``),
    ``good`` (not of this cycle), ``closed`` (its last day is over; fact ``closes_on``), ``large``, ``changed`` (another
    sum than was shown; facts ``shown_rp``, ``total_rp``). Later: ``gone``, ``withdrawn`` (nothing of it is left),
    ``granted`` (more than is set aside; fact ``product``), ``due`` (nothing is due back), ``own`` (nobody pays money
    back to oneself), ``undone``, ``day`` (handed over on another day), ``refunded`` (its rest was given back since),
    ``why``.
    """

    code: ClassVar[str] = "retail.buyer_order.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class WishTyped:
    """How much of one good a buyer wants, and how much more would do."""

    good_id: UUID
    qty: int
    tolerance_qty: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Row):
    """One good of one buyer's order.

    Args:
        key: Which line it is.
        qty: What was wished.
        tolerance_qty: How much more would do.
        price_rp: What one unit was agreed to cost, and was paid for.
        granted_qty: What is set aside of what came, handed over or not.
        handed_qty: What was handed over.
        released_qty: What was given up against its money.
    """

    key: str
    qty: int
    tolerance_qty: int
    price_rp: int
    granted_qty: int = 0
    handed_qty: int = 0
    released_qty: int = 0

    @property
    def most_qty(self) -> int:
        """The most that may come of it by now."""
        return self.qty + self.tolerance_qty - self.released_qty

    @property
    def ready_qty(self) -> int:
        """What is set aside and not handed over."""
        return self.granted_qty - self.handed_qty

    @property
    def ready_rp(self) -> int:
        """What is paid for that."""
        return self.ready_qty * self.price_rp

    @property
    def open_qty(self) -> int:
        """What may still be set aside, tolerance included."""
        return self.most_qty - self.granted_qty

    def wish(self, *, beyond_qty: int = 0) -> Wish:
        """Say what is still wished for beyond a quantity: first the wish itself, then its tolerance."""
        wished_qty = min(self.qty, self.most_qty)
        missing_qty = max(0, wished_qty - beyond_qty)
        return Wish(self.key, missing_qty, max(0, self.most_qty - beyond_qty - missing_qty))


def paid_rp(*, qty: int, tolerance_qty: int, price_rp: int) -> int:
    """Tell what is paid first for one good, whole rupiah: a tolerance is paid too, and comes back if it is not used."""
    return (qty + tolerance_qty) * price_rp


def checked_wishes(wishes: Sequence[WishTyped], *, names: Mapping[UUID, str]) -> Sequence[WishTyped]:
    """Refuse wishes that say nothing or too much; give those with a quantity.

    Args:
        wishes: As typed, a good once.
        names: Of the goods that the cycle offers, by good.

    Raises:
        BuyerOrderRefusedError: Good by good ``good qty tolerance``, then ``nothing``.
    """
    told = []
    for wish in wishes:
        name = names.get(wish.good_id)
        if name is None:
            raise BuyerOrderRefusedError(wrong="good")
        if not 0 <= wish.qty <= MOST_QTY:
            raise BuyerOrderRefusedError(wrong="qty", product=name)
        if not 0 <= wish.tolerance_qty <= MOST_QTY or (wish.tolerance_qty and not wish.qty):
            raise BuyerOrderRefusedError(wrong="tolerance", product=name)
        if wish.qty:
            told.append(wish)
    if not told or len({wish.good_id for wish in told}) < len(told):
        raise BuyerOrderRefusedError(wrong="nothing")
    return told


def grant_units(arrived_qty: int, *, claims: Sequence[Claim]) -> tuple[int, ...] | None:
    """Share what came of one good among its buyers; what was set aside before stays, unless less came than that.

    More than was set aside: only the new units are shared, among what is still wished for. Less (a receipt was taken
    back): what was handed over stays, the rest is shared anew.

    Args:
        arrived_qty: All that was accepted so far, whole units.
        claims: Of this good, in the order of the answer.

    Returns:
        What is set aside for each claim afterwards; together never more than came. None: more was handed over.
    """
    granted_qty = sum(claim.granted_qty for claim in claims)
    handed_qty = sum(claim.handed_qty for claim in claims)
    if arrived_qty < handed_qty:
        return None
    is_more = arrived_qty >= granted_qty
    kept = [claim.granted_qty if is_more else claim.handed_qty for claim in claims]
    wishes = [claim.wish(beyond_qty=qty) for claim, qty in zip(claims, kept, strict=True)]
    shares = share_units(arrived_qty - sum(kept), wishes=wishes)
    return tuple(qty + share for qty, share in zip(kept, shares, strict=True))


def due_rp(*, held_rp: int, claims: Sequence[Claim], is_sharing: bool, is_cancelled: bool = False) -> int:
    """Tell what of a buyer's money is due back, whole rupiah.

    Args:
        held_rp: What is held of it.
        claims: All lines of the order.
        is_sharing: What came is shared; before that nothing is due, everything may still come.
        is_cancelled: The cycle was cancelled: all of it.
    """
    if is_cancelled:
        return held_rp
    if not is_sharing:
        return 0 if any(claim.most_qty for claim in claims) else held_rp
    return held_rp - sum(claim.ready_rp for claim in claims)
