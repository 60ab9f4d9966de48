"""Prices of the shop: set, many at once, and withdrawn. What was set is never changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from guyub.community.cooperatives.domain.outlets import OutletStatus
from guyub.community.cooperatives.selectors.profiles import outlets_of
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.services.outbox import write_news
from guyub.trade.inventory.domain.catalogue import AUDIENCES
from guyub.trade.inventory.models import Price, ProductUnit
from guyub.trade.inventory.services.keeping import keep_once, locked_products
from guyub.trade.inventory.services.price_judging import PricedUnit, PriceRefusedError, refuse_above

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.models import Product

MOST_AT_ONCE = 500
HIGHEST_RP = 999_999_999_999
LONGEST_REASON = 200
NEWS = "inventory.prices_set"  # the city reads prices anew
SET, WITHDRAWN = "inventory.prices.set", "inventory.price.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTold:
    """One price as it is told.

    Args:
        product_id: Of what.
        unit_id: For one of which unit; one that is sold.
        amount_rp: Whole rupiah, above zero.
        from_on: The first day, not before today.
        until_on: The last day, inside; None: until another is set.
        audience: For everybody (``UMUM``) or members (``ANGGOTA``).
        outlet_id: In which outlet; None: in all.
        reason: Why it is above a reference price, where it is.
    """

    product_id: UUID
    unit_id: UUID
    amount_rp: int
    from_on: date
    until_on: date | None = None
    audience: str = "UMUM"
    outlet_id: UUID | None = None
    reason: str = ""


def set_prices(
    *,
    actor: Actor,
    place: Cooperative,
    told: Sequence[PriceTold],
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Set prices, all of them or none. Use-case.

    Args:
        actor: Who keeps the goods.
        place: The own cooperative; where it lies says which ceilings hold.
        told: 1 to 500 prices.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many were set.

    Raises:
        PriceRefusedError: ``nothing many``; price by price ``amount audience past until long twice``; then ``outlet
            unit``; then ``ceiling no_ceiling reason``.
        ProductRefusedError: ``gone closed``.

    Source: docs/regulations.md#harga-eceran-tertinggi.
    """
    if not told:
        raise PriceRefusedError(wrong="nothing")
    if len(told) > MOST_AT_ONCE:
        raise PriceRefusedError(wrong="many", most=MOST_AT_ONCE)

    def work() -> int:
        products = locked_products(cooperative_id=place.id, product_ids={one.product_id for one in told})
        units = _sold_units(place.id, products)
        _refuse_told(told, products, today)
        _refuse_outlets(place.id, told)
        _refuse_units(told, products, units)
        refuse_above(
            place=place,
            priced=[_priced(one, products[one.product_id], units[one.unit_id]) for one in told],
        )
        Price.objects.bulk_create(
            Price(
                cooperative_id=place.id,
                **asdict(one) | {"reason": _single(one.reason)},
                person_id=actor.person_id,
                recorded_at=now,
            )
            for one in told
        )
        record(cooperative_id=place.id, actor=actor, act=SET, facts=_said(told, products), now=now)
        write_news(cooperative_id=place.id, topic=NEWS, payload={}, now=now)
        return len(told)

    facts = {"told": [asdict(one) for one in told]}
    done: int = keep_once(
        actor=actor, use_case="set_prices", facts=facts, request_id=request_id, now=now, work=work
    )
    return done


