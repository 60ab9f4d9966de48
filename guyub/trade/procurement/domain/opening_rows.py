"""Reading debts to suppliers from a table: whose bill, what is left of it; what is to be mended, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from guyub.community.members.domain.import_cells import any_day, is_nothing, rupiah
from guyub.community.partners.domain.partners import folded
from guyub.community.partners.domain.terms import due_on
from guyub.foundation.intake.domain.readings import BroughtTable, Line, TableReading
from guyub.foundation.intake.domain.titles import closest, title_key
from guyub.trade.procurement.domain.receipts import LONGEST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

EXAMPLE = "pemasok contoh"
LONGEST_NOTE = 200
DUE_YEARS = 20  # a day of payment with a year of two digits may be so far ahead
_TELLING = ("number", "billed", "amount")


class KnownPartner(NamedTuple):
    """A partner that delivers; ``payment_days`` from a bill to its payment."""

    partner_id: UUID
    code: str
    name: str
    payment_days: int


class BroughtDebt(NamedTuple):
    """One bill of the table, as it will be kept; what is owed of it in whole rupiah."""

    line: int
    partner: KnownPartner
    number: str
    billed_on: date
    due_on: date
    amount_rp: int
    note: str


@dataclass(frozen=True, kw_only=True)
class DebtTable(BroughtTable):
    """A brought table of debts, and what it is held against.

    Args:
        today: The business date.
        partners: Those who deliver.
        numbers: Bills that are known: partner, ``number_key`` of the paper.
        cut_off: The day of the opening position; None where the books are not opened.
    """

    today: date
    partners: Sequence[KnownPartner]
    numbers: Collection[tuple[UUID, str]]
    cut_off: date | None


class DebtReading(TableReading[BroughtDebt]):
    """What came of reading a table of debts."""


def number_key(number: str) -> str:
    """Bring the number of a paper to what is compared: no case, single blanks."""
    return " ".join(number.split()).casefold()


def read_debts(table: DebtTable) -> DebtReading:
    """Read a whole table. A line with an error is not among the debts; every error is counted by kind."""
    reader = _Reader(table)
    for number, cells in table.lines:
        reader.read(number, cells)
    return reader.reading


class _Reader:
    """Reads one line after the other."""

    def __init__(self, table: DebtTable) -> None:
        self.table, self.reading = table, DebtReading()
        self.line = Line(table, self.reading)
        self.by_code = {one.code: one for one in table.partners}
        self.by_name = {
            folded(key): one
            for one in table.partners
            for key in (f"{one.name} {one.code}", f"{one.code} {one.name}", one.name)
        }
        self.seen: dict[tuple[UUID, str], int] = {}

    def read(self, number: int, cells: Sequence[str]) -> None:
        line = self.line
        line.begin(number, cells)
        if self.is_no_debt():
            self.reading.passed_over += 1
            return
        if title_key(line.name) == EXAMPLE:
            line.error("name", "example")
            return
        # Every cell is looked at: what is amiss is said at once.
        partner, paper, billed_on = self.partner(), self.number(), self.billed()
        due, amount_rp, note = self.due(partner, billed_on), self.amount(), self.note()
        if partner and paper:
            self.refuse_doubles(partner, paper)
        if not line.is_faulty and partner and billed_on and due:
            debt = BroughtDebt(number, partner, paper, billed_on, due, amount_rp, note)
            self.reading.rows.append(debt)

    def is_no_debt(self) -> bool:
        """A sum, the titles again, columns counted from 1, or who signed below."""
        line = self.line
        if line.is_heading:
            return True
        if line.is_sum and all(is_nothing(line.cell(code)) for code in ("number", "billed")):
            return True
        return all(is_nothing(line.cell(code)) for code in _TELLING) and len(line.filled) <= 2

    def partner(self) -> KnownPartner | None:
        line = self.line
        if is_nothing(line.name):
            line.error("name", "no_partner")
            return None
        key = folded(line.name)
        found = self.by_code.get(line.name.upper()) or self.by_name.get(key)
        if found is None:
            near = closest(key, self.by_name)
            line.error("name", "partner_unknown", self.by_name[near].name if near else "")
        return found

    def number(self) -> str:
        paper = " ".join(self.line.cell("number").split())
        if is_nothing(paper):
            self.line.error("number", "no_number")
            return ""
        if len(paper) > LONGEST_NUMBER:
            self.line.error("number", "too_long", str(LONGEST_NUMBER))
            return ""
        return paper

    def billed(self) -> date | None:
        line, table = self.line, self.table
        found = any_day(line.cell("billed"), today=table.today)
        if found is None:
            line.error("billed", "day_bad")
        elif found > table.today:
            line.error("billed", "day_future")
        elif table.cut_off and found > table.cut_off:
            line.error("billed", "day_after", table.cut_off.isoformat())
        return found

    def due(self, partner: KnownPartner | None, billed_on: date | None) -> date | None:
        """Read the day of payment; where none is told, the partner's terms say it."""
        line, written = self.line, self.line.cell("due")
        if is_nothing(written):
            return (
                due_on(billed_on=billed_on, payment_days=partner.payment_days)
                if partner and billed_on
                else None
            )
        found = any_day(written, today=date(self.table.today.year + DUE_YEARS, 1, 1))
        if found is None:
            line.error("due", "day_bad")
        elif billed_on and found < billed_on:
            line.error("due", "due_before")
        return found

    def amount(self) -> int:
        amount_rp = rupiah(self.line.cell("amount"))
        if amount_rp is None:
            self.line.error("amount", "money_bad")
            return 0
        if amount_rp <= 0:
            self.line.error("amount", "amount_zero")
        return amount_rp

    def note(self) -> str:
        note = " ".join(self.line.cell("note").split())
        if len(note) > LONGEST_NOTE:
            self.line.error("note", "too_long", str(LONGEST_NOTE))
        return note

    def refuse_doubles(self, partner: KnownPartner, paper: str) -> None:
        line, key = self.line, (partner.partner_id, number_key(paper))
        first = self.seen.setdefault(key, line.number)
        if first != line.number:
            line.error("number", "number_twice", str(first))
        elif key in self.table.numbers:
            line.error("number", "number_known")
