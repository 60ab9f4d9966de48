"""The books as people leaf through them: the chart, the ledger of an account, the books of cash and bank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum

from guyub.books.ledger.domain.chart import DEBIT_KINDS, AccountKind
from guyub.books.ledger.domain.entries import entry_name
from guyub.books.ledger.models import Account, AccountBalance, JournalLine
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.keys import read_key, write_key
from guyub.books.ledger.selectors.movements import BooksNotOpenedError, heads_of, standing
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.books.ledger.selectors.keys import Key
    from guyub.books.ledger.selectors.movements import Standing

LINES = 200  # on a page
CASH_CODES = ("1.1.01", "1.1.02")
BANK_CODES = ("1.1.03", "1.1.04", "1.1.05", "1.1.06")


@dataclass(frozen=True, slots=True)
class AccountNode(Row):
    """One account of the chart with the cooperative's own accounts below it.

    Args:
        account_id: Its id.
        code: ``1.1.03``, or ``1.1.03.01`` below it.
        name: What people call it.
        kind: An AccountKind.
        line_title: The statement line that it feeds.
        owner: The context that alone posts to it; "" for all.
        is_cash: Cash or bank.
        closed_on: Since when nothing is posted to it.
        balance_rp: What stands on it, as its kind is read: what is owed, earned or paid in counts above zero too.
        own: The accounts below it.
    """

    account_id: UUID
    code: str
    name: str
    kind: AccountKind
    line_title: str
    owner: str
    is_cash: bool
    closed_on: date | None
    balance_rp: int
    own: tuple[AccountNode, ...] = ()


def accounts_of(*, cooperative_id: int, unit_id: UUID | None = None) -> list[AccountNode]:
    """List the chart of a cooperative in the order of codes, with what stands on each account. Two queries."""
    moved = AccountBalance.objects.filter(cooperative_id=cooperative_id)
    if unit_id:
        moved = moved.filter(unit_id=unit_id)
    sums = moved.values_list("account_id").annotate(Sum("debit_rp"), Sum("credit_rp"))
    balances = {account_id: int(debit_rp - credit_rp) for account_id, debit_rp, credit_rp in sums}
    nodes: dict[str, AccountNode] = {}
    for row in Account.objects.filter(cooperative_id=cooperative_id).order_by("code"):
        node = AccountNode(
            account_id=row.id,
            code=row.code,
            name=row.name,
            kind=AccountKind(row.kind),
            line_title=chart().lines[row.line].title,
            owner=row.owner,
            is_cash=row.is_cash,
            closed_on=row.closed_on,
            balance_rp=_sign(row.kind) * balances.get(row.id, 0),
        )
        above = chart().above(row.code).code
        if above in nodes:
            nodes[above] = replace(nodes[above], own=(*nodes[above].own, node))
        else:
            nodes[row.code] = node
    return list(nodes.values())


@dataclass(frozen=True, slots=True)
class LedgerLine(Row):
    """One line in the ledger of an account.

    Args:
        entry_id: Its entry: the way to the document.
        name: The entry's number, ``JU-2026-0012``.
        dated_on: The day in the books.
        occurred_on: The day it happened.
        memo: What happened.
        note: The line's own words.
        code: The account, where several are shown together.
        account_name: Its name.
        unit: The unit of business.
        amount_rp: Signed, debit above zero.
        moved_rp: What it added, as the account's kind is read.
        balance_rp: What stood on the shown accounts after it; None where no balance was asked.
    """

    entry_id: UUID
    name: str
    dated_on: date
    occurred_on: date
    memo: str
    note: str
    code: str
    account_name: str
    unit: str
    amount_rp: int
    moved_rp: int
    balance_rp: int | None = None

    @property
    def debit_rp(self) -> int | None:
        """The amount, where it is a debit."""
        return self.amount_rp if self.amount_rp > 0 else None

    @property
    def credit_rp(self) -> int | None:
        """The amount without sign, where it is a credit."""
        return -self.amount_rp if self.amount_rp < 0 else None


@dataclass(frozen=True, slots=True)
class LedgerPage(Row):
    """A page of the ledger of one account, or of several shown as one book.

    Args:
        title: The account's name, ``Buku kas`` or ``Buku bank``.
        code: The account's code; "" for several.
        accounts: Code and name of each account in it.
        since: The first day.
        until: The last day, itself included.
        opening_rp: What stood on it before the span, as its kind is read.
        debit_rp: What the whole span debited.
        credit_rp: What it credited.
        closing_rp: What stands on it after the span.
        lines: Of this page.
        after: What to ask for the next page with; "" where this is the last.
    """

    title: str
    code: str
    accounts: tuple[tuple[str, str], ...]
    since: date
    until: date
    opening_rp: int
    debit_rp: int
    credit_rp: int
    closing_rp: int
    lines: tuple[LedgerLine, ...]
    after: str


def ledger_page(
    *,
    cooperative_id: int,
    code: str,
    since: date,
    until: date,
    with_own: bool = True,
    unit_id: UUID | None = None,
    is_newest_first: bool = True,
    after: str = "",
    most: int = LINES,
) -> LedgerPage | None:
    """Leaf through the ledger of one account; None where the cooperative has no such account. At most five queries.

    Args:
        cooperative_id: Whose.
        code: Of the account.
        since: The first day.
        until: The last day, itself included.
        with_own: With the cooperative's own accounts below it.
        unit_id: One unit of business alone.
        is_newest_first: As a screen shows it; a printed book begins with the oldest.
        after: What the page before said; anything unreadable is the first page.
        most: Lines on a page.

    Raises:
        BooksNotOpenedError: The cooperative keeps no books here.
    """
    chosen = Q(code=code) | Q(code__startswith=f"{code}.") if with_own else Q(code=code)
    accounts = list(Account.objects.filter(chosen, cooperative_id=cooperative_id).order_by("code"))
    if not accounts or accounts[0].code != code:
        return None
    span = _Span(cooperative_id, since, until, unit_id, is_newest_first, after, most)
    return _page(span, accounts, title=accounts[0].name, code=code)


def cash_book(
    *,
    cooperative_id: int,
    is_bank: bool,
    since: date,
    until: date,
    unit_id: UUID | None = None,
    is_newest_first: bool = True,
    after: str = "",
    most: int = LINES,
) -> LedgerPage:
    """Leaf through *buku kas* (what lies in drawers) or *buku bank* (what lies at banks or is on its way to them).

    The two together are the line *kas dan bank* of the position. Arguments as in ``ledger_page``.

    Raises:
        BooksNotOpenedError: The cooperative keeps no books here.
    """
    codes = BANK_CODES if is_bank else CASH_CODES
    rows = Account.objects.filter(cooperative_id=cooperative_id, is_cash=True).order_by("code")
    accounts = [row for row in rows if row.code.startswith(codes)]
    span = _Span(cooperative_id, since, until, unit_id, is_newest_first, after, most)
    return _page(span, accounts, title="Buku bank" if is_bank else "Buku kas", code="")


def recent_lines(
    *, cooperative_id: int, code: str, most: int = 3, until: date | None = None, unit_id: UUID | None = None
) -> list[LedgerLine]:
    """Give the newest lines of an account and those below it: what unfolds under a row of the position. One query."""
    rows = JournalLine.objects.filter(
        Q(account__code=code) | Q(account__code__startswith=f"{code}."), cooperative_id=cooperative_id
    )
    if until:
        rows = rows.filter(dated_on__lte=until)
    if unit_id:
        rows = rows.filter(unit_id=unit_id)
    newest = rows.order_by("-dated_on", "-entry__chain_no", "-line_no")
    return [_line(row) for row in newest.values_list(*_COLUMNS)[:most]]


@dataclass(frozen=True, slots=True)
class _Span:
    cooperative_id: int
    since: date
    until: date
    unit_id: UUID | None
    is_newest_first: bool
    after: str
    most: int


_KEY = ("dated_on", "entry__chain_no", "line_no")
_COLUMNS = (
    *_KEY,
    "entry_id",
    "entry__series",
    "entry__year",
    "entry__number",
    "entry__occurred_on",
    "entry__memo",
    "note",
    "account__code",
    "account__name",
    "account__kind",
    "unit__name",
    "amount_rp",
)


def _page(span: _Span, accounts: Sequence[Account], *, title: str, code: str) -> LedgerPage:
    heads = heads_of(cooperative_ids=[span.cooperative_id])
    if not heads:
        raise BooksNotOpenedError
    key = read_key(span.after)
    opened_on = heads[0].opened_on
    before, until = _eve(span.since, opened_on), span.until
    days = [before, until, *([_eve(key[0], opened_on)] if key else [])]
    ids = [account.id for account in accounts]
    stood = standing(heads=heads, days=days, unit_id=span.unit_id, account_ids=ids)
    opening_rp, closing_rp = _balance(stood, before), _balance(stood, until)
    rows = JournalLine.objects.filter(
        **({"account_id": ids[0]} if len(ids) == 1 else {"account_id__in": ids}),
        cooperative_id=span.cooperative_id,
        dated_on__gte=span.since,
        dated_on__lte=span.until,
    )
    if span.unit_id:
        rows = rows.filter(unit_id=span.unit_id)
    balance_rp = closing_rp if span.is_newest_first else opening_rp
    if key:
        balance_rp = _balance(stood, _eve(key[0], opened_on)) + _that_day(rows, key, span.is_newest_first)
        rows = _beyond(rows, key, span.is_newest_first)
    order = [f"-{name}" for name in _KEY] if span.is_newest_first else _KEY
    read = list(rows.order_by(*order).values_list(*_COLUMNS)[: span.most + 1])
    sign = _sign(accounts[0].kind)
    lines = []
    for row in read[: span.most]:
        line = _line(row)
        balance_rp += 0 if span.is_newest_first else line.amount_rp
        lines.append(replace(line, balance_rp=sign * balance_rp))
        balance_rp -= line.amount_rp if span.is_newest_first else 0
    moved = stood.span(before, until)
    after = write_key(*read[span.most - 1][:3]) if len(read) > span.most else ""
    return LedgerPage(
        title=title,
        code=code,
        accounts=tuple((account.code, account.name) for account in accounts),
        since=span.since,
        until=span.until,
        opening_rp=sign * opening_rp,
        debit_rp=sum(movement.debit_rp for movement in moved),
        credit_rp=sum(movement.credit_rp for movement in moved),
        closing_rp=sign * closing_rp,
        lines=tuple(lines),
        after=after,
    )


def _beyond(
    rows: QuerySet[JournalLine],
    key: Key,
    is_newest_first: bool,  # noqa: FBT001  one of two
) -> QuerySet[JournalLine]:
    """Keep the lines that come after a key in the order of reading."""
    side = "lt" if is_newest_first else "gt"
    day, chain_no, line_no = key
    return rows.filter(
        Q(**{f"dated_on__{side}": day})
        | Q(**{"dated_on": day, f"entry__chain_no__{side}": chain_no})
        | Q(**{"dated_on": day, "entry__chain_no": chain_no, f"line_no__{side}": line_no}),
        **{f"dated_on__{side}e": day},
    )


def _that_day(rows: QuerySet[JournalLine], key: Key, is_newest_first: bool) -> int:  # noqa: FBT001  one of two
    """Sum what moved on the key's own day before the lines still to be read (newest first: before the key's line)."""
    day, chain_no, line_no = key
    side = "lt" if is_newest_first else "lte"
    earlier = Q(entry__chain_no__lt=chain_no) | Q(
        **{"entry__chain_no": chain_no, f"line_no__{side}": line_no}
    )
    return int(rows.filter(earlier, dated_on=day).aggregate(sum=Sum("amount_rp"))["sum"] or 0)


def _eve(day: date, opened_on: date) -> date:
    return max(day, opened_on) - timedelta(days=1)


def _balance(stood: Standing, day: date) -> int:
    return sum(movement.closing_rp for movement in stood.span(None, day))


def _line(row: Sequence[Any]) -> LedgerLine:
    dated_on, _, _, entry_id, series, year, number, occurred_on, memo, note, code, name, kind, unit, rp = row
    return LedgerLine(
        entry_id, entry_name(series, year, number), dated_on, occurred_on, memo, note, code, name, unit, rp,
        _sign(kind) * rp,
    )  # fmt: skip


def _sign(kind: str) -> int:
    return 1 if kind in DEBIT_KINDS else -1
