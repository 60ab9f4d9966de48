"""A loan that was agreed and is not wanted any more, before anything was paid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.applications import SHORTEST_REASON
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.models import Loan
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.finance.loans.services.ending import loan_ended
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.services.outbox import write_news

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

NEWS = "loans.loan_changed"
LONGEST_REASON = 160


class AgreementRefusedError(DomainError):
    """An agreed loan is not cancelled; ``wrong``: ``gone``, ``own``, ``state`` (paid out, or over), ``reason``."""

    code: ClassVar[str] = "loans.agreement.refused"


def cancel_agreed(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """End a loan that was agreed and not paid out: the member does not want it, or it must be asked for anew. Use-case.

    What it took of the member's limits is free again, and so are those who stood surety.

    Args:
        actor: The treasurer; not the borrower.
        place: The own cooperative.
        loan_id: Which.
        reason: Why; 10 to 160 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        AgreementRefusedError: ``reason gone own state``.
    """
    why = " ".join(reason.split())
    if not SHORTEST_REASON <= len(why) <= LONGEST_REASON:
        raise AgreementRefusedError(wrong="reason")

    def work() -> None:
        (history,) = asked(history_inquiry(cooperative_id=place.id, loan_id=loan_id, is_locking=True))
        if history is None:
            raise AgreementRefusedError(wrong="gone")
        if history.borrower.person_id == actor.person_id:
            raise AgreementRefusedError(wrong="own")
        if history.state_now is not LoanState.DISETUJUI:
            raise AgreementRefusedError(wrong="state")
        Loan.objects.filter(cooperative_id=place.id, id=loan_id).update(
            state=LoanState.BATAL.value, ended_on=today
        )
        loan_ended(cooperative_id=place.id, loan_id=loan_id, person_id=actor.person_id, today=today)
        facts = {"number": history.loan.name, "reason": why}
        record(cooperative_id=place.id, actor=actor, act="loans.loan.cancelled", facts=facts, now=now)
        write_news(cooperative_id=place.id, topic=NEWS, payload={"loan": str(loan_id)}, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_LOANS,
        request_id=request_id,
        use_case="loans.cancel_agreed",
        facts={"loan": loan_id, "reason": reason},
        now=now,
        work=work,
    )
