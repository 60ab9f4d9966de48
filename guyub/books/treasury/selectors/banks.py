"""Bank accounts beside the books: how far they were compared, what is open on either side, whether a month ties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Count, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from guyub.books.ledger.selectors.account_days import balance_on, movements_on
from guyub.books.treasury.domain.bank_matching import BankSide
from guyub.books.treasury.domain.opening import OPENING_SERIES
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.models import (
    BankLine,
    BankMatch,
    BankReconciliation,
    BankStatement,
    CashPlace,
    MatchedRow,
)
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

BEFORE_START = timedelta(days=31)  # how far back entries may wait for a statement that begins without them
MATCHES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class BankStanding(Row):
    """One bank account: what the books say stands there, and how far the bank's statements were compared with them.

    Args:
        id: The cash place.
        name: What people call it.
        account_code: Its account of the ledger.
        bank_name: The bank.
        bank_number: The cooperative's number there.
        is_open: Not closed.
        balance_rp: What the books say stands there now.
        first_on: The bank's first day that was taken in; None: nothing was.
        last_on: The last one.
        opening_rp: What the bank says stood there before its first line; None where it does not say.
        statement_rp: What it says stood there after its last line; None where it does not say.
        open_count: Lines of the bank that no entry tells of yet.
        reconciled_on: The day up to which a kept sheet ties; None: none was kept.
    """

    id: UUID
    name: str
    account_code: str
    bank_name: str
    bank_number: str
    is_open: bool
    balance_rp: int
    first_on: date | None
    last_on: date | None
    opening_rp: int | None
    statement_rp: int | None
    open_count: int
    reconciled_on: date | None

    @property
    def since(self) -> date | None:
        """The first day of the month in which comparing begins."""
        return self.first_on.replace(day=1) if self.first_on else None


def bank_standing(cooperative_id: int) -> list[BankStanding]:
    """List the bank accounts of a cooperative with how far each was compared, by name; closed ones too. One query."""
    lines = BankLine.objects.filter(cooperative_id=cooperative_id, bank_id=OuterRef("id"))
    first, last = lines.order_by("happened_on", "rank"), lines.order_by("-happened_on", "-rank")
    open_lines = lines.filter(unmatched(cooperative_id)).order_by().values("bank_id").annotate(n=Count("id"))
    sheets = BankReconciliation.objects.filter(cooperative_id=cooperative_id, bank_id=OuterRef("id"))
    rows = CashPlace.objects.filter(cooperative_id=cooperative_id, kind=CashKind.BANK).annotate(
        balance_rp=Func(
            F("cooperative_id"),
            F("account_code"),
            function="ledger_balance",
            arity=2,
            output_field=BigIntegerField(),
        ),
        first_on=Subquery(first.values("happened_on")[:1]),
        last_on=Subquery(last.values("happened_on")[:1]),
        opening_rp=Subquery(
            first.annotate(before_rp=F("balance_rp") - F("amount_rp")).values("before_rp")[:1]
        ),
        statement_rp=Subquery(last.values("balance_rp")[:1]),
        open_count=Coalesce(Subquery(open_lines.values("n")), 0),
        reconciled_on=Subquery(sheets.order_by("-through").values("through")[:1]),
    )
    return [
        BankStanding(
            row.id, row.name, row.account_code, row.bank_name, row.bank_number, row.closed_on is None,
            row.balance_rp, row.first_on, row.last_on, row.opening_rp, row.statement_rp, row.open_count,
            row.reconciled_on,
        )
        for row in rows.order_by("closed_on", "name")
    ]  # fmt: skip


def bank_of(*, cooperative_id: int, bank_id: UUID) -> BankStanding | None:
    """Give one bank account; None where the cooperative has no such. One query."""
    return next((row for row in bank_standing(cooperative_id) if row.id == bank_id), None)


def locked_bank(*, cooperative_id: int, bank_id: UUID) -> CashPlace | None:
    """Lock a bank account: files, matches and sheets of one account follow each other. Needs a transaction."""
    mine = CashPlace.objects.filter(cooperative_id=cooperative_id, id=bank_id, kind=CashKind.BANK)
    return mine.select_for_update().first()


def unmatched(cooperative_id: int, *, until: date | None = None) -> Q:
    """Give the condition that a line of the bank is in no match, or in none that ends by a day.

    As a set, asked once: a question for each row would be slow where the database has not counted its tables yet.
    """
    known = MatchedRow.objects.filter(cooperative_id=cooperative_id, line__isnull=False)
    if until:
        known = known.filter(match__within_on__lte=until)
    return ~Q(id__in=known.values("line_id"))


def open_lines(
    *, cooperative_id: int, bank_id: UUID, until: date | None = None, only: Collection[UUID] | None = None
) -> list[BankSide]:
    """List lines of the bank that no entry tells of yet, the oldest first. One query.

    Args:
        cooperative_id: Whose.
        bank_id: Which account.
        until: As a sheet of this day sees it: a match with something later does not count.
        only: These lines alone.
    """
    rows = BankLine.objects.filter(cooperative_id=cooperative_id, bank_id=bank_id)
    rows = rows.filter(unmatched(cooperative_id, until=until))
    if until:
        rows = rows.filter(happened_on__lte=until)
    if only is not None:
        rows = rows.filter(id__in=only)
    read = rows.order_by("happened_on", "rank").values_list(
        "id", "happened_on", "amount_rp", "description", "reference"
    )
    return [BankSide(id_, day, rp, " ".join(filter(None, said))) for id_, day, rp, *said in read]


def open_entries(
    *,
    cooperative_id: int,
    bank: BankStanding,
    since: date,
    until: date,
    at_cut: bool = False,
    only: Collection[UUID] | None = None,
) -> list[BankSide]:
    """List entries on the account that no line of the bank is matched with yet, the oldest first. One query.

    The opening position is none of them: it says what lay at the bank already.

    Args:
        cooperative_id: Whose.
        bank: Which account.
        since: The first day in the books.
        until: The last.
        at_cut: As a sheet of ``until`` sees it.
        only: These entries alone.
    """
    known = MatchedRow.objects.filter(cooperative_id=cooperative_id, bank_id=bank.id, entry__isnull=False)
    if at_cut:
        known = known.filter(match__within_on__lte=until)
    moved = movements_on(
        cooperative_id=cooperative_id,
        codes=[bank.account_code],
        since=since,
        until=until,
        only=~Q(entry_id__in=known.values("entry_id")) & ~Q(entry__series=OPENING_SERIES),
        entry_ids=only,
    )
    return [
        BankSide(row.entry_id, row.dated_on, row.amount_rp, row.memo, row.reverses_id, row.name)
        for row in moved
    ]


Before = tuple["UUID", int, "date"]


def matched_before(*, cooperative_id: int, bank: BankStanding) -> list[Before]:
    """List entries from before comparing began that are matched: id, rupiah, last day of the match. One query."""
    rows = MatchedRow.objects.filter(
        cooperative_id=cooperative_id, bank_id=bank.id, entry__isnull=False, happened_on__lt=bank.since
    )
    return list(rows.values_list("entry_id", "amount_rp", "match__within_on"))


def start_gap(*, cooperative_id: int, bank: BankStanding, before: Sequence[Before]) -> int:
    """Tell by how much the books said more than the bank when comparing began, apart from what was matched since.

    What the opening position says of the account counts as said before. 0 too where the bank gives no balances. One
    query or two, or none.
    """
    if bank.since is None or bank.opening_rp is None:
        return 0
    books_rp = balance_on(
        cooperative_id=cooperative_id, code=bank.account_code, until=bank.since - timedelta(days=1)
    )
    gap_rp = books_rp - bank.opening_rp - sum(rp for _, rp, _ in before)
    if not gap_rp:
        return 0
    opened = movements_on(
        cooperative_id=cooperative_id,
        codes=[bank.account_code],
        since=bank.since,
        until=date.max,
        only=Q(entry__series=OPENING_SERIES),
    )
    return gap_rp + sum(row.amount_rp for row in opened)


@dataclass(frozen=True, slots=True)
class BankDesk(Row):
    """What is open on both sides of one account; ``gap_rp`` see ``start_gap``. Entries from before the start are listed
    only where the two did not agree then."""

    bank: BankStanding
    lines: Sequence[BankSide]
    entries: Sequence[BankSide]
    gap_rp: int


def bank_desk(*, cooperative_id: int, bank: BankStanding, today: date) -> BankDesk:
    """Give everything that is open on an account. Four queries."""
    if bank.since is None:
        return BankDesk(bank, (), (), 0)
    before = matched_before(cooperative_id=cooperative_id, bank=bank)
    gap_rp = start_gap(cooperative_id=cooperative_id, bank=bank, before=before)
    since = bank.since - BEFORE_START if gap_rp else bank.since
    return BankDesk(
        bank,
        open_lines(cooperative_id=cooperative_id, bank_id=bank.id),
        open_entries(cooperative_id=cooperative_id, bank=bank, since=since, until=today),
        gap_rp,
    )


# -- what was done --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MatchRow(Row):
    """One match with what it holds."""

    id: UUID
    how: str
    person: str
    matched_at: datetime
    lines: Sequence[BankSide]
    entries: Sequence[BankSide]


def matches_of(*, cooperative_id: int, bank: BankStanding, most: int = MATCHES_SHOWN) -> list[MatchRow]:
    """List matches of an account, the newest first. Three queries."""
    found = list(
        BankMatch.objects.filter(cooperative_id=cooperative_id, bank_id=bank.id)
        .select_related("person")
        .order_by("-matched_at", "-within_on", "-id")[:most]
    )
    ids = [row.id for row in found]
    held = list(
        MatchedRow.objects.filter(cooperative_id=cooperative_id, match_id__in=ids).select_related("line")
    )
    days = [row.happened_on for row in held if row.entry_id]
    moved = movements_on(
        cooperative_id=cooperative_id,
        codes=[bank.account_code],
        since=min(days),
        until=max(days),
        entry_ids=[row.entry_id for row in held if row.entry_id],
    ) if days else []  # fmt: skip
    told = {
        row.entry_id: BankSide(row.entry_id, row.dated_on, row.amount_rp, row.memo, None, row.name)
        for row in moved
    }
    lines: dict[UUID, list[BankSide]] = {}
    entries: dict[UUID, list[BankSide]] = {}
    for row in held:
        if row.line:
            side = BankSide(row.line.id, row.happened_on, row.amount_rp, row.line.description)
            lines.setdefault(row.match_id, []).append(side)
        elif row.entry_id:
            entries.setdefault(row.match_id, []).append(told[row.entry_id])
    return [
        MatchRow(
            row.id,
            row.how,
            row.person.name if row.person else "",
            row.matched_at,
            lines.get(row.id, []),
            entries.get(row.id, []),
        )
        for row in found
    ]


def statements_of(*, cooperative_id: int, bank_id: UUID, most: int = 12) -> list[BankStatement]:
    """List the files of an account, the newest first. One query."""
    rows = BankStatement.objects.filter(cooperative_id=cooperative_id, bank_id=bank_id).exclude(
        state=BankStatement.State.DROPPED
    )
    return list(rows.defer("sealed").select_related("brought_by").order_by("-brought_at", "-id")[:most])


def statement_of(*, cooperative_id: int, statement_id: UUID) -> BankStatement | None:
    """Give one file; None where there is none. One query."""
    mine: QuerySet[BankStatement] = BankStatement.objects.filter(cooperative_id=cooperative_id)
    return mine.defer("sealed").select_related("brought_by").filter(id=statement_id).first()
