"""Who guides whom."""

from __future__ import annotations

from guyub.foundation.identity.selectors.guiding import guided_by, place_by_id
from guyub.foundation.kernel.models import Cooperative


def guided_places(city_id: int) -> list[Cooperative]:
    """List a city office and the cooperatives that it guides, itself first: their codes begin with its own."""
    city = place_by_id(city_id)
    return [city, *guided_by(city)]


def code_of(cooperative_id: int) -> str:
    """Tell the code of a cooperative's ward, by which its pages are addressed."""
    return Cooperative.objects.values_list("code", flat=True).get(id=cooperative_id)
