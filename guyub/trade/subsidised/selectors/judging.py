"""A sale as the limits look at it, and all that counts against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.subsidised.domain.limits import Request, Used, looked_at
from guyub.trade.subsidised.domain.programmes import Period, Scope
from guyub.trade.subsidised.domain.set_aside import counted_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.regulated import RuleUnit
    from guyub.trade.subsidised.domain.given import Given
    from guyub.trade.subsidised.domain.programmes import LimitRule
    from guyub.trade.subsidised.domain.set_aside import Who
    from guyub.trade.subsidised.selectors.quota import Counted

_OF_BUYER = ("nik", "kk", "nib", "category", "qty", "at", "day", "sales")


def request_of(
    *,
    programme: str,
    unit: RuleUnit | None,
    category: str,
    who: Who,
    place: Cooperative,
    given: Given,
    qty: int,
    at: datetime,
    on: date,
) -> Request:
    """Give a sale as the limits look at it.

    Args:
        programme: Of which good, by its key.
        unit: In what people speak of it.
        category: As what somebody buys.
        who: Who buys.
        place: Which cooperative sells.
        given: What agents brought there.
        qty: How much, in the good's smallest unit.
        at: When, aware.
        on: The day of that in Jakarta.
    """
    return Request(
        programme=programme,
        category=category,
        nik=who.nik,
        kk=who.kk,
        nib=who.nib,
        outlet=place.id,
        qty=qty,
        at=at,
        day=on,
        region=place.code,
        allocation=given.at(at, programme=programme),
        unit=unit,
    )


def counts_outlet(
    rules: Iterable[LimitRule], *, programme: str, category: str, region: str, on: date
) -> bool:
    """Tell whether a limit counts all that the outlet sells, or by its deliveries; arguments as of ``looked_at``."""
    asked_of = looked_at(rules, programme=programme, category=category, region=region, on=on)
    return any(
        rule.scope in {Scope.OUTLET, Scope.SHARE} or rule.period is Period.ALLOCATION for rule in asked_of
    )


def history_of(counted: Counted, request: Request, outlet: Sequence[Used] | None = None) -> list[Used]:
    """Give all that counts against a sale: uses, what is lent, and what the outlet sold beside this buyer's own.

    Args:
        counted: Of the buyer.
        request: The sale.
        outlet: As in ``with_outlet``.
    """
    slices = counted_of(counted.set_aside(request.programme), category=request.category, day=request.day)
    return with_outlet([*counted.used(request.programme), *slices], outlet)


def with_outlet(mine: Sequence[Used], outlet: Sequence[Used] | None) -> list[Used]:
    """Give what buyers used beside all that an outlet sold.

    Args:
        mine: Of buyers.
        outlet: All that the outlet sold, by day, category and allocation; None: no limit counts it.
    """
    if outlet is None:
        return list(mine)
    # The outlet's own count holds these uses too: they count there once.
    return [*(Used(**{name: one[name] for name in _OF_BUYER}, outlet=None) for one in mine), *outlet]
