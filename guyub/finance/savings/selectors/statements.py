"""Statements: what an account or all of a member's held, what moved it in a span, and a year for the tax return."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from guyub.finance.savings.domain.kinds import Cause
from guyub.finance.savings.domain.passbooks import BROUGHT, CODES
from guyub.finance.savings.models import MemberTax, SavingsMovement
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.finance.savings.selectors.balances import SavingsRow

MOST_LINES = 2000  # of all accounts together


@dataclass(frozen=True, slots=True)
class StatementLine(Row):
    """One movement in the order of days; ``balance_rp`` is counted in that order. Whole rupiah."""

    on: date
    code: str
    number: str
    note: str
    amount_rp: int
    balance_rp: int


@dataclass(frozen=True, slots=True)
class Statement(Row):
    """One account in a span of days; whole rupiah. ``in_rp`` and ``out_rp`` are without jasa and tax.

    ``opening_rp + in_rp - out_rp + jasa_rp - tax_rp = closing_rp``.
    """

    account: SavingsRow
    since: date
    until: date
    opening_rp: int
    in_rp: int
    out_rp: int
    jasa_rp: int
    tax_rp: int
    lines: list[StatementLine]

    @property
    def closing_rp(self) -> int:
        """What was on the account at the end of the last day."""
        return self.opening_rp + self.in_rp - self.out_rp + self.jasa_rp - self.tax_rp


@dataclass(frozen=True, slots=True)
class TaxMonth(Row):
    """Jasa that came to all accounts of a member in a month, and its tax; whole rupiah."""

    month: date
    gross_rp: int
    tax_rp: int


def statements_of(
    *, cooperative_id: int, accounts: Sequence[SavingsRow], since: date, until: date, most: int = MOST_LINES
) -> tuple[list[Statement], bool]:
    """Give what some accounts held and what moved them, both days inside. Two queries.

    A movement counts on its day in the books. What takes another back counts where the other did.

    Args:
        cooperative_id: Whose.
        accounts: Which; those that began later are left out.
        since: The first day.
        until: The last day.
        most: So many lines of all accounts together.

    Returns:
        A statement of each account, and whether every line is there: sums are whole where lines are not.
    """
    ids = [row.account_id for row in accounts]
    rows = SavingsMovement.objects.filter(cooperative_id=cooperative_id, account_id__in=ids, on__lte=until)
    before, within = _sums(rows, since)
    lines: dict[UUID, list[tuple[object, ...]]] = defaultdict(list)
    inside = rows.filter(on__gte=since).select_related("entry").order_by("on", "entry__chain_no", "no")
    found = list(inside[: most + 1])
    for one in found[:most]:
        lines[one.account_id].append(
            (one.on, CODES[Cause(one.cause)], str(one.entry), one.note, one.amount_rp)
        )
    told = [
        _statement(row, since, until, before[row.account_id], within[row.account_id], lines[row.account_id])
        for row in accounts
        if row.opened_on <= until
    ]
    return told, len(found) <= most


def tax_months(*, cooperative_id: int, member_id: UUID, year: int) -> list[TaxMonth]:
    """List the months of a year for which jasa came, with the tax that was counted last. Two queries.

    Jasa of a month counts from the first day of the next, corrections too: the day before tells its month. Where no
    tax was counted, the month stayed below the threshold.
    """
    rows = SavingsMovement.objects.filter(
        cooperative_id=cooperative_id,
        account__member_id=member_id,
        value_on__range=(date(year, 1, 2), date(year + 1, 1, 1)),
    ).filter(Q(cause=Cause.JASA) | Q(undoes__cause=Cause.JASA))
    found: dict[date, TaxMonth] = {}
    for value_on, sum_rp in rows.values_list("value_on").annotate(sum=Sum("amount_rp")).order_by():
        month = (value_on - timedelta(days=1)).replace(day=1)
        before_rp = found[month].gross_rp if month in found else 0
        found[month] = TaxMonth(month, before_rp + sum_rp, 0)
    taxed = MemberTax.objects.filter(cooperative_id=cooperative_id, member_id=member_id, month__year=year)
    newest = taxed.order_by("month", "-no").distinct("month")
    for one in newest.values_list("month", "gross_rp", "tax_rp"):
        found[one[0]] = TaxMonth(*one)
    return sorted(found.values(), key=lambda one: one.month)


def year_of(year: int, *, today: date) -> tuple[date, date]:
    """Give the first and the last day of a year, up to today."""
    return date(year, 1, 1), min(date(year, 12, 31), today)


def _sums(
    rows: QuerySet[SavingsMovement], since: date
) -> tuple[Mapping[UUID, int], Mapping[UUID, Mapping[str, int]]]:
    """What each account had moved before a day, and since then by column."""
    before: dict[UUID, int] = defaultdict(int)
    within: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    by_day = rows.values("account_id", "on", "cause", "undoes__cause", "undoes__amount_rp", "amount_rp")
    grouped = by_day.annotate(sum=Sum("amount_rp")).order_by()
    for one in grouped:
        if one["on"] < since:
            before[one["account_id"]] += one["sum"]
            continue
        cause = Cause(one["undoes__cause"] or one["cause"])
        moved_rp = one["undoes__amount_rp"] or one["amount_rp"]
        within[one["account_id"]][_column(cause, is_in=moved_rp > 0)] += one["sum"]
    return before, within


def _column(cause: Cause, *, is_in: bool) -> str:
    if cause is Cause.JASA:
        return "jasa"
    if cause is Cause.PAJAK:
        return "tax"
    return "in" if is_in else "out"


def _statement(
    row: SavingsRow,
    since: date,
    until: date,
    before_rp: int,
    columns: Mapping[str, int],
    moved: Sequence[tuple[object, ...]],
) -> Statement:
    """The older books' balance stands on the day on which the account began here."""
    begins_inside = bool(row.opening_rp) and row.opened_on >= since
    balance_rp = before_rp + (0 if begins_inside else row.opening_rp)
    opening_rp, lines = balance_rp, []
    if begins_inside:
        moved = [(row.opened_on, BROUGHT, "", "dari buku lama", row.opening_rp), *moved]
    for on, code, number, note, amount_rp in moved:
        balance_rp += amount_rp  # type: ignore[operator]  # the last of the five is whole rupiah
        lines.append(StatementLine(on, code, number, note, amount_rp, balance_rp))  # type: ignore[arg-type]
    return Statement(
        row,
        since,
        until,
        opening_rp,
        columns.get("in", 0) + (row.opening_rp if begins_inside else 0),
        -columns.get("out", 0),
        columns.get("jasa", 0),
        -columns.get("tax", 0),
        lines,
    )
