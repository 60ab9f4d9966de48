"""Papers that the house issued, as whoever holds one may check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.papers import issued_paper
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

HASH_DIGITS = 12


@dataclass(frozen=True)
class Paper(Row):
    """A paper: what it is, who issued it when, the facts it states, and the beginning of the hash of its content."""

    title: str
    issuer: str
    issued_at: datetime
    facts: tuple[tuple[str, str], ...]
    fingerprint: str


def verified_paper(*, cooperative_id: int, paper_id: UUID) -> Paper | None:
    """Find a paper by what its QR says; None when the house never issued it."""
    issuer = Cooperative.objects.filter(id=cooperative_id).first()
    if issuer is None:
        return None
    with scope(issuer.id):
        paper = issued_paper(cooperative_id=issuer.id, paper_id=paper_id)
    if paper is None:
        return None
    return Paper(
        paper.title,
        issuer.name,
        paper.issued_at,
        tuple((label, value) for label, value in paper.facts),
        bytes(paper.content_hash).hex()[:HASH_DIGITS],
    )
