"""What is ordered on Mondays, brought the day after with its bill, and paid by transfer before it falls due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from guyub.community.partners.domain.accounts import AccountTyped
from guyub.community.partners.domain.partners import PartnerKind, PartnerTyped
from guyub.community.partners.services.accounts import ask_account_change
from guyub.community.partners.services.partners import add_partner
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.partner_examples import EGGS, LPG, PARTNERS, WHY
from guyub.journeys.services.year.founding import BANK, OPENED
from guyub.journeys.services.year.goods import WATER
from guyub.trade.inventory.models import Stock
from guyub.trade.procurement.domain.bills import BillLineTyped, BillTyped
from guyub.trade.procurement.domain.orders import OrderLine, OrderTyped
from guyub.trade.procurement.domain.receipts import ReceiptLineTyped, ReceiptTyped
from guyub.trade.procurement.selectors.bills import bills_inquiry
from guyub.trade.procurement.selectors.orders import order_page
from guyub.trade.procurement.selectors.receipts import receipt_page
from guyub.trade.procurement.services.bills import record_bill
from guyub.trade.procurement.services.ordering_steps import send_order, submit_order
from guyub.trade.procurement.services.orders import write_order
from guyub.trade.procurement.services.paying import PaymentTyped, pay_supplier
from guyub.trade.procurement.services.receipts import receive_goods

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from guyub.journeys.services.year.goods import Store, Ware
    from guyub.journeys.services.year.stage import Stage

MONDAY, TUESDAY, THURSDAY, FRIDAY = 0, 1, 3, 4
# Who is asked on which days; the others on Mondays.
_ORDERS: Mapping[str, tuple[int, ...]] = {EGGS: (MONDAY, THURSDAY), WATER: (MONDAY, THURSDAY)}
LATE_OF_HUNDRED = 6
_WATER = PartnerTyped(
    kind=PartnerKind.PEMASOK,
    name=WATER,
    code="AIR",
    contact="Penjaga depo (contoh)",
    payment_days=7,
    lead_days=1,
    note="Isi ulang galon 19 liter (contoh).",
)


def meet_partners(stage: Stage) -> dict[str, UUID]:
    """List those with whom the shop trades; by name."""
    ids = {}
    for typed in (*(typed for typed, _ in PARTNERS), _WATER):
        given = stage.by(f"partner {typed.code}", OPENED, Role.PENGELOLA_GERAI, without="place")
        ids[typed.name] = add_partner(typed=typed, phone="", **given)
        asked_of = stage.by(f"account {typed.code}", OPENED, Role.PENGELOLA_GERAI, without="place today")
        account = AccountTyped(bank="BRI", number=f"{len(ids):015}", holder=typed.name)
        ask_account_change(partner_id=ids[typed.name], typed=account, why=WHY, **asked_of)
        stage.agreed(OPENED)
    return ids


class Buying:
    """The desk of who runs the shop: what runs low is ordered."""

    def __init__(self, stage: Stage, store: Store, partners: Mapping[str, UUID]) -> None:
        """Nothing is ordered yet."""
        self.stage, self.store, self.partners = stage, store, partners
        self.chance = stage.chance("buying")
        self.coming: dict[date, list[tuple[str, UUID, str]]] = {}
        self.papers = 0

    def day(self, on: date) -> None:
        """Order, take in with the bill, pay on Fridays what falls due until the next."""
        for supplier, order_id, label in self.coming.pop(on, []):
            self._receives(supplier, order_id, on, label=label)
        # The agent of LPG brings what was agreed, the kitchen what fits: both unasked.
        ordered = self.partners.keys() - {LPG}
        suppliers = dict.fromkeys(
            ware.supplier for ware in self.store.wares.values() if ware.supplier in ordered
        )
        for supplier in suppliers:
            if on.weekday() in _ORDERS.get(supplier, (MONDAY,)):
                self._orders(supplier, on)
        if on.weekday() == FRIDAY:
            self._pays(on)

    def stock(self) -> dict[UUID, int]:
        """Tell what lies on the shelf: base units by product."""
        with scope(self.stage.place.id):
            rows = Stock.objects.filter(cooperative=self.stage.place, location_id=self.store.shelf)
            return dict(rows.values_list("product_id", "qty"))

    def bills(self, receipt_id: UUID, partner: str, on: date) -> None:
        """Record the bill that came with the goods, as it was agreed."""
        with scope(self.stage.place.id):
            page = receipt_page(cooperative_id=self.stage.place.id, receipt_id=receipt_id)
        assert page is not None  # noqa: S101  it was just written
        self.papers += 1
        lines = [
            BillLineTyped(receipt_line_id=line.line_id, qty=line.qty, amount_rp=line.amount_rp)
            for line in page.lines
        ]
        typed = BillTyped(
            partner_id=self.partners[partner],
            paper_no=f"CONTOH-{self.papers:04}",
            billed_on=on,
            due_on=None,
            lines=lines,
            total_rp=sum(line.amount_rp for line in lines),
        )
        record_bill(typed=typed, **self.stage.by(f"bill {self.papers}", on, Role.PENGELOLA_GERAI, hour=12))
        self.stage.agreed(on)

    def _orders(self, supplier: str, on: date) -> None:
        """Order up to the target, a little more or less as one thinks; sometimes the goods come days late."""
        held = self.stock()
        lines = [
            line
            for ware in self.store.wares.values()
            if ware.supplier == supplier
            for line in self._line(ware, held)
        ]
        if not lines:
            return
        typed = OrderTyped(
            partner_id=self.partners[supplier], location_id=self.store.shelf, lines=lines, note=""
        )
        label, keeper = f"order {supplier} {on}", Role.PENGELOLA_GERAI
        order_id = write_order(typed=typed, **self.stage.by(label, on, keeper, hour=8, without="place"))
        submit_order(order_id=order_id, **self.stage.by(f"{label} in", on, keeper, hour=9, without="place"))
        self.stage.agreed(on, hour=9)
        send_order(order_id=order_id, **self.stage.by(f"{label} out", on, keeper, without="place"))
        days = 1 if self.chance.randrange(100) >= LATE_OF_HUNDRED else 4
        self.coming.setdefault(on + timedelta(days=days), []).append((supplier, order_id, label))

    def _line(self, ware: Ware, held: Mapping[UUID, int]) -> list[OrderLine]:
        good = self.store.goods[ware.key]
        factor = self.store.factor(ware.key)
        there = held.get(good.product_id, 0) // factor
        wanted = ware.target * self.chance.randint(85, 115) // 100 - there
        if wanted < max(1, ware.target // 6):
            return []
        unit_id = good.unit_ids[ware.unit]
        return [
            OrderLine(product_id=good.product_id, unit_id=unit_id, qty=wanted * factor, price_rp=ware.cost_rp)
        ]

    def _receives(self, supplier: str, order_id: UUID, on: date, *, label: str) -> None:
        with scope(self.stage.place.id):
            page = order_page(cooperative_id=self.stage.place.id, order_id=order_id)
        assert page is not None  # noqa: S101  it was sent
        lines = [
            ReceiptLineTyped(
                product_id=line.product_id,
                unit_id=line.unit_id,
                qty=line.qty,
                amount_rp=line.price_rp * line.qty // line.good.units[line.unit],
                order_line_id=line.line_id,
                refused_qty=0,
                difference="",
                reason="",
            )
            for line in page.lines
        ]
        typed = ReceiptTyped(
            partner_id=self.partners[supplier],
            location_id=self.store.shelf,
            received_on=on,
            lines=lines,
            order_id=order_id,
            note_no=f"SJ-CONTOH-{self.papers + 1:04}",  # as its bill: two deliveries of one day have two notes
        )
        act = self.stage.by(f"{label} received", on, Role.PENGELOLA_GERAI, hour=7)
        self.bills(receive_goods(typed=typed, **act), supplier, on)

    def _pays(self, on: date) -> None:
        """Pay by transfer what falls due until the next Friday, supplier by supplier."""
        for name, partner_id in self.partners.items():
            with scope(self.stage.place.id):
                (rows,) = asked(bills_inquiry(cooperative_id=self.stage.place.id, partner_id=partner_id))
            due = {
                row.bill_id: row.total_rp - row.settled_rp
                for row in rows
                if row.due_on < on + timedelta(days=7) and row.settled_rp < row.total_rp and not row.undone_on
            }
            if due:
                typed = PaymentTyped(
                    partner_id=partner_id,
                    cash_place_id=self.stage.cash[BANK],
                    paid_on=on,
                    amount_rp=None,
                    parts=due,
                    note="",
                )
                pay_supplier(typed=typed, **self.stage.by(f"paid {name} {on}", on, hour=13))
                self.stage.agreed(on)
