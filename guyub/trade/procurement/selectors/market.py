"""Purchases at the market, returns, and what was asked for in vain: as lists and one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Sum

from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.domain.accounts import MARKET, RETURNS, paper_name
from guyub.trade.procurement.models import (
    GoodsReturn,
    MarketLine,
    MarketPurchase,
    RefusedRequest,
    ReturnLine,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class PaperRow(Row):
    """One purchase at the market, or one return: whole rupiah; ``who`` is the seller, or the partner."""

    paper_id: UUID
    name: str
    on: date
    who: str
    total_rp: int
    location: str
    person: str | None
    reason: str
    has_file: bool
    undone_on: date | None
    undone_why: str
    lines: tuple[tuple[str, str, int], ...] = ()  # product, quantity in words, rupiah


def market_purchases(*, cooperative_id: int) -> list[PaperRow]:
    """List purchases at the market, the newest first. One query."""
    rows = MarketPurchase.objects.filter(cooperative_id=cooperative_id).select_related("location", "person")
    return [_bought(row) for row in rows.order_by("-bought_on", "-id")[:MOST_LISTED]]


def market_purchase(*, cooperative_id: int, purchase_id: UUID) -> PaperRow | None:
    """Read one purchase with its lines; None for another cooperative's or none. Three queries."""
    rows = MarketPurchase.objects.filter(cooperative_id=cooperative_id, id=purchase_id)
    row = rows.select_related("location", "person").first()
    if row is None:
        return None
    lines = MarketLine.objects.filter(cooperative_id=cooperative_id, purchase=row).order_by("line_no")
    return _bought(row, _lines(cooperative_id, lines.values_list("product_id", "qty", "amount_rp")))


def goods_returns(*, cooperative_id: int) -> list[PaperRow]:
    """List returns, the newest first. One query."""
    rows = GoodsReturn.objects.filter(cooperative_id=cooperative_id)
    told = rows.select_related("partner", "location", "person").order_by("-returned_on", "-id")
    return [_returned(row) for row in told[:MOST_LISTED]]


def goods_return(*, cooperative_id: int, return_id: UUID) -> PaperRow | None:
    """Read one return with its lines; None for another cooperative's or none. Three queries."""
    rows = GoodsReturn.objects.filter(cooperative_id=cooperative_id, id=return_id)
    row = rows.select_related("partner", "location", "person").first()
    if row is None:
        return None
    lines = ReturnLine.objects.filter(cooperative_id=cooperative_id, goods_return=row).order_by("line_no")
    return _returned(row, _lines(cooperative_id, lines.values_list("product_id", "qty", "amount_rp")))


def market_file(*, cooperative_id: int, purchase_id: UUID) -> StoredFile | None:
    """Give the photo of a purchase. One query."""
    mine = MarketPurchase.objects.filter(cooperative_id=cooperative_id, id=purchase_id)
    return StoredFile.objects.filter(cooperative_id=cooperative_id, id__in=mine.values("file_id")).first()


def refused_requests(*, cooperative_id: int) -> list[tuple[date, str, str]]:
    """List what was asked for in vain, the newest first: day, what, how much. Two queries."""
    rows = RefusedRequest.objects.filter(cooperative_id=cooperative_id)
    told: list[tuple[date, Any, str, int]] = list(
        rows.order_by("-id").values_list("asked_on", "product_id", "words", "qty")[:MOST_LISTED]
    )
    goods = goods_of(
        cooperative_id=cooperative_id, product_ids={row[1] for row in told if row[1] is not None}
    )
    return [
        (on, words or goods[id_].name, str(qty) if words else goods[id_].words(qty))
        for on, id_, words, qty in told
    ]


def asked_in_vain(*, cooperative_id: int, product_ids: Collection[UUID], since: date) -> dict[UUID, int]:
    """Sum what was asked for in vain from a day on, base units by product. One query."""
    rows = RefusedRequest.objects.filter(
        cooperative_id=cooperative_id, product_id__in=product_ids, asked_on__gte=since
    )
    summed = rows.values("product_id").annotate(asked=Sum("qty")).values_list("product_id", "asked")
    return dict(summed.order_by("product_id"))


def unmet_by_place(*, place_ids: Collection[int], good: str, since: date) -> dict[int, int]:
    """Sum what of a good was asked for in vain from a day on, in its smallest unit. One query; across cooperatives."""
    rows = RefusedRequest.objects.filter(
        cooperative_id__in=place_ids, product__good=good, asked_on__gte=since
    )
    asked = Sum(F("qty") * F("product__content"))
    summed = rows.values("cooperative_id").annotate(asked=asked).values_list("cooperative_id", "asked")
    return dict(summed.order_by("cooperative_id"))


def _lines(cooperative_id: int, rows: object) -> tuple[tuple[str, str, int], ...]:
    told: list[tuple[UUID, int, int]] = list(rows)  # type: ignore[call-overload]  # rows of a queryset
    goods = goods_of(cooperative_id=cooperative_id, product_ids={row[0] for row in told})
    return tuple((goods[id_].name, goods[id_].words(qty), rp) for id_, qty, rp in told)


def _bought(row: MarketPurchase, lines: tuple[tuple[str, str, int], ...] = ()) -> PaperRow:
    return PaperRow(
        row.id,
        paper_name(MARKET, row.year, row.no),
        row.bought_on,
        row.seller,
        row.total_rp,
        row.location.name,
        row.person.name if row.person else None,
        "",
        True,  # noqa: FBT003  a purchase has its photo
        row.undone_on,
        row.undone_why,
        lines,
    )


def _returned(row: GoodsReturn, lines: tuple[tuple[str, str, int], ...] = ()) -> PaperRow:
    return PaperRow(
        row.id,
        paper_name(RETURNS, row.year, row.no),
        row.returned_on,
        row.partner.name,
        row.total_rp,
        row.location.name,
        row.person.name if row.person else None,
        row.reason,
        row.file_id is not None,
        row.undone_on,
        row.undone_why,
        lines,
    )
