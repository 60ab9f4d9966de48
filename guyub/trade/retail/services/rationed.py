"""Rationed goods among those that a receipt sells or brings back: a sale of other goods asks for none of this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.trade.inventory.domain.price_rules import PriceKind, highest_rp
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.services.container_writing import Doing
from guyub.trade.retail.domain.accounts import SALE_SOURCE
from guyub.trade.subsidised.services.selling import (
    RationedLine,
    RationedSold,
    RationPlan,
    RationRefusedError,
    keep_rationed,
    plan_rationed,
    take_back_rationed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.retail.domain.told import LineTold
    from guyub.trade.retail.models import Sale
    from guyub.trade.retail.selectors.till_facts import GoodsTold
    from guyub.trade.retail.services.sale_rows import Selling
    from guyub.trade.subsidised.domain.told import RationTold


@dataclass(frozen=True, slots=True)
class Rations:
    """The rationed lines of a run of sales, looked up; of a sale without any nothing stands in it."""

    plan: RationPlan
    sold: Mapping[UUID, RationedSold]


def planned(run: Sequence[Selling], goods: GoodsTold) -> Rations:
    """Look up what of a run is rationed, and hold the books of its containers. Step, before posting; mostly no query.

    Raises:
        RationRefusedError: ``line``, and what ``plan_rationed`` refuses.
    """
    sold = {one.sale_id: found for one in run if (found := _sold(one, goods))}
    return Rations(plan_rationed(cooperative_id=run[0].facts.place.id, sales=list(sold.values())), sold)


def kept(rations: Rations, one: Selling) -> int:
    """Keep who bought the rationed lines of a sale that stands, and move its containers. Step, after posting.

    Returns:
        What was taken for containers that stay with the buyer, in cash, whole rupiah.

    Raises:
        What ``keep_rationed`` raises.
    """
    sold = rations.sold.get(one.sale_id)
    if sold is None:
        return 0
    doing = Doing(
        place=one.facts.place,
        on=one.on,
        today=one.today,
        actor=one.cashier,
        request_id=one.sale_id,
        now=one.now,
        source_kind=SALE_SOURCE,
        source_id=one.sale_id,
        is_late=True,
    )
    return keep_rationed(plan=rations.plan, sale=sold, doing=doing)


def given_back(
    *,
    place: Cooperative,
    receipt: Sale,
    cashier: Actor,
    today: date,
    now: datetime,
    lines: Mapping[int, int] | None = None,
) -> int:
    """Take the rationed lines of a sale back with a receipt that stands. Step; one query where nothing was rationed.

    Args:
        place: Whose.
        receipt: What takes it back.
        cashier: Who did it.
        today: The business date of its receipt; containers lie there again from then on.
        now: The moment, aware.
        lines: Which lines of the sale, with how many base units; None: all of it.

    Returns:
        What went back for containers, in cash, whole rupiah.

    Raises:
        What ``take_back_rationed`` raises.
    """
    assert receipt.of_id is not None  # noqa: S101  it takes something back
    doing = Doing(
        place=place,
        on=today,
        today=today,
        actor=cashier,
        request_id=receipt.id,
        now=now,
        source_kind=SALE_SOURCE,
        source_id=receipt.id,
    )
    return take_back_rationed(doing=doing, sale_id=receipt.of_id, reason=receipt.reason, lines=lines)


def _sold(one: Selling, goods: GoodsTold) -> RationedSold | None:
    told = {ration.line: ration for ration in one.told.rations}
    lines = [
        _line(line, at, goods, told.get(at))
        for at, line in enumerate(one.told.lines, 1)
        if at in told or _is_rationed(goods.goods[line.product_id].good)
    ]
    if len(told) > sum(line.told is not None for line in lines):
        raise RationRefusedError(wrong="line", line=max(told))
    if not lines:
        return None
    return RationedSold(
        sale_id=one.sale_id,
        number=one.name,
        lines=lines,
        sold_at=one.sold_at,
        cashier_id=one.told.cashier_id,
        location_id=one.till.location_id,
        drawer_id=one.till.drawer_id,
        member_id=one.told.member_id,
        person_id=one.facts.member_person_id,
    )


def _is_rationed(good: str) -> bool:
    return bool(good) and REGULATED[good].is_rationed


def _line(line: LineTold, at: int, goods: GoodsTold, told: RationTold | None) -> RationedLine:
    good = goods.goods[line.product_id]
    ceiling = goods.rules.get(good.good, {}).get(PriceKind.HET)
    return RationedLine(
        line_no=at,
        product_id=line.product_id,
        good=good.good,
        packs=line.base_qty,
        content=good.content,
        paid_rp=line.net_rp,
        ceiling_rp=highest_rp(ceiling, base_qty=line.base_qty, content=good.content) if ceiling else None,
        told=told,
    )
