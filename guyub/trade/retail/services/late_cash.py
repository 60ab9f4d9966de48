"""Cash that was counted before the till told of it: the office closed the drawer while the till was silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.treasury.services.counting import Doing
from guyub.books.treasury.services.till_shifts import settle_late_cash
from guyub.foundation.kernel.dates import Zone, business_date

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.retail.selectors.till_facts import Told


def follow_count(
    *, facts: Told, cashier: Actor, receipt_id: UUID, name: str, cash_rp: int, now: datetime
) -> None:
    """Let the drawer hold what was counted, where a receipt is entered after the count of its shift. Step.

    Args:
        facts: Who told it; nothing is done unless ``is_counted``.
        cashier: Who sold.
        receipt_id: What was written.
        name: The till's own number of it.
        cash_rp: What it brought in cash, whole rupiah; below zero: gave back.
        now: The moment, aware.

    Raises:
        EntryRefusedError: The books refuse it.
    """
    if not facts.is_counted or facts.shift_id is None or not cash_rp:
        return
    settle_late_cash(
        doing=Doing(
            actor=cashier,
            place=facts.place,
            today=business_date(now, Zone(facts.place.zone)),
            request_id=receipt_id,
            now=now,
        ),
        shift_id=facts.shift_id,
        amount_rp=cash_rp,
        name=name,
    )
