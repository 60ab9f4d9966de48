"""Who delivers what, on which terms and at which price: told by people, and learnt from bills."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.domain.costing import share
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.models import Supply
from guyub.trade.procurement.services.acting import held_partner, note, once

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.partners.models import Partner
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.procurement.domain.bills import BillLineTyped
    from guyub.trade.procurement.models import ReceiptLine

MOST_LEAD_DAYS = 365
MOST_QTY = 10**12


class SupplyRefusedError(DomainError):
    """How a supplier delivers is not kept; ``wrong``: ``partner product unit case least lead price``."""

    code: ClassVar[str] = "procurement.supply.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyTyped:
    """How a supplier delivers one product.

    Args:
        partner_id: Who.
        product_id: What.
        unit_id: In which unit its price is told.
        case_qty: Base units that are packed together; 1: any quantity comes.
        least_qty: Base units, the least that is delivered; 0: any.
        price_rp: Of one unit, whole rupiah; None: not known.
        lead_days: Until it comes; None: the partner's own.
        is_preferred: It is ordered here first.
    """

    partner_id: UUID
    product_id: UUID
    unit_id: UUID
    case_qty: int = 1
    least_qty: int = 0
    price_rp: int | None = None
    lead_days: int | None = None
    is_preferred: bool = False


def set_supply(*, actor: Actor, typed: SupplyTyped, today: date, request_id: UUID, now: datetime) -> None:
    """Write down how a supplier delivers a product. Use-case.

    Raises:
        SupplyRefusedError: See there.
    """
    if not 0 < typed.case_qty <= MOST_QTY:
        raise SupplyRefusedError(wrong="case")
    if not 0 <= typed.least_qty <= MOST_QTY:
        raise SupplyRefusedError(wrong="least")
    if typed.lead_days is not None and not 0 <= typed.lead_days <= MOST_LEAD_DAYS:
        raise SupplyRefusedError(wrong="lead")
    if typed.price_rp is not None and not 0 < typed.price_rp <= MOST_QTY:
        raise SupplyRefusedError(wrong="price")

    def work() -> None:
        place_id = actor.cooperative_id
        partner = held_partner(
            cooperative_id=place_id, partner_id=typed.partner_id, refusal=SupplyRefusedError
        )
        good = goods_of(cooperative_id=place_id, product_ids=[typed.product_id]).get(typed.product_id)
        if good is None or not good.is_open:
            raise SupplyRefusedError(wrong="product")
        if typed.unit_id not in good.unit_ids.values():
            raise SupplyRefusedError(wrong="unit")
        mine = Supply.objects.filter(cooperative_id=place_id, product_id=typed.product_id)
        if typed.is_preferred:
            mine.filter(is_preferred=True).update(is_preferred=False)
        row = mine.filter(partner=partner).first() or Supply(
            id=uuid7(), cooperative_id=place_id, partner=partner, product_id=typed.product_id
        )
        row.unit_id, row.case_qty, row.least_qty = typed.unit_id, typed.case_qty, typed.least_qty
        if typed.price_rp is not None:
            row.price_rp, row.priced_on = typed.price_rp, today
        row.lead_days, row.is_preferred, row.changed_at = typed.lead_days, typed.is_preferred, now
        row.save()
        note(actor, "supply.set", {"product": good.name, "partner": partner.name}, now)

    facts = {key: str(value) for key, value in asdict(typed).items()} | {"today": today}
    once(actor, Action.BUY_GOODS, "set_supply", facts, request_id, now, work)


def keep_prices(
    *, partner: Partner, lines: Sequence[tuple[ReceiptLine, BillLineTyped]], on: date, now: datetime
) -> None:
    """Remember what a bill asked for each product, of one of the units in which it came. Step; two or three queries.

    Who delivers a product that nobody was preferred for is ordered from first.

    Args:
        partner: Whose bill.
        lines: What came, and what the bill asks for it.
        on: The day of the bill; an older price does not replace a newer one.
        now: The moment, aware.
    """
    place_id = partner.cooperative_id
    ids = {line.product_id for line, _ in lines}
    rows = Supply.objects.select_for_update(no_key=True).filter(cooperative_id=place_id, product_id__in=ids)
    found = list(rows.order_by("product_id", "id"))
    known = {row.product_id: row for row in found if row.partner_id == partner.id}
    preferred = {row.product_id for row in found if row.is_preferred}
    goods = goods_of(cooperative_id=place_id, product_ids=ids)
    new, changed = [], []
    for line, asked in lines:
        good, row = goods[line.product_id], known.get(line.product_id)
        factor = next(good.units[name] for name, id_ in good.unit_ids.items() if id_ == line.unit_id)
        price_rp = share(asked.amount_rp, factor, asked.qty)
        if row is None:
            row = known[line.product_id] = Supply(
                id=uuid7(),
                cooperative_id=place_id,
                partner=partner,
                product_id=line.product_id,
                is_preferred=line.product_id not in preferred,
            )
            new.append(row)
        elif row.priced_on is not None and row.priced_on > on:
            continue
        elif row not in new and row not in changed:
            changed.append(row)
        row.unit_id, row.changed_at = line.unit_id, now
        if price_rp:
            row.price_rp, row.priced_on = price_rp, on
    Supply.objects.bulk_create(new)
    Supply.objects.filter(cooperative_id=place_id).bulk_update(
        changed, ["unit", "price_rp", "priced_on", "changed_at"]
    )
