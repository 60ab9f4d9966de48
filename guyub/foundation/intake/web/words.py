"""What pages of brought tables share: how far one came, notes on its lines, which column is read as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.documents.spreadsheets import Column, Sheet
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.web.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from guyub.foundation.intake.domain.notes import Note
    from guyub.foundation.intake.domain.titles import Field

    Lines = Sequence[tuple[int, Sequence[str]]]

SAMPLES, LONGEST_SAMPLE = 2, 40
# How far a table came, with the tone of its chip.
STATES: Mapping[str, tuple[str, str]] = {
    "DIUNGGAH": ("Belum dimasukkan", "warn"),
    "DIMASUKKAN": ("Dimasukkan", "ok"),
    "DIBATALKAN": ("Dibatalkan", ""),
    "DIBUANG": ("Dibuang", ""),
}


@dataclass(frozen=True, slots=True)
class NoteLine(Row):
    """One note as people read it; ``line`` is "" where it is of the whole table."""

    line: int | str
    name: str
    field: str
    what: str
    todo: str
    suggestion: str
    is_error: bool

    @property
    def kind(self) -> str:
        """Whether it keeps its line out."""
        return "Harus beres" if self.is_error else "Periksa"


@dataclass(frozen=True, slots=True)
class FieldChoice(Row):
    """One field, the column that it is read from, and what stands in it."""

    code: str
    title: str
    is_required: bool
    chosen: str
    samples: str


def note_line(
    note: Note,
    *,
    words: Mapping[str, tuple[str, str]],
    titles: Mapping[str, str],
    suggestions: Mapping[str, Callable[[str], str]],
) -> NoteLine:
    """Put a note into words.

    Args:
        note: What there is to say.
        words: By note, what is not right and what to do.
        titles: By field, its title.
        suggestions: By note, how its suggestion is said where it does not speak for itself.
    """
    what, todo = words[note.wrong]
    suggest = suggestions.get(note.wrong, str)
    return NoteLine(
        note.line or "",
        note.name,
        titles.get(note.field, ""),
        what,
        todo,
        suggest(note.suggestion) if note.suggestion else "",
        note.is_error,
    )


def notes_sheet(name: str, lines: Iterable[NoteLine]) -> Sheet:
    """Give what is not right in a table as a sheet, line by line; ``name`` is the file's."""
    return Sheet(
        name="Catatan baris",
        title=f"Catatan baris: {name}",
        source="pemeriksaan Guyub, tanpa memasukkan apa pun",
        columns=(
            Column("Baris", width=8),
            Column("Nama", width=28),
            Column("Kolom", width=22),
            Column("Jenis", width=12),
            Column("Yang ditemukan", width=44),
            Column("Yang perlu dilakukan", width=54),
            Column("Petunjuk", width=34),
        ),
        rows=[
            (line.line, line.name, line.field, line.kind, line.what, line.todo, line.suggestion)
            for line in lines
        ],
    )


def example_sheet(name: str, title: str, fields: Iterable[Field]) -> Sheet:
    """Give an empty table with one invented row, of the fields that have an example."""
    shown = [field for field in fields if field.example]
    return Sheet(
        name=name,
        title=title,
        source="Guyub. Hapus baris contoh sebelum mengunggah",
        columns=[Column(field.title, width=max(14, len(field.title) + 2)) for field in shown],
        rows=[[field.example for field in shown]],
    )


def help_sheet(fields: Iterable[Field], helps: Mapping[str, str]) -> Sheet:
    """Give what each column of a table means, as a sheet beside the example."""
    return Sheet(
        name="Penjelasan",
        title="Isi tiap kolom",
        source="Guyub",
        columns=[Column("Kolom", width=22), Column("Harus ada", width=12), Column("Isinya", width=90)],
        rows=[(one.title, "ya" if one.is_required else "", helps[one.code]) for one in fields],
    )


def field_choices(
    fields: Iterable[Field],
    *,
    mapping: Mapping[str, str],
    columns: Sequence[str],
    lines: Lines,
    shown: Callable[[str], str] | None = None,
) -> Iterator[FieldChoice]:
    """List the fields with the column that each is read from.

    Args:
        fields: What columns may hold.
        mapping: Field → title.
        columns: The titles.
        lines: Some lines below the header, to show samples of.
        shown: How a cell is shown; as it stands where nothing is said.
    """
    for field in fields:
        chosen = mapping.get(field.code, "")
        place = columns.index(chosen) if chosen in columns else -1
        told = samples(lines, place, shown) if place >= 0 else ""
        yield FieldChoice(field.code, field.title, field.is_required, chosen, told)


def samples(lines: Lines, place: int, shown: Callable[[str], str] | None = None) -> str:
    """Show what stands in a column: two cells that differ."""
    found: list[str] = []
    for _, cells in lines:
        cell = cells[place] if place < len(cells) else ""
        said = (shown(cell) if shown else cell)[:LONGEST_SAMPLE] if cell else ""
        if said and said not in found:
            found.append(said)
        if len(found) == SAMPLES:
            break
    return "; ".join(found)


def small_number(written: str) -> int:
    """Read a small number that a select or a field sends; -1, which nothing is, for anything else."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= 6 else -1


def refusal_kept(said: Mapping[str, object] | None) -> str:
    """Give the sentence of what the worker refused; "" for nothing."""
    if not said:
        return ""
    facts = said["facts"]
    assert isinstance(facts, dict)  # noqa: S101  as services.working writes it
    kept = type("KeptRefusal", (DomainError,), {"code": str(said["code"])})
    return sentence(kept(**facts))
