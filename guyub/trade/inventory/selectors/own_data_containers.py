"""What is kept about one person's containers in one cooperative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.selectors.own_data import OwnPart
from guyub.trade.inventory.models import ContainerHolding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _holdings(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = ContainerHolding.objects.filter(
        cooperative_id=owner.cooperative_id, member__person_id=owner.person_id
    )
    for row in rows.select_related("kind").order_by("since", "id"):
        yield {
            "Diambil": row.since,
            "Wadah": row.kind.name,
            "Masih dipinjam": row.loan_qty,
            "Masih dengan jaminan": row.deposit_qty,
            "Jaminan tiap wadah (rupiah)": row.each_rp,
            "Jaminan yang dipegang (rupiah)": row.deposit_rp,
        }


CONTAINER_PARTS = (OwnPart("Tabung dan galon", (ContainerHolding,), _holdings, rank=70),)
