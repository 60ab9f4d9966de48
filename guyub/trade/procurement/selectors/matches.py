"""What a bill says beside the order and what came: differences in words, and which of them need a second person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import values_of
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.domain.matching import Difference, Priced, ThreeWay, Tolerance, match
from guyub.trade.procurement.models import ReceiptLine
from guyub.trade.procurement.selectors.goods import billed_so_far, returned_unbilled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.selectors.bought import Good
    from guyub.trade.procurement.domain.bills import BillTyped
    from guyub.trade.procurement.domain.matching import Match

THRESHOLD, PRICE_PART, PRICE_RP = "otorisasi.ambang", "belanja.toleransi", "belanja.toleransi_rp"
MILLION = 1_000_000
# What is to the cooperative's loss; what is to its gain, or still to come, is told and needs nobody.
_TO_ITS_LOSS = frozenset(
    {Difference.BILLED_MORE, Difference.PRICE_ABOVE, Difference.OVER, Difference.NOT_ORDERED}
)


@dataclass(frozen=True, slots=True)
class BillMatch(Row):
    """Order, receipts and one bill side by side.

    Args:
        matches: Product by product.
        said: All differences, in words.
        asks: Those that a second person must agree to.
    """

    matches: tuple[Match, ...]
    said: tuple[str, ...]
    asks: tuple[str, ...]


def match_bill(*, cooperative_id: int, typed: BillTyped, lines: Sequence[ReceiptLine], on: date) -> BillMatch:
    """Hold a bill against orders and receipts. At most five queries.

    What was not ordered is held against the price at which it was taken in.

    Args:
        cooperative_id: Whose.
        typed: A checked bill.
        lines: The lines of receipts that it names, with their lines of orders.
        on: The business date: whose tolerances hold.
    """
    limits = values_of(THRESHOLD, PRICE_PART, PRICE_RP, cooperative_id=cooperative_id, on=on)
    tolerance = Tolerance(price_ppm=int(limits[PRICE_PART] * MILLION), price_rp=int(limits[PRICE_RP]))
    goods = goods_of(cooperative_id=cooperative_id, product_ids={line.product_id for line in lines})
    kin = _kin(cooperative_id, lines)
    ids = [one.id for found in kin.values() for one in found]
    gone = returned_unbilled(cooperative_id=cooperative_id, ids=ids)
    earlier = billed_so_far(cooperative_id=cooperative_id, ids=ids)
    asked = {line.receipt_line_id: (line.qty, line.amount_rp) for line in typed.lines}
    ways = [_way(found, goods, earlier, asked, gone) for found in kin.values()]
    matches = match(ways, tolerance=tolerance)
    said = [
        one.reason
        for found in matches
        for one in found.verdicts
        if one.difference is not Difference.NOT_BILLED
    ]
    asks = [one.reason for found in matches for one in found.verdicts if one.difference in _TO_ITS_LOSS]
    more_rp = typed.extra_rp - typed.discount_rp
    if more_rp > tolerance.price_rp:
        asks.append(f"Ongkos di tagihan {rupiah(typed.extra_rp)} tidak ada di pesanan.")
    threshold_rp = int(limits[THRESHOLD])
    is_ordered = all(line.order_line_id for line in lines)
    if not is_ordered and needs_second_person(typed.total_rp, threshold_rp=threshold_rp):
        asks.append(f"Tagihan {rupiah(typed.total_rp)} untuk barang yang datang tanpa pesanan.")
    return BillMatch(matches, tuple(dict.fromkeys([*said, *asks])), tuple(asks))


def _kin(cooperative_id: int, lines: Sequence[ReceiptLine]) -> dict[UUID, list[ReceiptLine]]:
    """Give all that came on the same lines of orders; what came without one stands alone."""
    ordered = {line.order_line_id for line in lines if line.order_line_id}
    rows = ReceiptLine.objects.filter(
        cooperative_id=cooperative_id, order_line__in=ordered, receipt__undone_on__isnull=True
    )
    found: dict[UUID, list[ReceiptLine]] = {}
    for line in lines:
        found.setdefault(line.order_line_id or line.id, []).append(line)
    named = {line.id for line in lines}
    for row in rows.select_related("order_line").order_by("id"):
        if row.id not in named and row.order_line_id:
            found[row.order_line_id].append(row)
    return found


def _way(
    lines: Sequence[ReceiptLine],
    goods: Mapping[UUID, Good],
    earlier: Mapping[UUID, tuple[int, int]],
    asked: Mapping[UUID, tuple[int, int]],
    gone: Mapping[UUID, int],
) -> ThreeWay:
    first = lines[0]
    good, ordered = goods[first.product_id], first.order_line
    # What went back before it was billed did not stay.
    came = sum(line.qty - gone.get(line.id, 0) for line in lines)
    told = [side.get(line.id, (0, 0)) for line in lines for side in (earlier, asked)]
    qty, rp = sum(qty for qty, _ in told), sum(rp for _, rp in told)
    return ThreeWay(
        title=good.name,
        units=good.units,
        ordered=Priced(ordered.qty, ordered.amount_rp) if ordered else Priced(first.qty, first.amount_rp),
        received_qty=came,
        billed=Priced(qty, rp) if qty else None,
    )
