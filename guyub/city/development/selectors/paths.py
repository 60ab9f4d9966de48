"""The versions of the path, read from data once per process."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from guyub.city.development.domain.path import Path, read_path

if TYPE_CHECKING:
    from datetime import date

DATA = FilePath(__file__).resolve().parent.parent / "data"


@cache
def paths() -> tuple[Path, ...]:
    """List every version, the oldest first."""
    found = [read_path(tomllib.loads(file.read_text("utf-8"))) for file in DATA.glob("path-*.toml")]
    return tuple(sorted(found, key=lambda path: path.valid_from))


def path_on(day: date) -> Path:
    """Give the version in force on a day; before the first one, the first."""
    return next((path for path in reversed(paths()) if path.valid_from <= day), paths()[0])
