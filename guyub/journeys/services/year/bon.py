"""Bon: some members let their goods stand until wages are paid, and pay in the first days of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.journeys.services.year.people import Neighbour
    from guyub.journeys.services.year.stage import Stage

MEMBERS, MOST_RP = 24, 300_000
BON_OF_HUNDRED, PAY_OF_HUNDRED = 45, 88
FIRST_DAY, LAST_DAY = 2, 9  # of the month, on which they pay


class Bon:
    """What members owe for goods, and who comes to pay it when."""

    def __init__(self, stage: Stage, people: Sequence[Neighbour], *, cashier_id: UUID) -> None:
        """Nobody owes anything; the cashier, who may not take her own money, buys none."""
        self.chance = stage.chance("bon")
        others = [one.member_id for one in people if one.person_id != cashier_id]
        self.owed_rp = dict.fromkeys(self.chance.sample(others, MEMBERS), 0)
        self.month: date | None = None
        self.coming: dict[int, list[UUID]] = {}

    def takes(self, member_id: UUID, amount_rp: int) -> bool:
        """Throw whether a purchase stands on bon; beyond what the member has open it does not."""
        if member_id not in self.owed_rp or self.chance.randrange(100) >= BON_OF_HUNDRED:
            return False
        owed_rp = self.owed_rp[member_id] + amount_rp
        if owed_rp > MOST_RP:
            return False
        self.owed_rp[member_id] = owed_rp
        return True

    def paying(self, on: date) -> Iterator[tuple[UUID, int]]:
        """Give who pays on a day, all that is open; whoever does not come this month comes in the next."""
        if self.month != (month := on.replace(day=1)):
            self.month, self.coming = month, {}
            for member_id, owed_rp in self.owed_rp.items():
                if owed_rp and self.chance.randrange(100) < PAY_OF_HUNDRED:
                    self.coming.setdefault(self.chance.randint(FIRST_DAY, LAST_DAY), []).append(member_id)
        for day in [one for one in self.coming if one <= on.day]:  # those of a closed day come on the next
            for member_id in self.coming.pop(day):
                yield member_id, self.owed_rp[member_id]
                self.owed_rp[member_id] = 0
