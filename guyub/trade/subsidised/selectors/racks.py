"""Containers of rationed goods as a till shows them: full, empty, with buyers, and what goes in a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery, Sum

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.models import ContainerBook, ContainerProduct, ContainerRate
from guyub.trade.subsidised.models import RationedSale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

SOLD_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Rack(Row):
    """The containers of one good.

    Args:
        good: The programme.
        kind: What the container is called.
        full: How many are full.
        empty: How many are empty.
        out: How many are with buyers, on loan or for a deposit.
        apart: How many are damaged.
        deposit_rp: What is left for one today, whole rupiah; None: no deposit is set.
        sold_qty: How many were sold in the last ``SOLD_DAYS`` days, today not in it.
    """

    good: str
    kind: str
    full: int
    empty: int
    out: int
    apart: int
    deposit_rp: int | None
    sold_qty: int


def racks_of(*, cooperative_id: int, on: date) -> Sequence[Rack]:
    """Give the containers of each rationed good that is sold in some. One trip.

    Args:
        cooperative_id: Whose.
        on: The business date.
    """
    rate = ContainerRate.objects.filter(
        cooperative_id=cooperative_id, kind_id=OuterRef("kind_id"), from_on__lte=on
    ).order_by("-from_on")
    products = ContainerProduct.objects.filter(cooperative_id=cooperative_id).exclude(product__good="")
    kinds, books, sold = asked(
        Inquiry.of(
            products.order_by("product__good", "kind_id").values_list(
                "product__good", "kind_id", "kind__name"
            ),
            read=list,
        ),
        Inquiry.of(
            ContainerBook.objects.filter(cooperative_id=cooperative_id)
            .annotate(rate_rp=Subquery(rate.values("deposit_rp")[:1]))
            .values_list(
                "kind_id", "full_qty", "empty_qty", "loan_qty", "deposit_qty", "quarantine_qty", "rate_rp"
            ),
            read=lambda rows: {row[0]: row[1:] for row in rows},
        ),
        Inquiry.of(
            RationedSale.objects.filter(
                cooperative_id=cooperative_id,
                sold_on__gte=on - timedelta(days=SOLD_DAYS),
                sold_on__lt=on,
                taken_back_on__isnull=True,
            )
            .order_by()
            .values_list("programme")
            .annotate(Sum("packs")),
            read=dict,
        ),
    )
    racks: dict[str, Rack] = {}
    for good, kind_id, name in kinds:
        full, empty, loan, deposit, apart, rate_rp = books[kind_id]
        racks.setdefault(
            good,
            Rack(
                good=good,
                kind=name,
                full=full,
                empty=empty,
                out=loan + deposit,
                apart=apart,
                deposit_rp=rate_rp,
                sold_qty=int(sold.get(good, 0)),
            ),
        )
    return list(racks.values())
