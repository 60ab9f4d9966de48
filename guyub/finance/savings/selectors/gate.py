"""Whether the savings-and-loan unit of a cooperative may take deposits on a day, and what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.legal_life import RecordKind
from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.selectors.profiles import records_inquiry, units_inquiry
from guyub.finance.savings.domain.gate import (
    LACK_WORDS,
    Lack,
    OverrideEvent,
    Standing,
    holds_on,
    lacks,
)
from guyub.finance.savings.models import UnitCapital, UnitOverride
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined, kept_rows
from guyub.foundation.parameters.selectors.values import over_time_inquiry

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.community.cooperatives.models import BusinessUnit
    from guyub.community.cooperatives.selectors.profiles import RecordRow
    from guyub.foundation.parameters.selectors.values import OverTime

NEEDED = "usp.modal_minimal"
MOST_WORDS = 50  # of the city, newest first


@dataclass(frozen=True, slots=True)
class CityWord(Row):
    """That the city lets a unit take deposits: from when, to which last day, why, who said it, since when no more."""

    on: date
    until_on: date
    reason: str
    person_name: str
    ended_on: date | None
    end_reason: str
    ended_by: str


@dataclass(frozen=True, slots=True)
class CapitalRow(Row):
    """What a decision set apart for the unit; whole rupiah."""

    on: date
    amount_rp: int
    decision: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Gate(Row):
    """How the gate of the savings-and-loan unit stands on a day; whole rupiah.

    Args:
        on: The day.
        unit_id: The unit of business, where it is open.
        unit: Its name.
        licence: The paper that holds.
        capital: What is set apart.
        needed_rp: What must be.
        override: The city's word that holds.
        lacks: What is missing.
    """

    on: date
    unit_id: UUID | None
    unit: str
    licence: RecordRow | None
    capital: CapitalRow | None
    needed_rp: int
    override: CityWord | None
    lacks: tuple[Lack, ...]

    @property
    def capital_rp(self) -> int:
        """What is set apart; 0: nothing is."""
        return self.capital.amount_rp if self.capital else 0

    @property
    def is_open(self) -> bool:
        """Deposits are taken: nothing is missing, or the city lets it though the unit is there."""
        return not self.lacks or (self.override is not None and Lack.UNIT not in self.lacks)

    @property
    def why(self) -> str:
        """One sentence: why it is open or closed."""
        if not self.lacks:
            return "Unit, izin, dan modal tetapnya lengkap."
        if self.is_open and self.override:
            return f"Diizinkan dinas sampai {day(self.override.until_on)}: {self.override.reason}"
        return f"{'; '.join(self.missing)}."

    @property
    def missing(self) -> list[str]:
        """What is missing, in words with figures."""
        said = {lack: words for lack, (words, _) in LACK_WORDS.items()}
        said[Lack.CAPITAL] += f": {rupiah(self.capital_rp)} dari {rupiah(self.needed_rp)}"
        return [said[lack] for lack in self.lacks]

    @property
    def steps(self) -> list[tuple[Lack, str, str]]:
        """What is missing, and what to do next about it."""
        return [
            (lack, words, LACK_WORDS[lack][1]) for lack, words in zip(self.lacks, self.missing, strict=True)
        ]


def unit_gate(*, cooperative_id: int, on: date) -> Gate:
    """Tell whether the unit may take deposits on a day. One trip; needs the scope.

    Deposits alone ask it: what is there may always be taken out.

    Args:
        cooperative_id: Whose.
        on: The day; of a day past as the rows of today tell it.
    """
    (found,) = asked(gate_inquiry(cooperative_id=cooperative_id, on=on))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def gate_inquiry(*, cooperative_id: int, on: date) -> Inquiry[Gate]:
    """Ask what ``unit_gate`` gives, together with others."""
    return joined(
        units_inquiry(cooperative_id=cooperative_id),
        records_inquiry(cooperative_id=cooperative_id, today=on),
        capitals_inquiry(cooperative_id=cooperative_id),
        _words(cooperative_id),
        over_time_inquiry(NEEDED, cooperative_id=cooperative_id),
        read=lambda *found: _gate(on, *found),
    )


def _gate(
    on: date,
    units: list[BusinessUnit],
    records: list[RecordRow],
    capitals: list[CapitalRow],
    words: list[CityWord],
    rules: OverTime,
) -> Gate:
    open_ones = (
        one
        for one in units
        if one.kind == UnitKind.SIMPAN_PINJAM
        and one.opened_on <= on
        and (one.closed_on is None or on < one.closed_on)
    )
    unit = next(open_ones, None)
    licence = _licence(records, on)
    capital = next((row for row in capitals if row.on <= on), None)
    needed = rules.on(NEEDED, on)
    needed_rp = int(needed.value) if needed else 0  # before the rule there was none to meet
    holding = (
        word
        for word in words
        if holds_on(granted_on=word.on, until_on=word.until_on, ended_on=word.ended_on, day=on)
    )
    return Gate(
        on=on,
        unit_id=unit.id if unit else None,
        unit=unit.name if unit else "",
        licence=licence,
        capital=capital,
        needed_rp=needed_rp,
        override=next(holding, None),
        lacks=lacks(
            Standing(
                has_unit=unit is not None,
                has_licence=licence is not None,
                capital_rp=capital.amount_rp if capital else 0,
                needed_rp=needed_rp,
            )
        ),
    )


def capitals_of(*, cooperative_id: int) -> list[CapitalRow]:
    """List what decisions set apart for the unit, the last to hold first. One query."""
    (found,) = asked(capitals_inquiry(cooperative_id=cooperative_id))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def capitals_inquiry(*, cooperative_id: int) -> Inquiry[list[CapitalRow]]:
    """Ask what ``capitals_of`` gives, together with others."""
    return Inquiry.kept(_capital_rows, cooperative_id, read=lambda found: [CapitalRow(*row) for row in found])


def _capital_rows(cooperative_id: int) -> QuerySet[UnitCapital, Any]:
    rows = UnitCapital.objects.filter(cooperative_id=cooperative_id).order_by("-on", "-no")[:MOST_WORDS]
    return rows.values_list("on", "amount_rp", "decision__number", "recorded_at")


def city_words(*, cooperative_id: int) -> list[CityWord]:
    """List what the city let the unit do, the newest first, each with its end where it was taken back. One query."""
    (found,) = asked(_words(cooperative_id))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def _words(cooperative_id: int) -> Inquiry[list[CityWord]]:
    def read(rows: list[UnitOverride]) -> list[CityWord]:
        # Each word with the one after it: a withdrawal ends what it follows.
        return [_word(row, after) for after, row in zip([None, *rows], rows, strict=False) if row.until_on]

    return joined(kept_rows(_word_rows, cooperative_id), read=read)


def _word_rows(cooperative_id: int) -> QuerySet[UnitOverride]:
    return UnitOverride.objects.filter(cooperative_id=cooperative_id).order_by("-no")[:MOST_WORDS]


def _word(row: UnitOverride, after: UnitOverride | None) -> CityWord:
    ended = after if after and after.event == OverrideEvent.CABUT.value else None
    return CityWord(
        row.on,
        row.until_on or row.on,
        row.reason,
        row.person_name,
        ended.on if ended else None,
        ended.reason if ended else "",
        ended.person_name if ended else "",
    )


def _licence(records: list[RecordRow], on: date) -> RecordRow | None:
    held = (
        row
        for row in records
        if row.is_current
        and row.kind is RecordKind.IZIN_USP
        and row.issued_on <= on
        and (row.expires_on is None or on <= row.expires_on)
    )
    return max(held, key=lambda row: row.issued_on, default=None)
