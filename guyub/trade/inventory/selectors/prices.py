"""What goods cost buyers: the price that holds of a day, and how it came to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.kernel.tenancy.postgresql.calls import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

MOST_HISTORY = 60
# Of one unit, buyer and outlet the latest holds; one that was withdrawn leaves none behind.
_KEYS = """
    SELECT DISTINCT ON (p.unit_id, p.audience, p.outlet_id) p.product_id, p.unit_id, p.audience, p.outlet_id,
        p.amount_rp, p.from_on, p.until_on, p.reason, p.is_withdrawn
    FROM inventory_price p
    WHERE p.cooperative_id = %(place)s AND p.product_id = ANY(%(products)s::uuid[])
        AND p.from_on <= %(on)s AND (p.until_on IS NULL OR p.until_on >= %(on)s)
    ORDER BY p.unit_id, p.audience, p.outlet_id, p.from_on DESC, p.recorded_at DESC, p.id DESC
"""
_COLUMNS = "k.product_id, k.unit_id, k.audience, k.outlet_id, k.amount_rp, k.from_on, k.until_on, k.reason"
_STANDING = f"""
    SELECT {_COLUMNS} FROM ({_KEYS}) k WHERE NOT k.is_withdrawn
    ORDER BY k.product_id, k.unit_id, k.outlet_id NULLS FIRST, k.audience DESC
"""  # noqa: S608  columns of our own
_HELD = f"""
    SELECT DISTINCT ON (k.unit_id) {_COLUMNS} FROM (
        SELECT DISTINCT ON (k.unit_id, k.audience) k.* FROM ({_KEYS}) k
        WHERE NOT k.is_withdrawn AND (k.outlet_id IS NULL OR k.outlet_id = %(outlet)s::uuid)
            AND (k.audience = 'UMUM' OR %(member)s)
        ORDER BY k.unit_id, k.audience, k.outlet_id IS NULL
    ) k
    ORDER BY k.unit_id, k.amount_rp, k.audience
"""  # noqa: S608  as above
_COMING = """
    SELECT p.product_id, p.unit_id, p.audience, p.outlet_id, p.amount_rp, p.from_on, p.until_on, p.reason
    FROM inventory_price p
    WHERE p.cooperative_id = %(place)s AND p.product_id = ANY(%(products)s::uuid[]) AND p.from_on > %(on)s
        AND NOT p.is_withdrawn
    ORDER BY p.from_on, p.recorded_at, p.id
"""
_HISTORY = """
    SELECT p.id, u.name, p.audience, o.name, p.amount_rp, p.from_on, p.until_on, p.is_withdrawn, p.reason, n.name,
        p.recorded_at
    FROM inventory_price p
    JOIN inventory_productunit u ON u.cooperative_id = %(place)s AND u.id = p.unit_id
    LEFT JOIN cooperatives_outlet o ON o.cooperative_id = %(place)s AND o.id = p.outlet_id
    LEFT JOIN identity_person n ON n.id = p.person_id
    WHERE p.cooperative_id = %(place)s AND p.product_id = %(product)s
    ORDER BY p.from_on DESC, p.recorded_at DESC, p.id DESC LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class PriceNow(Row):
    """A price that holds: for one unit, whole rupiah; ``outlet_id`` None: in all outlets."""

    product_id: UUID
    unit_id: UUID
    audience: str
    outlet_id: UUID | None
    amount_rp: int
    from_on: date
    until_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class PricePast(Row):
    """A price as it was set or withdrawn; ``outlet`` empty: all of them; ``person`` empty: nobody of today."""

    price_id: UUID
    unit: str
    audience: str
    outlet: str
    amount_rp: int
    from_on: date
    until_on: date | None
    is_withdrawn: bool
    reason: str
    person: str
    recorded_at: datetime


def price_of_inquiry(
    *,
    cooperative_id: int,
    product_ids: Collection[UUID],
    on: date,
    outlet_id: UUID | None = None,
    is_member: bool = False,
) -> Inquiry[dict[UUID, PriceNow]]:
    """Ask what products cost one buyer in one outlet on a day, by unit; a unit without a price is not in it.

    Of each audience the most particular price holds: of the outlet before all outlets, then the latest ``from_on``,
    then the latest set. A member pays the lower of both. One statement, however many products.

    Args:
        cooperative_id: Whose.
        product_ids: Which products.
        on: The business date of the deal.
        outlet_id: Where; None: prices of all outlets alone.
        is_member: The buyer is a member.
    """
    given = _given(cooperative_id, product_ids, on) | {"outlet": outlet_id, "member": is_member}
    return Inquiry([(_HELD, given)], lambda rows: {row[1]: PriceNow(*row) for row in rows}, is_kept=True)


def price_of(
    *,
    cooperative_id: int,
    product_ids: Collection[UUID],
    on: date,
    outlet_id: UUID | None = None,
    is_member: bool = False,
) -> dict[UUID, PriceNow]:
    """Give what products cost, as of ``price_of_inquiry``. One query."""
    (prices,) = asked(
        price_of_inquiry(
            cooperative_id=cooperative_id,
            product_ids=product_ids,
            on=on,
            outlet_id=outlet_id,
            is_member=is_member,
        )
    )
    found: dict[UUID, PriceNow] = prices
    return found


def standing_inquiry(
    *, cooperative_id: int, product_ids: Collection[UUID], on: date
) -> Inquiry[list[PriceNow]]:
    """Ask for every price of products that stands on a day: each unit, buyer and outlet has its own."""
    given = _given(cooperative_id, product_ids, on)
    return Inquiry([(_STANDING, given)], lambda rows: [PriceNow(*row) for row in rows])


def coming_inquiry(
    *, cooperative_id: int, product_ids: Collection[UUID], on: date
) -> Inquiry[list[PriceNow]]:
    """Ask for prices that begin after a day, the next first."""
    given = _given(cooperative_id, product_ids, on)
    return Inquiry([(_COMING, given)], lambda rows: [PriceNow(*row) for row in rows])


def history_inquiry(
    *, cooperative_id: int, product_id: UUID, most: int = MOST_HISTORY
) -> Inquiry[list[PricePast]]:
    """Ask how the prices of a product came to be, the latest first; at most ``most`` of them."""
    given = {"place": cooperative_id, "product": product_id, "most": most}
    return Inquiry([(_HISTORY, given)], _past)


def _past(rows: Sequence[Sequence[Any]]) -> list[PricePast]:
    return [
        PricePast(
            price_id=row[0],
            unit=row[1],
            audience=row[2],
            outlet=row[3] or "",
            amount_rp=row[4],
            from_on=row[5],
            until_on=row[6],
            is_withdrawn=row[7],
            reason=row[8],
            person=row[9] or "",
            recorded_at=row[10],
        )
        for row in rows
    ]


def _given(cooperative_id: int, product_ids: Collection[UUID], on: date) -> dict[str, Any]:
    return {"place": cooperative_id, "products": listed(product_ids), "on": on}
