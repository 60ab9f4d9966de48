"""Accounts, entries and balances as programs read them: by their place in the chain, by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from guyub.books.ledger.models import Account, AccountBalance, JournalEntry, JournalHead, JournalLine
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class AccountRow(Row):
    """One account; ``owner`` is the context that alone posts to it, "" for all."""

    code: str
    name: str
    kind: str
    owner: str
    is_cash: bool
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class LineRow(Row):
    """One line: signed rupiah, debit above zero; ``partner`` is the other cooperative's code, "" for none."""

    account: str
    unit: UUID
    amount_rp: int
    flow: str
    partner: str
    note: str


@dataclass(frozen=True, slots=True)
class EntryRow(Row):
    """One entry with its lines; ``hash`` is its seal in hex. Nobody is named."""

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
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class BalanceRow(Row):
    """What one account moved in one unit and month, by phase: rupiah debited and credited."""

    month: date
    account: str
    unit: UUID
    phase: int
    debit_rp: int
    credit_rp: int


@dataclass(frozen=True, slots=True)
class BooksRow(Row):
    """How far the books of a cooperative are, and the end of its chain (the anchor)."""

    opened_on: date
    closed_through: date | None
    chain_no: int
    hash: str


def books_row(*, cooperative_id: int) -> BooksRow | None:
    """Tell how far the books are; None where the cooperative keeps none. Needs its scope."""
    head = JournalHead.objects.filter(cooperative_id=cooperative_id, book="jurnal").first()
    if head is None:
        return None
    closed = head.closed_through if head.closed_through >= head.opened_on else None
    return BooksRow(head.opened_on, closed, head.chain_no, bytes(head.hash).hex())


def account_rows(*, cooperative_id: int) -> list[AccountRow]:
    """List the accounts by code, the cooperative's own and closed ones with them. Needs its scope."""
    names = ("code", "name", "kind", "owner", "is_cash", "closed_on")
    rows = Account.objects.filter(cooperative_id=cooperative_id).order_by("code")
    return [AccountRow(*values) for values in rows.values_list(*names)]


def entry_rows(
    *,
    cooperative_id: int,
    after: int,
    most: int,
    since: date | None = None,
    until: date | None = None,
    account: str = "",
) -> list[EntryRow]:
    """List entries in the order of the chain with their lines. Two queries; needs the scope.

    Args:
        cooperative_id: Whose.
        after: The place in the chain after which to begin; 0: from the start.
        most: At most so many.
        since: The first day in the books.
        until: The last, itself included.
        account: Only entries that touch this account or one below it.
    """
    found = JournalEntry.objects.filter(cooperative_id=cooperative_id, chain_no__gt=after)
    if since:
        found = found.filter(dated_on__gte=since)
    if until:
        found = found.filter(dated_on__lte=until)
    if account:
        touching = JournalLine.objects.filter(
            cooperative_id=cooperative_id, account__code__startswith=account
        )
        found = found.filter(id__in=touching.values("entry_id"))
    return _with_lines(cooperative_id, found.order_by("chain_no")[:most])


def entry_row(*, cooperative_id: int, entry_id: UUID) -> EntryRow | None:
    """Give one entry with its lines; None where the cooperative has none of this id. Needs the scope."""
    found = JournalEntry.objects.filter(cooperative_id=cooperative_id, id=entry_id)
    return next(iter(_with_lines(cooperative_id, found)), None)


def balance_rows(*, cooperative_id: int, since: date, until: date) -> list[BalanceRow]:
    """List what accounts moved, month by month. One query; needs the scope.

    Args:
        cooperative_id: Whose.
        since: The first day of the first month.
        until: Any day of the last.
    """
    rows = (
        AccountBalance.objects.filter(cooperative_id=cooperative_id, month__range=(since, until))
        .values("month", "account__code", "unit_id", "phase")
        .annotate(debit=Sum("debit_rp"), credit=Sum("credit_rp"))
        .order_by("month", "account__code", "unit_id", "phase")
    )
    return [
        BalanceRow(
            row["month"],
            row["account__code"],
            row["unit_id"],
            row["phase"],
            int(row["debit"]),
            int(row["credit"]),
        )
        for row in rows
    ]


def _with_lines(cooperative_id: int, entries: Iterable[JournalEntry]) -> list[EntryRow]:
    held = list(entries)
    lines: dict[UUID, list[LineRow]] = {entry.id: [] for entry in held}
    rows: Any = JournalLine.objects.filter(cooperative_id=cooperative_id, entry_id__in=lines)
    names = ("entry_id", "account__code", "unit_id", "amount_rp", "flow", "partner__code", "note")
    for entry_id, account, unit, amount_rp, flow, partner, note in rows.order_by(
        "entry_id", "line_no"
    ).values_list(*names):
        lines[entry_id].append(LineRow(account, unit, amount_rp, flow, partner or "", note))
    return [
        EntryRow(
            entry.id,
            str(entry),
            entry.chain_no,
            entry.occurred_on,
            entry.dated_on,
            entry.posted_at,
            entry.phase,
            entry.memo,
            entry.context,
            entry.source_kind,
            entry.reverses_id,
            entry.corrects_id,
            entry.total_rp,
            bytes(entry.hash).hex(),
            tuple(lines[entry.id]),
        )
        for entry in held
    ]
