"""Papers that carry a QR, so that whoever holds one can ask whether the house issued it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.canonical import facts_hash
from guyub.foundation.kernel.models import IssuedPaper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any
    from uuid import UUID


def issue_paper(
    *,
    cooperative_id: int,
    paper_id: UUID,
    kind: str,
    title: str,
    facts: Sequence[tuple[str, str]],
    content: Mapping[str, Any],
    now: datetime,
) -> IssuedPaper:
    """Write down that a paper was issued. Step: needs an open transaction.

    Args:
        cooperative_id: Who issues it.
        paper_id: Made by the door; it stands in the QR's address.
        kind: What it is, as a code: ``LAPORAN_KOTA``, ``KWITANSI``.
        title: What people call it.
        facts: Pairs of label and value that the public page shows; nothing personal.
        content: Everything the paper says (kernel.canonical): its hash tells a changed copy from the original.
        now: The moment, aware.

    Raises:
        TypeError: The content holds something that is not a fact.
    """
    return IssuedPaper.objects.create(
        id=paper_id,
        cooperative_id=cooperative_id,
        kind=kind,
        title=title,
        facts=[list(pair) for pair in facts],
        content_hash=facts_hash(content),
        issued_at=now,
    )
