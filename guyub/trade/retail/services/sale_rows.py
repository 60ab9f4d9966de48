"""The rows of a receipt, as the call that posts it writes them: a value for each column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.ids import uuid7
from guyub.trade.retail.domain.accounts import till_name
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.models import Sale, SaleKind, SaleLine, SaleTender
from guyub.trade.retail.services import selling

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import Model

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.retail.domain.told import LineTold, SaleTold
    from guyub.trade.retail.selectors.till_facts import GoodsTold, TillHeld, Told
    from guyub.trade.retail.services.consigned import Consigned
    from guyub.trade.retail.services.guarding import Agreement

OPEN_KINDS = (TenderKind.QRIS, TenderKind.CREDIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selling:
    """A sale at hand: what was told, by whom, where; ``on`` is its own day, ``today`` that on which it is received."""

    sale_id: UUID
    told: SaleTold
    facts: Told
    till: TillHeld
    cashier: Actor
    sold_at: datetime
    now: datetime
    on: date
    today: date
    agreement: Agreement

    @property
    def name(self) -> str:
        """The till's own number."""
        return till_name(self.told.series, self.told.number)

    @property
    def is_owed(self) -> bool:
        """Whether a member owes some of it: what was owed before must stand in the books then."""
        return TenderKind.CREDIT in self.told.tenders

    def lines(self, consigned: Sequence[Consigned | None]) -> list[selling.SaleLine]:
        """Give its lines as they are sold, each with how its money is split where it is somebody else's."""
        return [
            selling.SaleLine(
                product_id=line.product_id,
                location_id=self.till.location_id,
                qty=line.base_qty,
                net_rp=line.net_rp,
                consigned=one,
            )
            for line, one in zip(self.told.lines, consigned, strict=True)
        ]


def receipt_row(one: Selling, entry_id: UUID) -> dict[str, Any]:
    """Give the row of a receipt; its number is its entry's, which the call that posts it knows."""
    told, till = one.told, one.till
    return _blank(Sale) | {
        "id": one.sale_id,
        "cooperative_id": one.facts.place.id,
        "kind": SaleKind.JUAL.value,
        "till_id": till.till_id,
        "series": told.series,
        "till_no": told.number,
        "member_id": told.member_id,
        "cashier_id": told.cashier_id,
        "till_shift": told.shift_id,
        "shift_id": one.facts.shift_id,
        "sold_at": one.sold_at,
        "sold_on": one.on,
        "location_id": till.location_id,
        "unit_id": till.unit_id,
        "subtotal_rp": told.subtotal_rp,
        "discount_rp": told.subtotal_rp - told.total_rp,
        "total_rp": told.total_rp,
        "rounding_rp": told.rounding_rp,
        "paid_rp": told.paid_rp,
        "change_rp": told.change_rp,
        "reason": told.reason,
        "agreed_by_id": one.agreement.agreed_by,
        "lacks": one.agreement.lacks,
        "entry_id": entry_id,
        "recorded_at": one.now,
    }


def tender_rows(one: Selling) -> list[dict[str, Any]]:
    """Give how a sale was paid; bon and QRIS stay open until they are paid or confirmed."""
    return [
        _blank(SaleTender)
        | {
            "id": uuid7(),
            "cooperative_id": one.facts.place.id,
            "sale_id": one.sale_id,
            "kind": kind.value,
            "amount_rp": amount_rp,
            "reference": one.told.reference if kind in {TenderKind.QRIS, TenderKind.TRANSFER} else "",
            "left_rp": amount_rp if kind in OPEN_KINDS else 0,
        }
        for kind, amount_rp in one.told.tenders.items()
    ]


def row_of(row: Model) -> dict[str, Any]:
    """Give a row as it is written: a value for each column."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@cache
def _blank(model: type[Model]) -> dict[str, Any]:
    """Give a row with nothing in it but what goes without saying."""
    return row_of(model())


def line_row(
    one: Selling, line: LineTold, at: int, goods: GoodsTold, over_rp: int, move_id: UUID
) -> dict[str, Any]:
    """Give the row of a line: what was paid for it, what the list said, and the move that took it out."""
    listed = goods.prices[one.told.member_id is not None].get(line.unit_id)
    return _blank(SaleLine) | {
        "id": uuid7(),
        "cooperative_id": one.facts.place.id,
        "sale_id": one.sale_id,
        "line_no": at,
        "product_id": line.product_id,
        "unit_id": line.unit_id,
        "qty": line.base_qty,
        "price_rp": line.price_rp,
        "price_qty": line.price_qty,
        "audience": line.audience,
        "listed_rp": listed.amount_rp if listed and line.price_qty == line.factor else None,
        "gross_rp": line.gross_rp,
        "discount_rp": line.discount_rp,
        "own_discount_rp": line.own_discount_rp,
        "reason": line.reason,
        "rounding_rp": line.rounding_rp,
        "net_rp": line.net_rp,
        "over_rp": over_rp,
        "move_id": move_id,
    }
