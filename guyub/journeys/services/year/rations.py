"""Who buys rationed goods: registered households, each once a day at most, as a till asks for and writes of them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.domain.roles import Role
from guyub.journeys.services.member_examples import invented_names
from guyub.journeys.services.rationing_examples import kk_of, nik_of
from guyub.trade.subsidised.domain.consumers import ConsumerTyped
from guyub.trade.subsidised.selectors.consents import consent_on
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik
from guyub.trade.subsidised.services.consumers import register_consumer

if TYPE_CHECKING:
    from datetime import date, datetime
    from random import Random
    from uuid import UUID

    from guyub.foundation.devices.models import Device
    from guyub.journeys.services.rationed_examples import Rationed
    from guyub.journeys.services.year.stage import Stage

NAMES = [name for name, _ in islice(invented_names(), 168, None)]  # 120 who are no members


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
            self.add(NAMES[at], nik_of(at), kk_of(at), on)

    def add(self, name: str, nik: str, kk: str, on: date) -> None:
        """Let the cashier register one household."""
        typed = ConsumerTyped(
            programme=self.good.programme,
            category=self.good.category,
            nik=nik,
            name=name,
            kk=kk,
            nib="",
            ward=self.stage.place.code,
            proofs=self.good.proofs,
            consent_version=consent_on(on).version,
        )
        label = f"buyer {self.good.key} {len(self.known)}"
        register_consumer(typed=typed, **self.stage.by(label, on, Role.KASIR, without="place"))
        found = consumer_by_nik(nik)
        assert found is not None  # noqa: S101  just registered
        self.known.append((found.id, found.last4))

    def ends(self) -> None:
        """Forget who came today."""
        self.came.clear()

    def ration(self, line: int, device: Device, number: int, at: datetime) -> dict[str, Any]:
        """Give the part of a sale that says who bought one pack: the network was asked, containers came back."""
        buyer = self.chance.choice([one for one in self.known if one[0] not in self.came])
        self.came.add(buyer[0])
        use_id = self.stage.once(f"use {number}")
        return self.good.told(line=line, packs=1, use_id=use_id, buyer=buyer, device=device, at=at)
