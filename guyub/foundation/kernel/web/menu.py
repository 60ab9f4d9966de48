"""The menu of the house: each context names its pages in its own ``web/menu.py``, lower contexts need not know.

An entry is shown where its page exists and, from the identity part on, where the person may open it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.urls import reverse

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest

DOCK_ENTRIES, FIRST = 5, 2
LAST = ("Anda", "Sistem")


@dataclass(frozen=True, kw_only=True)
class Entry(Row):
    """One page in the menu and in the command palette."""

    label: str
    icon: str
    url_name: str
    short: str = ""  # on the phone's bar, where the label is too long for it
    group: str = ""
    keywords: str = ""
    is_for_demo: bool = False
    requires: str = ""  # the act of the table of roles that opens it; empty: anybody
    rank: int = 50  # lower stands earlier, in the menu and on the phone's bar
    work: str = ""  # whoever may do this act has the page on the phone's bar, before others
    is_family: bool = False  # all addresses below its own belong to it
    place: str = ""  # only in a seat of this kind of tenant (models.CooperativeKind); empty: in any

    @property
    def address(self) -> str:
        """Where it leads."""
        return reverse(self.url_name)

    @property
    def words(self) -> str:
        """What the palette looks in."""
        return plain(f"{self.label} {self.group} {self.keywords}")


@dataclass(frozen=True)
class Group(Row):
    """Entries under one title."""

    title: str
    entries: tuple[Entry, ...]


ENTRIES = (
    Entry(label="Keadaan sistem", icon="shield-check", url_name="kernel:system", group="Sistem", requires="view_system",
          keywords="kesehatan siap basis data pekerja versi"),
    Entry(label="Komponen tampilan", icon="notebook-pen", url_name="kernel:styleguide", group="Sistem",
          is_for_demo=True, keywords="gaya warna tombol contoh"),
)  # fmt: skip


def plain(text: str) -> str:
    """Bring text to lower case without accents, for comparing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def entries() -> tuple[Entry, ...]:
    """Collect the entries of every context, by rank, then in the order in which settings list them."""
    found: list[Entry] = []
    for config in apps.get_app_configs():
        module = f"{config.name}.web.menu"
        if config.name.startswith("guyub.") and find_spec(f"{config.name}.web") and find_spec(module):
            found += import_module(module).ENTRIES
    shown = [entry for entry in found if settings.IS_DEMO or not entry.is_for_demo]
    return tuple(sorted(shown, key=lambda entry: entry.rank))


def visible_to(request: HttpRequest) -> tuple[Entry, ...]:
    """Give the entries that this visitor may open; identity's middleware says which acts are allowed."""
    allows = _allows(request)
    return tuple(entry for entry in entries() if allows(entry.requires, entry.place))


def dock_of(request: HttpRequest) -> tuple[Entry, ...]:
    """Give what stands on the phone's bar: what everybody has, the visitor's own work, then the others by rank."""
    shown, allows = visible_to(request), _allows(request)
    ordered = sorted(shown[FIRST:], key=lambda entry: not (entry.work and allows(entry.work, entry.place)))
    return (*shown[:FIRST], *ordered)[:DOCK_ENTRIES]


def _allows(request: HttpRequest) -> Callable[[str, str], bool]:
    allows: Callable[[str, str], bool] = getattr(
        request, "allows", lambda requires, place: not requires + place
    )
    return allows


def groups(shown: Sequence[Entry]) -> tuple[Group, ...]:
    """Order entries by group: those without one first, the person's own and the system last."""
    titles = list(dict.fromkeys(entry.group for entry in shown))
    titles.sort(key=lambda title: (bool(title), LAST.index(title) + 1 if title in LAST else 0))
    return tuple(Group(title, tuple(entry for entry in shown if entry.group == title)) for title in titles)


def search(query: str, shown: Sequence[Entry]) -> list[Entry]:
    """Find entries in which every word of the query begins a word; all of them for an empty query."""
    wanted = plain(query).split()
    return [
        entry for entry in shown if all(any(w.startswith(q) for w in entry.words.split()) for q in wanted)
    ]
