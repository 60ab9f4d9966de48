"""A scarce good shared fairly: five ways to share it, in whole lots, to the last one, and the way to the result.

Exact: a target is a fraction over one denominator that all claims have in common, so 83,000 claims need no slow
fractions and lose nothing. A method says which target each claim has; whole lots come of it by largest remainder,
once, at the end. Source: docs/algorithms/allocation.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE = Decimal(1)
EXACT_CLAIMS = 200
DIGITS = 10**40


class Method(StrEnum):
    """How a supply is shared; the names of ``guyub calc``."""

    EQUAL = "equal"  # the same for each, cut at its need
    PROPORTIONAL = "proportional"  # by demand and weight
    MAX_MIN = "max_min"  # all rise together until each is full
    FLOOR_PROPORTIONAL = "floor_proportional"  # first the floors, then by the demand that is left
    DEFICIT_CREDIT = "deficit_credit"  # first what somebody was short before, then by the demand that is left


class AllocationRefusedError(DomainError):
    """What was given cannot be shared. Facts: ``field``, ``wrong`` and the sentence ``message``.

    ``negative`` (supply, demand, floor, cap, credit or weight below zero), ``lot`` (less than 1), ``twice`` (one claim
    is named two times), ``weight`` (not a decimal text).
    """

    code: ClassVar[str] = "subsidised.allocation.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Row):
    """Who asks for a part.

    Args:
        id: Of the claim.
        demand: What it needs.
        weight: How much it counts; 0: only what the others leave.
        floor: What it gets before others get more than theirs (``floor_proportional``).
        cap: The most it may get; None: its demand.
        credit: What it was short in rounds before (``deficit_credit``).
    """

    id: str
    demand: int
    weight: Decimal | Fraction = ONE
    floor: int = 0
    cap: int | None = None
    credit: int = 0

    @property
    def need(self) -> int:
        """The most that it takes."""
        return self.demand if self.cap is None else min(self.demand, self.cap)


@dataclass(frozen=True, slots=True)
class Step(Row):
    """One step on the way, for people who check it by hand.

    Args:
        kind: ``first`` (floors or credits), ``level`` (all that still take rise to it), ``lots`` (left-over lots).
        claims: How many claims it was about.
        amount: What it gave, exact.
        level: ``level``: what each takes of one unit of its weight (by demand: of one unit of weighted demand).
        full: How many were full by it.
    """

    kind: str
    claims: int
    amount: Fraction
    level: Fraction | None = None
    full: int = 0


@dataclass(frozen=True, slots=True)
class Allocation(Row):
    """What came of it.

    Args:
        amounts: What each claim gets, in their order; whole lots.
        left: What nobody takes, and what is less than a lot.
        jain_index: How even the parts of the demands are, from 1/n to 1; None where nobody gets anything.
        least: The smallest part of its demand that somebody gets; None where nobody asks.
        steps: The way to it.
    """

    amounts: tuple[int, ...]
    left: int
    jain_index: Fraction | None
    least: Fraction | None
    steps: tuple[Step, ...]


@dataclass(slots=True)
class _Targets:
    """What each claim has, exact: ``whole`` + ``parts`` / ``of``."""

    whole: list[int]
    parts: list[int]
    of: int
    steps: list[Step]


def allocate(
    supply: int, *, method: Method, claims: Sequence[Claim], lot: int = 1, turn: int = 0
) -> Allocation:
    """Share a supply among claims, in whole lots, losing and inventing nothing.

    Nobody gets above its demand or its cap. Nothing is left while somebody can take a lot, but of ``equal``, where
    what full claims leave stays. Lots that the fractions leave go one each to the largest of them; of equal ones to
    the earlier in the list, counted from the place ``turn``, which goes round from one round to the next.

    Args:
        supply: What there is.
        method: How it is shared.
        claims: Who asks.
        lot: What comes together only: a rack of cylinders.
        turn: How many rounds there were before.

    Raises:
        AllocationRefusedError: ``negative lot twice``.

    Source: docs/algorithms/allocation.md.
    """
    _refuse(supply, claims, lot)
    rooms = [one.need // lot * lot for one in claims]
    there = supply // lot * lot
    targets = _targets(there, method, claims, rooms)
    amounts = _whole_lots(targets, rooms=rooms, lot=lot, turn=turn)
    left = supply - sum(amounts)
    assert left >= 0  # noqa: S101  our own mistake, not the caller's
    return Allocation(
        tuple(amounts), left, jain(amounts, claims), _least(amounts, claims), tuple(targets.steps)
    )


def jain(amounts: Sequence[int], claims: Sequence[Claim]) -> Fraction | None:
    """Tell how even the parts of the demands are: (Σx)² / (n Σx²), x = share / demand; None: nobody gets anything.

    Claims that ask for nothing are left out. Exact up to 200 claims; of more, each part to its fortieth digit, since
    the common denominator of many demands has thousands of them.
    """
    asking = [(amount, one.demand) for amount, one in zip(amounts, claims, strict=True) if one.demand]
    scale = lcm(*(demand for _, demand in asking)) if len(asking) <= EXACT_CLAIMS else DIGITS
    parts = [amount * scale // demand for amount, demand in asking]
    squares = sum(part * part for part in parts)
    return Fraction(sum(parts) ** 2, len(parts) * squares) if squares else None


def _least(amounts: Sequence[int], claims: Sequence[Claim]) -> Fraction | None:
    least: Fraction | None = None
    for amount, one in zip(amounts, claims, strict=True):
        if one.demand and (least is None or amount * least.denominator < least.numerator * one.demand):
            least = Fraction(amount, one.demand)
    return least


def _refuse(supply: int, claims: Sequence[Claim], lot: int) -> None:
    if lot < 1:
        raise AllocationRefusedError(field="lot", wrong="lot", message="Isi satu kelompok paling sedikit 1.")
    if supply < 0:
        raise _negative("supply")
    seen = set()
    for at, one in enumerate(claims):
        if one.id in seen:
            raise AllocationRefusedError(
                field=f"claims[{at}].id", wrong="twice", message=f"Nama {one.id} tertulis dua kali."
            )
        seen.add(one.id)
        for name in ("demand", "weight", "floor", "cap", "credit"):
            if (getattr(one, name) or 0) < 0:
                raise _negative(f"claims[{at}].{name}")


def _negative(field: str) -> AllocationRefusedError:
    return AllocationRefusedError(
        field=field, wrong="negative", message="Angka ini tidak boleh kurang dari nol."
    )


def _targets(there: int, method: Method, claims: Sequence[Claim], rooms: Sequence[int]) -> _Targets:
    weights, scale = _whole_weights(claims)
    nothing, alike = [0] * len(claims), [1] * len(claims)
    if method is Method.EQUAL:
        return _equal(there, rooms)
    if method is Method.MAX_MIN:
        return _filled(there, bases=nothing, rooms=rooms, speeds=weights, scale=scale, idle=alike)
    first, steps = nothing, []
    if method is not Method.PROPORTIONAL:
        asked = [one.floor if method is Method.FLOOR_PROPORTIONAL else one.credit for one in claims]
        first = [min(one, room) for one, room in zip(asked, rooms, strict=True)]
        if sum(first) > there:  # too little for them: they rise together
            return _filled(there, bases=nothing, rooms=first, speeds=weights, scale=scale, idle=alike)
        steps = [Step("first", sum(map(bool, first)), Fraction(sum(first)))]
    rest = [one.demand - own for one, own in zip(claims, first, strict=True)]
    speeds = [own * weight for own, weight in zip(rest, weights, strict=True)]
    filled = _filled(there - sum(first), bases=first, rooms=rooms, speeds=speeds, scale=scale, idle=rest)
    filled.steps[:0] = steps
    return filled


def _whole_weights(claims: Sequence[Claim]) -> tuple[list[int], int]:
    """Give the weights as whole numbers that stand to each other as they do, and how many times as large they are."""
    exact = [one.weight.as_integer_ratio() for one in claims]
    scale = lcm(*{of for _, of in exact})
    return [part * (scale // of) for part, of in exact], scale


def _equal(there: int, rooms: Sequence[int]) -> _Targets:
    """The same for each, cut where somebody can take no more; what is cut off goes to nobody."""
    count = len(rooms)
    full = [room * count <= there for room in rooms]
    whole = [room if is_full else 0 for room, is_full in zip(rooms, full, strict=True)]
    parts = [0 if is_full else there for is_full in full]
    steps = []
    if count:
        given = Fraction(sum(whole) * count + sum(parts), count)
        steps.append(Step("level", count, given, Fraction(there, count), sum(full)))
    return _Targets(whole, parts, count or 1, steps)


def _filled(
    there: int,
    *,
    bases: Sequence[int],
    rooms: Sequence[int],
    speeds: Sequence[int],
    scale: int,
    idle: Sequence[int],
) -> _Targets:
    """Let all rise from their bases in step with their speeds until the supply is used up or all are full.

    Who is full stops, and what it leaves lifts the others. Who has no speed rises by ``idle``, when all others are
    full.
    """
    filled = _Targets(list(bases), [0] * len(bases), 1, [])
    rising = [at for at, speed in enumerate(speeds) if speed and rooms[at] > bases[at]]
    resting = [at for at, speed in enumerate(speeds) if not speed and rooms[at] > bases[at]]
    there = _raise(filled, rising, there, rooms=rooms, speeds=speeds, scale=scale)
    _raise(filled, resting, there, rooms=rooms, speeds=idle, scale=1)
    return filled


def _raise(
    filled: _Targets,
    rising: list[int],
    there: int,
    *,
    rooms: Sequence[int],
    speeds: Sequence[int],
    scale: int,
) -> int:
    """Lift these claims; give what they leave, whole since they are all full then."""
    whole = filled.whole
    while rising and there:
        speed = sum([speeds[at] for at in rising])
        full = [at for at in rising if (rooms[at] - whole[at]) * speed <= there * speeds[at]]
        level = Fraction(there * scale, speed)
        if not full:
            filled.steps.append(Step("level", len(rising), Fraction(there), level))
            filled.of = speed
            for at in rising:
                filled.parts[at] = there * speeds[at]
            return 0
        given = sum([rooms[at] - whole[at] for at in full])
        filled.steps.append(Step("level", len(rising), Fraction(given), level, len(full)))
        for at in full:
            whole[at] = rooms[at]
        there -= given
        stopped = set(full)
        rising = [at for at in rising if at not in stopped]
    return there


def _whole_lots(targets: _Targets, *, rooms: Sequence[int], lot: int, turn: int) -> list[int]:
    """Round the targets to whole lots: all down, then one lot each to the largest fractions."""
    size = targets.of * lot
    exact = [whole * targets.of + part for whole, part in zip(targets.whole, targets.parts, strict=True)]
    lots = [one // size for one in exact]
    spare = sum(exact) // size - sum(lots)
    if spare:
        count = len(exact)
        open_ = [at for at, one in enumerate(exact) if one % size]
        open_.sort(key=lambda at: (-(exact[at] % size), (at - turn) % count))
        for at in open_[:spare]:
            lots[at] += 1
        targets.steps.append(Step("lots", spare, Fraction(spare * lot)))
    amounts = [one * lot for one in lots]
    assert all(amount <= room for amount, room in zip(amounts, rooms, strict=True))  # noqa: S101  our own mistake
    return amounts
