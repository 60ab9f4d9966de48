"""Cooperatives by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from collections.abc import Collection


def places_by_id(place_ids: Collection[int]) -> list[Cooperative]:
    """List cooperatives by name."""
    return list(Cooperative.objects.filter(id__in=place_ids).order_by("name", "id"))
