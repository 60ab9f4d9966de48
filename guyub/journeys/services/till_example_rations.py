"""Who bought LPG and rice at the tills of invented Bumiayu: as the till asks for a buyer, and what it writes of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.journeys.services.examples import SPACE
from guyub.journeys.services.rationed_examples import RATIONED
from guyub.journeys.services.rationing_examples import nik_of
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from guyub.foundation.devices.models import Device
    from guyub.journeys.services.till_example_sales import Basket


def has_buyers() -> bool:
    """Tell whether the buyers of the demonstration are registered."""
    return consumer_by_nik(nik_of(0)) is not None


def ration_of(
    basket: Basket,
    lines: Sequence[Mapping[str, Any]],
    *,
    device: Device,
    number: int,
    at: datetime,
) -> dict[str, Any]:
    """Give the part of a sale that says who bought; nothing where nobody had to be asked for.

    Args:
        basket: The sale.
        lines: Its lines, as the till writes them.
        device: The till's.
        number: Of the receipt.
        at: When, aware.
    """
    buyer = consumer_by_nik(nik_of(basket.buyer)) if basket.buyer is not None else None
    if buyer is None:
        return {}
    line, good = next((at, RATIONED[key]) for at, key in enumerate(basket.goods, 1) if key in RATIONED)
    told = good.told(
        line=line,
        packs=lines[line - 1]["base_qty"],
        use_id=uuid5(SPACE, f"till/use/{device.series}/{number}"),
        buyer=(buyer.id, buyer.last4),
        device=device,
        at=at,
        is_known=basket.is_known,
        stays=basket.stays,
    )
    return {"rations": [told]}
