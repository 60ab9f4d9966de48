"""Taking a movement of savings back at the counter, with its months of simpanan wajib and the jasa since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.services.posting import Act
from guyub.finance.savings.domain.counter import CounterRefusedError
from guyub.finance.savings.domain.kinds import Cause, SavingsKind
from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.services.dues_paying import reopen_months
from guyub.finance.savings.services.jasa import recount
from guyub.finance.savings.services.serving import Served, at_counter, served_member, served_of, told_of
from guyub.finance.savings.services.taking_back import take_back
from guyub.foundation.identity.domain.roles import Action, can

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LONGEST_REASON = 60
MONEY = {Cause.SETOR.value, Cause.TARIK.value}


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
    """Take a payment or a withdrawal back whole, today. Use-case.

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
        moved = _may_be_taken_back(place, member_id, movement_id, actor, today)
        back = take_back(
            place=place,
            member_id=member_id,
            movement_id=movement_id,
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("savings.movement.taken_back", {"reason": why}, now),
        )
        reopen_months(cooperative_id=place.id, movement_id=movement_id, back_id=back.movement_id)
        recount(
            place=place,
            since=moved.value_on,
            accounts=[moved.account_id],
            reason="pembatalan",
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
        )
        return told_of(moved=back)

    facts = {"member": member_id, "movement": movement_id, "reason": why}
    done = at_counter(
        actor=actor, use_case="take_movement_back", facts=facts, request_id=request_id, now=now, work=work
    )
    return served_of(done=done)


def _may_be_taken_back(
    place: Cooperative, member_id: UUID, movement_id: UUID, actor: Actor, today: date
) -> SavingsMovement:
    rows = SavingsMovement.objects.filter(
        cooperative_id=place.id, id=movement_id, account__member_id=member_id
    )
    moved = rows.select_related("account").first()
    if moved is None:
        raise CounterRefusedError(wrong="gone")
    if moved.account.kind == SavingsKind.POKOK.value:
        raise CounterRefusedError(wrong="kind")
    if moved.cause not in MONEY:
        raise CounterRefusedError(wrong="linked")
    is_own_of_today = moved.on == today and moved.person_id == actor.person_id
    if not is_own_of_today and not can(actor, Action.KEEP_SAVINGS, place.id):
        raise CounterRefusedError(wrong="late")
    return moved
