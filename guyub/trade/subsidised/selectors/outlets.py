"""Outlets side by side: what is registered, sold, asked in vain, brought and left, read over cooperatives by a job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F, Sum

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.subsidised.domain.programmes import UseState
from guyub.trade.subsidised.domain.shelf import SHELF_WORDS, Shelf, shelf_of
from guyub.trade.subsidised.domain.supply import DeliveryState
from guyub.trade.subsidised.models import Delivery, OutletFigures, QuotaUse, SupplyContract

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

# Whoever named no ward is counted where it was registered.
_REGISTERED = """
    SELECT coalesce(nullif(c.ward, ''), k.code), s.category, count(*)
    FROM subsidised_standing s
    JOIN subsidised_consumer c ON c.id = s.consumer_id
    JOIN kernel_cooperative k ON k.id = c.registered_by_id
    WHERE s.programme_id = %(programme)s AND c.forgotten_at IS NULL AND s.from_on <= %(on)s
        AND (s.until_on IS NULL OR s.until_on >= %(on)s)
    GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Promised(Row):
    """What agents promise one cooperative: a week's quantity, the cap, the hours; what they bring next."""

    weekly_qty: int
    cap_qty: int | None
    hours: str
    next_on: date | None
    next_qty: int | None


@dataclass(frozen=True, slots=True)
class RationedOutlet(Row):
    """One programme in one cooperative; see ``OutletFigures``."""

    code: str
    name: str
    registered: int
    monthly_qty: int
    sold_qty: int
    unmet_qty: int
    came_qty: int
    weekly_qty: int | None
    cap_qty: int | None
    stock_qty: int | None
    out_since: date | None
    price_rp: int | None
    hours: str
    next_on: date | None
    next_qty: int | None
    summed_at: datetime | None

    @property
    def shelf(self) -> Shelf:
        """How much is left."""
        return shelf_of(self.stock_qty, sold_qty=self.sold_qty, weekly_qty=self.weekly_qty)

    @property
    def shelf_words(self) -> str:
        """The same in words."""
        return SHELF_WORDS[self.shelf]

    @property
    def coverage_percent(self) -> int | None:
        """What part of a usual month's need came in 28 days, in whole percent; None where nobody is registered."""
        return 100 * self.came_qty // self.monthly_qty if self.monthly_qty else None


# When they were summed stands once with the programme: a job that finds nothing new writes no outlet.
_FIELDS = (
    *(name for name in RationedOutlet.__dataclass_fields__ if name != "summed_at"),
    "programme__summed_at",
)


def outlets_inquiry(*, programme: str, codes: Collection[str] | None = None) -> Inquiry[list[RationedOutlet]]:
    """Ask what is known of outlets, by name.

    Args:
        programme: Its key.
        codes: Of the wards; None: all.
    """
    rows = OutletFigures.objects.filter(programme_id=programme)
    if codes is not None:
        rows = rows.filter(code__in=codes)
    listed = rows.order_by("name", "code").values_list(*_FIELDS)
    return Inquiry.of(listed, read=lambda found: [RationedOutlet(*row) for row in found])


def outlets_of(*, programme: str, codes: Collection[str] | None = None) -> list[RationedOutlet]:
    """List what is known of outlets, as of ``outlets_inquiry``. One query."""
    (found,) = asked(outlets_inquiry(programme=programme, codes=codes))
    return list(found)


def registered_by_ward(*, programme: str, on: date) -> dict[str, dict[str, int]]:
    """Count registered buyers by ward and category: numbers alone, over all cooperatives. One query."""
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_REGISTERED, {"programme": programme, "on": on})
        for ward, category, count in cursor.fetchall():
            found.setdefault(ward, {})[category] = count
    return found


def sold_by_place(*, programme: str, since: date) -> dict[int, int]:
    """Sum what was sold from a day on, by cooperative. One query."""
    rows = QuotaUse.objects.filter(programme_id=programme, state=UseState.USED.value, day__gte=since)
    summed = rows.values("cooperative_id").annotate(sold=Sum("qty")).values_list("cooperative_id", "sold")
    return dict(summed.order_by("cooperative_id"))


def came_by_place(*, programme: str, place_ids: Collection[int], since: date) -> dict[int, int]:
    """Sum what agents brought from a day on, in the smallest unit, by cooperative. One query; across cooperatives."""
    rows = Delivery.objects.filter(
        cooperative_id__in=place_ids,
        contract__programme_id=programme,
        state=DeliveryState.DATANG.value,
        arrived_on__gte=since,
    )
    sound = (F("came_qty") - F("leaking_qty") - F("returned_qty")) * F("product__content")
    summed = rows.values("cooperative_id").annotate(came=Sum(sound)).values_list("cooperative_id", "came")
    return dict(summed.order_by("cooperative_id"))


def promised_by_place(*, programme: str, place_ids: Collection[int], today: date) -> dict[int, Promised]:
    """Tell what agents promise and bring next, by cooperative. Two queries; across cooperatives."""
    contracts = SupplyContract.objects.filter(
        cooperative_id__in=place_ids, programme_id=programme, ended_on__isnull=True
    ).order_by("cooperative_id", "id")
    planned = Delivery.objects.filter(
        cooperative_id__in=place_ids,
        contract__programme_id=programme,
        state=DeliveryState.RENCANA.value,
        planned_on__gte=today,
    ).order_by("cooperative_id", "-planned_on", "-id")
    coming: dict[int, tuple[date, int]] = {
        place_id: (on, qty)
        for place_id, on, qty in planned.values_list(
            "cooperative_id", "planned_on", F("planned_qty") * F("product__content")
        )
    }
    found: dict[int, Promised] = {}
    told: Any = contracts.values_list("cooperative_id", "weekly_qty", "cap_qty", "hours")
    for place_id, weekly_qty, cap_qty, hours in told:
        before = found.get(place_id)
        next_on, next_qty = coming.get(place_id, (None, None))
        caps = [cap for cap in (cap_qty, before.cap_qty if before else None) if cap is not None]
        found[place_id] = Promised(
            weekly_qty + (before.weekly_qty if before else 0),
            sum(caps) if caps else None,
            hours or (before.hours if before else ""),
            next_on,
            next_qty,
        )
    return found
