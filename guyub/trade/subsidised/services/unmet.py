"""Noting that somebody asked for a rationed good and went without: what an outlet needs and does not sell."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.subsidised.domain.unmet import UnmetRefusedError, WentWithout, checked_unmet
from guyub.trade.subsidised.models import BuyerCategory, Programme, UnmetRequest
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.identity.domain.roles import Actor


def note_unmet(
    *,
    actor: Actor,
    programme: str,
    category: str,
    qty: int,
    reason: str,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Note that somebody went without. Use-case of who handles cash; nobody's name or number is kept.

    Args:
        actor: Who was asked.
        programme: For which good.
        category: What kind of buyer; empty: nobody asked.
        qty: How much, in the good's smallest unit.
        reason: Why, as a form sends it.
        request_id: Made once per press.
        now: The moment, aware.

    Returns:
        The id of what was noted.

    Raises:
        UnmetRefusedError: ``qty reason programme category``.
    """
    why = checked_unmet(qty=qty, reason=reason)

    def work() -> str:
        kept = note_told(
            actor=actor,
            unmet_id=uuid7(),
            programme=programme,
            category=category,
            qty=qty,
            reason=why,
            at=now,
            now=now,
        )
        return str(kept)

    facts = {"programme": programme, "category": category, "qty": qty, "reason": why.value}
    return UUID(once(actor, Action.HANDLE_CASH, "note_unmet", facts, request_id, now, work))


def note_told(
    *,
    actor: Actor,
    unmet_id: UUID,
    programme: str,
    category: str,
    qty: int,
    reason: WentWithout,
    at: datetime,
    now: datetime,
) -> UUID:
    """Keep one request that was not met, with its line in the trail. Step: needs an open transaction.

    Args:
        actor: Who was asked.
        unmet_id: Its id; of a till's event the event's own, so that it stands here once.
        programme: For which good.
        category: What kind of buyer; empty: nobody asked.
        qty: How much, in the good's smallest unit.
        reason: Why.
        at: When it was asked for, aware.
        now: When it is written down, aware.

    Raises:
        UnmetRefusedError: ``programme category``, as of ``keep_unmet``.
    """
    kept = keep_unmet(
        unmet_id=unmet_id,
        cooperative_id=actor.cooperative_id,
        programme=programme,
        category=category,
        qty=qty,
        reason=reason,
        person_id=actor.person_id,
        at=at,
    )
    facts = {"programme": programme, "category": category, "qty": qty, "reason": reason.value}
    note(actor, "unmet.noted", facts, now)
    return kept


def keep_unmet(
    *,
    unmet_id: UUID,
    cooperative_id: int,
    programme: str,
    category: str,
    qty: int,
    reason: WentWithout,
    person_id: UUID,
    at: datetime,
) -> UUID:
    """Keep one request that was not met; the same id again changes nothing. Step: needs an open transaction.

    Raises:
        UnmetRefusedError: ``programme``: no such good; ``category``: no such buyers of it.
    """
    if not Programme.objects.filter(key=programme).exists():
        raise UnmetRefusedError(wrong="programme")
    known = BuyerCategory.objects.filter(programme_id=programme, code=category)
    if category and not known.exists():
        raise UnmetRefusedError(wrong="category")
    UnmetRequest.objects.get_or_create(
        cooperative_id=cooperative_id,
        id=unmet_id,
        defaults={
            "programme": programme,
            "category": category,
            "qty": qty,
            "reason": reason.value,
            "at": at,
            "day": business_date(at, Zone.WIB),
            "person_id": person_id,
        },
    )
    return unmet_id
