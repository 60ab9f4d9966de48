"""How every use-case of buying begins: once, under a name of its own; and what several of them write down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.domain.entries import LineDraft
from guyub.community.partners.domain.partners import PartnerRefusedError
from guyub.community.partners.services.partners import locked_partner
from guyub.foundation.identity.services.acting import ActsOf
from guyub.foundation.kernel.services.files import store_photo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from guyub.community.partners.models import Partner
    from guyub.foundation.kernel.errors import DomainError

THRESHOLD = "otorisasi.ambang"
Document = tuple[str, bytes]  # name and content, as a form brings them


_ACTS = ActsOf("procurement")
once, note = _ACTS.once, _ACTS.note


def held_partner(*, cooperative_id: int, partner_id: UUID, refusal: type[DomainError]) -> Partner:
    """Lock a partner that is traded with: what is bought of one partner takes turns. Step.

    Raises:
        DomainError: ``partner``: there is none, or nobody trades with it any more.
    """
    try:
        return locked_partner(cooperative_id=cooperative_id, partner_id=partner_id)
    except PartnerRefusedError as refused:
        raise refusal(wrong="partner") from refused


def kept_document(
    *, cooperative_id: int, document: Document | None, kind: str, title: str, now: datetime
) -> UUID | None:
    """Keep the photo or paper that came with an act; None where none came. Step.

    Raises:
        PhotoRefusedError, FileRefusedError: It is not kept.
    """
    if document is None:
        return None
    name, content = document
    return store_photo(
        cooperative_id=cooperative_id, content=content, original_name=name, kind=kind, title=title, now=now
    ).id


def document_facts(document: Document | None) -> dict[str, Any]:
    """Say which document came with a request, for its facts."""
    return {"document": [document[0], len(document[1])] if document else None}


def merged(lines: Iterable[LineDraft]) -> list[LineDraft]:
    """Add lines on one account of one unit together; what comes to nothing is left out."""
    sums: dict[tuple[str, UUID | None], int] = {}
    for line in lines:
        key = (line.account, line.unit_id)
        sums[key] = sums.get(key, 0) + line.amount_rp
    return [LineDraft(account, rp, unit_id=unit_id) for (account, unit_id), rp in sums.items() if rp]
