"""The budget beside what the books say: versions, one year's page, and what was spent beyond it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.months import moved_by_month
from guyub.books.planning.domain.budget import (
    INVESTED,
    MONTHS,
    Compared,
    Line,
    Section,
    amount_of,
    is_budgeted,
    result_of,
    section_of,
)
from guyub.books.planning.models import Budget, BudgetLine, BudgetState
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, count_of, counted
from guyub.foundation.parameters.selectors.values import decisions_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal
    from uuid import UUID

    from guyub.foundation.parameters.models import Decision

    Key = tuple[str, UUID | None]

STARTS = ("4", "5", "6", "7", INVESTED)  # accounts whose months stand beside a budget
SHARED = "bersama"  # of the cooperative as a whole, where one unit is asked for


@dataclass(frozen=True, slots=True)
class Version(Row):
    """One version of a year's budget, with the decision that set it."""

    budget_id: UUID
    year: int
    version: int
    state: str
    basis: str
    decision_number: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class BudgetRow(Row):
    """One account, or a sum of them, at one moment; ``code`` is "" for a sum."""

    code: str
    title: str
    section: Section
    line: Line
    compared: Compared
    is_exceeded: bool


@dataclass(frozen=True, slots=True)
class BudgetView(Row):
    """One year's budget beside its books.

    Args:
        year: The calendar year.
        version: The shown one; None: there is none, and what happened stands alone.
        versions: Every version of the year, the newest first.
        through: The running month: 0 before the year, 13 after it.
        rows: By heading, in the order of codes.
        sums: One for each heading that has rows.
        result: What is left over (SHU).
        limit: The fraction beyond which a cost counts as exceeded.
        units: Id and name of each unit of business, the closed ones too.
    """

    year: int
    version: Version | None
    versions: tuple[Version, ...]
    through: int
    rows: tuple[BudgetRow, ...]
    sums: tuple[BudgetRow, ...]
    result: BudgetRow
    limit: Decimal
    units: Mapping[str, str]

    @property
    def exceeded(self) -> list[BudgetRow]:
        """The costs that went beyond their budget, the largest overrun first."""
        beyond = [row for row in self.rows if row.is_exceeded and self.version]
        return sorted(beyond, key=lambda row: (-row.compared.difference_rp, row.code))


@dataclass(frozen=True, slots=True)
class Overrun(Row):
    """A cost beyond its budget: for the pengawas."""

    code: str
    title: str
    plan_rp: int
    actual_rp: int
    difference_rp: int


def budgetable() -> dict[str, str]:
    """Give the accounts that may bear a budget with their names, in the order of a budget."""
    listed = [account for account in chart().accounts.values() if is_budgeted(account)]
    order = [*Section]
    listed.sort(key=lambda account: (order.index(section_of(account.code)), account.code))
    return {account.code: account.name for account in listed}


def versions_of(*, cooperative_id: int, year: int) -> list[Version]:
    """List the versions of a year's budget, the newest first; one query."""
    rows = Budget.objects.filter(cooperative_id=cooperative_id, year=year).select_related("decision")
    return [_version(row) for row in rows.order_by("-version")]


def is_set_inquiry(cooperative_id: int, *, year: int) -> Inquiry[bool]:
    """Ask whether a year's budget was set by a decision."""
    valid = Budget.objects.filter(cooperative_id=cooperative_id, year=year, state=BudgetState.BERLAKU)
    return Inquiry.of(count_of(valid), read=lambda rows: counted(rows) > 0)


def version_of(*, cooperative_id: int, budget_id: UUID) -> Version | None:
    """Find one version; one query."""
    rows = Budget.objects.filter(cooperative_id=cooperative_id, id=budget_id).select_related("decision")
    return next((_version(row) for row in rows), None)


def open_decisions(*, cooperative_id: int) -> list[Decision]:
    """List the decisions of the members' meeting that set no budget yet, the newest first; two queries."""
    used = set(
        Budget.objects.filter(cooperative_id=cooperative_id, decision__isnull=False).values_list(
            "decision_id", flat=True
        )
    )
    listed = decisions_of(cooperative_id=cooperative_id)
    return [decision for decision in listed if decision.body == "RAT" and decision.id not in used]


def planned(*, cooperative_id: int, budget_id: UUID) -> dict[Key, list[int]]:
    """Give a budget's twelve months for each account and unit; one query."""
    months: dict[Key, list[int]] = defaultdict(lambda: [0] * MONTHS)
    rows = BudgetLine.objects.filter(cooperative_id=cooperative_id, budget_id=budget_id)
    for code, unit_id, month, rp in rows.values_list("account_code", "unit_id", "month", "amount_rp"):
        months[code, unit_id][month - 1] = rp
    return dict(months)


