"""Who bought LPG and rice at the tills of invented Bumiayu: as the till asks for a buyer, and what it writes of one."""

from __future__ import annotations

from dataclasses import dataclass
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

PROGRAMME, HOUSEHOLD, TITLE = "LPG_3KG", "RT", "Rumah tangga"
HOTLINE, DEPOSIT_RP = "135", 150_000


@dataclass(frozen=True)
class _Rationed:
    """A product of the demonstration that is rationed: of which programme, as what it is bought, what one holds."""

    programme: str
    category: str
    title: str
    content: int = 1
    has_containers: bool = False


_RATIONED: Mapping[str, _Rationed] = {
    "lpg-3": _Rationed(PROGRAMME, HOUSEHOLD, TITLE, has_containers=True),
    "beras-sphp-5": _Rationed("BERAS_SPHP", "PEMBELI", "Pembeli", content=5_000),
}


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
    line, good = next((at, _RATIONED[key]) for at, key in enumerate(basket.goods, 1) if key in _RATIONED)
    qty = lines[line - 1]["base_qty"] * good.content
    empties = qty if good.has_containers and not basket.stays else 0
    if basket.is_known:
        wish = Wish(
            use_id=use_id,
            programme=good.programme,
            category=good.category,
            consumer_id=buyer.id,
            qty=qty,
        )
        reserve(place=place, device_id=device.id, wish=wish, now=at)
    return {
        "rations": [
            {
                "line": line,
                "use_id": str(use_id),
                "programme": good.programme,
                "category": good.category,
                "title": good.title,
                "consumer_id": str(buyer.id),
                "box": None,
                "last4": buyer.last4,
                "known_by": (KnownBy.NETWORK if basket.is_known else KnownBy.UNKNOWN).value,
                "qty": qty,
                "reason": "",
                "empties": empties,
                "stays": basket.stays,
                "deposit_rp": qty * DEPOSIT_RP if basket.stays == "DEPOSIT" else 0,
                "hotline": HOTLINE,
            }
        ]
    }
