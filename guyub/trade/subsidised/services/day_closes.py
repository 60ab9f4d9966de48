"""The end of a day of a rationed good: one writes what the site, the drawer and the floor say, another checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.subsidised.domain.day_closes import (
    DayCloseRefusedError,
    Told,
    checked_settling,
    checked_told,
    differences,
)
from guyub.trade.subsidised.models import DayClose
from guyub.trade.subsidised.selectors.day_closes import ours_of
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor


def write_close(
    *,
    actor: Actor,
    programme: str,
    on: date,
    told: Told,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Write down how a day ended, or write it anew until somebody has checked it. Use-case of who handles cash.

    Args:
        actor: Who counted and read the report; another person checks it.
        programme: Of which good.
        on: The day.
        told: What the report, the drawer and the floor say, and why something differs.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the day's close.

    Raises:
        DayCloseRefusedError: ``day number reason checked``.
    """

    def work() -> str:
        ours, waiting = ours_of(cooperative_id=actor.cooperative_id, programme=programme, on=on)
        kept = checked_told(ours=ours, told=told, on=on, today=today)
        rows = DayClose.objects.select_for_update(no_key=True)
        close = rows.filter(cooperative_id=actor.cooperative_id, programme=programme, day=on).first()
        if close and close.checked_by_id:
            raise DayCloseRefusedError(wrong="checked")
        close = close or DayClose(
            id=uuid7(), cooperative_id=actor.cooperative_id, programme=programme, day=on
        )
        close.sold_count, close.sold_qty, close.paid_rp = ours.count, ours.qty, ours.paid_rp
        close.waiting_count, close.official_qty = waiting, kept.official
        close.cash_rp, close.cashless_rp = kept.cash_rp, kept.cashless_rp
        close.full_book_qty, close.empty_book_qty = ours.full, ours.empty
        close.full_qty, close.empty_qty = kept.full, kept.empty
        close.differs, close.reason = bool(differences(ours=ours, told=kept)), kept.reason
        close.written_by_id, close.written_at = actor.person_id, now
        close.save()
        facts = {"programme": programme, "on": on, "differs": close.differs, "reason": kept.reason}
        note(actor, "day_close.written", facts, now)
        return str(close.id)

    facts = {
        "programme": programme,
        "on": on,
        "official": told.official,
        "money": [told.cash_rp, told.cashless_rp],
        "floor": [told.full, told.empty],
        "reason": told.reason,
    }
    return UUID(once(actor, Action.HANDLE_CASH, "write_close", facts, request_id, now, work))


def check_close(*, actor: Actor, close_id: UUID, request_id: UUID, now: datetime) -> None:
    """Say, as a second person, that a day ended as it is written. Use-case of who handles cash.

    Raises:
        DayCloseRefusedError: ``gone checked same``.
    """

    def work() -> None:
        close = _locked(actor, close_id)
        if close.checked_by_id:
            raise DayCloseRefusedError(wrong="checked")
        if close.written_by_id == actor.person_id:
            raise DayCloseRefusedError(wrong="same")
        close.checked_by_id, close.checked_at = actor.person_id, now
        close.save(update_fields=["checked_by", "checked_at"])
        note(actor, "day_close.checked", {"programme": close.programme, "on": close.day}, now)

    once(actor, Action.HANDLE_CASH, "check_close", {"close": close_id}, request_id, now, work)


def settle_close(
    *, actor: Actor, close_id: UUID, why: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Say what was done about what differed on a day; nothing is corrected by it. Use-case of who answers for tills.

    Raises:
        DayCloseRefusedError: ``why gone open``.
    """
    done = checked_settling(why)

    def work() -> None:
        close = _locked(actor, close_id)
        if not close.differs or close.settled_on:
            raise DayCloseRefusedError(wrong="open")
        close.settled_by_id, close.settled_on, close.settled_why = actor.person_id, today, done
        close.save(update_fields=["settled_by", "settled_on", "settled_why"])
        facts = {"programme": close.programme, "on": close.day, "reason": done}
        note(actor, "day_close.settled", facts, now)

    facts = {"close": close_id, "why": done, "on": today}
    once(actor, Action.RESOLVE_EVENTS, "settle_close", facts, request_id, now, work)


def _locked(actor: Actor, close_id: UUID) -> DayClose:
    rows = DayClose.objects.select_for_update(no_key=True)
    close = rows.filter(cooperative_id=actor.cooperative_id, id=close_id).first()
    if close is None:
        raise DayCloseRefusedError(wrong="gone")
    return close
