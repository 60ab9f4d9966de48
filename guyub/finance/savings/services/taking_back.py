"""Taking a movement of savings back whole: what the books say and the member's accounts, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.domain.entries import GENERAL, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.posting import post_complete
from guyub.books.treasury.selectors.events import event_of_entry
from guyub.books.treasury.services.booking import take_back_event
from guyub.finance.savings.domain.kinds import Cause
from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.services.entering import Move, enter
from guyub.finance.savings.services.jasa import recount
from guyub.finance.savings.services.moving import CONTEXT, Moved, SavingsRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act, Posted
    from guyub.books.treasury.models import Event
    from guyub.finance.savings.services.entering import Entered
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
    (entered,) = enter(
        cooperative_id=place.id,
        moves=[_undo(moved, reason, today)],
        entry_id=booked.posted.entry_id,
        actor=actor,
        now=now,
    )
    return Moved(entered.movement_id, moved.account_id, entered.balance_rp, booked)


def take_back_whole(
    *,
    place: Cooperative,
    movement_id: UUID,
    reason: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
) -> None:
    """Take a movement back with its other side, whosever account that is, and count jasa since anew. Step.

    Args, as of ``take_back``.

    Raises:
        SavingsRefusedError: ``gone undone short``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    given: dict[str, Any] = {"place": place, "today": today, "actor": actor}
    given |= {"request_id": request_id, "now": now}
    rows = SavingsMovement.objects.filter(cooperative_id=place.id).select_related("account")
    moved = rows.filter(id=movement_id).first()
    if moved is None:
        raise SavingsRefusedError(wrong="gone")
    undone = [moved]
    if moved.cause == Cause.PINDAH:
        undone = list(rows.filter(entry_id=moved.entry_id).order_by("amount_rp"))
        take_back_shift(pair=undone, reason=reason, act=act, **given)
    else:
        take_back(member_id=moved.account.member_id, movement_id=moved.id, reason=reason, act=act, **given)
    accounts = [one.account_id for one in undone]
    recount(since=moved.value_on, accounts=accounts, reason="pembatalan", **given)


def take_back_shift(
    *,
    place: Cooperative,
    pair: Sequence[SavingsMovement],
    reason: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
) -> tuple[Posted, list[Entered]]:
    """Take back, today, what was moved between two accounts without money. Step: as ``take_back``.

    Args, as of ``take_back``, and:
        pair: Both movements of one entry.

    Returns:
        The entry, and what takes each of them back, in their order.

    Raises:
        SavingsRefusedError: ``undone`` already, ``short``: an account holds less by now, or is closed.
        EntryRefusedError: The books refuse it.
    """
    undoing = SavingsMovement.objects.filter(cooperative_id=place.id, undoes_id__in=[one.id for one in pair])
    if undoing.exists():
        raise SavingsRefusedError(wrong="undone")
    entry_id = pair[0].entry_id
    draft = taken_back(
        stored_lines(cooperative_id=place.id, entry_id=entry_id),
        memo=f"Batal {pair[0].note}: {reason}",
        series=GENERAL,
        occurred_on=today,
        reverses_id=entry_id,
        request_id=request_id,
        phase=Phase.ORDINARY,
    )
    (posted,) = post_complete(
        place=place, context=CONTEXT, drafts=[draft], today=today, actor=actor, is_late=True, act=act
    )
    moves = [_undo(one, reason, today) for one in pair]
    return posted, enter(cooperative_id=place.id, moves=moves, entry_id=posted.entry_id, actor=actor, now=now)


def _undo(moved: SavingsMovement, reason: str, today: date) -> Move:
    return Move(
        account_id=moved.account_id,
        amount_rp=-moved.amount_rp,
        cause=Cause.BATAL,
        on=today,
        value_on=moved.value_on,
        undoes_id=moved.id,
        note=f"Batal: {reason}",
    )


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
