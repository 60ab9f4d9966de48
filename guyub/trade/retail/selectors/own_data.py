"""What the shop keeps about one person in one cooperative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.selectors.own_data import OwnPart
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.retail.models import BuyerOrder
from guyub.trade.retail.selectors.buyers import buyer_inquiries, buyers_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _orders(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = BuyerOrder.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in buyers_read(*asked(*buyer_inquiries(rows))):
        yield {
            "Nomor": row.name,
            "Dipesan": row.ordered_on,
            "Barang": row.wished,
            "Dibayar (rupiah)": row.paid_rp,
            "Diserahkan (rupiah)": row.handed_rp,
            "Dikembalikan (rupiah)": row.refunded_rp,
            "Masih dipegang (rupiah)": row.held_rp,
            "Ditarik": row.withdrawn_on,
        }


OWN_DATA = (OwnPart("Pesanan setor beli", (BuyerOrder,), _orders, rank=72),)
