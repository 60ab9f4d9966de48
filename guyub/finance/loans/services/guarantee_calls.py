"""Calling a surety: by two people's decision, held savings of the guarantor pay what the borrower is late with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.community.members.services.register import locked_member
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.domain.securities import SecurityRefusedError, checked_reason
from guyub.finance.loans.models import Guarantee, GuaranteeCall
from guyub.finance.loans.selectors.securities import who_answers
from guyub.finance.loans.services.booking import FromSavings
from guyub.finance.loans.services.guarantees import held, secured
from guyub.finance.loans.services.serving import Happening, serve
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

CALL_KIND = "loans.guarantee_call"


def ask_guarantee_call(
    *,
    actor: Actor,
    place: Cooperative,
    guarantee_id: UUID,
    amount_rp: int,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person to let held savings of a guarantor pay what the borrower is late with. Use-case.

    Args:
        actor: The treasurer; neither the borrower nor the guarantor.
        place: The own cooperative.
        guarantee_id: Whose surety.
        amount_rp: Whole rupiah, at most what is held and at most what is overdue.
        reason: Why, in a few words: what was tried before.
        today: The business date.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Raises:
        SecurityRefusedError: ``gone own state released held amount arrears reason``.
    """
    why = checked_reason(reason)

    def work() -> str:
        row, history = _callable(place, guarantee_id, amount_rp, actor, today)
        facts = {
            "guarantee": str(row.id),
            "loan": str(history.loan.id),
            "number": history.loan.name,
            "borrower": history.borrower.name,
            "guarantor": row.member.file.name,
            "amount": rupiah(amount_rp),
            "overdue": rupiah(history.state_on(today).arrears.amount),
            "why": why,
        }
        asked = ask(
            actor=actor,
            kind=CALL_KIND,
            facts=facts,
            reason=why,
            now=now,
            request_id=request_id,
            concerns=row.member.person_id,
            concerned=[*who_answers(history.loan), *filter(None, [history.borrower.person_id])],
            amount_rp=amount_rp,
        )
        return str(asked.id)

    told: str = act_once(
        actor=actor,
        action=Action.KEEP_LOANS,
        request_id=request_id,
        use_case="loans.ask_guarantee_call",
        facts={"guarantee": guarantee_id, "amount_rp": amount_rp, "reason": why},
        now=now,
        work=work,
    )
    return UUID(told)


def carry_out_call(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let the guarantor's savings pay, and note what the borrower owes the guarantor. Step of the approval.

    Raises:
        SecurityRefusedError: ``gone own state released held arrears``: what the request stands on has changed.
        EventRefusedError, EntryRefusedError: The loan or the books refuse it.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    today, amount_rp = business_date(now, Zone(place.zone)), request.amount_rp or 0
    row, history = _callable(place, UUID(request.facts["guarantee"]), amount_rp, actor, today)
    locked_member(cooperative_id=place.id, member_id=row.member_id)
    assert row.account is not None  # noqa: S101  a hold is of an account
    assert row.hold is not None  # noqa: S101  checked above
    money = FromSavings(
        account_id=row.account.id,
        kind=SavingsKind(row.account.kind),
        member_id=row.member_id,
        unit_id=row.account.product.unit_id,
        hold_id=row.hold_id,
    )
    happening = Happening(
        kind=Kind.REPAYMENT,
        way=Way.PENJAMIN,
        on=today,
        amount_rp=amount_rp,
        note="dibayar penjamin",
        money=money,
    )
    rest_rp = row.hold.amount_rp - amount_rp
    Guarantee.objects.filter(cooperative_id=place.id, id=row.id).update(hold_id=None)
    served = serve(
        place=place,
        history=history,
        happening=happening,
        today=today,
        actor=actor,
        request_id=request.id,
        now=now,
        part=1,
        act=Act("loans.guarantee.called", {"number": history.loan.name}, now),
    )
    GuaranteeCall.objects.create(
        cooperative_id=place.id,
        guarantee_id=row.id,
        event_id=served.event_id,
        amount_rp=amount_rp,
        on=today,
        reason=request.facts["why"],
        asked_by_id=request.requested_by_id,
        recorded_at=now,
    )
    _hold_the_rest(place, row, rest_rp, history.loan.name, request.requested_by_id, today)


def _hold_the_rest(
    place: Cooperative, row: Guarantee, rest_rp: int, number: str, person_id: UUID, today: date
) -> None:
    """Hold what was not called, unless the payment settled the loan: then the guarantor was let go with it."""
    mine = Guarantee.objects.filter(cooperative_id=place.id, id=row.id, released_on__isnull=True)
    if rest_rp and mine.exists():
        mine.update(hold_id=held(row, rest_rp, number=number, person_id=person_id, today=today))


def _callable(
    place: Cooperative, guarantee_id: UUID, amount_rp: int, actor: Actor, today: date
) -> tuple[Guarantee, History]:
    rows = Guarantee.objects.filter(cooperative_id=place.id, id=guarantee_id)
    loan_id = rows.values_list("loan_id", flat=True).first()
    if loan_id is None:
        raise SecurityRefusedError(wrong="gone")
    history = secured(place, loan_id, actor)
    if history.loan.disbursed_on is None:
        raise SecurityRefusedError(wrong="state")
    row = rows.select_related("member__file", "account__product", "hold").get()
    if row.member.person_id == actor.person_id:
        raise SecurityRefusedError(wrong="own")
    if row.released_on is not None:
        raise SecurityRefusedError(wrong="released")
    if amount_rp <= 0:
        raise SecurityRefusedError(wrong="amount")
    held_rp = row.hold.amount_rp if row.hold else 0
    if amount_rp > held_rp:
        raise SecurityRefusedError(wrong="held", held_rp=held_rp)
    overdue_rp = history.state_on(today).arrears.amount
    if amount_rp > overdue_rp:
        raise SecurityRefusedError(wrong="arrears", most_rp=overdue_rp)
    return row, history
