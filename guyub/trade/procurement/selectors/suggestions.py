"""What to order and why: of everything that sells, by supplier, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from heapq import nsmallest
from typing import TYPE_CHECKING

from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import values_of
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.domain.demand import calendar_of, demand_of
from guyub.trade.procurement.domain.forecasting import ERRORS_SHOWN, Errors, errors_of, forecast_of
from guyub.trade.procurement.domain.orders import line_amount_rp
from guyub.trade.procurement.domain.reasons import Words, error_words, reason_of
from guyub.trade.procurement.domain.reordering import Supply, order_up_to, suggest
from guyub.trade.procurement.selectors.demand import asked_for
from guyub.trade.procurement.selectors.seasons import effects

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.selectors.bought import Good
    from guyub.trade.procurement.domain.demand import Calendar, Demand
    from guyub.trade.procurement.domain.forecasting import Forecast
    from guyub.trade.procurement.domain.reordering import Suggestion
    from guyub.trade.procurement.selectors.demand import Asked

STAPLE, OTHER = "stok.z_pokok", "stok.z_lain"
STAPLES = frozenset({"SEMBAKO", "LPG", "AIR"})
USUAL_REVIEW, USUAL_LEAD, WEEK = 7, 3, 7
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SuggestedLine(Row):
    """One product to be ordered, with the reason in words; base units, whole rupiah."""

    product_id: UUID
    good: Good
    unit: str
    qty: int
    stock_qty: int
    days_left: int | None
    price_rp: int | None
    amount_rp: int
    reason: str
    errors: str

    @property
    def words(self) -> str:
        """How much to order."""
        return self.good.words(self.qty)

    @property
    def typed(self) -> str:
        """The same as one types it."""
        size = self.good.units[self.unit]
        return f"{self.qty // size} {self.unit}" if self.qty % size == 0 else self.words


@dataclass(frozen=True, slots=True)
class SupplierSuggestions(Row):
    """What to order of one supplier; ``partner_id`` None: nobody is known to deliver it."""

    partner_id: UUID | None
    partner: str
    minimum_rp: int
    lines: tuple[SuggestedLine, ...]

    @property
    def total_rp(self) -> int:
        """What it comes to at the last prices."""
        return sum(line.amount_rp for line in self.lines)

    @property
    def below_rp(self) -> int:
        """How much is missing to what the supplier delivers at least."""
        return max(0, self.minimum_rp - self.total_rp)


@dataclass(frozen=True, slots=True)
class _Wanted:
    asked: Asked
    forecast: Forecast
    suggestion: Suggestion
    supply: Supply
    demand: Demand


def suggestions(*, cooperative_id: int, today: date) -> list[SupplierSuggestions]:
    """Say what to order today. Three trips; two to three seconds for twenty thousand products that sell every day.

    Args:
        cooperative_id: Whose.
        today: The business date: the first day that is not sold yet.
    """
    limits = values_of(STAPLE, OTHER, cooperative_id=cooperative_id, on=today)
    seasons = effects()
    past: dict[int, Calendar] = {}
    ahead: dict[int, Calendar] = {}
    wanted = []
    for one in asked_for(cooperative_id=cooperative_id, today=today):
        supply = _supply(one)
        if supply.days not in ahead:
            ahead[supply.days] = calendar_of(today, days=supply.days, effects=seasons)
        length = len(one.history.sold)
        if length not in past:
            past[length] = calendar_of(today - timedelta(days=length), days=length, effects=seasons)
        demand = demand_of(one.history, calendar=past[length])
        forecast = forecast_of(demand)
        z = Fraction(limits[STAPLE if one.category in STAPLES else OTHER])
        found = suggest(
            forecast,
            calendar=ahead[supply.days],
            supply=supply,
            z=z,
            stock_qty=one.stock_qty,
            on_order_qty=one.coming_qty,
        )
        found = _at_least(one, found, supply)
        if found.order_qty:
            wanted.append(_Wanted(one, forecast, found, supply, demand))
    wanted = nsmallest(MOST_SHOWN, wanted, key=_pressing)
    goods = goods_of(cooperative_id=cooperative_id, product_ids=[one.asked.product_id for one in wanted])
    return _by_supplier(wanted, goods, today)


def _supply(one: Asked) -> Supply:
    ordering = one.ordering
    if ordering is None:
        return Supply(review_days=USUAL_REVIEW, lead_days=USUAL_LEAD)
    review_days = max(1, WEEK // len(ordering.delivery_days)) if ordering.delivery_days else USUAL_REVIEW
    return Supply(
        review_days=review_days,
        lead_days=ordering.lead_days,
        case_size=ordering.case_qty,
        least_qty=ordering.least_qty,
    )


def _at_least(one: Asked, found: Suggestion, supply: Supply) -> Suggestion:
    """Order up to the product's own least quantity where less than that is there and coming."""
    need_qty = one.least_qty - one.stock_qty - one.coming_qty
    if need_qty <= found.need_qty:
        return found
    return order_up_to(
        expected=found.expected,
        safety_qty=found.safety_qty,
        target_qty=max(found.target_qty, one.least_qty),
        need_qty=need_qty,
        supply=supply,
    )


