"""Who stands surety for a loan, with savings that are held for it or with the word alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.community.members.services.register import locked_member
from guyub.finance.loans.domain.lifecycle import ENDED
from guyub.finance.loans.domain.securities import SecurityRefusedError
from guyub.finance.loans.models import Guarantee, LoanApplication
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.finance.savings.selectors.free import free_of
from guyub.finance.savings.services.holds import put_hold
from guyub.foundation.approvals.selectors.requests import has_decided
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

HOLD_KIND = "loans.guarantee"


def add_guarantor(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    member_id: UUID,
    amount_rp: int,
    account_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Take a member's surety for a loan that is agreed or runs. Use-case of the treasurer.

    Args:
        actor: Who takes it; neither the borrower nor the guarantor.
        place: The own cooperative.
        loan_id: For which loan.
        member_id: Who stands surety: a member with a number, not the borrower, and nobody who decided on the loan.
        amount_rp: Up to which amount; whole rupiah, at most what is lent.
        account_id: The guarantor's account of which so much is held until the loan ends; None: the word alone.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        SecurityRefusedError: ``gone state own borrower amount member twice decided account short``.
        StandingRefusedError: ``gone``: no such member.
    """

    def work() -> str:
        history = secured(place, loan_id, actor)
        if not 0 < amount_rp <= history.loan.principal_rp:
            raise SecurityRefusedError(wrong="amount")
        _check_member(place, history, member_id, actor)
        # The trail before the account: whoever books a payment locks them in this order too.
        facts = {"number": history.loan.name}
        record(cooperative_id=place.id, actor=actor, act="loans.guarantee.given", facts=facts, now=now)
        guarantee = Guarantee(
            id=uuid7(),
            cooperative_id=place.id,
            loan_id=loan_id,
            member_id=member_id,
            amount_rp=amount_rp,
            account_id=account_id,
            signed_on=today,
            put_by_id=actor.person_id,
        )
        if account_id is not None:
            _check_free(place, member_id, account_id, amount_rp, today)
            guarantee.hold_id = held(
                guarantee, amount_rp, number=history.loan.name, person_id=actor.person_id, today=today
            )
        guarantee.save(force_insert=True)
        return str(guarantee.id)

    facts = {"loan": loan_id, "member": member_id, "amount_rp": amount_rp, "account": account_id}
    told: str = act_once(
        actor=actor,
        action=Action.KEEP_LOANS,
        request_id=request_id,
        use_case="loans.add_guarantor",
        facts=facts,
        now=now,
        work=work,
    )
    return UUID(told)


def secured(place: Cooperative, loan_id: UUID, actor: Actor, *, is_over: bool = False) -> History:
    """Lock a loan whose securities change, and refuse the own one. Step.

    Args:
        place: Whose.
        loan_id: Which.
        actor: Who acts; not the borrower.
        is_over: A loan that has ended will do.

    Raises:
        SecurityRefusedError: ``gone own state``.
    """
    (history,) = asked(history_inquiry(cooperative_id=place.id, loan_id=loan_id, is_locking=True))
    if history is None:
        raise SecurityRefusedError(wrong="gone")
    if history.borrower.person_id == actor.person_id:
        raise SecurityRefusedError(wrong="own")
    if not is_over and history.state_now in ENDED:
        raise SecurityRefusedError(wrong="state")
    found: History = history
    return found


def held(guarantee: Guarantee, amount_rp: int, *, number: str, person_id: UUID, today: date) -> UUID:
    """Hold savings of a guarantor for a loan. Step; the loan is locked.

    Raises:
        HoldRefusedError: ``short``.
    """
    assert guarantee.account_id is not None  # noqa: S101  the caller named one
    return put_hold(
        cooperative_id=guarantee.cooperative_id,
        account_id=guarantee.account_id,
        amount_rp=amount_rp,
        reason=f"jaminan pinjaman {number}",
        person_id=person_id,
        on=today,
        source_kind=HOLD_KIND,
        source_id=guarantee.id,
    )


def _check_member(place: Cooperative, history: History, member_id: UUID, actor: Actor) -> None:
    """Lock who will stand surety, or refuse."""
    if member_id == history.loan.member_id:
        raise SecurityRefusedError(wrong="borrower")
    member = locked_member(cooperative_id=place.id, member_id=member_id)
    if member.person_id == history.borrower.person_id:
        raise SecurityRefusedError(wrong="borrower")
    if member.person_id == actor.person_id:
        raise SecurityRefusedError(wrong="own")
    if member.number is None or member.left_on is not None:
        raise SecurityRefusedError(wrong="member")
    live = Guarantee.objects.filter(
        cooperative_id=place.id, loan_id=history.loan.id, member_id=member_id, released_on__isnull=True
    )
    if live.exists():
        raise SecurityRefusedError(wrong="twice")
    asked = LoanApplication.objects.filter(cooperative_id=place.id, loan_id=history.loan.id).first()
    if (
        asked
        and asked.approval_id
        and has_decided(cooperative_id=place.id, approval_id=asked.approval_id, person_id=member.person_id)
    ):
        raise SecurityRefusedError(wrong="decided")


def _check_free(place: Cooperative, member_id: UUID, account_id: UUID, amount_rp: int, on: date) -> None:
    free = free_of(cooperative_id=place.id, member_id=member_id, on=on).get(account_id)
    if free is None:
        raise SecurityRefusedError(wrong="account")
    if free.free_rp < amount_rp:
        raise SecurityRefusedError(wrong="short", free_rp=free.free_rp)
