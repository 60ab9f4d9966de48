"""The rationed goods that invented people buy at tills, and what a till writes of who bought them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.trade.subsidised.domain.programmes import KnownBy
from guyub.trade.subsidised.services.quota import Wish, reserve

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.devices.models import Device

HOTLINE, DEPOSIT_RP = "135", 150_000


@dataclass(frozen=True)
class Rationed:
    """One rationed product.

    Args:
        key: Of the product.
        programme: Which rules hold.
        category: As what it is bought.
        title: The category in words.
        content: What one pack holds, in the programme's smallest unit.
        proofs: The papers that a buyer shows to be registered.
        has_containers: An empty container comes back with each pack, unless it stays with the buyer.
    """

    key: str
    programme: str
    category: str
    title: str
    content: int = 1
    proofs: tuple[str, ...] = ("KTP",)
    has_containers: bool = False

    def told(
        self,
        *,
        line: int,
        packs: int,
        use_id: UUID,
        buyer: tuple[UUID, str],
        device: Device,
        at: datetime,
        is_known: bool = True,
        stays: str = "",
    ) -> dict[str, Any]:
        """Set the quota aside where the till could ask, and give what the sale says of who bought.

        Args:
            line: Of the sale, from 1.
            packs: How many were bought.
            use_id: The till's number for it.
            buyer: Who, and the last four digits.
            device: The till's.
            at: When, aware.
            is_known: The till could ask what is left; else it sold as the rule lets while nobody knows.
            stays: How a container stays with the buyer, as the till writes it.
        """
        consumer_id, last4 = buyer
        qty = packs * self.content
        if is_known:
            wish = Wish(
                use_id=use_id,
                programme=self.programme,
                category=self.category,
                consumer_id=consumer_id,
                qty=qty,
            )
            reserve(place=device.cooperative, device_id=device.id, wish=wish, now=at)
        return {
            "line": line,
            "use_id": str(use_id),
            "programme": self.programme,
            "category": self.category,
            "title": self.title,
            "consumer_id": str(consumer_id),
            "box": None,
            "last4": last4,
            "known_by": (KnownBy.NETWORK if is_known else KnownBy.UNKNOWN).value,
            "qty": qty,
            "reason": "",
            "empties": packs if self.has_containers and not stays else 0,
            "stays": stays,
            "deposit_rp": packs * DEPOSIT_RP if stays == "DEPOSIT" else 0,
            "hotline": HOTLINE,
        }


GAS = Rationed("lpg-3", "LPG_3KG", "RT", "Rumah tangga", proofs=("KTP", "KK"), has_containers=True)
RICE = Rationed("beras-sphp-5", "BERAS_SPHP", "PEMBELI", "Pembeli", content=5_000)
RATIONED = {one.key: one for one in (GAS, RICE)}
