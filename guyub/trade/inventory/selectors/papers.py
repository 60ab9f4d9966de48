"""Repackings and losses as pages and papers show them, and how much repackings lose."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum

from guyub.foundation.kernel.formats import percent
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.documents import PaperState
from guyub.trade.inventory.models import Repack, RepackLine, StockLoss, StockLossLine
from guyub.trade.inventory.selectors.unit_words import product_words

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.foundation.kernel.models import StoredFile

_SIZES = {"G": (1000, "kg"), "ML": (1000, "liter"), "BUAH": (1, "buah")}


@dataclass(frozen=True, slots=True)
class GoodsRow(Row):
    """One product of a paper, in words; whole rupiah where they are known."""

    product_id: UUID
    name: str
    words: str
    value_rp: int | None = None
    batch: str = ""


@dataclass(frozen=True, slots=True)
class RepackRow(Row):
    """One repacking; ``lost_share`` and ``normal`` are parts of what went in, from 0 to 1."""

    repack_id: UUID
    number: str
    location: str
    state: str
    packed_on: date
    made_by: str
    note: str
    why: str
    lost_words: str
    lost_share: Decimal
    normal: Decimal
    beyond_rp: int
    given: list[GoodsRow]
    made: list[GoodsRow]

    @property
    def lost_percent(self) -> str:
        """How much was lost of what went in, in words."""
        return percent(self.lost_share, digits=2)

    @property
    def normal_percent(self) -> str:
        """How much may be lost in the ordinary course, in words."""
        return percent(self.normal, digits=2)


@dataclass(frozen=True, slots=True)
class Recipe(Row):
    """What repackings of one product lost over a year: a part of what went in, from 0 to 1, and in how many."""

    product_id: UUID
    name: str
    lost_share: Decimal
    times: int
    beyond_rp: int

    @property
    def lost_percent(self) -> str:
        """How much was lost of what went in, in words."""
        return percent(self.lost_share, digits=2)


@dataclass(frozen=True, slots=True)
class LossRow(Row):
    """One paper of goods that were lost or used."""

    loss_id: UUID
    number: str
    kind: str
    purpose: str
    location: str
    state: str
    lost_on: date
    reason: str
    why: str
    value_rp: int
    filed_by: str
    photo_id: UUID | None
    approval_id: UUID | None
    transfer_id: UUID | None
    transfer: str
    goods: list[GoodsRow]


def content_words(content: int, measure: str) -> str:
    """Write a content: ``1,5 kg``."""
    size, unit = _SIZES[measure]
    whole, rest = divmod(content, size)
    written = f"{whole}" if not rest else f"{whole},{rest:03d}".rstrip("0")
    return f"{written} {unit}"


def repacks_page(*, cooperative_id: int, repack_id: UUID | None = None, most: int = 30) -> list[RepackRow]:
    """List repackings, the newest first, or one of them. Four queries.

    Args:
        cooperative_id: Whose.
        repack_id: This one alone.
        most: So many.
    """
    rows = Repack.objects.filter(cooperative_id=cooperative_id).select_related("location", "made_by")
    if repack_id is not None:
        rows = rows.filter(id=repack_id)
    found = list(rows.order_by("-made_at", "-id")[:most])
    lines = list(
        RepackLine.objects.filter(
            cooperative_id=cooperative_id, repack__in=[row.id for row in found]
        ).order_by("rank")
    )
    words = product_words(cooperative_id=cooperative_id, product_ids={line.product_id for line in lines})

    def told(row: Repack, *, is_output: bool) -> list[GoodsRow]:
        return [
            GoodsRow(
                line.product_id,
                words[line.product_id].name,
                words[line.product_id].words(line.qty),
                line.value_rp,
            )
            for line in lines
            if line.repack_id == row.id and line.is_output is is_output
        ]

    return [
        RepackRow(
            repack_id=row.id,
            number=str(row),
            location=row.location.name,
            state=row.state,
            packed_on=row.packed_on,
            made_by=row.made_by.name,
            note=row.note,
            why=row.why,
            lost_words=content_words(row.lost, row.measure),
            lost_share=Decimal(row.lost) / row.given,
            normal=row.normal,
            beyond_rp=row.beyond_rp,
            given=told(row, is_output=False),
            made=told(row, is_output=True),
        )
        for row in found
    ]


def recipes_of(*, cooperative_id: int, since: date) -> list[Recipe]:
    """Tell how much repackings lost by what went in, those that lose most at the front. One query.

    Args:
        cooperative_id: Whose.
        since: From this day on.
    """
    first = RepackLine.objects.filter(
        cooperative_id=cooperative_id,
        is_output=False,
        rank=1,
        repack__state=PaperState.DIBUKUKAN.value,
        repack__packed_on__gte=since,
    )
    sums: dict[UUID, list[int]] = {}
    names: dict[UUID, str] = {}
    rows = first.values_list(
        "product_id", "product__name", "repack__given", "repack__lost", "repack__beyond_rp"
    )
    for product_id, name, given, lost, beyond_rp in rows:
        told = sums.setdefault(product_id, [0, 0, 0, 0])
        names[product_id] = name
        told[0], told[1], told[2], told[3] = told[0] + given, told[1] + lost, told[2] + 1, told[3] + beyond_rp
    recipes = [
        Recipe(id_, names[id_], Decimal(lost) / given, times, beyond_rp)
        for id_, (given, lost, times, beyond_rp) in sums.items()
    ]
    return sorted(recipes, key=lambda one: (-one.lost_share, one.name))


def losses_page(
    *, cooperative_id: int, loss_id: UUID | None = None, transfer_id: UUID | None = None, most: int = 50
) -> list[LossRow]:
    """List losses and own use, the newest first, or one of them. Four queries.

    Args:
        cooperative_id: Whose.
        loss_id: This one alone.
        transfer_id: Those of one transfer.
        most: So many.
    """
    rows = StockLoss.objects.filter(cooperative_id=cooperative_id)
    if loss_id is not None:
        rows = rows.filter(id=loss_id)
    if transfer_id is not None:
        rows = rows.filter(transfer_id=transfer_id)
    found = list(rows.select_related("location", "filed_by", "transfer").order_by("-filed_at", "-id")[:most])
    lines = list(
        StockLossLine.objects.filter(
            cooperative_id=cooperative_id, loss__in=[row.id for row in found]
        ).order_by("rank")
    )
    words = product_words(cooperative_id=cooperative_id, product_ids={line.product_id for line in lines})
    return [
        LossRow(
            loss_id=row.id,
            number=str(row),
            kind=row.kind,
            purpose=row.purpose,
            location=row.location.name,
            state=row.state,
            lost_on=row.lost_on,
            reason=row.reason,
            why=row.why,
            value_rp=row.value_rp,
            filed_by=row.filed_by.name,
            photo_id=row.photo_id,
            approval_id=row.approval_id,
            transfer_id=row.transfer_id,
            transfer=str(row.transfer) if row.transfer else "",
            goods=[
                GoodsRow(
                    line.product_id,
                    words[line.product_id].name,
                    words[line.product_id].words(line.qty),
                    batch=line.batch or "",
                )
                for line in lines
                if line.loss_id == row.id
            ],
        )
        for row in found
    ]


def lost_since(*, cooperative_id: int, since: date) -> dict[str, int]:
    """Sum what was lost or used since a day, whole rupiah by kind. One query."""
    rows = StockLoss.objects.filter(
        cooperative_id=cooperative_id, state=PaperState.DIBUKUKAN.value, lost_on__gte=since
    )
    return {kind: int(rp) for kind, rp in rows.order_by().values_list("kind").annotate(rp=Sum("value_rp"))}


def loss_photo(*, cooperative_id: int, loss_id: UUID) -> StoredFile | None:
    """Give the picture of a loss; None where there is none. One query."""
    rows = StockLoss.objects.filter(cooperative_id=cooperative_id, id=loss_id).select_related("photo")
    found = rows.first()
    return found.photo if found else None
