"""Events as people take them away: the history, and every kind with its posting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.chart import chart
from guyub.books.treasury.domain.events import AMOUNT_WORDS, GROUP_WORDS, Direction
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from guyub.books.treasury.domain.events import EventKind
    from guyub.books.treasury.selectors.events import EventPage

DIRECTION_WORDS: Mapping[str, str] = {
    Direction.MASUK: "masuk",
    Direction.KELUAR: "keluar",
    Direction.PINDAH: "pindah",
    Direction.CATAT: "tanpa uang",
}
_PLACES = {"@": "Tempat uang yang dipilih", "@2": "Tempat uang tujuan"}


@dataclass(frozen=True, slots=True)
class PostingRow(Row):
    """One part of a posting: side, account ("" for a cash place), its name, which amount, by which choice."""

    side: str
    code: str
    name: str
    amount: str
    choice: str


def postings_of(kind: EventKind) -> Iterator[PostingRow]:
    """Give what a kind posts, one row for each part, and for a chosen account one for each account."""
    for part in kind.posting:
        side = "Debit" if part.side > 0 else "Kredit"
        amount = AMOUNT_WORDS.get(part.amount, "Sisanya")
        if part.account in _PLACES:
            yield PostingRow(side, "", _PLACES[part.account], amount, "")
        elif part.account == "?":
            by_account: dict[str, list[str]] = {}
            for choice, code in kind.choices.items():
                by_account.setdefault(code, []).append(choice)
            for code, chosen in by_account.items():
                yield PostingRow(side, code, _name(code), amount, ", ".join(chosen))
        else:
            yield PostingRow(side, part.account, _name(part.account), amount, "")


def kind_sheet(listed: Iterable[EventKind]) -> Sheet:
    """Write every kind with its posting as a table."""
    return Sheet(
        name="Jenis peristiwa",
        title="Jenis peristiwa dan jurnalnya",
        source="Guyub, data/peristiwa",
        columns=(
            Column("Kode", width=26),
            Column("Kelompok", width=26),
            Column("Peristiwa", width=40),
            Column("Uang", width=12),
            Column("Sisi", width=10),
            Column("Akun", width=12),
            Column("Nama akun", width=36),
            Column("Jumlah", width=16),
            Column("Bila dipilih", width=40),
            Column("Dari daftar Catat", width=16),
        ),
        rows=[
            (kind.code, GROUP_WORDS.get(kind.group, kind.group.capitalize()), kind.title,
             DIRECTION_WORDS[kind.direction], row.side, row.code, row.name, row.amount, row.choice,
             "tidak" if kind.is_hidden else "ya")
            for kind in listed
            for row in postings_of(kind)
        ],
    )  # fmt: skip


def history_sheet(found: EventPage, who: str) -> Sheet:
    """Write found events as a table, the last recorded first."""
    return Sheet(
        name="Peristiwa",
        title=f"Peristiwa {who}",
        source="Guyub",
        columns=(
            Column("Terjadi", Kind.DATE, 12),
            Column("Nomor", width=16),
            Column("Peristiwa", width=40),
            Column("Uang", width=12),
            Column("Jumlah", Kind.RUPIAH),
            Column("Tempat uang", width=24),
            Column("Ke", width=24),
            Column("Pihak", width=24),
            Column("Catatan", width=30),
            Column("Unit", width=18),
            Column("Dicatat oleh", width=20),
            Column("Keadaan", width=14),
        ),
        rows=[
            (row.happened_on, row.number, row.what, DIRECTION_WORDS[row.direction], row.amount_rp,
             row.cash_place, row.to_place, row.who, row.note, row.unit, row.person,
             "dibatalkan" if row.undone_by_id else "")
            for row in found.events
        ],
    )  # fmt: skip


def _name(code: str) -> str:
    return chart().above(code).name
