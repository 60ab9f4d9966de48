"""What taking a table of members in would do, held against the register, the vault and the books; writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.periods import periods_of
from guyub.books.treasury.selectors.opening import undetailed
from guyub.community.members.domain.import_rows import read_members
from guyub.community.members.domain.import_shapes import Double
from guyub.community.members.selectors.imports import FILLED, register_now
from guyub.finance.savings.domain.kinds import KIND_WORDS, OPENING, SavingsKind
from guyub.finance.savings.selectors.balances import kinds_held
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.people import members_elsewhere
from guyub.foundation.identity.selectors.vault import kinds_kept, owners_by_number
from guyub.foundation.intake.domain.notes import Note
from guyub.foundation.intake.domain.titles import title_key
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from guyub.community.members.domain.import_shapes import Brought, Reading, Table
    from guyub.community.members.selectors.imports import KnownFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One person to be written.

    Args:
        row: What the table says.
        person_id: Who it is, where the NIK or the name with the birth is known; None: somebody new.
        known: The file here; None where there is none.
        fill: What the file gets, where it said nothing.
        numbers: Kinds of numbers to be kept.
        savings: Rupiah by kind.
    """

    row: Brought
    person_id: UUID | None
    known: KnownFile | None
    fill: Mapping[str, Any]
    numbers: tuple[SecretKind, ...]
    savings: Mapping[SavingsKind, int]

    @property
    def is_new_member(self) -> bool:
        """A membership begins."""
        return self.known is None or self.known.member_id is None


@dataclass(frozen=True, slots=True)
class SavingsTotal(Row):
    """What a table brings of one kind beside what the opening position still keeps as a total; rupiah.

    ``wrong``: "" is right; ``unopened``, ``more``, ``less``.
    """

    kind: SavingsKind
    total_rp: int
    left_rp: int
    wrong: str

    @property
    def words(self) -> str:
        """What people call the kind."""
        return KIND_WORDS[self.kind]

    @property
    def difference_rp(self) -> int:
        """How far the two are apart, never below zero."""
        return abs(self.total_rp - self.left_rp)

    @property
    def facts(self) -> Mapping[str, object]:
        """What a refusal says of it."""
        return {
            "wrong": self.wrong,
            "kind": self.words,
            "total_rp": self.total_rp,
            "left_rp": self.left_rp,
            "difference_rp": self.difference_rp,
        }


@dataclass
class Plan:
    """What taking the table in would do.

    Args:
        reading: People, notes, totals.
        steps: Who is written.
        new: How many memberships begin.
        merged: How many that stand are filled.
        skipped: How many lines say nothing new, or are left as they stand.
        elsewhere: How many are members of another cooperative.
        savings: By kind, of the columns that the table has.
        keeps_numbers: Members keep the numbers that the table gives them.
        opening_on: The day of the opening position; None where the books are not opened.
        leaves: Lines with an error are left out, the others come in.
    """

    reading: Reading
    steps: list[Step] = field(default_factory=list)
    new: int = 0
    merged: int = 0
    skipped: int = 0
    elsewhere: int = 0
    savings: list[SavingsTotal] = field(default_factory=list)
    keeps_numbers: bool = False
    opening_on: date | None = None
    leaves: bool = False

    @property
    def count(self) -> int:
        """How many people would be written."""
        return len(self.steps)

    @property
    def blocking(self) -> int:
        """How many errors keep the table out: none where their lines are left out."""
        return 0 if self.leaves else self.reading.errors_count

    @property
    def refusal(self) -> Mapping[str, object]:
        """The facts of the first kind of savings that keeps it out; empty where none does."""
        return next((one.facts for one in self.savings if one.wrong), {})


def plan_of(*, cooperative_id: int, table: Table, choices: Mapping[str, Any], now: datetime) -> Plan:
    """Tell what taking a table in would do. About a dozen queries, however long the table."""
    reading = read_members(table)
    planner = _Planner(cooperative_id, reading, Double(choices["double"]), now)
    for row in reading.rows:
        planner.take(row)
    plan = planner.plan
    plan.leaves = bool(choices.get("leaves"))
    numbers = [step.row.number for step in plan.steps if step.is_new_member]
    plan.keeps_numbers = reading.keeps_numbers and not planner.register.numbers & set(numbers)
    if reading.keeps_numbers and not plan.keeps_numbers:
        reading.add(Note(0, "", "number", "numbers_taken", is_error=False))
    plan.opening_on = opening_day(cooperative_id=cooperative_id)
    plan.savings = list(
        _savings(cooperative_id, plan, set(table.mapping), is_part=bool(choices.get("is_part")))
    )
    reading.notes.sort(key=lambda note: (not note.is_error, note.line))
    return plan


def opening_day(*, cooperative_id: int) -> date | None:
    """Tell the day of the opening position; None where the books are not opened."""
    periods = periods_of(cooperative_id=cooperative_id)
    return periods.opened_on if periods else None


