"""Where the money of a payment lies: the drawer of the own shift, or safe and bank for who keeps the treasury."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from uuid import UUID

    from guyub.books.treasury.selectors.tills import Till
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


class TillRefusedError(DomainError):
    """Money is not taken or given there; ``wrong`` says why.

    ``place`` (none chosen, another's drawer; safe and bank are the treasurer's).
    """

    code: ClassVar[str] = "savings.till.refused"


def check_place(*, actor: Actor, place: Cooperative, cash_place_id: UUID | None) -> UUID:
    """Refuse money where the actor does not answer for it. Step; one trip.

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
    inquiry = till_inquiry(cooperative_id=place.id, cash_place_id=cash_place_id, person_id=actor.person_id)
    (till,) = asked(inquiry)
    return judge_till(actor=actor, place=place, till=till)


def judge_till(*, actor: Actor, place: Cooperative, till: Till) -> UUID:
    """Refuse money where the actor does not answer for it, as ``check_place``, for who asked of it already. Step."""
    kind = till.side.kind if till.side else None
    if kind is CashKind.LACI:
        if till.drawer_id is None:
            raise ShiftRefusedError(wrong="none")
        if till.drawer_id == till.place_id:
            return till.drawer_id
    elif kind and till.place_id and can(actor, Action.KEEP_TREASURY, place.id):
        return till.place_id
    raise TillRefusedError(wrong="place")
