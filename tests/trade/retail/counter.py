"""A till of Bumiayu as tests use it: a bound device, rice and soap in the store, a cashier, where money lies."""

from datetime import timedelta

from guyub.foundation.devices.selectors.events import events_not_applied
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.device_events import apply_again, take_events
from guyub.trade.inventory.models import ProductUnit
from guyub.trade.retail.models import Sale, SaleLine, SaleTender
from guyub.trade.retail.services.tills import TillTyped, set_till
from tests.foundation.devices.till import bound
from tests.trade.retail.buyers import Buyers
from tests.world import NOW, new_id

KG_RP, SOAP_RP = 15_000, 4_000


class Counter(Buyers):
    """100 kg of rice that cost 12,000 and sell at 15,000, 100 pieces of soap that cost 2,500 and sell at 4,000."""

    def __init__(self, world, *, is_set=True):
        super().__init__(world)
        with scope(self.place.id):
            self.place_units().update(is_sold=True)
        self.cashier = world.seat(Role.KASIR).person
        self.shop.receive(self.rice, 100_000, 1_200_000, on=self.today - timedelta(days=7))
        self.shop.receive(self.soap, 100, 250_000, on=self.today - timedelta(days=7))
        self.device, self.outbox, self.key = bound(world, now=NOW - timedelta(days=6))
        self.shift_id = uuid7()
        self.numbers = 0
        if is_set:
            self.sets()

    def place_units(self):
        return ProductUnit.objects.filter(cooperative=self.place)

    def sets(self, **more):
        fields = {
            "device_id": self.device.id,
            "location_id": self.store.id,
            "drawer_id": self.cash["LACI"],
            "bank_id": self.cash["BANK"],
            "safe_id": self.cash["BRANKAS"],
        }
        typed = TillTyped(**fields | more)
        return set_till(actor=self.buyer, typed=typed, request_id=new_id(), now=NOW)

    def rice_line(self, qty=2000, **more):
        return self.told_line(self.rice, self.kg, qty, KG_RP, **more)

    def soap_line(self, qty=3, **more):
        return self.told_line(self.soap, self.piece, qty, SOAP_RP, **more)

    @property
    def piece(self):
        with scope(self.place.id):
            return self.soap.units.get(factor=1)

    def told_line(self, product, unit, qty, price_rp, **more):
        gross_rp = qty * price_rp // unit.factor
        fields = {
            "product_id": str(product.id),
            "name": product.name,
            "unit_id": str(unit.id),
            "unit": unit.name,
            "factor": unit.factor,
            "base_qty": qty,
            "price_rp": price_rp,
            "gross_rp": gross_rp,
            "net_rp": gross_rp,
        }
        return fields | more

    def number(self):
        self.numbers += 1
        return f"{self.device.series}-{self.numbers:04}"

    def of_shift(self, **more):
        return {"shift_id": str(self.shift_id), "cashier_id": str(self.cashier.id)} | more

    def basket(self, *lines, tenders=None, member=None, **more):
        """Give the body of a sale: by default all in cash, paid to the rupiah."""
        lines = list(lines) or [self.rice_line()]
        total_rp = sum(line["net_rp"] for line in lines)
        paid = {"CASH": total_rp} if tenders is None else tenders
        fields = self.of_shift(
            number=self.number(),
            cashier_name=self.cashier.name,
            member_id=str(member.id) if member else None,
            lines=lines,
            subtotal_rp=sum(line["gross_rp"] for line in lines),
            total_rp=total_rp,
            tenders=[{"kind": kind, "amount_rp": rp} for kind, rp in paid.items()],
            change_rp=0,
        )
        return fields | more

    def tells(self, kind, body, *, at=NOW, now=NOW, id_=None):
        """Let the device write an event down and send it; give the answer."""
        event = self.outbox.write(kind=kind, body=body, at=at, id_=id_ or uuid7())
        (answer,) = take_events(device=self.device, batch=[event], now=now).answers
        return answer

    def sells_at_till(self, *lines, at=NOW, now=NOW, **more):
        return self.tells("sale.made", self.basket(*lines, **more), at=at, now=now)

    def voids(self, sale_id, **more):
        body = self.of_shift(number=self.number(), sale_id=str(sale_id), reason="salah ketik") | more
        return self.tells("sale.voided", body)

    def repays(self, sale_id, before, after, **more):
        """Let the till tell that a sale was paid otherwise than was first told."""
        paid = {
            name: [{"kind": kind, "amount_rp": rp} for kind, rp in one.items()]
            for name, one in (("before", before), ("tenders", after))
        }
        body = self.of_shift(sale_id=str(sale_id), reason="salah pilih") | paid | more
        return self.tells("sale.repaid", body)

    def opens_shift(self, float_rp=0, **more):
        return self.tells("shift.opened", self.of_shift(float_rp=float_rp) | more)

    def closes_shift(self, counted_rp, **more):
        return self.tells("shift.closed", self.of_shift(counted_rp=counted_rp, notes={}) | more)

    def applies_again(self, now=NOW):
        """Enter the last event that waits for a person, by the manager."""
        with scope(self.place.id):
            row = events_not_applied(cooperative_id=self.place.id)[0]
        apply_again(
            actor=self.buyer, event_id=row.row_id, reason="sudah dibetulkan", request_id=new_id(), now=now
        )

    def sale(self, sale_id):
        with scope(self.place.id):
            return Sale.objects.select_related("entry", "shift").get(cooperative=self.place, id=sale_id)

    def sale_lines(self, sale_id):
        with scope(self.place.id):
            rows = SaleLine.objects.filter(cooperative=self.place, sale_id=sale_id)
            return list(rows.order_by("line_no"))

    def tenders(self, sale_id):
        """Give each way of paying: what was kept, and what is open of it."""
        with scope(self.place.id):
            rows = SaleTender.objects.filter(cooperative=self.place, sale_id=sale_id)
            return {row.kind: (row.amount_rp, row.left_rp) for row in rows}

    def sales(self):
        with scope(self.place.id):
            return Sale.objects.filter(cooperative=self.place).count()

    def there(self, product):
        with scope(self.place.id):
            return product.stocks.get(location=self.store).qty
