"""How members take part, counted for the city: figures alone, no person and no amount of one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum

from guyub.finance.savings.domain.kinds import STAYING
from guyub.finance.savings.models import DuesBill, SavingsAccount
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


@dataclass(frozen=True, slots=True)
class DuesMonth(Row):
    """One month of one cooperative: members billed, those who settled; rupiah asked and paid."""

    month: date
    billed: int
    settled: int
    asked_rp: int
    paid_rp: int


@dataclass(frozen=True, slots=True)
class SavingsFigures(Row):
    """How the members of one cooperative take part: months of simpanan wajib, oldest first; how many save more."""

    months: tuple[DuesMonth, ...]
    savers: int


def savings_figures(place_ids: Collection[int], *, since: date) -> dict[int, SavingsFigures]:
    """Count how members take part, for cooperatives that bill or keep other savings. Two queries, across cooperatives.

    Args:
        place_ids: Which; the caller's scope is all of them.
        since: The first month.
    """
    months: dict[int, list[DuesMonth]] = defaultdict(list)
    bills = DuesBill.objects.filter(cooperative_id__in=place_ids, month__gte=since, is_in_advance=False)
    sums = bills.values("cooperative_id", "month").annotate(
        billed=Count("id"),
        settled=Count("id", filter=Q(amount_rp=F("paid_rp") + F("waived_rp"))),
        asked=Sum("amount_rp"),
        paid=Sum("paid_rp"),
    )
    for one in sums.order_by("cooperative_id", "month"):
        told = DuesMonth(one["month"], one["billed"], one["settled"], one["asked"], one["paid"])
        months[one["cooperative_id"]].append(told)
    accounts = SavingsAccount.objects.filter(cooperative_id__in=place_ids, balance_rp__gt=0).exclude(
        kind__in=[kind.value for kind in STAYING]
    )
    rows = accounts.values("cooperative_id").annotate(people=Count("member_id", distinct=True))
    savers = dict(rows.values_list("cooperative_id", "people"))
    return {
        place_id: SavingsFigures(tuple(months[place_id]), savers.get(place_id, 0))
        for place_id in sorted({*months, *savers})
    }
