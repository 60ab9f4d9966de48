"""What a member bought in the shop: the year's sum, which counts for the SHU, and the newest receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from guyub.foundation.kernel.rows import Row
from guyub.trade.retail.domain.accounts import till_name
from guyub.trade.retail.models import Sale, SaleKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from uuid import UUID

MOST_RECEIPTS = 30
_WORDS = {SaleKind.JUAL.value: "Belanja", SaleKind.RETUR.value: "Retur", SaleKind.BATAL.value: "Batal"}


@dataclass(frozen=True, slots=True)
class BoughtRow(Row):
    """One receipt of a member; what went back is below zero, whole rupiah."""

    sale_id: UUID
    name: str
    words: str
    sold_on: date
    paid_rp: int


@dataclass(frozen=True, slots=True)
class Bought:
    """What a member bought in a year, less what went back, whole rupiah; and the newest receipts of any year."""

    year: int
    year_rp: int
    rows: Sequence[BoughtRow]


def bought_by(*, cooperative_id: int, member_ids: Collection[UUID], on: date) -> Bought:
    """Tell what a person bought as a member. Two queries.

    Args:
        cooperative_id: Whose shop.
        member_ids: The person's memberships here.
        on: The day; its year is summed up to it.
    """
    mine = Sale.objects.filter(cooperative_id=cooperative_id, member_id__in=member_ids)
    summed = mine.filter(sold_on__year=on.year, sold_on__lte=on).aggregate(rp=Sum("paid_rp"))["rp"]
    newest = mine.filter(kind__in=list(_WORDS)).order_by("-sold_at", "-id")[:MOST_RECEIPTS]
    rows = newest.values_list("id", "series", "till_no", "kind", "sold_on", "paid_rp")
    return Bought(
        on.year,
        summed or 0,
        [
            BoughtRow(id_, till_name(series, no or 0), _WORDS[kind], sold_on, rp)
            for id_, series, no, kind, sold_on, rp in rows
        ],
    )
