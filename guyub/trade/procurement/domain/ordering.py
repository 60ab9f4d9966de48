"""An order of many together: wishes with a tolerance, filled up to whole cases, and shared out when they come.

Source: docs/algorithms/reordering.md; quantity and tolerance are the practice of buying groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import allocate_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence


class OrderRefusedError(DomainError):
    """An order cannot be put together; ``wrong`` says why.

    ``case`` (a case holds less than one), ``quantity`` (below zero; fact ``buyer``), ``tolerance`` (below zero; fact
    ``buyer``), ``twice`` (one buyer twice; fact ``buyer``), ``minimum`` (below what the supplier delivers; facts
    ``minimum_rp``, ``missing_rp``).
    """

    code: ClassVar[str] = "procurement.order.refused"


@dataclass(frozen=True, slots=True)
class Wish:
    """What one buyer wants, and how much more would do if a case is filled by it."""

    buyer: str
    quantity: int
    tolerance: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOrder(Row):
    """What wishes come to in whole cases.

    Args:
        wished_qty: All quantities.
        tolerance_qty: All tolerances.
        cases: Whole cases to order.
        ordered_qty: The same in units.
        missing_qty: How many units more would fill the next case, tolerance counted; 0: none is begun.
        unserved_qty: Units wished for that stay outside whole cases.
    """

    wished_qty: int
    tolerance_qty: int
    cases: int
    ordered_qty: int
    missing_qty: int
    unserved_qty: int


def full_cases(*, quantity: int, tolerance: int, case_size: int) -> int:
    """Give how many whole cases a quantity fills, one more where the rest with the tolerance reaches a case.

    Raises:
        OrderRefusedError: ``case``.
    """
    if case_size < 1:
        raise OrderRefusedError(wrong="case")
    cases, rest = divmod(quantity, case_size)
    return cases + (rest > 0 and rest + tolerance >= case_size)


def order_cases(wishes: Sequence[Wish], *, case_size: int) -> CaseOrder:
    """Put wishes together into whole cases.

    Raises:
        OrderRefusedError: ``case``, then wish by wish ``quantity``, ``tolerance``, ``twice``.
    """
    if case_size < 1:
        raise OrderRefusedError(wrong="case")
    _refuse_wishes(wishes)
    wished_qty = sum(wish.quantity for wish in wishes)
    tolerance_qty = sum(wish.tolerance for wish in wishes)
    cases = full_cases(quantity=wished_qty, tolerance=tolerance_qty, case_size=case_size)
    unserved_qty = max(0, wished_qty - cases * case_size)
    return CaseOrder(
        wished_qty=wished_qty,
        tolerance_qty=tolerance_qty,
        cases=cases,
        ordered_qty=cases * case_size,
        missing_qty=case_size - unserved_qty - tolerance_qty if unserved_qty else 0,
        unserved_qty=unserved_qty,
    )


def share_units(units_qty: int, *, wishes: Sequence[Wish]) -> tuple[int, ...]:
    """Share units that came among the buyers, by largest remainder.

    What is less than all quantities is shared by quantity; what is more goes to those with a tolerance, by tolerance.
    Nobody gets more than quantity and tolerance; what nobody wished for is left over.

    Args:
        units_qty: What came, zero or more.
        wishes: In the order of the answer; on equal remainders the earlier first.

    Raises:
        OrderRefusedError: ``quantity``, ``tolerance``, ``twice``.
    """
    _refuse_wishes(wishes)
    quantities = [wish.quantity for wish in wishes]
    tolerances = [wish.tolerance for wish in wishes]
    if units_qty <= sum(quantities):
        return allocate_rp(units_qty, quantities)
    extra_qty = min(units_qty - sum(quantities), sum(tolerances))
    extras = allocate_rp(extra_qty, tolerances)
    return tuple(quantity + extra for quantity, extra in zip(quantities, extras, strict=True))


def share_cases(cases: int, *, wishes: Sequence[Wish]) -> tuple[int, ...]:
    """Share whole cases that are not opened among the buyers, by quantity and largest remainder.

    Args:
        cases: How many came.
        wishes: In the order of the answer; where nobody wishes anything nobody gets any.

    Raises:
        OrderRefusedError: ``quantity``, ``tolerance``, ``twice``.
    """
    _refuse_wishes(wishes)
    quantities = [wish.quantity for wish in wishes]
    return allocate_rp(cases if any(quantities) else 0, quantities)


def refuse_below_minimum(*, order_rp: int, minimum_rp: int) -> None:
    """Refuse an order that is less than the supplier delivers; at the minimum it goes.

    Raises:
        OrderRefusedError: ``minimum``.
    """
    if order_rp < minimum_rp:
        raise OrderRefusedError(wrong="minimum", minimum_rp=minimum_rp, missing_rp=minimum_rp - order_rp)


def _refuse_wishes(wishes: Sequence[Wish]) -> None:
    seen: set[str] = set()
    for wish in wishes:
        for wrong, qty in (("quantity", wish.quantity), ("tolerance", wish.tolerance)):
            if qty < 0:
                raise OrderRefusedError(wrong=wrong, buyer=wish.buyer)
        if wish.buyer in seen:
            raise OrderRefusedError(wrong="twice", buyer=wish.buyer)
        seen.add(wish.buyer)
