"""Tables that people bring: which column holds what, and a list of assets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.assets.domain.registers import (
    ACCOUNTS,
    CLASS_WORDS,
    AssetClass,
    AssetRefusedError,
    AssetTyped,
    checked,
)
from guyub.community.cooperatives.domain.cells import read_day
from guyub.foundation.intake.domain.titles import title_key
from guyub.foundation.kernel.money import AmountNotUnderstoodError, parse_rp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("nama", "nama aset", "aset", "barang"),
    "asset_class": ("jenis", "kelompok", "golongan"),
    "acquired_on": ("tanggal", "tanggal perolehan", "diperoleh", "tanggal beli"),
    "cost_rp": ("harga", "harga perolehan", "nilai perolehan", "perolehan"),
    "taken_rp": ("sudah disusutkan", "akumulasi penyusutan", "akumulasi"),
    "residual_rp": ("nilai sisa", "residu"),
    "months": ("sisa umur bulan", "sisa umur", "umur bulan", "umur"),
    "location": ("tempat", "lokasi"),
    "serial": ("nomor seri", "seri"),
}
NEEDED = ("name", "asset_class", "acquired_on", "cost_rp")
HEADER_WITHIN = 10
_CLASSES = {title_key(words): code for code, words in CLASS_WORDS.items()} | {
    "peralatan": AssetClass.PERALATAN,
    "komputer": AssetClass.PERABOT,
    "perabot": AssetClass.PERABOT,
    "tabung": AssetClass.TABUNG,
    "motor": AssetClass.KENDARAAN,
    "gedung": AssetClass.BANGUNAN,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is not read: its line, and what is wrong there."""

    line: int
    wrong: str


def find_columns(
    lines: Sequence[tuple[int, Sequence[str]]], wanted: Mapping[str, Sequence[str]]
) -> tuple[dict[str, int], Sequence[tuple[int, Sequence[str]]]]:
    """Find the header among the first ten lines.

    Returns:
        The place of each wanted column that is there, and the lines below.
    """
    best: dict[str, int] = {}
    below = 0
    for at, (_, cells) in enumerate(lines[:HEADER_WITHIN], 1):
        keys = [title_key(cell) for cell in cells]
        found = {
            field: keys.index(next(name for name in names if name in keys))
            for field, names in wanted.items()
            if any(name in keys for name in names)
        }
        if len(found) > len(best):
            best, below = found, at
    return best, lines[below:]


def amount_in(text: str) -> int:
    """Read rupiah; nothing is 0.

    Raises:
        AmountNotUnderstoodError: What is written is no amount.
    """
    return parse_rp(text) if text else 0


def read_assets(
    lines: Sequence[tuple[int, Sequence[str]]], *, today: date, first: date
) -> tuple[list[AssetTyped], list[Fault]]:
    """Read a list of assets.

    Args:
        lines: Line numbers and cells, the header among the first.
        today: The business date, after which none came.
        first: The first month that this list depreciates; later for what came later.

    Returns:
        The assets that can be read, and a fault for each other row. Line 0: a column is missing.
    """
    columns, below = find_columns(lines, COLUMNS)
    if not set(NEEDED) <= set(columns):
        return [], [Fault(0, "columns")]
    rows, faults = [], []
    for line, cells in below:
        texts = {field: cells[at].strip() if at < len(cells) else "" for field, at in columns.items()}
        try:
            rows.append(checked(_typed(texts, first), today=today))
        except AssetRefusedError as refusal:
            faults.append(Fault(line, str(refusal.facts["wrong"])))
        except AmountNotUnderstoodError:
            faults.append(Fault(line, "cost"))
    return rows, faults


def _typed(texts: Mapping[str, str], first: date) -> AssetTyped:
    acquired_on = read_day(texts["acquired_on"])
    if acquired_on is None:
        raise AssetRefusedError(wrong="day")
    asset_class = _CLASSES.get(title_key(texts["asset_class"]))
    if asset_class is None:
        raise AssetRefusedError(wrong="class")
    months = texts.get("months", "")
    if months and not (months.isascii() and months.isdigit() and len(months) <= 4):
        raise AssetRefusedError(wrong="months")
    return AssetTyped(
        name=texts["name"],
        asset_class=asset_class,
        acquired_on=acquired_on,
        cost_rp=amount_in(texts["cost_rp"]),
        residual_rp=amount_in(texts.get("residual_rp", "")),
        taken_rp=amount_in(texts.get("taken_rp", "")),
        months=int(months) if months else ACCOUNTS[AssetClass(asset_class)].months,
        first=max(first, acquired_on.replace(day=1)),
        location=texts.get("location", ""),
        serial=texts.get("serial", ""),
    )
