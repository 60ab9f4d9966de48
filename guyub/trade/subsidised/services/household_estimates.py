"""What a city tells of the households of its wards: a need that nobody registered yet, estimated and called so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import guided_by
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.subsidised.domain.household_estimates import (
    HouseholdsRefusedError,
    checked_households,
    moved,
)
from guyub.trade.subsidised.models import HouseholdEstimate, Programme
from guyub.trade.subsidised.selectors.household_estimates import estimates_of, lock_telling
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.subsidised.domain.household_estimates import HouseholdLine, HouseholdsTyped


def tell_households(
    *, actor: Actor, typed: HouseholdsTyped, seen: Collection[UUID], request_id: UUID, now: datetime
) -> int:
    """Tell how many households of wards use a good and what one needs, of many wards at once. Use-case of the city.

    A ward that was told before is told anew with a reason; what was said stays. Nothing else is changed by it.

    Args:
        actor: Who tells, for the own city.
        typed: Good, wards, source, day, reason.
        seen: Ids of what stood on the page when it was typed: what others told since is not written over.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many wards were told.

    Raises:
        HouseholdsRefusedError: ``programme source day nothing many ward twice count each moved why``.
    """

    def work() -> int:
        city = Cooperative.objects.get(id=actor.cooperative_id)
        programme = Programme.objects.filter(key=typed.programme).first()
        if programme is None or city.kind != CooperativeKind.KOTA:
            raise HouseholdsRefusedError(wrong="programme")
        names = {one.code: one.name for one in guided_by(city)}
        today = business_date(now, Zone(city.zone))
        checked_households(typed, names=names, today=today)
        lock_telling(city_id=city.id)
        before = estimates_of(city_id=city.id, programme=programme.key)
        newest = {code: one.estimate_id for code, one in before.items()}
        late = moved(typed.lines, newest=newest, seen=frozenset(seen))
        if late:
            raise HouseholdsRefusedError(wrong="moved", ward=names[late])
        is_anew = any(line.code in newest for line in typed.lines)
        why = checked_why(typed.reason, HouseholdsRefusedError) if is_anew else ""
        shared = {
            "cooperative_id": city.id, "programme": programme, "source": typed.source, "of_on": typed.of_on,
            "person_id": actor.person_id, "told_on": today, "told_at": now,
        }  # fmt: skip
        HouseholdEstimate.objects.bulk_create(
            _row(line, newest.get(line.code), why, shared) for line in typed.lines
        )
        told = {
            "good": programme.title,
            "wards": len(typed.lines),
            "source": typed.source,
            "of": day(typed.of_on),
        }
        act = "households.changed" if is_anew else "households.told"
        note(actor, act, told | ({"reason": why} if is_anew else {}), now)
        return len(typed.lines)

    facts = {
        "programme": typed.programme,
        "of_on": typed.of_on.isoformat(),
        "source": typed.source,
        "reason": typed.reason,
        "lines": [[one.code, one.households, one.each_qty] for one in typed.lines],
    }
    return int(once(actor, Action.SHARE_GOODS, "tell_households", facts, request_id, now, work))


def _row(line: HouseholdLine, before: UUID | None, why: str, shared: Mapping[str, Any]) -> HouseholdEstimate:
    return HouseholdEstimate(
        id=uuid7(),
        code=line.code,
        households=line.households,
        each_qty=line.each_qty,
        replaces_id=before,
        reason=why if before else "",
        **shared,
    )
