"""Reading what people typed into the forms of the books: days, reasons, lines of an entry, choices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryRefusedError, LineDraft
from guyub.books.ledger.services.journal import JournalTyped
from guyub.foundation.kernel.money import AmountNotUnderstoodError, parse_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

    from guyub.foundation.kernel.errors import DomainError

_WRITTEN_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
FIELDS = ("account", "debit", "credit", "unit", "line_note")
MOST_LINES = 60  # what a person types; more lines come by the API
LEAST_LINES, MORE_LINES = 4, 3


@dataclass(frozen=True)
class LineTyped(Row):
    """One line of the form, as typed."""

    account: str = ""
    debit: str = ""
    credit: str = ""
    unit: str = ""
    line_note: str = ""

    @property
    def is_empty(self) -> bool:
        """True where nothing was typed; a chosen unit alone says nothing."""
        return not (self.account + self.debit + self.credit + self.line_note).strip()


def typed_of(request: HttpRequest, field: str) -> str:
    """Give what was typed, as typed."""
    return str(request.POST.get(field, ""))


def day_of(request: HttpRequest, field: str, refusal: type[DomainError], wrong: str) -> date:
    """Read a day as browsers send it or as people write it (31-12-2026).

    Raises:
        DomainError: The refusal that was given: nothing was typed, or no day.
    """
    written = typed_of(request, field).strip()
    match = _WRITTEN_DAY.fullmatch(written)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(written)
    except ValueError as error:
        raise refusal(wrong=wrong) from error


def amount_in(written: str) -> int | None:
    """Read an amount that is searched for; None where it is none."""
    try:
        return parse_rp(written)
    except AmountNotUnderstoodError:
        return None


def lines_of(request: HttpRequest) -> list[LineTyped]:
    """Read the lines as typed, the empty ones too."""
    columns = [request.POST.getlist(field)[:MOST_LINES] for field in FIELDS]
    return [LineTyped(*cells) for cells in zip_longest(*columns, fillvalue="")]


def rows_of(lines: Sequence[LineTyped], *, more: bool = False) -> list[LineTyped]:
    """Give the lines that a form shows: those typed, and empty ones to write on."""
    kept = [line for line in lines if not line.is_empty]
    count = max(LEAST_LINES, len(kept) + (MORE_LINES if more or len(kept) >= LEAST_LINES else 0))
    return [*kept, *[LineTyped()] * (min(count, MOST_LINES) - len(kept))]


def journal_of(request: HttpRequest) -> JournalTyped:
    """Read a typed entry.

    Raises:
        EntryRefusedError: The ``day`` is none, or a line has no account, no amount, or debit and credit at once.
        AmountNotUnderstoodError: What was typed as an amount is none.
    """
    return JournalTyped(
        occurred_on=day_of(request, "occurred_on", EntryRefusedError, "day"),
        memo=typed_of(request, "memo"),
        lines=tuple(_line(line) for line in lines_of(request) if not line.is_empty),
        is_adjustment=typed_of(request, "is_adjustment") == "1",
    )


def _line(line: LineTyped) -> LineDraft:
    code = line.account.split(maxsplit=1)[0] if line.account.strip() else "–"
    debit, credit = (parse_rp(side) if side.strip() else 0 for side in (line.debit, line.credit))
    if debit and credit:
        raise EntryRefusedError(wrong="amount")
    try:
        unit_id = UUID(line.unit) if line.unit else None
    except ValueError as error:
        raise EntryRefusedError(wrong="unit") from error
    return LineDraft(code, debit - credit, unit_id=unit_id, note=" ".join(line.line_note.split()))


def choices(
    words: Mapping[str, str], selected: str = "", *, empty: str | None = None
) -> list[dict[str, object]]:
    """Make the choices of a select; ``empty`` is the label of choosing nothing."""
    listed = ({"": empty} if empty is not None else {}) | dict(words)
    return [
        {"value": value, "label": label, "selected": value == selected} for value, label in listed.items()
    ]
