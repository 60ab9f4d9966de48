"""Rationed lines of a sale, as people who look at the receipt see them: the kind of buyer and four digits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.models import ContainerHolding
from guyub.trade.subsidised.domain.programmes import KnownBy, Mode, OfficialState
from guyub.trade.subsidised.models import BuyerCategory, Programme, RationedSale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RationSold(Row):
    """One rationed line of a receipt.

    Args:
        line_no: The line.
        programme: What the good is called.
        category: What kind of buyer, in words; empty: nobody was asked.
        buyer: The given name; empty: not registered.
        last4: Of the NIK; empty: nobody was asked.
        known_by: How it was known what is left.
        over_mode: The hardest limit that was passed; None: none.
        reason: Why it went on beyond a limit that warns.
        empties_in: Empty containers that came.
        stay_qty: Full ones that stay with the buyer.
        deposit_rp: What was taken for them, whole rupiah; 0: on loan.
        official: How far the official site has been told.
        taken_back_on: When it was taken back; None: it stands.
    """

    line_no: int
    programme: str
    category: str
    buyer: str
    last4: str
    known_by: KnownBy
    over_mode: Mode | None
    reason: str
    empties_in: int
    stay_qty: int
    deposit_rp: int
    official: OfficialState
    taken_back_on: date | None


def rations_of(*, cooperative_id: int, sale_id: UUID) -> Sequence[RationSold]:
    """Give the rationed lines of a receipt. One query; two more where there are some."""
    rows = list(
        RationedSale.objects.filter(cooperative_id=cooperative_id, sale_id=sale_id).order_by("line_no")
    )
    if not rows:
        return []
    titles, categories, deposits = asked(
        Inquiry.of(
            Programme.objects.filter(key__in={row.programme for row in rows}).values_list("key", "title"),
            read=dict,
        ),
        Inquiry.of(
            BuyerCategory.objects.filter(programme__in={row.programme for row in rows})
            .order_by("valid_from", "id")
            .values_list("programme", "code", "title"),
            read=lambda found: {(programme, code): title for programme, code, title in found},
        ),
        Inquiry.of(
            ContainerHolding.objects.filter(
                cooperative_id=cooperative_id, id__in=[row.holding_id or row.id for row in rows]
            ).values_list("id", "each_rp"),
            read=dict,
        ),
    )
    return [_sold(row, titles, categories, deposits) for row in rows]


def _sold(
    row: RationedSale,
    titles: dict[str, str],
    categories: dict[tuple[str, str], str],
    each_rp: dict[UUID, int],
) -> RationSold:
    stay_qty = row.packs - row.empties_in if row.holding_id else 0
    return RationSold(
        line_no=row.line_no,
        programme=titles.get(row.programme, row.programme),
        category=categories.get((row.programme, row.category), row.category),
        buyer=row.buyer,
        last4=row.nik_last4,
        known_by=KnownBy(row.known_by),
        over_mode=Mode(row.over_mode) if row.over_mode else None,
        reason=row.reason,
        empties_in=row.empties_in,
        stay_qty=stay_qty,
        deposit_rp=stay_qty * each_rp.get(row.holding_id, 0) if row.holding_id else 0,
        official=OfficialState(row.official),
        taken_back_on=row.taken_back_on,
    )
