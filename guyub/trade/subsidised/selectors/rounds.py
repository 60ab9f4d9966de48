"""Proposals of shares: the figures they begin with, all of a city, one with its inputs as anybody may see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.allocating import Claim, Method, jain
from guyub.trade.subsidised.domain.rounds import (
    Basis,
    Figures,
    RoundState,
    inputs_hash,
    inputs_of,
    shortfalls,
)
from guyub.trade.subsidised.models import AllocationRound, AllocationShare
from guyub.trade.subsidised.selectors.household_estimates import estimates_of
from guyub.trade.subsidised.selectors.outlets import outlets_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.subsidised.selectors.household_estimates import EstimateRow

MOST_LISTED = 60
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class ShareRow(Row):
    """What one cooperative asks for and is to get, in the good's smallest unit.

    ``households``, ``source`` and ``of_on`` are of the estimate that ``household_qty`` came of; None: there was none.
    """

    code: str
    name: str
    registered: int
    need_qty: int
    household_qty: int | None
    sold_qty: int
    unmet_qty: int
    demand_qty: int
    floor_qty: int
    cap_qty: int | None
    credit_qty: int
    amount_qty: int
    households: int | None
    source: str | None
    of_on: date | None

    @property
    def percent(self) -> int | None:
        """What part of its demand it gets, in whole percent; None where it asks for nothing."""
        return 100 * self.amount_qty // self.demand_qty if self.demand_qty else None

    @property
    def claim(self) -> Claim:
        """As it was shared."""
        return Claim(
            id=self.code,
            demand=self.demand_qty,
            floor=self.floor_qty,
            cap=self.cap_qty,
            credit=self.credit_qty,
        )


@dataclass(frozen=True, slots=True)
class RoundRow(Row):
    """One proposal of a city."""

    round_id: UUID
    name: str
    programme: str
    good: str
    unit: str
    state: str
    from_on: date
    to_on: date
    supply_qty: int
    method: str
    basis: str
    lot: int
    floor_qty: int
    turn: int
    left_qty: int
    inputs_sha: str
    note: str
    person: str
    decided_by: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoundPage(Row):
    """One proposal with all shares, in the order of ties."""

    row: RoundRow
    shares: tuple[ShareRow, ...]

    @property
    def inputs(self) -> dict[str, Any]:
        """What it was shared from, as ``guyub calc allocate`` takes it."""
        return inputs_of(
            supply=self.row.supply_qty,
            method=Method(self.row.method),
            claims=[one.claim for one in self.shares],
            lot=self.row.lot,
            turn=self.row.turn,
        )

    @property
    def is_whole(self) -> bool:
        """Tell whether the inputs still have the hash that they were published with."""
        return inputs_hash(self.inputs) == self.row.inputs_sha

    @property
    def jain_words(self) -> str:
        """How even the parts are, with four decimals."""
        found = jain([one.amount_qty for one in self.shares], [one.claim for one in self.shares])
        exact = found or Fraction(0)
        return str((Decimal(exact.numerator) / exact.denominator).quantize(FOUR_PLACES)).replace(".", ",")

    @property
    def least_percent(self) -> int | None:
        """The smallest part of its demand that somebody gets, in whole percent."""
        return min((one.percent for one in self.shares if one.percent is not None), default=None)

    @property
    def sources(self) -> list[tuple[str, date, int]]:
        """Where the estimates of households are from: source, day, of how many cooperatives' wards."""
        told = [(one.source, one.of_on) for one in self.shares]
        counted = Counter(
            (source, of_on) for source, of_on in told if source is not None and of_on is not None
        )
        return [(source, of_on, count) for (source, of_on), count in counted.items()]

    @property
    def untold(self) -> list[str]:
        """Who asks by registered buyers or sales, since the city told nothing of its ward's households."""
        by_households = self.row.basis == Basis.RUMAH_TANGGA
        return [one.name for one in self.shares if by_households and one.household_qty is None]


# The last three are the estimate's.
_SHARE = tuple(
    f"estimate__{name}" if name in {"households", "source", "of_on"} else name
    for name in ShareRow.__dataclass_fields__
)


