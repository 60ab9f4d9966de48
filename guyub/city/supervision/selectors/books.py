"""The books of all cooperatives that the city guides: drawn up as one, and a few figures of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.statements import Statement, StatementName
from guyub.books.ledger.selectors.overview import Glance, glances_of
from guyub.books.ledger.selectors.statements import Question, consolidated
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import all_cooperatives

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True, slots=True)
class PlaceBooks(Row):
    """One cooperative that keeps books here: how far they are, and its first figures of today."""

    code: str
    name: str
    glance: Glance


@dataclass(frozen=True, slots=True)
class CityBooks(Row):
    """All of them together, what they owe and sell each other left out; and each, by name."""

    position: Statement
    result: Statement
    places: tuple[PlaceBooks, ...]


def city_books(places: Sequence[Cooperative], *, since: date, until: date, today: date) -> CityBooks | None:
    """Draw up what cooperatives' books say together; None where none of them keeps books here. Three queries.

    Args:
        places: The cooperatives that the city guides.
        since: The first day of the span.
        until: Its last day.
        today: The business date, for the figures of each.
    """
    names = {place.id: place for place in places}
    with all_cooperatives("the city reads the statements of those it guides as one; no entry, no person"):
        glances = glances_of(names, today=today)
        if not glances:
            return None
        both = (StatementName.NERACA, StatementName.HASIL_USAHA)
        position, result = consolidated(
            cooperative_ids=list(glances),
            questions=[Question(name=name, since=since, until=until) for name in both],
        )
    rows = (PlaceBooks(names[one].code, names[one].name, glance) for one, glance in glances.items())
    return CityBooks(position, result, tuple(sorted(rows, key=lambda row: row.name)))
