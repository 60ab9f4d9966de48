"""Who guides whom."""

from __future__ import annotations

from guyub.foundation.kernel.models import Cooperative


def guided_places(city_id: int) -> list[Cooperative]:
    """List a city office and the cooperatives that it guides, itself first: their codes begin with its own."""
    city = Cooperative.objects.get(id=city_id)
    guided = Cooperative.objects.filter(code__startswith=f"{city.code}.").order_by("name", "id")
    return [city, *guided]


def code_of(cooperative_id: int) -> str:
    """Tell the code of a cooperative's ward, by which its pages are addressed."""
    return Cooperative.objects.values_list("code", flat=True).get(id=cooperative_id)
