"""What programs are shown of the books, and what they bring. Rupiah are whole; debit is above zero, credit below."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003  ninja reads the annotations
from typing import Annotated
from uuid import UUID  # noqa: TC003  as above

from ninja import Schema
from pydantic import BeforeValidator, Field

from guyub.books.ledger.domain.entries import LONGEST_MEMO, LONGEST_NOTE, MOST_LINES, MOST_RP
from guyub.books.ledger.services.batches import MOST_ENTRIES
from guyub.community.cooperatives.api.doors import Words  # noqa: TC001  as above


def _number(value: object) -> object:
    """Refuse what is no number of JSON: text, true, false."""
    if isinstance(value, str | bool):
        raise ValueError("a whole number")  # noqa: TRY004  pydantic makes a refusal of it
    return value


Rupiah = Annotated[int, Field(ge=-MOST_RP, le=MOST_RP), BeforeValidator(_number)]


class Unit(Schema):
    """One unit of business; the first of the list is the cooperative as a whole."""

    id: UUID
    name: str


class Books(Schema):
    """How far the books are: first day, last closed day, and the end of the chain (the anchor)."""

    opened_on: date
    closed_through: date | None
    chain_no: int
    hash: str
    units: list[Unit]


class Account(Schema):
    """One account; ``owner`` is the part of the house that alone posts to it, empty for all."""

    code: str
    name: str
    kind: str
    owner: str
    is_cash: bool
    closed_on: date | None


class Line(Schema):
    """One line of an entry; ``partner`` is the code of the other cooperative, where two trade with each other."""

    account: str
    unit: UUID
    amount_rp: int
    flow: str
    partner: str
    note: str


class Entry(Schema):
    """One entry: its own day, its day in the books, what it takes back or replaces, its seal. Nobody is named.

    ``phase`` is 0 for ordinary entries, 1 for adjustments, 2 for those that close a year.
    """

    id: UUID
    number: str
    chain_no: int
    occurred_on: date
    dated_on: date
    posted_at: datetime
    phase: int
    memo: str
    context: str
    source_kind: str
    reverses: UUID | None
    corrects: UUID | None
    total_rp: int
    hash: str
    lines: list[Line]


class Entries(Schema):
    """A page of entries in the order of the chain; ``next`` is the ``after`` of the page that follows, or nothing."""

    items: list[Entry]
    next: int | None


class Balance(Schema):
    """What one account moved in one unit and month, by phase; sums over months are its balance."""

    month: date
    account: str
    unit: UUID
    phase: int
    debit_rp: int
    credit_rp: int


class StatementLine(Schema):
    """One row: amounts by column, empty for headings; ``sums`` says which rows it adds (from 0), with which sign."""

    kind: str
    title: str
    code: str
    amounts: list[int | None]
    sums: list[list[int]]


class Agreement(Schema):
    """One thing that must agree, such as assets with liabilities and equity."""

    name: str
    left_rp: int
    right_rp: int
    holds: bool


class StatementCard(Schema):
    """One statement; ``chain_no`` and ``hash`` say up to which entry it knows the journal."""

    name: str
    title: str
    since: date | None
    until: date
    columns: list[str]
    rows: list[StatementLine]
    ties: list[Agreement]
    chain_no: int
    hash: str


class NewLine(Schema):
    """One line to be posted; without a unit it stands in the cooperative as a whole."""

    account: Words = Field(max_length=12)
    amount_rp: Rupiah
    unit: UUID | None = None
    note: Words = Field("", max_length=LONGEST_NOTE)


class NewEntry(Schema):
    """An entry of the free journal: what happened, on which day, two lines or more that add up to zero."""

    occurred_on: date
    memo: Words = Field(min_length=1, max_length=LONGEST_MEMO)
    lines: list[NewLine] = Field(min_length=2, max_length=MOST_LINES)
    is_adjustment: bool = False


class NewEntries(Schema):
    """Entries to be posted, all or none."""

    entries: list[NewEntry] = Field(min_length=1, max_length=MOST_ENTRIES)


class PostedEntry(Schema):
    """What was posted: id, number as people see it, day in the books, place in the chain."""

    id: UUID
    number: str
    dated_on: date
    chain_no: int


class PostedEntries(Schema):
    """What was posted, in the order in which it was sent."""

    entries: list[PostedEntry]
