"""Finding regions."""

from __future__ import annotations

import csv
import gzip
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from guyub.community.cooperatives.models import Region, RegionLevel
from guyub.community.cooperatives.selectors.wards import DATA, wards
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Region._meta.db_table  # for sums that are written in SQL
WARD_LEVELS = (RegionLevel.KELURAHAN, RegionLevel.DESA, RegionLevel.DESA_ADAT)
_CHECKSUM = f"""
SELECT md5(string_agg(concat_ws('|', code, name, level, postal_code), E'\\n' ORDER BY code COLLATE "C"))
FROM {Region._meta.db_table}
"""  # noqa: S608  a table name of our own


@dataclass(frozen=True)
class RegionRow(Row):
    """One region with the names above it: ``Bumiayu``, ``Kedungkandang, Kota Malang, Jawa Timur``."""

    code: str
    name: str
    level: str
    within: str
    postal_code: str


def region_by_code(code: str) -> RegionRow | None:
    """Find a region and the names above it; None for a code that is none."""
    found = list(Region.objects.filter(code__in=_ancestry(code)).order_by("code"))
    if not found or found[-1].code != code:
        return None
    last = found[-1]
    within = ", ".join(region.name for region in reversed(found[:-1]))
    return RegionRow(last.code, last.name, last.level, within, last.postal_code)


def search_regions(query: str, *, most: int = 20, levels: tuple[str, ...] = ()) -> list[RegionRow]:
    """Find regions whose name or code begins so, the higher ones first."""
    text = " ".join(query.split())
    if not text:
        return []
    by_code = text[0].isdigit()
    rows = Region.objects.filter(**{"code__startswith" if by_code else "name__istartswith": text})
    if levels:
        rows = rows.filter(level__in=levels)
    picked = rows.select_related("parent__parent__parent").order_by("name", "code")[:most]
    return [RegionRow(row.code, row.name, row.level, _within(row), row.postal_code) for row in picked]


def names_within(code: str) -> dict[str, str]:
    """Name the regions right below one: code → name; from the files where the regions are not loaded."""
    found = dict(Region.objects.filter(parent_id=code).values_list("code", "name"))
    return found or {ward.kecamatan_code: ward.kecamatan for ward in wards()}


def files_regions() -> Iterator[tuple[str, str, str, str | None, str]]:
    """Read the regions of the data file: code, name, level, parent, postal code (known for Kota Malang alone)."""
    postal = {ward.code: ward.postal_code for ward in wards()}
    with gzip.open(DATA / "wilayah_indonesia.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["code"]
            parent = code.rpartition(".")[0] or None
            yield code, " ".join(row["name"].split()), row["level"].upper(), parent, postal.get(code, "")


def regions_differ() -> bool:
    """Tell whether the table says something else than the data file: one checksum on each side."""
    with connection.cursor() as cursor:
        cursor.execute(_CHECKSUM)
        (kept,) = cursor.fetchone()
    lines = "\n".join(
        f"{code}|{name}|{level}|{post}" for code, name, level, _, post in sorted(files_regions())
    )
    return bool(kept != hashlib.md5(lines.encode(), usedforsecurity=False).hexdigest())


def _ancestry(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _within(region: Region) -> str:
    names = []
    above = region.parent
    while above is not None:
        names.append(above.name)
        above = above.parent
    return ", ".join(names)
