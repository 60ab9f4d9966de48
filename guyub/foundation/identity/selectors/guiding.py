"""Whom a city guides: the cooperatives whose code begins with its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.selectors.together import Inquiry, joined, kept_rows

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


def is_within(code: str, city_code: str) -> bool:
    """Tell whether a ward's code lies in a city: 35.73.03.1003 in 35.73."""
    return code.startswith(f"{city_code}.")


def guides(*, city_id: int, place_id: int) -> bool:
    """Tell whether one tenant is a city office and the other a cooperative in its city."""
    found = {row.id: row for row in Cooperative.objects.filter(id__in=(city_id, place_id))}
    city, place = found.get(city_id), found.get(place_id)
    return bool(
        city
        and place
        and city.kind == CooperativeKind.KOTA
        and place.kind == CooperativeKind.KOPERASI
        and is_within(place.code, city.code)
    )


def guides_all(*, city: Cooperative, place_ids: Collection[int]) -> bool:
    """Tell whether a tenant is a city office and none of the others is anything but a cooperative in its city.

    An id that is reserved for a cooperative about to join is nobody's yet, and passes. One query.
    """
    guided = {"kind": CooperativeKind.KOPERASI, "code__startswith": f"{city.code}."}
    strangers = Cooperative.objects.filter(id__in=place_ids).exclude(**guided)
    return city.kind == CooperativeKind.KOTA and not strangers.exists()


def city_of(code: str) -> Cooperative | None:
    """Find the city office that guides the cooperative of a ward: the one with the first two parts of its code."""
    return _offices(code[:5]).first()


def city_inquiry(code: str) -> Inquiry[Cooperative | None]:
    """Ask what ``city_of`` gives, together with others."""
    return joined(kept_rows(_offices, code[:5]), read=lambda found: next(iter(found), None))


def _offices(code: str) -> QuerySet[Cooperative]:
    return Cooperative.objects.filter(code=code, kind=CooperativeKind.KOTA).order_by("id")


def place_by_code(code: str) -> Cooperative | None:
    """Find a cooperative (not an office) by the code of its ward."""
    return Cooperative.objects.filter(code=code, kind=CooperativeKind.KOPERASI).first()


def place_by_id(cooperative_id: int) -> Cooperative:
    """Give a tenant that is known to be there: the seat's own."""
    return Cooperative.objects.get(id=cooperative_id)


def guided_by(city: Cooperative) -> list[Cooperative]:
    """List the cooperatives that a city guides, by name."""
    rows = Cooperative.objects.filter(code__startswith=f"{city.code}.", kind=CooperativeKind.KOPERASI)
    return list(rows.order_by("name", "id"))


def all_places() -> list[Cooperative]:
    """List all cooperatives of the installation, by code: for commands that look at each."""
    return list(Cooperative.objects.filter(kind=CooperativeKind.KOPERASI).order_by("code"))
