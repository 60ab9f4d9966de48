"""Random histories of a cooperative's money: whatever people try, in whatever order, everything still holds.

A seed decides who tries what. Refusals are part of it: they must change nothing, which the last look would show.
"""

import random
from collections import Counter
from datetime import timedelta

import pytest

from guyub.books.treasury.domain.events import Direction
from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.models import Event
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.books.treasury.services.booking import EventTyped
from guyub.books.treasury.services.events import record_event, undo_event
from guyub.books.treasury.services.shifts import close_shift, drop_cash, open_shift, top_up
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.invariants import Examination, broken_rules, said
from tests.books.treasury.tills import pieces
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = NOW.date()
STEPS = 60


class History:
    """One seed's people, what they try, and how often it was done or refused."""

    def __init__(self, seed):
        self.chance, self.world = random.Random(seed), World()  # noqa: S311  a seed, no secret
        self.places, self.now, self.done = self.world.cash(), NOW - timedelta(hours=9), Counter()
        self.place = self.world.bumiayu

    def shared(self, role, name=""):
        self.now += timedelta(minutes=1)
        return {
            "actor": self.world.actor(role, name=name),
            "place": self.place,
            "today": TODAY,
            "request_id": new_id(),
            "now": self.now,
        }

    def amount(self, most=400_000):
        return self.chance.randrange(1, most // 100) * 100

    def somewhere(self):
        return self.chance.choice(list(self.places.values()))

    def records(self):
        kind = self.chance.choice([kind for kind in kinds().values() if not kind.is_hidden])
        moves = kind.direction is not Direction.CATAT
        typed = EventTyped(
            kind=kind.code,
            happened_on=TODAY - timedelta(days=self.chance.randrange(20)),
            amounts={
                name: self.amount(9_000_000 if self.chance.random() < 0.05 else 300_000)
                for name in kind.amounts
            },
            cash_place_id=self.somewhere() if moves else None,
            to_place_id=self.somewhere() if kind.direction is Direction.PINDAH else None,
            choice=self.chance.choice(list(kind.choices)) if kind.choices else "",
            who="Pihak contoh",
        )
        record_event(typed=typed, **self.shared(Role.BENDAHARA))

    def undoes(self):
        with scope(self.place.id):
            ids = list(Event.objects.filter(cooperative=self.place).values_list("id", flat=True))
        undo_event(
            event_id=self.chance.choice(ids) if ids else new_id(),
            reason="salah ketik",
            **self.shared(Role.BENDAHARA),
        )

    def holder(self):
        return self.chance.choice([Role.KASIR, Role.PENGELOLA_GERAI])

    def opens_a_shift(self):
        shared = self.shared(self.holder())
        done = open_shift(drawer_id=self.places["LACI"], pieces=pieces(self.amount()), **shared)
        if done.count_id and not done.shift_id:
            open_shift(
                drawer_id=self.places["LACI"],
                count_id=done.count_id,
                reason="kembalian",
                **shared | {"request_id": new_id()},
            )

    def drops(self):
        drop_cash(
            amount_rp=self.amount(),
            to_place_id=self.somewhere(),
            receiver="Bu contoh",
            **self.shared(self.holder()),
        )

    def tops_up(self):
        top_up(
            amount_rp=self.amount(),
            from_place_id=self.somewhere(),
            giver="Bu contoh",
            **self.shared(self.holder()),
        )

    def closes_a_shift(self):
        shared = self.shared(self.holder())
        with scope(self.place.id):
            shift = open_shift_of(cooperative_id=self.place.id, person_id=shared["actor"].person_id)
        if shift is None:
            raise ShiftRefusedError(wrong="none")
        done = close_shift(shift_id=shift.shift_id, pieces=pieces(self.amount(120_000)), **shared)
        if not done.shift_id:
            close_shift(
                shift_id=shift.shift_id,
                count_id=done.count_id,
                reason="kembalian",
                **shared | {"request_id": new_id()},
            )

    def run(self):
        tries = (
            [self.records] * 6
            + [self.undoes] * 2
            + [self.opens_a_shift, self.drops, self.tops_up, self.tops_up, self.closes_a_shift] * 2
        )
        for _ in range(STEPS):
            act = self.chance.choice(tries)
            try:
                act()
            except DomainError as refused:
                self.done[f"{act.__name__}: {refused.facts.get('wrong', refused.code)}"] += 1
            else:
                self.done[act.__name__] += 1


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 60))]
)
def test_whatever_is_tried_everything_holds(seed):
    history = History(seed)

    history.run()

    with scope(history.place.id):
        broken = [
            said(one) for one in broken_rules(cooperative_id=history.place.id, examination=Examination.AUDIT)
        ]
    assert broken == [], history.done
    assert sum(count for name, count in history.done.items() if ":" not in name) > STEPS / 4, history.done
