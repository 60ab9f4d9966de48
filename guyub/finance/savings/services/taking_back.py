"""Taking a movement of savings back whole: the event in the books and the member's account, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.treasury.selectors.events import event_of_entry
from guyub.books.treasury.services.booking import take_back_event
from guyub.finance.savings.domain.kinds import Cause
from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.services.entering import Move, enter
from guyub.finance.savings.services.moving import CONTEXT, Moved, SavingsRefusedError

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act
    from guyub.books.treasury.models import Event
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def take_back(
    *,
    place: Cooperative,
    member_id: UUID,
    movement_id: UUID,
    reason: str,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    act: Act | None = None,
) -> Moved:
    """Take a movement back, today. Step: needs an open transaction; whoever calls has locked the member.

    Args:
        place: Whose books.
        member_id: Whose account it is.
        movement_id: Which movement.
        reason: Why, at most 60 letters; it stands in the journal.
        today: The business date, on which the reversal stands.
        actor: Who takes it back.
        request_id: Of the use-case.
        now: The moment, aware.
        act: The use-case's line of the trail.

    Raises:
        SavingsRefusedError: ``gone`` (no such movement, or it takes another back), ``undone`` already, ``short``: the
            account holds less by now.
        EventRefusedError, EntryRefusedError: The books refuse it; a drawer may not hold less than nothing.
    """
    moved, event = _held(place.id, member_id, movement_id)
    booked = take_back_event(
        place=place,
        event=event,
        reason=reason,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=act,
        context=CONTEXT,
    )
    # The journal's head is locked by now: nobody else moves savings here until this is over.
    back = Move(
        account_id=moved.account_id,
        amount_rp=-moved.amount_rp,
        cause=Cause.BATAL,
        on=today,
        value_on=moved.value_on,
        undoes_id=moved.id,
        note=f"Batal: {reason}",
    )
    (entered,) = enter(
        cooperative_id=place.id, moves=[back], entry_id=booked.posted.entry_id, actor=actor, now=now
    )
    return Moved(entered.movement_id, moved.account_id, entered.balance_rp, booked)


def _held(place_id: int, member_id: UUID, movement_id: UUID) -> tuple[SavingsMovement, Event]:
    """Find a movement that may be taken back, and its event."""
    mine = SavingsMovement.objects.filter(cooperative_id=place_id)
    moved = mine.filter(id=movement_id, account__member_id=member_id).first()
    if moved is None or moved.undoes_id:
        raise SavingsRefusedError(wrong="gone")
    if mine.filter(undoes_id=moved.id).exists():
        raise SavingsRefusedError(wrong="undone")
    event = event_of_entry(cooperative_id=place_id, entry_id=moved.entry_id)
    if event is None:
        raise SavingsRefusedError(wrong="gone")
    return moved, event
