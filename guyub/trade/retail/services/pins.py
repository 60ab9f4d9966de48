"""A cashier sets the own PIN at the till."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.retail.domain.pins import SALT_BYTES, checked_pin, pin_kept
from guyub.trade.retail.models import TillPin
from guyub.trade.retail.services.acting import note, once

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor


def set_till_pin(*, actor: Actor, pin: str, request_id: UUID, now: datetime) -> None:
    """Set the own PIN at the tills of the own cooperative, in the place of the one before. Use-case.

    Args:
        actor: Who sells.
        pin: Six digits, as typed.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        TillPinRefusedError: See there.
    """
    kept = pin_kept(checked_pin(pin), salt=secrets.token_bytes(SALT_BYTES))

    def work() -> None:
        fields = {"salt": kept.salt, "rounds": kept.rounds, "hash": kept.hash, "set_at": now}
        TillPin.objects.update_or_create(
            cooperative_id=actor.cooperative_id,
            person_id=actor.person_id,
            defaults=fields,
            create_defaults=fields | {"id": uuid7()},
        )
        note(actor, "till.pin_set", {}, now)

    once(actor, Action.HANDLE_CASH, "set_till_pin", {}, request_id, now, work)
