"""What agents brought to one outlet lately, as limits by allocation count it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.selectors.together import Inquiry
from guyub.trade.subsidised.domain.given import Arrived, Given

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# More than come of one good while a till is without a network; what is taken back is not among them.
_LATELY = 40
_GIVEN = """
    SELECT r.programme_id, r.arrived_on, r.recorded_at, r.qty FROM (
        SELECT c.programme_id, d.arrived_on, d.recorded_at,
            (d.came_qty - d.leaking_qty - d.returned_qty) * p.content AS qty,
            row_number() OVER (PARTITION BY c.programme_id ORDER BY d.arrived_on DESC, d.id DESC) AS place
        FROM subsidised_delivery d
        JOIN subsidised_supplycontract c ON c.cooperative_id = d.cooperative_id AND c.id = d.contract_id
        JOIN inventory_product p ON p.cooperative_id = d.cooperative_id AND p.id = d.product_id
        WHERE d.cooperative_id = %(place)s AND d.state = 'DATANG'
    ) r WHERE r.place <= %(most)s
"""


def given_inquiry(place_id: int) -> Inquiry[Given]:
    """Ask what came to a cooperative lately, of every programme; its scope is needed.

    Args:
        place_id: Which cooperative.
    """

    def read(rows: Iterable[Sequence[Any]]) -> Given:
        return Given(tuple(Arrived(*row) for row in rows))

    return Inquiry([(_GIVEN, {"place": place_id, "most": _LATELY})], read, is_kept=True)
