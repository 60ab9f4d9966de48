"""A month of a bank account on one sheet: as it stands now, and as it was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.selectors.account_days import balance_on
from guyub.books.treasury.domain.bank_matching import MOST_DAYS, BankSide, Tie
from guyub.books.treasury.models import BankLine, BankReconciliation
from guyub.books.treasury.selectors.banks import (
    BEFORE_START,
    BankStanding,
    matched_before,
    open_entries,
    open_lines,
    start_gap,
)
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.treasury.selectors.banks import Before


@dataclass(frozen=True, slots=True)
class BankSheet(Row):
    """A month of one account, as it stands now.

    Args:
        bank: The account.
        month: Its first day.
        through: The day of the sheet: the last of the month, or the last one that the bank told of.
        tie: The sum; None where the bank's balance is not known: it must be typed.
        is_typed: The bank's balance was typed.
        only_books: Entries that the bank had not seen by that day.
        only_bank: Lines that no entry told of by that day.
        gap_rp: See ``start_gap``.
    """

    bank: BankStanding
    month: date
    through: date
    tie: Tie | None
    is_typed: bool
    only_books: Sequence[BankSide]
    only_bank: Sequence[BankSide]
    gap_rp: int


def sheet_day(*, bank: BankStanding, month: date, today: date) -> date | None:
    """Tell up to which day a month can be compared; None where the bank told nothing of it yet."""
    if bank.since is None or bank.last_on is None or not bank.since <= month <= bank.last_on:
        return None
    end = month_end(month)
    is_whole = bank.last_on >= end or (end <= today and (end - bank.last_on).days <= MOST_DAYS)
    return end if is_whole else bank.last_on


def sheet_of(
    *, cooperative_id: int, bank: BankStanding, month: date, today: date, typed_rp: int | None = None
) -> BankSheet | None:
    """Compare a month of an account as it stands now; None where the bank told nothing of it. Six queries, or seven.

    Args:
        cooperative_id: Whose.
        bank: Which account.
        month: Its first day.
        today: The business date.
        typed_rp: What the bank says stands there, where its files do not say.
    """
    through = sheet_day(bank=bank, month=month, today=today)
    if through is None or bank.since is None:
        return None
    told = BankLine.objects.filter(cooperative_id=cooperative_id, bank_id=bank.id, happened_on__lte=through)
    statement_rp = told.order_by("-happened_on", "-rank").values_list("balance_rp", flat=True).first()
    only_bank = open_lines(cooperative_id=cooperative_id, bank_id=bank.id, until=through)
    before = matched_before(cooperative_id=cooperative_id, bank=bank)
    only_books = [
        *_waited_from_before(cooperative_id, bank, before, through),
        *open_entries(cooperative_id=cooperative_id, bank=bank, since=bank.since, until=through, at_cut=True),
    ]
    is_typed = statement_rp is None
    stands_rp = typed_rp if statement_rp is None else statement_rp
    tie = stands_rp is not None and Tie(
        statement_rp=stands_rp,
        only_books_rp=sum(row.amount_rp for row in only_books),
        only_bank_rp=sum(row.amount_rp for row in only_bank),
        books_rp=balance_on(cooperative_id=cooperative_id, code=bank.account_code, until=through),
    )
    gap_rp = start_gap(cooperative_id=cooperative_id, bank=bank, before=before)
    return BankSheet(bank, month, through, tie or None, is_typed, only_books, only_bank, gap_rp)


def _waited_from_before(
    cooperative_id: int, bank: BankStanding, before: Sequence[Before], through: date
) -> list[BankSide]:
    """List entries from before the start that the bank saw after the day of the sheet: on that day they were open."""
    ids = [entry_id for entry_id, _, within_on in before if within_on > through]
    if not ids or bank.since is None:
        return []
    return open_entries(
        cooperative_id=cooperative_id,
        bank=bank,
        since=bank.since - BEFORE_START,
        until=bank.since - timedelta(days=1),
        at_cut=True,
        only=ids,
    )


@dataclass(frozen=True, slots=True)
class KeptSheet(Row):
    """A sheet that was kept."""

    month: date
    through: date
    tie: Tie
    facts: Any
    person: str
    kept_at: datetime


def kept_sheets(*, cooperative_id: int, bank_id: UUID) -> list[KeptSheet]:
    """List the sheets that count, the newest month first: of each month the last one that was kept. One query."""
    rows = BankReconciliation.objects.filter(cooperative_id=cooperative_id, bank_id=bank_id)
    newest: dict[date, KeptSheet] = {}
    for row in rows.select_related("person").order_by("-month", "-kept_at"):
        newest.setdefault(row.month, kept_sheet(row))
    return list(newest.values())


def kept_sheet(row: BankReconciliation) -> KeptSheet:
    """Give a kept sheet as screens show it."""
    tie = Tie(
        statement_rp=row.statement_rp,
        only_books_rp=row.only_books_rp,
        only_bank_rp=row.only_bank_rp,
        books_rp=row.books_rp,
    )
    return KeptSheet(row.month, row.through, tie, row.facts, row.person.name, row.kept_at)
