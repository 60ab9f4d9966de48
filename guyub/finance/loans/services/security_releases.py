"""Giving collateral back and letting guarantors go: at once where nothing is owed, by a second person while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.finance.loans.domain.lifecycle import OWING
from guyub.finance.loans.domain.securities import (
    LONGEST_NAME,
    PLEDGE_WORDS,
    Pledge,
    SecurityRefusedError,
    checked_reason,
)
from guyub.finance.loans.models import Collateral, Guarantee
from guyub.finance.loans.selectors.securities import who_answers
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.ending import release
from guyub.finance.loans.services.guarantees import secured
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

RELEASE_KIND = "loans.security_release"


def return_collateral(
    *,
    actor: Actor,
    place: Cooperative,
    collateral_id: UUID,
    to: str,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID | None:
    """Hand collateral over to who owns it. Use-case of the treasurer; a second person is asked while the loan runs.

    Args:
        actor: Who hands it over; not the borrower.
        place: The own cooperative.
        collateral_id: Which thing.
        to: Who gets it, as the person signs for it.
        reason: Why, while the loan is owed; of a loan that is over none is needed.
        today: The business date.
        request_id: Made once per intention; a request for approval gets the same id.
        now: The moment, aware.

    Returns:
        The request that a second person decides; None: it is handed over.

    Raises:
        SecurityRefusedError: ``gone own returned to reason``.
    """
    whom = " ".join(to.split())
    if not 1 <= len(whom) <= LONGEST_NAME:
        raise SecurityRefusedError(wrong="to")

    def work() -> str:
        row, history = _thing(place, collateral_id, actor)
        if history.state_now not in OWING:
            _hand_over(row, history, whom, actor, today, now)
            return ""
        what = {"row": str(row.id), "what": "agunan", "name": _thing_words(row), "to": whom}
        return _asked(history, what, checked_reason(reason), actor, request_id, now)

    facts = {"collateral": collateral_id, "to": whom, "reason": reason}
    return _once(actor, "return_collateral", facts, request_id, now, work)


def release_guarantor(
    *,
    actor: Actor,
    place: Cooperative,
    guarantee_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID | None:
    """Let a guarantor go before the loan has ended. Use-case of the treasurer; by a second person while it runs.

    Args, as of ``return_collateral``, and:
        guarantee_id: Whose surety.

    Raises:
        SecurityRefusedError: ``gone own released reason``.
    """
    why = checked_reason(reason)

    def work() -> str:
        row, history = _surety(place, guarantee_id, actor)
        if history.state_now not in OWING:
            _let_go(row, history, actor, today, now)
            return ""
        what = {"row": str(row.id), "what": "penjamin", "name": row.member.file.name, "to": ""}
        return _asked(history, what, why, actor, request_id, now)

    facts = {"guarantee": guarantee_id, "reason": why}
    return _once(actor, "release_guarantor", facts, request_id, now, work)


def carry_out_release(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Give back, or let go, what a second person agreed to. Step of the approval.

    Raises:
        SecurityRefusedError: ``gone own returned released``.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    today, facts = business_date(now, Zone(place.zone)), request.facts
    if facts["what"] == "agunan":
        thing, history = _thing(place, UUID(facts["row"]), actor)
        _hand_over(thing, history, facts["to"], actor, today, now)
    else:
        surety, history = _surety(place, UUID(facts["row"]), actor)
        _let_go(surety, history, actor, today, now)


def _thing(place: Cooperative, collateral_id: UUID, actor: Actor) -> tuple[Collateral, History]:
    rows = Collateral.objects.filter(cooperative_id=place.id, id=collateral_id)
    loan_id = rows.values_list("loan_id", flat=True).first()
    if loan_id is None:
        raise SecurityRefusedError(wrong="gone")
    history = secured(place, loan_id, actor, is_over=True)
    row = rows.get()  # read under the loan's lock: somebody else may have handed it over meanwhile
    if row.returned_on is not None:
        raise SecurityRefusedError(wrong="returned")
    return row, history


def _surety(place: Cooperative, guarantee_id: UUID, actor: Actor) -> tuple[Guarantee, History]:
    rows = Guarantee.objects.filter(cooperative_id=place.id, id=guarantee_id)
    loan_id = rows.values_list("loan_id", flat=True).first()
    if loan_id is None:
        raise SecurityRefusedError(wrong="gone")
    history = secured(place, loan_id, actor, is_over=True)
    row = rows.select_related("member__file").get()
    if row.member.person_id == actor.person_id:
        raise SecurityRefusedError(wrong="own")
    if row.released_on is not None:
        raise SecurityRefusedError(wrong="released")
    return row, history


def _thing_words(row: Collateral) -> str:
    return f"{PLEDGE_WORDS[Pledge(row.kind)]}: {row.thing}"


def _hand_over(row: Collateral, history: History, to: str, actor: Actor, today: date, now: datetime) -> None:
    mine = Collateral.objects.filter(cooperative_id=row.cooperative_id, id=row.id)
    mine.update(returned_on=today, returned_to=to, returned_by_id=actor.person_id)
    facts = {"number": history.loan.name, "thing": PLEDGE_WORDS[Pledge(row.kind)]}
    record(
        cooperative_id=row.cooperative_id, actor=actor, act="loans.collateral.returned", facts=facts, now=now
    )


def _let_go(row: Guarantee, history: History, actor: Actor, today: date, now: datetime) -> None:
    facts = {"number": history.loan.name}
    # The trail before the account, as in guarantees.add_guarantor.
    record(
        cooperative_id=row.cooperative_id, actor=actor, act="loans.guarantee.released", facts=facts, now=now
    )
    release(row, person_id=actor.person_id, today=today)


def _asked(
    history: History, what: dict[str, str], why: str, actor: Actor, request_id: UUID, now: datetime
) -> str:
    facts = {
        **what,
        "loan": str(history.loan.id),
        "number": history.loan.name,
        "borrower": history.borrower.name,
        "left": rupiah(history.loan.left_rp),
        "why": why,
    }
    asked = ask(
        actor=actor,
        kind=RELEASE_KIND,
        facts=facts,
        reason=why,
        now=now,
        request_id=request_id,
        concerns=history.borrower.person_id,
        concerned=who_answers(history.loan),
    )
    return str(asked.id)


def _once(
    actor: Actor, name: str, facts: dict[str, Any], request_id: UUID, now: datetime, work: Any
) -> UUID | None:
    told: str = once(actor, Action.KEEP_LOANS, name, facts, request_id, now, work)
    return UUID(told) if told else None
