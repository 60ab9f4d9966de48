"""What must hold of needs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from guyub.city.development.domain.needs import NeedState, may_move
from guyub.city.development.models import Need, NeedEvent
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID


def needs_stand_where_their_history_ends(cooperative_id: int) -> Iterator[Broken]:
    """A history begins with RAISED, makes only allowed steps, and ends in the need's state at its ``since``."""
    needs = Need.objects.filter(cooperative_id=cooperative_id).order_by("number")
    events = NeedEvent.objects.filter(cooperative_id=cooperative_id).order_by("at", "id")
    history: dict[UUID, list[NeedEvent]] = {}
    for event in events.iterator(chunk_size=500):
        history.setdefault(event.need_id, []).append(event)
    for need in needs.iterator(chunk_size=500):
        moves = history.get(need.id, [])
        states = [NeedState(event.to_state) for event in moves]
        steps = pairwise(states)
        if states[:1] != [NeedState.RAISED] or not all(may_move(one, other) for one, other in steps):
            yield Broken("development.need.history", f"need {need.number}: {' '.join(states)}")
        elif (states[-1], moves[-1].at) != (need.state, need.since):
            yield Broken(
                "development.need.state", f"need {need.number} is {need.state}, its history {states[-1]}"
            )


def need_numbers_are_gapless(cooperative_id: int) -> Iterator[Broken]:
    """Numbers of needs run from 1 without a gap."""
    rows = Need.objects.filter(cooperative_id=cooperative_id).order_by("number")
    numbers = list(rows.values_list("number", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        yield Broken("development.need.gapless", f"{len(numbers)} needs, the last is {numbers[-1]}")


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    needs_stand_where_their_history_ends,
    need_numbers_are_gapless,
)
