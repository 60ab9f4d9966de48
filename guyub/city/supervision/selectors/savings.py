"""How members of all cooperatives that the city guides take part in saving; the few are left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from guyub.city.supervision.models import PlaceSavings
from guyub.foundation.kernel.formats import MONTHS
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, json_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class PlaceDues(Row):
    """One cooperative: its last billed month, of those billed how many percent settled, and the change since before.

    ``percent`` is None where fewer are billed than may be told. Rupiah.
    """

    code: str
    name: str
    month: date
    billed: int | None
    percent: int | None
    before: int | None
    missing_rp: int

    @property
    def month_words(self) -> str:
        """``Oktober 2026``."""
        return f"{MONTHS[self.month.month - 1]} {self.month.year}"

    @property
    def change(self) -> int | None:
        """Percent points against the month before."""
        return None if self.percent is None or self.before is None else self.percent - self.before


@dataclass(frozen=True, slots=True)
class CityDues(Row):
    """All cooperatives that bill their members, those with the lowest share first; percent of all that are billed."""

    rows: tuple[PlaceDues, ...]
    percent: int | None
    least: int


def city_dues(*, names: Mapping[str, str], least: int) -> CityDues:
    """Tell how simpanan wajib is paid in the cooperatives that a city guides. One query; as ``dues_inquiry``."""
    found: list[CityDues] = asked(dues_inquiry(names=names, least=least))
    return found[0]


def dues_inquiry(*, names: Mapping[str, str], least: int) -> Inquiry[CityDues]:
    """Ask how simpanan wajib is paid in the cooperatives that a city guides, together with others.

    Args:
        names: Of the cooperatives that it guides: code of the ward → name.
        least: Of fewer members nothing is told.
    """
    kept = PlaceSavings.objects.filter(code__in=names.keys())
    return Inquiry.of(
        kept.values_list("code", "months"),
        read=lambda found: _dues([(code, json_of(months)) for code, months in found], names, least),
    )


def _dues(kept: Sequence[tuple[str, Any]], names: Mapping[str, str], least: int) -> CityDues:
    rows, billed, settled = list[PlaceDues](), 0, 0
    for code, months in kept:
        if not months:
            continue
        last, *earlier = months[::-1]
        rows.append(
            PlaceDues(
                code,
                names[code],
                date.fromisoformat(last[0]),
                last[1] if last[1] >= least else None,
                _percent(last, least),
                _percent(earlier[0], least) if earlier else None,
                last[3] - last[4],
            )
        )
        billed, settled = billed + last[1], settled + last[2]
    rows.sort(key=lambda row: (row.percent is None, row.percent or 0, row.name))
    whole = 100 * settled // billed if billed >= least else None
    return CityDues(tuple(rows), whole, least)


def _percent(month: Sequence[int], least: int) -> int | None:
    _, billed, settled, *_ = month
    return 100 * settled // billed if billed >= least and billed else None
