"""Shifts that a till tells of: opened, counted and closed where it stands, entered when the server hears of it.

What was counted at the till is a fact: the books follow it at once, also by more than one person may settle alone,
since the next shift at the drawer has long begun. The pengawas see it among the differences of shifts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.shifts import Purpose, ShiftRefusedError
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.books.treasury.services.counting import hold_drawer, settle, told_count
from guyub.books.treasury.services.shift_steps import (
    act_on,
    begin_shift,
    end_shift,
    held_shift,
    refuse_busy,
    refuse_taken,
)
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.treasury.services.counting import Doing

WHY = "Hitungan kasir di perangkat"


def open_told_shift(
    *, doing: Doing, drawer_id: UUID, shift_id: UUID, float_rp: int, opened_at: datetime
) -> UUID:
    """Let a cashier answer for a drawer from a count that a till told. Step: needs an open transaction.

    Args:
        doing: The cashier, and the moment of receipt; its business date is that of a difference.
        drawer_id: Which drawer.
        shift_id: The till's own id of the shift, which is the treasury's too.
        float_rp: What was counted, whole rupiah.
        opened_at: When, aware.

    Returns:
        The id of the shift.

    Raises:
        ShiftRefusedError: ``drawer open busy``.
        EntryRefusedError: The books refuse the difference.
    """
    drawer = hold_drawer(place_id=doing.place.id, drawer_id=drawer_id)
    refuse_taken(doing.place.id, drawer)
    refuse_busy(doing.place.id, doing.actor.person_id)
    counting = told_count(doing, drawer, Purpose.BUKA, total_rp=float_rp, at=opened_at)
    settle(doing, counting, reason=WHY, act=act_on("treasury.shift.opened", counting, WHY, doing.now))
    begin_shift(doing.place.id, doing.actor.person_id, counting, now=opened_at, reason=WHY, shift_id=shift_id)
    return shift_id


def close_told_shift(*, doing: Doing, shift_id: UUID, counted_rp: int, closed_at: datetime) -> UUID:
    """End a shift with the blind count that a till told. Step: needs an open transaction.

    Args:
        doing: Who counted, and the moment of receipt; its business date is that of a difference.
        shift_id: Which shift.
        counted_rp: What was counted, whole rupiah.
        closed_at: When, aware.

    Returns:
        The id of the shift.

    Raises:
        ShiftRefusedError: ``gone``.
        EntryRefusedError: The books refuse the difference.
    """
    shift, drawer = held_shift(doing.place.id, shift_id)
    counting = told_count(doing, drawer, Purpose.TUTUP, total_rp=counted_rp, at=closed_at, shift=shift)
    why = WHY if counting.difference_rp else ""
    chain_no = settle(
        doing, counting, reason=WHY, act=act_on("treasury.shift.closed", counting, why, doing.now)
    )
    end_shift(shift, counting, chain_no, doing, reason=why, at=closed_at)
    return shift_id


def drop_told_cash(
    *, doing: Doing, drawer_id: UUID, safe_id: UUID, amount_rp: int, note: str, dropped_on: date
) -> UUID:
    """Bring money from a till's drawer to the safe, as the till told. Step: needs an open transaction.

    Args:
        doing: Who took it out, and the moment of receipt.
        drawer_id: From which drawer.
        safe_id: To which safe.
        amount_rp: Whole rupiah above zero.
        note: A few words of the cashier.
        dropped_on: The business date.

    Returns:
        The id of the event, whose voucher is printed.

    Raises:
        ShiftRefusedError: ``drawer``, or ``short``: the drawer holds less by the books.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    drawer = hold_drawer(place_id=doing.place.id, drawer_id=drawer_id)
    typed = EventTyped(
        kind="kas.setor",
        happened_on=dropped_on,
        amounts={"jumlah": amount_rp},
        cash_place_id=drawer.id,
        to_place_id=safe_id,
        who=doing.actor.name,
        note=note,
    )
    said = {"drawer": drawer.name, "other": "brankas", "amount": rupiah(amount_rp), "who": doing.actor.name}
    booked = book_event(
        place=doing.place,
        typed=typed,
        today=doing.today,
        actor=doing.actor,
        request_id=doing.request_id,
        now=doing.now,
        is_late=True,
        act=Act("treasury.shift.dropped", said, doing.now),
    )
    return booked.event_id


def require_told_shift(*, place_id: int, shift_id: UUID) -> UUID:
    """Give a shift that is open. Step.

    Raises:
        ShiftRefusedError: ``gone``.
    """
    shift, _ = held_shift(place_id, shift_id)
    if shift.approval_id is not None:
        raise ShiftRefusedError(wrong="waiting")
    return shift_id
