"""Who chairs which cooperative, without any number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.cooperatives.selectors.officers import chairs_of
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import who_has
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True)
class Chair(Row):
    """One cooperative and its chair; ``name`` is empty where nobody entered one."""

    code: str
    place: str
    name: str
    has_phone: bool


def chairs(places: Sequence[Cooperative], *, today: date) -> list[Chair]:
    """List the chairs of cooperatives, those without one too; two queries."""
    with scope(*(place.id for place in places)):
        found = chairs_of([place.id for place in places], today=today)
    reachable = who_has(SecretKind.PHONE, [chair.person_id for chair in found.values() if chair.person_id])
    return [
        Chair(
            place.code,
            place.name,
            found[place.id].name if place.id in found else "",
            place.id in found and found[place.id].person_id in reachable,
        )
        for place in places
    ]
