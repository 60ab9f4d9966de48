"""Papers of the legal life by when they were recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.legal_life import RecordKind
from guyub.community.cooperatives.models import LegalRecord
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime


@dataclass(frozen=True)
class KeptPaper(Row):
    """One paper that was recorded: whose, what, of which day, by whom."""

    place_name: str
    kind: RecordKind
    issued_on: date
    recorded_by_name: str
    recorded_at: datetime


def papers_kept(*, place_ids: Collection[int], start: datetime, end: datetime) -> list[KeptPaper]:
    """List papers of cooperatives that were recorded from a moment to another, and not as void; the end is outside."""
    rows = LegalRecord.objects.filter(
        cooperative_id__in=place_ids, recorded_at__gte=start, recorded_at__lt=end, is_void=False
    )
    picked = rows.select_related("cooperative", "recorded_by").order_by("recorded_at", "id")
    return [
        KeptPaper(
            row.cooperative.name,
            RecordKind(row.kind),
            row.issued_on,
            row.recorded_by.name if row.recorded_by else "",
            row.recorded_at,
        )
        for row in picked[:500]
    ]
