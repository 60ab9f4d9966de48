"""Cooperatives join the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.naming import official_name
from guyub.community.cooperatives.models import Profile, Region, RegionLevel
from guyub.foundation.kernel.models import Cooperative, CooperativeKind, Zone
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from guyub.community.cooperatives.selectors.wards import Ward

KOTA_MALANG = "35.73"


def join_wards(*, wards: Sequence[Ward]) -> int:
    """Enter the wards' cooperatives and the city office that guides them, each once. Step.

    A cooperative that is there already keeps its id and takes the name of the list. Reference rows are written
    alone, outside any cooperative's scope.

    Args:
        wards: The kelurahan whose cooperatives join; all of Kota Malang's zone, WIB.

    Returns:
        How many tenants the list names, the city office among them.
    """
    rows = [
        Cooperative(code=ward.code, name=ward.cooperative_name, zone=Zone.WIB, kind=CooperativeKind.KOPERASI)
        for ward in wards
    ]
    rows.append(
        Cooperative(
            code=KOTA_MALANG, name="Diskopindag Kota Malang", zone=Zone.WIB, kind=CooperativeKind.KOTA
        )
    )
    Cooperative.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name", "kind"]
    )
    return len(rows)


def introduce_wards(*, wards: Sequence[Ward], now: datetime) -> int:
    """Give each ward's cooperative its profile: the official name that the rule makes, its ward and postal code.

    Who has a profile keeps it. The names are those of the rule until somebody compares them with the deeds. Writes
    rows of many cooperatives in one transaction, as an import does (ADR 0036).

    Returns:
        How many profiles are new.
    """
    ids = dict(Cooperative.objects.filter(code__in=[ward.code for ward in wards]).values_list("code", "id"))
    known = set(Region.objects.filter(code__in=ids).values_list("code", flat=True))
    with scope(*ids.values(), durable=True):
        present = set(
            Profile.objects.filter(cooperative_id__in=ids.values()).values_list("cooperative_id", flat=True)
        )
        fresh = [
            Profile(
                cooperative_id=ids[ward.code],
                official_name=official_name(ward=ward.name, level=RegionLevel.KELURAHAN.value),
                region_id=ward.code if ward.code in known else None,
                postal_code=ward.postal_code,
                changed_at=now,
            )
            for ward in wards
            if ward.code in ids and ids[ward.code] not in present
        ]
        Profile.objects.bulk_create(fresh)
    return len(fresh)
