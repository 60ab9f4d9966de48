"""What the house keeps about one person: each context offers its part in ``selectors/own_data.py`` as OWN_DATA.

A member takes all parts along as PDF or JSON (UU 27/2022). A table with people in it that no part names fails a test,
so that no later table is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import Model

    # A fact: text, a whole number (rupiah where its label says so), a day, a moment, yes or no; None where unknown.
    Fact = str | int | date | datetime | bool | None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose data, in which cooperative."""

    cooperative_id: int
    person_id: UUID


@dataclass(frozen=True, slots=True)
class OwnPart:
    """One part of what is kept about a person.

    Args:
        title: What people call it.
        tables: The tables that it reads, whole for this person.
        rows: Gives the rows: label in Indonesian → fact; needs the scope of the cooperative.
        rank: Lower stands earlier.
    """

    title: str
    tables: tuple[type[Model], ...]
    rows: Callable[[Owner], Iterable[Mapping[str, Fact]]]
    rank: int = 50


@cache
def own_parts() -> tuple[OwnPart, ...]:
    """Collect what every context offers, by rank."""
    found: list[OwnPart] = []
    for config in apps.get_app_configs():
        module = f"{config.name}.selectors.own_data"
        if config.name.startswith("guyub.") and find_spec(f"{config.name}.selectors") and find_spec(module):
            found += getattr(import_module(module), "OWN_DATA", ())
    return tuple(sorted(found, key=lambda part: part.rank))
