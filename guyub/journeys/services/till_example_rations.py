"""Who bought LPG at the tills of invented Bumiayu: as the till asks for a buyer, and what it writes of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.journeys.services.examples import SPACE
from guyub.journeys.services.rationing_examples import nik_of
from guyub.trade.subsidised.domain.programmes import KnownBy
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik
from guyub.trade.subsidised.services.quota import Wish, reserve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from guyub.foundation.devices.models import Device
    from guyub.foundation.kernel.models import Cooperative
    from guyub.journeys.services.till_example_sales import Basket

GAS_KEY, PROGRAMME, HOUSEHOLD = "lpg-3", "LPG_3KG", "RT"
TITLE, HOTLINE, DEPOSIT_RP = "Rumah tangga", "135", 150_000


def has_buyers() -> bool:
    """Tell whether the buyers of the demonstration are registered."""
    return consumer_by_nik(nik_of(0)) is not None


def ration_of(
    basket: Basket,
    lines: Sequence[Mapping[str, Any]],
    *,
    place: Cooperative,
    device: Device,
    number: int,
    at: datetime,
) -> dict[str, Any]:
    """Give the part of a sale that says who bought; nothing where nobody had to be asked for.

    Args:
        basket: The sale.
        lines: Its lines, as the till writes them.
        place: Whose till.
        device: The till's.
        number: Of the receipt.
        at: When, aware.
    """
    buyer = consumer_by_nik(nik_of(basket.buyer)) if basket.buyer is not None else None
    if buyer is None:
        return {}
    use_id = uuid5(SPACE, f"till/use/{device.series}/{number}")
    line = 1 + list(basket.goods).index(GAS_KEY)
    qty = lines[line - 1]["base_qty"]
    if basket.is_known:
        wish = Wish(use_id=use_id, programme=PROGRAMME, category=HOUSEHOLD, consumer_id=buyer.id, qty=qty)
        reserve(place=place, device_id=device.id, wish=wish, now=at)
    return {
        "rations": [
            {
                "line": line,
                "use_id": str(use_id),
                "programme": PROGRAMME,
                "category": HOUSEHOLD,
                "title": TITLE,
                "consumer_id": str(buyer.id),
                "box": None,
                "last4": buyer.last4,
                "known_by": (KnownBy.NETWORK if basket.is_known else KnownBy.UNKNOWN).value,
                "qty": qty,
                "reason": "",
                "empties": 0 if basket.stays else qty,
                "stays": basket.stays,
                "deposit_rp": qty * DEPOSIT_RP if basket.stays == "DEPOSIT" else 0,
                "hotline": HOTLINE,
            }
        ]
    }
