"""Requests at the counter that could not be served, in two taps: they count as wanted when one orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.models import RefusedRequest
from guyub.trade.procurement.services.acting import once

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor

LONGEST_WORDS = 80
MOST_QTY = 10**9


class RequestRefusedError(DomainError):
    """A request is not noted; ``wrong``: ``product qty words``."""

    code: ClassVar[str] = "procurement.request.refused"


def note_refused(
    *,
    actor: Actor,
    product_id: UUID | None,
    words: str,
    qty: int,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Note that something was asked for and could not be given. Use-case of whoever counts stock: the counter.

    Args:
        actor: Who was asked.
        product_id: Which product; None: ``words`` say what is not on the list.
        words: At most 80 letters.
        qty: Base units; of what is not on the list: pieces.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        RequestRefusedError: ``qty words product``.
    """
    told = "" if product_id else " ".join(words.split())
    if not 0 < qty <= MOST_QTY:
        raise RequestRefusedError(wrong="qty")
    if product_id is None and not 0 < len(told) <= LONGEST_WORDS:
        raise RequestRefusedError(wrong="words")

    def work() -> None:
        place_id = actor.cooperative_id
        if product_id and product_id not in goods_of(cooperative_id=place_id, product_ids=[product_id]):
            raise RequestRefusedError(wrong="product")
        RefusedRequest.objects.create(
            id=uuid7(),
            cooperative_id=place_id,
            product_id=product_id,
            words=told,
            qty=qty,
            asked_on=today,
            person_id=actor.person_id,
            recorded_at=now,
        )

    facts = {"product": product_id, "words": told, "qty": qty, "on": today}
    once(actor, Action.COUNT_STOCK, "note_refused", facts, request_id, now, work)
