"""How every act of consignment begins: once, under a name of its own, with its agreement locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.services.acting import ActsOf
from guyub.trade.consignment.models import Agreement

if TYPE_CHECKING:
    from uuid import UUID

    from guyub.foundation.kernel.errors import DomainError


_ACTS = ActsOf("consignment")
once, note = _ACTS.once, _ACTS.note


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