def figures_of(*, city: Cooperative, programme: str) -> list[Figures]:
    """Give what is known of the outlets of a city, by the code of the ward, with what they were short the last time.

    Four queries.
    """
    last = (
        AllocationRound.objects.filter(
            cooperative_id=city.id, programme_id=programme, state=RoundState.TERBIT.value
        )
        .order_by("-published_at", "-id")
        .first()
    )
    owed: dict[str, int] = {}
    if last is not None:
        shares = list(
            AllocationShare.objects.filter(cooperative_id=city.id, round_id=last.id)
            .order_by("place_no")
            .values_list("code", "demand_qty", "amount_qty")
        )
        short = shortfalls([one[1] for one in shares], [one[2] for one in shares])
        owed = dict(zip((one[0] for one in shares), short, strict=True))
    rows = [one for one in outlets_of(programme=programme) if one.code.startswith(f"{city.code}.")]
    told = estimates_of(city_id=city.id, programme=programme)
    return [
        Figures(
            code=one.code,
            name=one.name,
            registered=one.registered,
            monthly_qty=one.monthly_qty,
            sold_qty=one.sold_qty,
            unmet_qty=one.unmet_qty,
            weekly_qty=one.weekly_qty or 0,
            cap_qty=one.cap_qty,
            credit_qty=owed.get(one.code, 0),
            **_households(told.get(one.code)),
        )
        for one in sorted(rows, key=lambda one: one.code)
    ]


def approval_of(*, city_id: int, round_id: UUID) -> UUID | None:
    """Give the id of the question to a second person; None: not here. One query."""
    rows = AllocationRound.objects.filter(cooperative_id=city_id, id=round_id)
    return rows.values_list("approval_id", flat=True).first()


def turn_of(*, city_id: int, programme: str) -> int:
    """Count the rounds that were published before: where ties begin. One query."""
    rows = AllocationRound.objects.filter(
        cooperative_id=city_id, programme_id=programme, state=RoundState.TERBIT.value
    )
    return rows.count()


def rounds_of(*, city_id: int, is_public: bool = False) -> list[RoundRow]:
    """List proposals, the newest first; those that are published alone where anybody asks. One query."""
    rows = AllocationRound.objects.filter(cooperative_id=city_id)
    if is_public:
        rows = rows.filter(state=RoundState.TERBIT.value)
    listed = rows.select_related("programme", "person").order_by("-from_on", "-id")
    return [_round(row) for row in listed[:MOST_LISTED]]


def round_page(*, city_id: int, round_id: UUID, is_public: bool = False) -> RoundPage | None:
    """Read one proposal; None: not here, or not published where anybody asks. Two queries."""
    rows = AllocationRound.objects.filter(cooperative_id=city_id, id=round_id)
    row = rows.select_related("programme", "person").first()
    if row is None or (is_public and row.state != RoundState.TERBIT):
        return None
    shares = AllocationShare.objects.filter(cooperative_id=city_id, round_id=round_id).order_by("place_no")
    return RoundPage(_round(row), tuple(ShareRow(*one) for one in shares.values_list(*_SHARE)))


def _households(told: EstimateRow | None) -> dict[str, Any]:
    if told is None:
        return {}
    return {
        "estimate_id": told.estimate_id,
        "households": told.households,
        "household_qty": told.monthly_qty,
    }


def _round(row: AllocationRound) -> RoundRow:
    return RoundRow(
        round_id=row.id,
        name=row.name,
        programme=row.programme_id,
        good=row.programme.title,
        unit=row.programme.unit,
        state=row.state,
        from_on=row.from_on,
        to_on=row.to_on,
        supply_qty=row.supply_qty,
        method=row.method,
        basis=row.basis,
        lot=row.lot,
        floor_qty=row.floor_qty,
        turn=row.turn,
        left_qty=row.left_qty,
        inputs_sha=row.inputs_sha,
        note=row.note,
        person=row.person.name,
        decided_by=row.decided_by,
        published_at=row.published_at,
    )