def _pressing(one: _Wanted) -> tuple[Fraction, str]:
    weekly = sum(one.forecast.parts)
    if not weekly:
        return Fraction(10**6), one.asked.name
    return Fraction(one.asked.stock_qty * one.forecast.whole * WEEK, weekly), one.asked.name


def _by_supplier(
    wanted: Sequence[_Wanted], goods: Mapping[UUID, Good], today: date
) -> list[SupplierSuggestions]:
    found: dict[UUID | None, list[SuggestedLine]] = {}
    about: dict[UUID | None, tuple[str, int]] = {}
    for one in wanted:
        ordering = one.asked.ordering
        key = ordering.partner_id if ordering else None
        about[key] = (ordering.partner, ordering.minimum_rp) if ordering else ("Belum ada pemasok", 0)
        found.setdefault(key, []).append(_line(one, goods[one.asked.product_id], today))
    return [
        SupplierSuggestions(key, about[key][0], about[key][1], tuple(lines)) for key, lines in found.items()
    ]


def _line(one: _Wanted, good: Good, today: date) -> SuggestedLine:
    asked, ordering = one.asked, one.asked.ordering
    unit = good.usual
    if ordering:
        unit = next((name for name, id_ in good.unit_ids.items() if id_ == ordering.unit_id), good.usual)
    size = good.units[unit]
    price_rp = ordering.price_rp if ordering else None
    ahead = [effect for effect in effects() if _touches(effect, today, one.supply.days)]
    case = next((name for name, held in good.units.items() if held == one.supply.case_size), "")
    daily = one.forecast.daily
    return SuggestedLine(
        product_id=asked.product_id,
        good=good,
        unit=unit,
        qty=one.suggestion.order_qty,
        stock_qty=asked.stock_qty,
        days_left=int(asked.stock_qty / daily) if daily and asked.stock_qty >= 0 else None,
        price_rp=price_rp,
        amount_rp=line_amount_rp(qty=one.suggestion.order_qty, price_rp=price_rp, factor=size)
        if price_rp
        else 0,
        reason=reason_of(
            one.suggestion,
            forecast=one.forecast,
            supply=one.supply,
            stock_qty=asked.stock_qty,
            on_order_qty=asked.coming_qty,
            words=Words(unit=unit, size=size, case=case if one.supply.case_size > 1 else ""),
            effects=ahead,
        ),
        errors=error_words(_errors(one.demand)),
    )


def _touches(effect: object, today: date, days: int) -> bool:
    holds = effect.holds_on  # type: ignore[attr-defined]  # a festival or a payday
    return any(holds(today + timedelta(days=at)) for at in range(days))


def _errors(demand: Demand) -> Errors:
    """Tell how far what would have been foretold before each of the last four weeks was off."""
    foretold, real = [], []
    for back in range(ERRORS_SHOWN, 0, -1):
        cut = len(demand.scaled) - back * WEEK
        if cut < WEEK:
            continue
        earlier = replace(demand, scaled=demand.scaled[:cut], weekdays=demand.weekdays[:cut])
        foretold.append(forecast_of(earlier).daily * WEEK)
        real.append(round_rp(Fraction(sum(demand.scaled[cut : cut + WEEK]), demand.scale)))
    return errors_of(foretold, real)
