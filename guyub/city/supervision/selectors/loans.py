"""How members of all cooperatives that the city guides borrow; the few are left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.city.supervision.domain.small_numbers import Sum, protected
from guyub.city.supervision.models import PlaceLoans
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, json_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.city.supervision.domain.small_numbers import Cell, Shown

ALL, PEOPLE = "", "borrowers"
# By the codes that services.loans keeps.
CLASS_WORDS: Mapping[str, str] = {
    "L": "Lancar",
    "KL": "Kurang lancar",
    "D": "Diragukan",
    "M": "Macet",
}


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of one cooperative; rupiah."""

    code: str
    borrowers: int
    left_rp: int
    risky_rp: int
    classes: list[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class PlaceLent(Row):
    """One cooperative, or all; rupiah and percent are None where the borrowers are not shown as a number."""

    code: str
    name: str
    borrowers: Shown
    left_rp: int | None
    risky_percent: int | None


@dataclass(frozen=True, slots=True)
class ClassLent(Row):
    """The loans of one class in all cooperatives; rupiah, None where the loans are not shown as a number."""

    words: str
    loans: Shown
    left_rp: int | None


@dataclass(frozen=True, slots=True)
class CityLoans(Row):
    """All cooperatives in which a loan runs, those with the largest part at risk first, their sum, and by class."""

    rows: tuple[PlaceLent, ...]
    whole: PlaceLent
    classes: tuple[ClassLent, ...]


def city_loans_inquiry(*, names: Mapping[str, str], least: int) -> Inquiry[CityLoans | None]:
    """Ask how members borrow in the cooperatives that a city guides; None: no loan runs in any.

    Args:
        names: Of the cooperatives that it guides: code of the ward → name.
        least: Of fewer people nothing is told.
    """
    rows = PlaceLoans.objects.filter(code__in=names.keys())
    columns = rows.values_list("code", "borrowers_count", "left_rp", "risky_rp", "classes")

    def read(found: list[Any]) -> CityLoans | None:
        kept = [
            _Kept(code, borrowers, left_rp, risky_rp, json_of(classes))
            for code, borrowers, left_rp, risky_rp, classes in found
        ]
        return _lent(kept, names, least)

    return Inquiry.of(columns, read=read)


def _lent(found: Sequence[_Kept], names: Mapping[str, str], least: int) -> CityLoans | None:
    kept = {one.code: one for one in found}
    if not kept:
        return None
    cells: dict[Cell, int] = {(code, PEOPLE): one.borrowers for code, one in kept.items()}
    cells[ALL, PEOPLE] = sum(cells.values())
    shown = protected(cells, [Sum((ALL, PEOPLE), [(code, PEOPLE) for code in kept])], least=least)

    def told(code: str, name: str, left_rp: int, risky_rp: int) -> PlaceLent:
        people = shown[code, PEOPLE]
        if people.number is None:
            return PlaceLent(code, name, people, None, None)
        return PlaceLent(code, name, people, left_rp, 100 * risky_rp // left_rp if left_rp else 0)

    rows = [told(code, names[code], one.left_rp, one.risky_rp) for code, one in kept.items()]
    rows.sort(key=lambda row: (row.risky_percent is None, -(row.risky_percent or 0), row.name))
    left_rp, risky_rp = (sum(getattr(one, name) for one in kept.values()) for name in ("left_rp", "risky_rp"))
    whole = told(ALL, "Semua koperasi", left_rp, risky_rp)
    return CityLoans(tuple(rows), whole, _classes(found, least))


def _classes(kept: Sequence[_Kept], least: int) -> tuple[ClassLent, ...]:
    """Add up by class over all cooperatives; a class of few loans is nearly a person."""
    loans, left = Counter[str](), Counter[str]()
    for one in kept:
        for code, count, left_rp in one.classes:
            loans[code] += count
            left[code] += left_rp
    cells: dict[Cell, int] = {(code, "loans"): loans[code] for code in CLASS_WORDS}
    cells[ALL, "loans"] = sum(cells.values())
    shown = protected(cells, [Sum((ALL, "loans"), [(code, "loans") for code in CLASS_WORDS])], least=least)
    return tuple(
        ClassLent(words, cell, None if cell.number is None else left[code])
        for code, words in CLASS_WORDS.items()
        for cell in (shown[code, "loans"],)
    )
