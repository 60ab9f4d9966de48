"""Cooperatives join the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.models import Cooperative, CooperativeKind, Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

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
