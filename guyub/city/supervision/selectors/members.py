"""The members of all cooperatives that the city guides: counted, the few left out, beside what was reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guyub.city.supervision.domain.small_numbers import Shown, Sum, protected
from guyub.city.supervision.models import PlaceMembers
from guyub.community.cooperatives.selectors.reports import newest_reports
from guyub.community.members.selectors.figures import AGES
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from guyub.city.supervision.domain.small_numbers import Cell
    from guyub.community.cooperatives.selectors.reports import Report
    from guyub.foundation.kernel.models import Cooperative

LEAST = "statistik.sel_terkecil"
ALL = ""
SEXES = ("women", "men", "unsexed")
BANDS = tuple(f"age_{n}" for n in range(len(AGES) + 1))  # the last: nobody wrote a birthday down
HOMES = ("households",)
COLUMNS = ("members", "candidates", *SEXES, *BANDS, *HOMES)


@dataclass(frozen=True, slots=True)
class PlaceFigures(Row):
    """One cooperative: what its register counts (None where it keeps none here), and what others reported of it."""

    code: str
    name: str
    shown: Mapping[str, Shown] | None
    reported: int | None
    reported_on: date | None
    reported_by: str

    @property
    def is_known(self) -> bool:
        """It keeps a register here, or somebody reported a number."""
        return self.shown is not None or self.reported is not None


@dataclass(frozen=True, slots=True)
class CityMonth(Row):
    """The members of all registers at the end of a month."""

    month: date
    members: int


@dataclass(frozen=True, slots=True)
class CityMembers(Row):
    """The whole city: sums of the registers, each cooperative, the growth. ``women_percent`` None: not to be told."""

    rows: tuple[PlaceFigures, ...]
    sums: Mapping[str, Shown]
    women_percent: int | None
    kept: int  # registers
    growth: tuple[CityMonth, ...]
    reported: int
    reporting: int
    least: int


def city_members(*, city: Cooperative, places: Sequence[Cooperative], today: date) -> CityMembers:
    """Count the members of the cooperatives that a city guides; three queries.

    Registers and reports are never added up together: the one is counted here, the other was told by somebody.

    Args:
        city: Whose parameter says which numbers are too small, and who keeps the reports.
        places: The cooperatives that it guides.
        today: The business date.
    """
    with scope(city.id):
        reports = newest_reports(city_id=city.id)
        least = int(value_of(LEAST, cooperative_id=city.id, on=today))
    kept = {row.cooperative_id: row for row in PlaceMembers.objects.filter(cooperative__in=places)}
    shown = _shown({row.code: row for row in kept.values()}, least=least)
    rows = tuple(
        _place(place, shown if place.id in kept else None, reports.get(place.id, {}))
        for place in sorted(places, key=lambda place: (place.name, place.code))
    )
    sums = {column: shown[ALL, column] for column in COLUMNS}
    told = [row.reported for row in rows if row.reported is not None]
    return CityMembers(
        rows=rows,
        sums=sums,
        women_percent=_percent(sums["women"], sums["members"]),
        kept=len(kept),
        growth=_growth(kept.values(), least=least) if sums["members"].number else (),
        reported=sum(told),
        reporting=len(told),
        least=least,
    )


def _shown(rows: Mapping[str, PlaceMembers], *, least: int) -> dict[Cell, Shown]:
    """Count the cells of the table, the city's sums too, and leave out what would tell of few people."""
    cells: dict[Cell, int] = {}
    for code, row in rows.items():
        cells |= {(code, column): count for column, count in _counts(row).items()}
    for column in COLUMNS:
        cells[ALL, column] = sum(cells[code, column] for code in rows)
    sums = [Sum((ALL, column), [(code, column) for code in rows]) for column in COLUMNS]
    sums += [
        Sum((code, "members"), [(code, column) for column in parts])
        for code in (*rows, ALL)
        for parts in (SEXES, BANDS)
    ]
    return protected(cells, sums, least=least)


def _counts(row: PlaceMembers) -> dict[str, int]:
    return {
        "members": row.members_count,
        "candidates": row.candidates_count,
        "women": row.women_count,
        "men": row.men_count,
        "unsexed": row.members_count - row.women_count - row.men_count,
        **dict(zip(BANDS, row.ages, strict=True)),
        "households": row.households_count,
    }


def _place(
    place: Cooperative, shown: Mapping[Cell, Shown] | None, reports: Mapping[str, Report]
) -> PlaceFigures:
    said = reports.get("members")
    return PlaceFigures(
        code=place.code,
        name=place.name,
        shown={column: shown[place.code, column] for column in COLUMNS} if shown is not None else None,
        reported=said.value.number if said else None,
        reported_on=said.as_of if said else None,
        reported_by=said.said_by if said else "",
    )


def _percent(part: Shown, whole: Shown) -> int | None:
    """Tell a share in whole percent, half up, where both numbers are shown."""
    if part.number is None or not whole.number:
        return None
    return (part.number * 200 + whole.number) // (2 * whole.number)


def _growth(rows: Iterable[PlaceMembers], *, least: int) -> tuple[CityMonth, ...]:
    """Add up the ends of months; one of few members begins the series later."""
    ends: dict[str, int] = {}
    for row in rows:
        for month, _, _, members in row.growth:
            ends[month] = ends.get(month, 0) + members
    months = [CityMonth(date.fromisoformat(month), members) for month, members in sorted(ends.items())]
    return tuple(month for month in months if month.members >= least)
