"""How much waits in each cooperative, for summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from guyub.city.development.domain.needs import OPEN_STATES
from guyub.city.development.models import HelpRequest, Need

if TYPE_CHECKING:
    from collections.abc import Collection


def open_needs(cooperative_ids: Collection[int]) -> dict[int, int]:
    """Count the needs that are not in use and not declined: cooperative → count; one query."""
    rows = Need.objects.filter(cooperative_id__in=cooperative_ids, state__in=sorted(OPEN_STATES))
    return dict(rows.values_list("cooperative_id").annotate(n=Count("id")).order_by("cooperative_id"))


def open_helps(cooperative_ids: Collection[int]) -> dict[int, int]:
    """Count the calls for help that nobody answered: cooperative → count; one query."""
    rows = HelpRequest.objects.filter(cooperative_id__in=cooperative_ids, answered_at__isnull=True)
    return dict(rows.values_list("cooperative_id").annotate(n=Count("id")).order_by("cooperative_id"))