def happened(*, cooperative_id: int, year: int) -> dict[Key, list[int]]:
    """Give what the books moved in a year's twelve months for each account and unit; one query."""
    months: dict[Key, list[int]] = defaultdict(lambda: [0] * MONTHS)
    moved = moved_by_month(
        cooperative_id=cooperative_id, starts=STARTS, since=date(year, 1, 1), until=date(year, 12, 31)
    )
    for row in moved:
        months[row.code, row.unit_id][row.month.month - 1] += amount_of(row.code, row.debit_rp, row.credit_rp)
    return dict(months)


def budget_view(
    *, cooperative_id: int, year: int, today: date, unit: str = "", version: int | None = None
) -> BudgetView:
    """Set a year's budget beside its books. Five queries.

    Args:
        cooperative_id: Whose.
        year: Which.
        today: The business date.
        unit: The id of one unit of business, SHARED for what belongs to none, "" for all together.
        version: Which version; None: the valid one, or the draft where none is valid.
    """
    versions = versions_of(cooperative_id=cooperative_id, year=year)
    shown = _shown(versions, version)
    plans = planned(cooperative_id=cooperative_id, budget_id=shown.budget_id) if shown else {}
    actuals = happened(cooperative_id=cooperative_id, year=year)
    limit = value_of("rapb.lampau", cooperative_id=cooperative_id, on=today)
    through = MONTHS + 1 if year < today.year else today.month if year == today.year else 0
    lines: dict[str, Line] = defaultdict(Line)
    for (code, unit_id), months in plans.items():
        if _is_asked(unit_id, unit):
            lines[code] += Line(plan=tuple(months))
    for (code, unit_id), months in actuals.items():
        if _is_asked(unit_id, unit):
            lines[code] += Line(actual=tuple(months))
    order = [*Section]
    rows = tuple(
        _row(code, lines[code], through, limit)
        for code in sorted(lines, key=lambda code: (order.index(section_of(code)), code))
    )
    return BudgetView(
        year=year,
        version=shown,
        versions=tuple(versions),
        through=through,
        rows=rows,
        sums=tuple(_sums(rows)),
        result=BudgetRow(
            code="",
            title="SHU",
            section=Section.PENDAPATAN,
            line=result_of(((row.section, row.line) for row in rows), Line()),
            compared=result_of(((row.section, row.compared) for row in rows), Compared()),
            is_exceeded=False,
        ),
        limit=limit,
        units={str(one.id): one.name for one in units_of(cooperative_id=cooperative_id)},
    )


def overruns(cooperative_id: int, today: date, *, most: int = 5) -> list[Overrun]:
    """Give the costs of this year that went furthest beyond the valid budget; none where no budget is set.

    Args:
        cooperative_id: Whose; in its scope.
        today: The business date.
        most: At most so many.
    """
    view = budget_view(cooperative_id=cooperative_id, year=today.year, today=today)
    if view.version is None or view.version.state != BudgetState.BERLAKU:
        return []
    return [
        Overrun(row.code, row.title, row.compared.plan_rp, row.compared.actual_rp, row.compared.difference_rp)
        for row in view.exceeded[:most]
    ]


def _version(row: Budget) -> Version:
    decision = row.decision
    return Version(
        budget_id=row.id,
        year=row.year,
        version=row.version,
        state=row.state,
        basis=row.basis,
        decision_number=decision.number if decision else "",
        decided_on=decision.decided_on if decision else None,
    )


def _shown(versions: list[Version], asked: int | None) -> Version | None:
    chosen = [one for one in versions if one.version == asked]
    valid = [one for one in versions if one.state == BudgetState.BERLAKU]
    return next(iter([*chosen, *valid, *versions]), None)


def _is_asked(unit_id: UUID | None, unit: str) -> bool:
    return not unit or (unit_id is None if unit == SHARED else str(unit_id) == unit)


def _row(code: str, line: Line, through: int, limit: Decimal) -> BudgetRow:
    compared, section = line.compared(through), section_of(code)
    is_exceeded = section is not Section.PENDAPATAN and compared.is_exceeded(limit)
    return BudgetRow(code, chart().accounts[code].name, section, line, compared, is_exceeded)


def _sums(rows: Iterable[BudgetRow]) -> Iterable[BudgetRow]:
    """Add up each heading."""
    for section, group in groupby(rows, lambda row: row.section):
        line, compared = Line(), Compared()
        for row in group:
            line, compared = line + row.line, compared + row.compared
        yield BudgetRow("", "", section, line, compared, is_exceeded=False)
