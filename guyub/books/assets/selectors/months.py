"""What months bear already, and what they still have to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum

from guyub.books.assets.domain.registers import ACCOUNTS, DEPRECIATION, AssetClass
from guyub.books.assets.domain.sharing import Plan, month_of
from guyub.books.assets.domain.spreads import WAYS
from guyub.books.assets.models import FixedAsset, MonthLine, Spread
from guyub.books.ledger.domain.entries import entry_name
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Due:
    """What one month has to bear of one asset or spread: rupiah from ``credit`` to ``debit`` in a unit of business."""

    month: date
    amount_rp: int
    debit: str
    credit: str
    unit_id: UUID | None
    asset_id: UUID | None = None
    spread_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RunRow(Row):
    """One entry that a month's run made."""

    entry_id: UUID
    name: str
    month: date
    amount_rp: int
    count: int


def plan_of(row: FixedAsset) -> Plan:
    """Give the plan of an asset: what it has to lose after ``taken_rp``."""
    return Plan(row.cost_rp - row.residual_rp - row.taken_rp, row.first_month, row.months)


def spread_plan(row: Spread) -> Plan:
    """Give the plan of an amount spread."""
    return Plan(row.total_rp, row.first_month, row.months)


def last_whole_month(today: date) -> date:
    """Give the first day of the last month that is over, today itself included where it ends one."""
    tomorrow = today + timedelta(days=1)
    return month_of(tomorrow.replace(day=1) - timedelta(days=1))


def dues(*, cooperative_id: int, through: date) -> list[Due]:
    """List what months up to one have to bear and do not bear yet, in the order of months. One query."""
    (found,) = asked(_dues_inquiry(cooperative_id, through))
    return list(found)


def months_due(*, cooperative_id: int, today: date) -> list[date]:
    """List the months that are over and not run whole: for reminders, and before a month closes. One query."""
    (months,) = asked(months_due_inquiry(cooperative_id, today=today))
    return list(months)


def months_due_inquiry(cooperative_id: int, *, today: date) -> Inquiry[list[date]]:
    """Ask what ``months_due`` gives, together with others."""
    due = _dues_inquiry(cooperative_id, last_whole_month(today))
    return joined(due, read=lambda found: sorted({one.month for one in found}))


def _dues_inquiry(cooperative_id: int, through: date) -> Inquiry[list[Due]]:
    lines = MonthLine.objects.filter(cooperative_id=cooperative_id, month__lte=through)

    def read(borne: list[Any], assets: list[FixedAsset], spreads: list[Spread]) -> list[Due]:
        known = set(borne)
        open_dues = (
            due
            for due in _all(assets, spreads, through)
            if (due.asset_id, due.spread_id, due.month) not in known
        )
        return sorted(open_dues, key=lambda due: due.month)

    return joined(
        Inquiry.of(lines.values_list("asset_id", "spread_id", "month"), read=list),
        # What has ended bore its last month when it ended.
        rows_of(FixedAsset.objects.filter(cooperative_id=cooperative_id, ended_on__isnull=True)),
        rows_of(Spread.objects.filter(cooperative_id=cooperative_id, is_void=False)),
        read=read,
    )


def runs_of(*, cooperative_id: int) -> list[RunRow]:
    """List the entries of the monthly runs, the newest month first. One query."""
    rows = (
        MonthLine.objects.filter(cooperative_id=cooperative_id)
        .values_list("entry_id", "entry__series", "entry__year", "entry__number", "month")
        .annotate(amount_rp=Sum("amount_rp"), count=Count("id"))
        .order_by("-month", "-entry__number")
    )
    return [
        RunRow(entry_id, entry_name(series, year, number), month, int(amount_rp), count)
        for entry_id, series, year, number, month, amount_rp, count in rows
    ]


def _all(assets: Iterable[FixedAsset], spreads: Iterable[Spread], through: date) -> Iterable[Due]:
    for row in assets:
        plan, lost = plan_of(row), ACCOUNTS[AssetClass(row.asset_class)].lost
        for month in plan.until(through):
            yield Due(month, plan.share(month), DEPRECIATION, lost, row.unit_id, asset_id=row.id)
    for spread in spreads:
        plan, way = spread_plan(spread), WAYS[spread.kind]
        debit, credit = (way.target, way.source) if way.sign > 0 else (way.source, way.target)
        for month in plan.until(through):
            yield Due(month, plan.share(month), debit, credit, spread.unit_id, spread_id=spread.id)