class _Planner:
    def __init__(self, cooperative_id: int, reading: Reading, double: Double, now: datetime) -> None:
        self.plan, self.reading, self.double = Plan(reading), reading, double
        self.register = register_now(cooperative_id=cooperative_id)
        self.owners = owners_by_number(SecretKind.NIK, [row.nik for row in reading.rows if row.nik])
        people = {*self.owners.values(), *self.register.by_person}
        self.elsewhere = members_elsewhere(
            cooperative_id=cooperative_id, people=list(self.owners.values()), now=now
        )
        self.kept = kinds_kept(people)
        members = [known.member_id for known in self.register.by_person.values() if known.member_id]
        self.held = kinds_held(cooperative_id=cooperative_id, members=members)
        self.seen: dict[UUID, int] = {}

    def take(self, row: Brought) -> None:
        person_id = self.owners.get(row.nik) if row.nik else None
        known = self.register.by_person.get(person_id) if person_id else None
        if person_id is None and row.born_on:
            known = self.register.by_name.get((title_key(row.name), row.born_on))
            # Somebody of the same name and birth whose other NIK is known is somebody else.
            if known and row.nik and (known.person_id, SecretKind.NIK) in self.kept:
                known = None
            person_id = known.person_id if known else None
        if person_id and self.seen.setdefault(person_id, row.line) != row.line:
            self.note(row, "name", "same_person", is_error=True, suggestion=str(self.seen[person_id]))
            return
        if person_id in self.elsewhere:
            self.plan.elsewhere += 1
            self.note(row, "nik", "elsewhere")
        if known and known.is_applying and not known.member_id:
            self.note(row, "name", "applying", is_error=True)
            return
        if known and known.name_key != title_key(row.name):
            self.note(row, "name", "other_name")
        if known and known.member_id:
            self.again(row, known)
            return
        self.plan.new += 1
        self.step(row, person_id, known, self.all_savings(row))

    def again(self, row: Brought, known: KnownFile) -> None:
        """Who is in the register already: left as it stands, or filled."""
        if self.double is Double.SKIP:
            self.note(row, "name", "known")
            self.plan.skipped += 1
            return
        savings = {}
        for kind, amount_rp in self.all_savings(row).items():
            if (known.member_id, kind) in self.held:
                self.note(row, kind.value.lower(), "savings_there")
            else:
                savings[kind] = amount_rp
        before = len(self.plan.steps)
        self.step(row, known.person_id, known, savings)
        step = self.plan.steps[before]
        if step.fill or step.numbers or step.savings:
            self.plan.merged += 1
            self.note(row, "name", "filled")
        else:
            self.plan.steps.pop()
            self.plan.skipped += 1

    def step(
        self,
        row: Brought,
        person_id: UUID | None,
        known: KnownFile | None,
        savings: Mapping[SavingsKind, int],
    ) -> None:
        written = {SecretKind.NIK: row.nik, SecretKind.KK: row.kk, SecretKind.PHONE: row.phone}
        numbers = tuple(
            kind for kind, value in written.items() if value and (person_id, kind) not in self.kept
        )
        fill = (
            {name: getattr(row, name) for name in FILLED if getattr(row, name) and not known.said[name]}
            if known
            else {}
        )
        self.plan.steps.append(
            Step(row=row, person_id=person_id, known=known, fill=fill, numbers=numbers, savings=savings)
        )

    def all_savings(self, row: Brought) -> dict[SavingsKind, int]:
        return {SavingsKind(code.upper()): amount_rp for code, amount_rp in row.savings.items()}

    def note(
        self, row: Brought, code: str, wrong: str, *, is_error: bool = False, suggestion: str = ""
    ) -> None:
        if is_error:
            self.reading.faulty_lines += 1
        self.reading.add(Note(row.line, row.name, code, wrong, is_error=is_error, suggestion=suggestion))


def _savings(cooperative_id: int, plan: Plan, fields: set[str], *, is_part: bool):  # type: ignore[no-untyped-def]  # rows of SavingsTotal
    """Hold the table's savings against the totals of the opening position."""
    kinds = [kind for kind in SavingsKind if kind.value.lower() in fields]
    if not kinds:
        return
    is_open = plan.opening_on is not None
    left = (
        {one.account: -one.amount_rp for one in undetailed(cooperative_id=cooperative_id)} if is_open else {}
    )
    for kind in kinds:
        total_rp = sum(step.savings.get(kind, 0) for step in plan.steps)
        left_rp = left.get(OPENING[kind], 0)
        if not is_open:
            wrong = "unopened" if total_rp else ""
        elif total_rp > left_rp:
            wrong = "more"
        else:
            wrong = "less" if total_rp < left_rp and not is_part else ""
        yield SavingsTotal(kind, total_rp, left_rp, wrong)
