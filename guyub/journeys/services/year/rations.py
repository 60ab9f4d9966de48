"""Who buys rationed goods: registered households, each once a day at most, as a till asks for and writes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.domain.roles import Role
from guyub.journeys.services.rationing_examples import kk_of, nik_of
from guyub.journeys.services.till_example_rations import HOTLINE, HOUSEHOLD, PROGRAMME, TITLE
from guyub.trade.subsidised.domain.consumers import ConsumerTyped
from guyub.trade.subsidised.domain.programmes import KnownBy
from guyub.trade.subsidised.selectors.consents import consent_on
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik
from guyub.trade.subsidised.services.consumers import register_consumer
from guyub.trade.subsidised.services.quota import Wish, reserve

if TYPE_CHECKING:
    from datetime import date, datetime
    from random import Random
    from uuid import UUID

    from guyub.foundation.devices.models import Device
    from guyub.journeys.services.year.stage import Stage


@dataclass(frozen=True)
class Rationed:
    """One rationed product.

    Args:
        key: Of the ware.
        programme: Which rules hold.
        category: As what it is bought.
        title: The category in words.
        content: What one pack holds, in the programme's smallest unit.
        proofs: The papers that a buyer shows to be registered.
        empties: How many containers come back with one pack.
    """

    key: str
    programme: str
    category: str
    title: str
    content: int = 1
    proofs: tuple[str, ...] = ("KTP",)
    empties: int = 0


GAS = Rationed("lpg-3", PROGRAMME, HOUSEHOLD, TITLE, proofs=("KTP", "KK"), empties=1)
RICE = Rationed("beras-sphp-5", "BERAS_SPHP", "PEMBELI", "Pembeli", content=5_000)


class Buyers:
    """The registered buyers of one rationed product."""

    def __init__(self, stage: Stage, good: Rationed, chance: Random) -> None:
        """Nobody is registered yet."""
        self.stage, self.good, self.chance = stage, good, chance
        self.known: list[tuple[UUID, str]] = []
        self.came: set[UUID] = set()

    def register(self, count: int, on: date) -> None:
        """Let the cashier register some households."""
        for at in range(count):
            typed = ConsumerTyped(
                programme=self.good.programme,
                category=self.good.category,
                nik=nik_of(at),
                name=f"Rumah tangga {at + 1} (contoh)",
                kk=kk_of(at),
                nib="",
                ward=self.stage.place.code,
                proofs=self.good.proofs,
                consent_version=consent_on(on).version,
            )
            label = f"buyer {self.good.key} {at}"
            register_consumer(typed=typed, **self.stage.by(label, on, Role.KASIR, without="place"))
            found = consumer_by_nik(nik_of(at))
            assert found is not None  # noqa: S101  just registered
            self.known.append((found.id, found.last4))

    def ends(self) -> None:
        """Forget who came today."""
        self.came.clear()

    def ration(self, line: int, device: Device, number: int, at: datetime) -> dict[str, Any]:
        """Give the part of a sale that says who bought one pack: the network was asked, containers came back."""
        good = self.good
        consumer_id, last4 = self.chance.choice([one for one in self.known if one[0] not in self.came])
        self.came.add(consumer_id)
        use_id = self.stage.once(f"use {number}")
        wish = Wish(
            use_id=use_id,
            programme=good.programme,
            category=good.category,
            consumer_id=consumer_id,
            qty=good.content,
        )
        reserve(place=self.stage.place, device_id=device.id, wish=wish, now=at)
        return {
            "line": line,
            "use_id": str(use_id),
            "programme": good.programme,
            "category": good.category,
            "title": good.title,
            "consumer_id": str(consumer_id),
            "box": None,
            "last4": last4,
            "known_by": KnownBy.NETWORK.value,
            "qty": good.content,
            "reason": "",
            "empties": good.empties,
            "stays": "",
            "deposit_rp": 0,
            "hotline": HOTLINE,
        }
