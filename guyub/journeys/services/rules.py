"""A rule changes when two people agree on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.domain.definitions import shown
from guyub.foundation.parameters.services.values import Change, checked_change, set_value
from guyub.journeys.services.access import ReasonMissingError

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.approvals.models import ApprovalRequest

PARAMETER_KIND = "journeys.parameter"


def propose_value(
    *, actor: Actor, change: Change, reason: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Propose a value for the own cooperative or city; a second person decides. Use-case.

    Raises:
        ReasonMissingError: The one who decides must know why.
        ValueRefusedError, ValueNotUnderstoodError, LoosenedError: The value could not hold.
    """
    if not reason.strip():
        raise ReasonMissingError

    def work() -> None:
        cooperative = Cooperative.objects.get(id=actor.cooperative_id)
        checked = checked_change(change, cooperative=cooperative, today=today)
        definition = CATALOGUE[checked.key]
        ask(
            actor=actor,
            kind=PARAMETER_KIND,
            facts={
                "key": checked.key,
                "title": definition.title,
                "value": checked.value,
                "shown": shown(checked.value, definition.unit),
                "valid_from": checked.valid_from.isoformat(),
                "begins": day(checked.valid_from),
                "valid_to": checked.valid_to.isoformat() if checked.valid_to else None,
                "legal_basis": checked.legal_basis,
                "source": checked.source,
                "decision": str(checked.decision_id) if checked.decision_id else None,
            },
            reason=reason,
            request_id=request_id,
            now=now,
        )

    act_once(
        actor=actor,
        action=Action.ASK_PARAMETER,
        request_id=request_id,
        use_case="journeys.propose_value",
        facts={**vars(change), "reason": reason},
        now=now,
        work=work,
    )


def carry_out_value(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let the approved value hold. Step of the last approval.

    A value that was to begin before it was approved begins today.
    """
    cooperative = Cooperative.objects.get(id=request.cooperative_id)
    facts, today = request.facts, business_date(now, Zone(cooperative.zone))
    begins = max(date.fromisoformat(facts["valid_from"]), today)
    definition = CATALOGUE[facts["key"]]
    set_value(
        Change(
            key=facts["key"],
            # Kept as written down: a rate as a fraction, a day as MM-DD.
            value=facts["value"],
            valid_from=begins,
            valid_to=date.fromisoformat(facts["valid_to"]) if facts["valid_to"] else None,
            legal_basis=facts["legal_basis"],
            source=facts["source"],
            decision_id=UUID(facts["decision"]) if facts["decision"] else None,
        ),
        cooperative=cooperative,
        set_by=f"{request.requested_by.name} dan {actor.name}",
        today=today,
        now=now,
    )
    record(
        cooperative_id=cooperative.id,
        actor=actor,
        act="parameters.value.set",
        facts={
            "title": definition.title,
            "value": shown(facts["value"], definition.unit),
            "valid_from": day(begins),
        },
        now=now,
    )
