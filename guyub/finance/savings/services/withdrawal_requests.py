"""What members ask to take out: asked from the phone, answered at the counter, done when it is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.community.members.services.register import locked_member
from guyub.finance.savings.domain.withdrawal_requests import (
    LONGEST_ANSWER,
    OPEN,
    RequestState,
    WithdrawalRequestRefusedError,
    check_request,
    check_step,
)
from guyub.finance.savings.models import SavingsAccount, WithdrawalRequest
from guyub.finance.savings.selectors.free import free_of
from guyub.finance.savings.services.acting import once
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LONGEST_NOTE = 120


def ask_withdrawal(
    *,
    actor: Actor,
    place: Cooperative,
    account_id: UUID,
    amount_rp: int,
    wanted_on: date,
    note: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask to take savings out on a day, so that the money lies ready. Use-case of the member; nothing is held.

    Args:
        actor: The member.
        place: The own cooperative.
        account_id: The own account: sukarela or bertujuan.
        amount_rp: Whole rupiah, at most what is free now.
        wanted_on: The day, at most 60 days ahead.
        note: A few words for the counter; at most 120 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the request.

    Raises:
        WithdrawalRequestRefusedError: ``account amount short day open``.
    """

    def work() -> str:
        account = _own_account(place, account_id, actor)
        locked_member(cooperative_id=place.id, member_id=account.member_id)
        free = free_of(cooperative_id=place.id, member_id=account.member_id, on=today).get(account_id)
        if free is None:
            raise WithdrawalRequestRefusedError(wrong="account")
        check_request(amount_rp=amount_rp, free_rp=free.free_rp, wanted_on=wanted_on, today=today)
        if _open_of(place, account_id).exists():
            raise WithdrawalRequestRefusedError(wrong="open")
        made = WithdrawalRequest.objects.create(
            cooperative=place,
            account_id=account_id,
            amount_rp=amount_rp,
            wanted_on=wanted_on,
            note=note.strip()[:LONGEST_NOTE],
            asked_by_id=actor.person_id,
            asked_at=now,
        )
        _record(place, actor, "asked", account, now)
        return str(made.id)

    facts = {"account": account_id, "amount_rp": amount_rp, "wanted_on": wanted_on, "note": note}
    return UUID(once(actor, Action.OWN_MEMBERSHIP, "ask_withdrawal", facts, request_id, now, work))


def call_off_withdrawal(
    *, actor: Actor, place: Cooperative, withdrawal_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Take an own request back before it is paid. Use-case of the member.

    Raises:
        WithdrawalRequestRefusedError: ``gone state``.
    """

    def work() -> None:
        asked = _locked(place, withdrawal_id)
        if asked is None or asked.account.member.person_id != actor.person_id:
            raise WithdrawalRequestRefusedError(wrong="gone")
        _step(asked, RequestState.DIBATALKAN, actor, "", now)
        _record(place, actor, "called_off", asked.account, now)

    facts = {"withdrawal": withdrawal_id}
    once(actor, Action.OWN_MEMBERSHIP, "call_off_withdrawal", facts, request_id, now, work)


def answer_withdrawal(
    *,
    actor: Actor,
    place: Cooperative,
    withdrawal_id: UUID,
    is_ready: bool,
    answer: str,
    request_id: UUID,
    now: datetime,
) -> None:
    """Tell a member that the money lies ready, or why it does not. Use-case of the counter.

    Args:
        actor: Who answers; not the member.
        place: The own cooperative.
        withdrawal_id: Which request.
        is_ready: It lies ready.
        answer: What the member reads; a refusal says why. At most 160 letters.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        WithdrawalRequestRefusedError: ``gone own state reason``.
    """

    def work() -> None:
        asked, said = _locked(place, withdrawal_id), answer.strip()[:LONGEST_ANSWER]
        if asked is None:
            raise WithdrawalRequestRefusedError(wrong="gone")
        if asked.account.member.person_id == actor.person_id:
            raise WithdrawalRequestRefusedError(wrong="own")
        if not is_ready and not said:
            raise WithdrawalRequestRefusedError(wrong="reason")
        _step(asked, RequestState.SIAP if is_ready else RequestState.DITOLAK, actor, said, now)
        _record(place, actor, "ready" if is_ready else "refused", asked.account, now)

    facts = {"withdrawal": withdrawal_id, "is_ready": is_ready, "answer": answer}
    once(actor, Action.TAKE_SAVINGS, "answer_withdrawal", facts, request_id, now, work)


def taken_out(*, place: Cooperative, account_id: UUID, amount_rp: int, actor: Actor, now: datetime) -> int:
    """Close the open request of an account from which at least so much was paid. Step of the withdrawal.

    Returns:
        How many were closed: 0 or 1.
    """
    rows = WithdrawalRequest.objects.filter(
        cooperative_id=place.id,
        account_id=account_id,
        state__in=[one.value for one in OPEN],
        amount_rp__lte=amount_rp,
    )
    return rows.update(state=RequestState.DIAMBIL.value, answered_by_id=actor.person_id, answered_at=now)


def _own_account(place: Cooperative, account_id: UUID, actor: Actor) -> SavingsAccount:
    rows = SavingsAccount.objects.filter(
        cooperative_id=place.id, id=account_id, member__person_id=actor.person_id, closed_on__isnull=True
    )
    account = rows.select_related("product").first()
    if account is None:
        raise WithdrawalRequestRefusedError(wrong="account")
    return account


def _open_of(place: Cooperative, account_id: UUID) -> Any:
    return WithdrawalRequest.objects.filter(
        cooperative_id=place.id, account_id=account_id, state__in=[one.value for one in OPEN]
    )


def _locked(place: Cooperative, withdrawal_id: UUID) -> WithdrawalRequest | None:
    rows = WithdrawalRequest.objects.select_for_update(of=("self",)).select_related(
        "account__product", "account__member"
    )
    return rows.filter(cooperative_id=place.id, id=withdrawal_id).first()


def _step(asked: WithdrawalRequest, new: RequestState, actor: Actor, said: str, now: datetime) -> None:
    check_step(RequestState(asked.state), new)
    asked.state, asked.answer = new.value, said
    asked.answered_by_id, asked.answered_at = actor.person_id, now
    asked.save(update_fields=["state", "answer", "answered_by_id", "answered_at"])


def _record(place: Cooperative, actor: Actor, what: str, account: SavingsAccount, now: datetime) -> None:
    record(
        cooperative_id=place.id,
        actor=actor,
        act=f"savings.withdrawal_request.{what}",
        facts={"product": account.product.name},
        now=now,
    )
