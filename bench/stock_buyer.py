"""One storekeeper who takes in fifty lines of an order, and the same rows by one call: prints the rates as JSON.

The use-case of buying: order and partner under lock, what was ordered beside what came, the paper of the receipt with
its number, and all that ``stock_receiver`` does. The floor writes the same rows: those of ``bench_receipt``, the
receipt, its lines, and what came on the lines of the order.
"""

from __future__ import annotations

import json
import sys
from itertools import count, cycle
from typing import TYPE_CHECKING

from bench.slices import rates
from bench.stock_books import TODAY, BigShop
from bench.stock_receiver import COST_RP, LINES, Receiver
from guyub.community.partners.models import Partner
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import ProductUnit
from guyub.trade.procurement.domain.accounts import UNBILLED
from guyub.trade.procurement.domain.orders import OrderState
from guyub.trade.procurement.domain.receipts import ReceiptLineTyped, ReceiptTyped
from guyub.trade.procurement.models import PurchaseLine, PurchaseOrder
from guyub.trade.procurement.services.receipts import receive_goods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

ORDERED_QTY = 10**6  # more than ever comes of it here
FLOOR = """
CREATE FUNCTION bench_goods(p_place int, p_id uuid, p_request uuid, p_actor uuid, p_no int, p_accounts uuid[],
    p_unit uuid, p_trail uuid, p_hash bytea, p_moves uuid[], p_stocks uuid[], p_receipt uuid, p_order uuid,
    p_partner uuid, p_location uuid, p_rows uuid[], p_products uuid[], p_units uuid[], p_ordered uuid[])
    RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bench_receipt(p_place, p_id, p_request, p_actor, p_no, p_accounts, p_unit, p_trail, p_hash, p_moves,
        p_stocks);
    INSERT INTO procurement_goodsreceipt (id, cooperative_id, year, no, partner_id, order_id, location_id, received_on,
            note_no, note, total_rp, entry_id, person_id, recorded_at, undone_why)
        VALUES (p_receipt, p_place, 2027, p_no, p_partner, p_order, p_location, '2026-11-25', '', '', 6172850, p_id,
            p_actor, now(), '');
    INSERT INTO procurement_receiptline (id, cooperative_id, receipt_id, line_no, product_id, unit_id, order_line_id,
            qty, amount_rp, refused_qty, difference, reason, batch, move_id, settled_qty, settled_rp, returned_qty)
        SELECT r.id, p_place, p_receipt, r.at, r.product, r.unit, r.ordered, 10, 123457, 0, '', '', '', r.move, 0, 0, 0
        FROM unnest(p_rows, p_products, p_units, p_ordered, p_moves) WITH ORDINALITY
            AS r(id, product, unit, ordered, move, at);
    UPDATE procurement_purchaseline SET received_qty = received_qty + 10
        WHERE cooperative_id = p_place AND id = ANY(p_ordered);
END $$
"""


class Buyer(Receiver):
    """The shop, with an order for each fifty of its products that is taken in bit by bit."""

    def __init__(self, shop: BigShop) -> None:
        """Give all products a unit, and order them."""
        super().__init__(shop, counter=UNBILLED)
        shop.owner.execute(FLOOR)
        with scope(shop.place.id):
            self.partner = Partner.objects.create(
                cooperative=shop.place,
                kind="PEMASOK",
                code="G1",
                name="Grosir Contoh",
                folded_name="grosircontoh",
                payment_days=14,
                lead_days=3,
                minimum_rp=0,
                changed_at=utc_now(),
            )
            units = [
                ProductUnit(
                    id=uuid7(), cooperative=shop.place, product_id=id_, name="buah", factor=1, is_bought=True
                )
                for id_ in shop.product_ids
            ]
            ProductUnit.objects.bulk_create(units)
            self.units = {unit.product_id: unit.id for unit in units}
            fifties = [
                shop.product_ids[at : at + LINES] for at in range(0, len(shop.product_ids) - LINES + 1, LINES)
            ]
            orders = [self._ordered(fifty, no) for no, fifty in enumerate(fifties, 1)]
        self.our_orders, self.their_orders = cycle(orders[::2]), cycle(orders[1::2])
        self.papers = count(1)

    def receive(self) -> None:
        """Take goods of an order in."""
        order, lines = next(self.our_orders)
        typed = ReceiptTyped(
            partner_id=self.partner.id,
            location_id=self.shop.location.id,
            received_on=TODAY,
            order_id=order.id,
            lines=[
                ReceiptLineTyped(
                    product_id=line.product_id,
                    unit_id=line.unit_id,
                    qty=10,
                    amount_rp=COST_RP,
                    order_line_id=line.id,
                )
                for line in lines
            ],
        )
        receive_goods(
            actor=self.shop.actor,
            place=self.shop.place,
            typed=typed,
            today=TODAY,
            request_id=uuid7(),
            now=utc_now(),
        )

    def floor(self) -> None:
        """Write the same rows by one call."""
        order, lines = next(self.their_orders)
        given = [
            *self.floor_values(), uuid7(), order.id, self.partner.id, self.shop.location.id,
            [uuid7() for _ in range(LINES)], [line.product_id for line in lines], [line.unit_id for line in lines],
            [line.id for line in lines],
        ]  # fmt: skip
        self.shop.owner.execute(f"SELECT bench_goods({', '.join(['%s'] * len(given))})", given)

    def _ordered(self, product_ids: Sequence[UUID], no: int) -> tuple[PurchaseOrder, list[PurchaseLine]]:
        order = PurchaseOrder.objects.create(
            cooperative=self.shop.place,
            year=TODAY.year,
            no=no,
            partner=self.partner,
            location=self.shop.location,
            state=OrderState.DIKIRIM.value,
            ordered_on=TODAY,
            expected_on=TODAY,
            approved_on=TODAY,
            sent_on=TODAY,
            total_rp=ORDERED_QTY,
            person_id=self.shop.actor.person_id,
            recorded_at=utc_now(),
        )
        lines = [
            PurchaseLine(
                id=uuid7(),
                cooperative=self.shop.place,
                order=order,
                line_no=at,
                product_id=id_,
                unit_id=self.units[id_],
                qty=ORDERED_QTY,
                price_rp=1,
                amount_rp=ORDERED_QTY,
                tolerance_percent=0,
            )
            for at, id_ in enumerate(product_ids, 1)
        ]
        return order, PurchaseLine.objects.bulk_create(lines)


def main() -> None:
    """Receive in turn with the floor."""
    buyer = Buyer(BigShop(products=int(sys.argv[1]), moves=int(sys.argv[2])))
    sys.stdout.write(json.dumps(rates(buyer.receive, buyer.floor, owner=buyer.shop.owner)))


if __name__ == "__main__":
    main()
