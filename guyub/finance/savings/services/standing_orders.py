"""Standing orders: simpanan wajib taken from an account that the member named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.community.members.services.register import locked_member
from guyub.finance.savings.domain.dues import DuesRefusedError
from guyub.finance.savings.models import StandingOrder
from guyub.finance.savings.selectors.bills import dues_of
from guyub.finance.savings.selectors.free import free_of
from guyub.finance.savings.services.dues_paying import DuesPaid, months_words, shift_months
from guyub.finance.savings.services.shifting import Side
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def set_standing_order(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    account_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Let simpanan wajib be taken from an account each month, or no longer. Use-case of the member, or at the counter.

    Args:
        actor: The member for the own account, or who takes savings for another's.
        place: The own cooperative.
        member_id: Whose.
        account_id: A simpanan sukarela of the member; None: no longer.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        StandingRefusedError: ``gone``.
        DuesRefusedError: ``own``: an officer for oneself at the counter, or a member for another; ``account``.
    """

    def work() -> None:
        member = locked_member(cooperative_id=place.id, member_id=member_id)
        is_own = member.person_id == actor.person_id
        if is_own != (actor.role is Role.ANGGOTA):
            raise DuesRefusedError(wrong="own")
        mine = StandingOrder.objects.filter(cooperative_id=place.id, member_id=member_id, until__isnull=True)
        mine.update(until=today)
        if account_id is not None:
            if account_id not in free_of(cooperative_id=place.id, member_id=member_id, on=today):
                raise DuesRefusedError(wrong="account")
            StandingOrder.objects.create(
                cooperative_id=place.id,
                member_id=member_id,
                account_id=account_id,
                since=today,
                set_by_id=actor.person_id,
            )
        act = "savings.standing_order.set" if account_id else "savings.standing_order.ended"
        record(cooperative_id=place.id, actor=actor, act=act, facts={}, now=now)

    action = Action.OWN_MEMBERSHIP if actor.role is Role.ANGGOTA else Action.TAKE_SAVINGS
    facts = {"member": member_id, "account": account_id}
    act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case="savings.set_standing_order",
        facts=facts,
        now=now,
        work=work,
    )


def follow_standing_order(
    *, place: Cooperative, member_id: UUID, today: date, request_id: UUID, now: datetime
) -> DuesPaid | None:
    """Take what a member owes from the account that the member named. Use-case of the daily job.

    Whole months, the oldest first, as far as the account holds more than what must stay.

    Returns:
        What was paid; None where nothing is due, or the account does not hold a month above what must stay.
    """

    def work() -> dict[str, Any] | None:
        locked_member(cooperative_id=place.id, member_id=member_id)
        mine = StandingOrder.objects.filter(cooperative_id=place.id, member_id=member_id, until__isnull=True)
        order = mine.first()
        due = [
            one
            for one in dues_of(cooperative_id=place.id, member_id=member_id, today=today)
            if one.is_billed and one.missing_rp and one.due_on <= today
        ]
        if order is None or not due:
            return None
        free = free_of(cooperative_id=place.id, member_id=member_id, on=today).get(order.account_id)
        months, rest_rp = [], free.free_rp if free else 0
        for one in due:
            if one.missing_rp > rest_rp:
                break
            months.append(one)
            rest_rp -= one.missing_rp
        said = "" if months else f"isi rekening kurang untuk {months_words([due[0].month])}"
        mine.update(last_try_on=today, last_said=said)
        if not months or free is None:
            return None
        paid = shift_months(
            place=place,
            member_id=member_id,
            giver=Side(account_id=free.account_id, kind=free.kind, unit_id=free.unit_id),
            months=[one.month for one in months],
            amount_rp=sum(one.missing_rp for one in months),
            today=today,
            actor=None,
            request_id=request_id,
            now=now,
            act=Act("savings.dues.shifted", {"months": months_words([one.month for one in months])}, now),
        )
        return {
            "movement": str(paid.movement_id),
            "voucher": paid.voucher,
            "months": [[month.isoformat(), rp] for month, rp in paid.months],
        }

    with scope(place.id, durable=True):
        done = run_once(
            cooperative_id=place.id,
            request_id=request_id,
            use_case="savings.follow_standing_order",
            facts={"member": member_id, "on": today},
            now=now,
            work=work,
        )
    if done is None:
        return None
    parts = tuple((date.fromisoformat(month), rp) for month, rp in done["months"])
    return DuesPaid(UUID(done["movement"]), None, done["voucher"], parts)
