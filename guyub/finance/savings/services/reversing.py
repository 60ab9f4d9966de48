"""Taking a movement of savings back at the counter, with its months of simpanan wajib and the jasa since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.services.posting import Act
from guyub.finance.savings.domain.counter import CounterRefusedError, why_it_stays
from guyub.finance.savings.domain.kinds import Cause, SavingsKind
from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.services.dues_paying import reopen_months
from guyub.finance.savings.services.entering import Entered
from guyub.finance.savings.services.jasa import recount
from guyub.finance.savings.services.serving import Served, at_counter, served_member, served_of, told_of
from guyub.finance.savings.services.taking_back import take_back, take_back_shift
from guyub.foundation.identity.domain.roles import Action, can

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LONGEST_REASON = 60


def take_movement_back(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    movement_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> Served:
    """Take a payment, a withdrawal, or what one account paid for another back whole, today. Use-case.

    Of the same day whoever took it may; later it is the treasurer's. Months of simpanan wajib that it paid are owed
    again; jasa that was booked since is counted anew. Simpanan pokok is taken back where it is taken.

    Args:
        actor: Who takes it back; not the member.
        place: The own cooperative.
        member_id: Whose.
        movement_id: Which movement.
        reason: Why, at most 60 letters; it stands in the journal.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CounterRefusedError: ``member own gone kind linked late reason``.
        SavingsRefusedError: ``gone undone short``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    why = " ".join(reason.split())

    def work() -> dict[str, Any]:
        served_member(place=place, member_id=member_id, actor=actor)
        if not why or len(why) > LONGEST_REASON:
            raise CounterRefusedError(wrong="reason")
        undone = _may_be_taken_back(place, member_id, movement_id, actor, today)
        given: dict[str, Any] = {"place": place, "today": today, "actor": actor}
        given |= {"request_id": request_id, "now": now}
        act = Act("savings.movement.taken_back", {"reason": why}, now)
        if len(undone) > 1:
            posted, entered = take_back_shift(pair=undone, reason=why, act=act, **given)
            backs = {one.id: back for one, back in zip(undone, entered, strict=True)}
            done = _told(posted, backs[movement_id])
        else:
            back = take_back(member_id=member_id, movement_id=movement_id, reason=why, act=act, **given)
            backs, done = {movement_id: Entered(back.movement_id, back.balance_rp)}, told_of(moved=back)
        for one in undone:
            reopen_months(cooperative_id=place.id, movement_id=one.id, back_id=backs[one.id].movement_id)
        accounts = [one.account_id for one in undone]
        recount(since=undone[0].value_on, accounts=accounts, reason="pembatalan", **given)
        return done

    facts = {"member": member_id, "movement": movement_id, "reason": why}
    done = at_counter(
        actor=actor, use_case="take_movement_back", facts=facts, request_id=request_id, now=now, work=work
    )
    return served_of(done=done)


def _may_be_taken_back(
    place: Cooperative, member_id: UUID, movement_id: UUID, actor: Actor, today: date
) -> list[SavingsMovement]:
    """Give the movement, with its other side where it was moved between accounts; or refuse."""
    mine = SavingsMovement.objects.filter(cooperative_id=place.id, account__member_id=member_id)
    mine = mine.select_related("account").order_by("amount_rp")
    moved = mine.filter(id=movement_id).first()
    if moved is None:
        raise CounterRefusedError(wrong="gone")
    undone = list(mine.filter(entry_id=moved.entry_id)) if moved.cause == Cause.PINDAH else [moved]
    why = why_it_stays(cause=Cause(moved.cause), kinds={SavingsKind(one.account.kind) for one in undone})
    if why:
        raise CounterRefusedError(wrong=why)
    is_own_of_today = moved.on == today and moved.person_id == actor.person_id
    if not is_own_of_today and not can(actor, Action.KEEP_SAVINGS, place.id):
        raise CounterRefusedError(wrong="late")
    return undone


def _told(posted: Posted, back: Entered) -> dict[str, Any]:
    told = {"movement": str(back.movement_id), "event": "", "voucher": posted.name}
    return {**told, "balance_rp": back.balance_rp}
