"""Where the money of a payment lies: the drawer of the own shift, or safe and bank for who keeps the treasury."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.shifts import require_shift
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


class TillRefusedError(DomainError):
    """Money is not taken or given there; ``wrong`` says why.

    ``place`` (none chosen, another's drawer; safe and bank are the treasurer's).
    """

    code: ClassVar[str] = "savings.till.refused"


def check_place(*, actor: Actor, place: Cooperative, cash_place_id: UUID | None) -> UUID:
    """Refuse money where the actor does not answer for it. Step; two queries.

    Args:
        actor: Who takes or gives it.
        place: The cooperative.
        cash_place_id: Where; None: nowhere was chosen.

    Returns:
        That place.

    Raises:
        TillRefusedError: ``place``.
        ShiftRefusedError: ``none``: a drawer without an open shift.
    """
    kinds = {row.id: row.kind for row in places_of(cooperative_id=place.id)}
    kind = kinds.get(cash_place_id) if cash_place_id else None
    if kind is CashKind.LACI:
        shift = require_shift(cooperative_id=place.id, person_id=actor.person_id)
        if shift.drawer_id == cash_place_id:
            return shift.drawer_id
    elif kind and cash_place_id and can(actor, Action.KEEP_TREASURY, place.id):
        return cash_place_id
    raise TillRefusedError(wrong="place")
