"""How every act of consignment begins: once, under a name of its own, with its agreement locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.trade.consignment.models import Agreement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Action, Actor
    from guyub.foundation.kernel.errors import DomainError


def once(
    actor: Actor,
    action: Action,
    name: str,
    facts: Mapping[str, Any],
    request_id: UUID,
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    """Do one act of consignment once, or give what came of it the first time; see ``identity.services.acting``."""
    return act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case=f"consignment.{name}",
        facts=facts,
        now=now,
        work=work,
    )


def note(actor: Actor, act: str, facts: Mapping[str, Any], now: datetime) -> None:
    """Write an act into the trail, where no posting carries it. Step; call it late."""
    record(cooperative_id=actor.cooperative_id, actor=actor, act=f"consignment.{act}", facts=facts, now=now)


def locked_agreement(
    *, cooperative_id: int, agreement_id: UUID, refusal: type[DomainError], wrong: str = "agreement"
) -> Agreement:
    """Lock an agreement: papers, statements and payouts of it take turns. Step; one query.

    Raises:
        DomainError: ``wrong``: there is none here.
    """
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("partner", "member", "location").filter(
        cooperative_id=cooperative_id, id=agreement_id
    )
    agreement = found.first()
    if agreement is None:
        raise refusal(wrong=wrong)
    return agreement


def said_of(agreement: Agreement) -> dict[str, Any]:
    """Tell an agreement to the trail: its number, the producer, and that it is a member's, who can read it there."""
    facts: dict[str, Any] = {"name": agreement.name, "partner": agreement.partner.name}
    return facts | ({"about": str(agreement.member.person_id)} if agreement.member else {})
