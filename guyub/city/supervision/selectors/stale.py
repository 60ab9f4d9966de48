"""Whose summaries wait to be summed anew."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from guyub.city.supervision.models import PlaceSummary
from guyub.foundation.kernel.models import Cooperative, CooperativeKind


def stale_places(*, most: int) -> list[int]:
    """List cooperatives whose news is not summed yet, and those that joined and have no summary; one query.

    Args:
        most: At most so many; the rest next time.
    """
    mine = PlaceSummary.objects.filter(cooperative_id=OuterRef("id"))
    waiting = Cooperative.objects.filter(
        Q(Exists(mine.filter(is_stale=True))) | ~Exists(mine), kind=CooperativeKind.KOPERASI
    )
    return list(waiting.order_by("id").values_list("id", flat=True)[:most])