def withdraw_price(
    *,
    actor: Actor,
    place: Cooperative,
    product_id: UUID,
    unit_id: UUID,
    audience: str,
    outlet_id: UUID | None,
    from_on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Let a unit have no price of its own for these buyers in this outlet, from a day on. Use-case.

    What is less particular holds then: the price of all outlets, or of everybody; or none. A price that begins later
    still begins.

    Raises:
        ProductRefusedError: ``gone closed``.
        PriceRefusedError: ``past``; ``none``: there is none to withdraw.
    """

    def work() -> None:
        product = locked_products(cooperative_id=place.id, product_ids=[product_id])[product_id]
        if from_on < today:
            raise PriceRefusedError(wrong="past", product=product.name)
        key = {"product_id": product_id, "unit_id": unit_id, "audience": audience, "outlet_id": outlet_id}
        rows = Price.objects.filter(cooperative_id=place.id, **key, from_on__lte=from_on)
        standing = rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
        last = standing.order_by("-from_on", "-recorded_at", "-id").first()
        if last is None or last.is_withdrawn:
            raise PriceRefusedError(wrong="none", product=product.name)
        Price.objects.create(
            cooperative_id=place.id,
            **key,
            amount_rp=0,
            from_on=from_on,
            is_withdrawn=True,
            person_id=actor.person_id,
            recorded_at=now,
        )
        facts = {"name": product.name, "amount": rupiah(last.amount_rp), "begins": from_on}
        record(cooperative_id=place.id, actor=actor, act=WITHDRAWN, facts=facts, now=now)
        write_news(cooperative_id=place.id, topic=NEWS, payload={}, now=now)

    facts = {
        "product": product_id,
        "unit": unit_id,
        "audience": audience,
        "outlet": outlet_id,
        "from": from_on,
    }
    keep_once(actor=actor, use_case="withdraw_price", facts=facts, request_id=request_id, now=now, work=work)


def _refuse_told(told: Sequence[PriceTold], products: Mapping[UUID, Product], today: date) -> None:
    seen = set[tuple[object, ...]]()
    for one in told:
        name = products[one.product_id].name
        key = (one.unit_id, one.audience, one.outlet_id, one.from_on)
        wrong = ""
        if not 0 < one.amount_rp <= HIGHEST_RP:
            wrong = "amount"
        elif one.audience not in AUDIENCES:
            wrong = "audience"
        elif one.from_on < today:
            wrong = "past"
        elif one.until_on is not None and one.until_on < one.from_on:
            wrong = "until"
        elif len(_single(one.reason)) > LONGEST_REASON:
            wrong = "long"
        elif key in seen:
            wrong = "twice"
        if wrong:
            raise PriceRefusedError(wrong=wrong, product=name)
        seen.add(key)


def _refuse_outlets(cooperative_id: int, told: Sequence[PriceTold]) -> None:
    wanted = {one.outlet_id for one in told if one.outlet_id}
    if not wanted:
        return
    open_ = {
        row.outlet_id for row in outlets_of(cooperative_id=cooperative_id) if row.status != OutletStatus.TUTUP
    }
    if wanted - open_:
        raise PriceRefusedError(wrong="outlet")


def _refuse_units(
    told: Sequence[PriceTold], products: Mapping[UUID, Product], units: Mapping[UUID, ProductUnit]
) -> None:
    for one in told:
        unit = units.get(one.unit_id)
        if unit is None or unit.product_id != one.product_id:
            raise PriceRefusedError(wrong="unit", product=products[one.product_id].name)


def _sold_units(cooperative_id: int, products: Mapping[UUID, Any]) -> dict[UUID, ProductUnit]:
    rows = ProductUnit.objects.filter(
        cooperative_id=cooperative_id, product_id__in=products, is_sold=True, closed_on__isnull=True
    )
    return {row.id: row for row in rows}


def _priced(one: PriceTold, product: Product, unit: ProductUnit) -> PricedUnit:
    return PricedUnit(
        product=product.name,
        good=product.good,
        content=product.content,
        unit=unit.name,
        factor=unit.factor,
        amount_rp=one.amount_rp,
        from_on=one.from_on,
        until_on=one.until_on,
        reason=_single(one.reason),
    )


def _said(told: Sequence[PriceTold], products: Mapping[UUID, Product]) -> dict[str, Any]:
    """Say what the trail keeps: the product and its price of one, how many of several."""
    if len(told) > 1:
        return {"what": f"{len(told)} barang", "amount": "", "begins": min(one.from_on for one in told)}
    (one,) = told
    return {
        "what": products[one.product_id].name,
        "amount": rupiah(one.amount_rp),
        "begins": one.from_on,
    }


def _single(reason: str) -> str:
    return " ".join(reason.split())
