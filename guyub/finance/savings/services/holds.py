"""Holding a part of an account, and letting it go: steps for what has a claim on it, and acts of the treasurer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.db.models import F

from guyub.finance.savings.models import Hold, SavingsAccount
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LONGEST_REASON = 120


class HoldRefusedError(DomainError):
    """Nothing is held, or let go; ``wrong`` says why.

    ``amount`` (not above zero), ``short`` (the account has not so much that is free), ``reason`` (none, or longer than
    120 letters), ``gone`` (no such account or hold here), ``own`` (nobody decides on the own account).
    """

    code: ClassVar[str] = "savings.hold.refused"


def put_hold(
    *,
    cooperative_id: int,
    account_id: UUID,
    amount_rp: int,
    reason: str,
    person_id: UUID,
    on: date,
    source_kind: str = "",
    source_id: UUID | None = None,
) -> UUID:
    """Hold a part of an account. Step.

    Args:
        cooperative_id: Whose.
        account_id: Which account.
        amount_rp: Whole rupiah above zero, at most what is not held yet.
        reason: Why, a few words without names.
        person_id: Who does it.
        on: From when.
        source_kind: What has a claim on it, such as ``savings.withdrawal``; "": an officer.
        source_id: Which row of that.

    Raises:
        HoldRefusedError: ``amount reason short``.
    """
    if amount_rp <= 0:
        raise HoldRefusedError(wrong="amount")
    if not reason or len(reason) > LONGEST_REASON:
        raise HoldRefusedError(wrong="reason")
    rows = SavingsAccount.objects.filter(cooperative_id=cooperative_id, id=account_id, closed_on__isnull=True)
    if not rows.filter(balance_rp__gte=F("held_rp") + amount_rp).update(held_rp=F("held_rp") + amount_rp):
        raise HoldRefusedError(wrong="short")
    hold = Hold.objects.create(
        cooperative_id=cooperative_id,
        account_id=account_id,
        amount_rp=amount_rp,
        reason=reason,
        source_kind=source_kind,
        source_id=source_id,
        since=on,
        put_by_id=person_id,
    )
    return hold.id


def release_hold(*, cooperative_id: int, hold_id: UUID, person_id: UUID, on: date) -> None:
    """Let a hold go. Step.

    Raises:
        HoldRefusedError: ``gone``: no such hold, or let go already.
    """
    rows = Hold.objects.filter(cooperative_id=cooperative_id, id=hold_id, released_on__isnull=True)
    hold = rows.select_for_update().first()
    if hold is None:
        raise HoldRefusedError(wrong="gone")
    rows.update(released_on=on, released_by_id=person_id)
    accounts = SavingsAccount.objects.filter(cooperative_id=cooperative_id, id=hold.account_id)
    accounts.update(held_rp=F("held_rp") - hold.amount_rp)


def hold_savings(
    *,
    actor: Actor,
    place: Cooperative,
    account_id: UUID,
    amount_rp: int,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Hold a part of a member's account. Use-case of the treasurer.

    Raises:
        HoldRefusedError: ``amount reason short gone own``.
    """
    why = " ".join(reason.split())

    def work() -> str:
        _refuse_own(place, account_id, actor)
        id_ = put_hold(
            cooperative_id=place.id,
            account_id=account_id,
            amount_rp=amount_rp,
            reason=why,
            person_id=actor.person_id,
            on=today,
        )
        record(cooperative_id=place.id, actor=actor, act="savings.hold.put", facts={"why": why}, now=now)
        return str(id_)

    facts = {"account": account_id, "amount_rp": amount_rp, "reason": why}
    done: str = act_once(
        actor=actor,
        action=Action.KEEP_SAVINGS,
        request_id=request_id,
        use_case="savings.hold_savings",
        facts=facts,
        now=now,
        work=work,
    )
    return UUID(done)


def release_savings(
    *, actor: Actor, place: Cooperative, hold_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Let a hold of an officer go. Use-case of the treasurer; what a loan holds, the loan lets go.

    Raises:
        HoldRefusedError: ``gone own``.
    """

    def work() -> None:
        hold = Hold.objects.filter(cooperative_id=place.id, id=hold_id, source_kind="").first()
        if hold is None:
            raise HoldRefusedError(wrong="gone")
        _refuse_own(place, hold.account_id, actor)
        release_hold(cooperative_id=place.id, hold_id=hold_id, person_id=actor.person_id, on=today)
        record(
            cooperative_id=place.id,
            actor=actor,
            act="savings.hold.released",
            facts={"why": hold.reason},
            now=now,
        )

    act_once(
        actor=actor,
        action=Action.KEEP_SAVINGS,
        request_id=request_id,
        use_case="savings.release_savings",
        facts={"hold": hold_id},
        now=now,
        work=work,
    )


def _refuse_own(place: Cooperative, account_id: UUID, actor: Actor) -> None:
    rows = SavingsAccount.objects.filter(cooperative_id=place.id, id=account_id)
    owner = rows.values_list("member__person_id", flat=True).first()
    if owner is None:
        raise HoldRefusedError(wrong="gone")
    if owner == actor.person_id:
        raise HoldRefusedError(wrong="own")
