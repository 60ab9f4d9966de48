"""What came from a till is judged by the rules of its day: who agreed to it, and what agreement is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.trade.retail.domain.guards import guard_of_discount, lack_of
from guyub.trade.retail.domain.returns import guard_of
from guyub.trade.retail.selectors.guards import guards_on

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.trade.retail.domain.returns import Act, Guard
    from guyub.trade.retail.domain.told import SaleTold
    from guyub.trade.retail.selectors.till_facts import Told


@dataclass(frozen=True, slots=True)
class Agreement:
    """The second person who agreed, one who works here; and what agreement is missing, "" for none."""

    agreed_by: UUID | None
    lacks: str


def judged(
    *,
    facts: Told,
    agreed_by: UUID | None,
    has_pin: bool,
    act: Act,
    amount_rp: int,
    is_own_sale: bool,
    is_in_shift: bool,
    on: date,
) -> Agreement:
    """Judge what gave money or goods back. Step; one query.

    Args:
        facts: Who told it.
        agreed_by: The second person, as told.
        has_pin: Somebody typed a PIN, at least the cashier's own.
        act: What was done.
        amount_rp: What went back, whole rupiah.
        is_own_sale: The cashier had sold it.
        is_in_shift: The sale is of the same shift of the till.
        on: The business date of the act.
    """
    limits = guards_on(cooperative_id=facts.place.id, on=on).limits[act]
    guard = guard_of(
        act, amount_rp=amount_rp, limits=limits, is_own_sale=is_own_sale, is_in_shift=is_in_shift
    )
    return _agreement(facts, guard, agreed_by, has_pin=has_pin)


def judged_sale(*, facts: Told, told: SaleTold, on: date) -> Agreement:
    """Judge the discounts of a sale. Step; no query without a discount, else one."""
    off_rp = told.subtotal_rp - told.total_rp
    if off_rp <= 0:
        return Agreement(told.agreed_by if facts.is_second_known else None, "")
    rate = guards_on(cooperative_id=facts.place.id, on=on).discount_rate
    guard = guard_of_discount(subtotal_rp=told.subtotal_rp, off_rp=off_rp, discount_rate=rate)
    return _agreement(facts, guard, told.agreed_by, has_pin=False)


def _agreement(facts: Told, guard: Guard, agreed_by: UUID | None, *, has_pin: bool) -> Agreement:
    second = agreed_by if facts.is_second_known else None
    lack = lack_of(guard, has_second=second is not None, has_pin=has_pin)
    return Agreement(second, lack.value if lack else "")
