"""Verifying a cooperative's books from a page: one run at a time, and the trail says who looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection

from guyub.books.ledger.domain.verifying import anchor_text, read_anchor
from guyub.books.ledger.selectors.verify import verify_books
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

_LOCK = 4_201  # of all locks by number, the one of verifying


class VerifyRefusedError(DomainError):
    """Books are not verified now; ``wrong``: ``unopened`` (none are kept) or ``busy`` (somebody verifies them)."""

    code: ClassVar[str] = "journeys.verify.refused"


@dataclass(frozen=True)
class Verified(Row):
    """What came of it: how much was checked, the head as an anchor, and what was found, in plain sentences."""

    entries: int
    lines: int
    anchor: str
    findings: list[str]


def verify_place(
    *, actor: Actor, place: Cooperative, anchor: str, request_id: UUID, now: datetime
) -> Verified:
    """Verify a cooperative's books, against an anchor from paper where one is typed. Use-case; also of the city.

    Raises:
        NotAllowedError: The role may not verify here.
        AnchorRefusedError: What was typed is no anchor, or of another cooperative.
        VerifyRefusedError: See its fact ``wrong``.
    """
    anchors = [read_anchor(anchor, place=place.code)] if anchor.strip() else []

    def work() -> dict[str, Any]:
        if not _alone(place.id):
            raise VerifyRefusedError(wrong="busy")
        found = verify_books(place=place, anchors=anchors)
        if found is None:
            raise VerifyRefusedError(wrong="unopened")
        facts = {"entries": found.entries, "found": len(found.findings)}
        record(cooperative_id=place.id, actor=actor, act="ledger.books.verified", facts=facts, now=now)
        return {
            "entries": found.entries,
            "lines": found.lines,
            "anchor": anchor_text(found.place, found.chain_no, found.hash),
            "findings": [finding.said for finding in found.findings],
        }

    return Verified(
        **act_once(
            actor=actor,
            action=Action.VERIFY_BOOKS,
            request_id=request_id,
            use_case="journeys.verify_place",
            facts={"anchor": anchor.strip()},
            now=now,
            work=work,
            place_id=place.id,
        )
    )


def _alone(place_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, place_id])
        return bool(cursor.fetchone()[0])
