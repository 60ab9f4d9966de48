"""Pay-first orders of Bumiayu as tests do them: rice by the kg and soap, of a wholesaler, paid to the treasurer."""

from datetime import timedelta

from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.domain.claims import WishTyped
from guyub.trade.retail.domain.cycles import CycleTyped, GoodTyped
from guyub.trade.retail.models import BuyerCycle, BuyerOrder, CycleGood, Handing, Refund
from guyub.trade.retail.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.trade.retail.services.buyer_orders import take_order, withdraw_order
from guyub.trade.retail.services.closing import close_cycle
from guyub.trade.retail.services.cycles import cancel_cycle, change_cycle, extend_cycle, open_cycle
from guyub.trade.retail.services.handing import hand_over, take_handing_back
from guyub.trade.retail.services.refunds import pay_back, take_refund_back
from guyub.trade.retail.services.sharing import share_cycle
from tests.trade.procurement.market import WHY, Market

MEMBER_RP, OTHER_RP, BUYING_RP = 310_000, 320_000, 300_000


class Buyers(Market):
    """A cycle offers rice in sacks, two to a case; members pay 310,000, others 320,000, the supplier gets 300,000."""

    def good(self, product=None, unit=None, **more):
        fields = {
            "product_id": (product or self.rice).id,
            "unit_id": (unit or self.sack).id,
            "case_size": 2,
            "member_rp": MEMBER_RP,
            "other_rp": OTHER_RP,
            "buying_rp": BUYING_RP,
        }
        return GoodTyped(**fields | more)

    def soaps(self, **more):
        fields = {"case_size": 1, "member_rp": 130_000, "other_rp": 130_000, "buying_rp": 120_000}
        return self.good(self.soap, self.carton, **fields | more)

    def offer(self, *goods, **more):
        fields = {
            "partner_id": self.partner_id,
            "location_id": self.store.id,
            "closes_on": self.today + timedelta(days=3),
            "expected_on": self.today + timedelta(days=5),
            "goods": goods or (self.good(),),
        }
        return CycleTyped(**fields | more)

    def opens(self, *goods, typed=None, **more):
        return open_cycle(**self.here(typed=typed or self.offer(*goods), **more))

    def changes_cycle(self, cycle_id, *goods, **more):
        change_cycle(**self.here(cycle_id=cycle_id, typed=self.offer(*goods), **more))

    def extends(self, cycle_id, days, **more):
        on = self.today + timedelta(days=days)
        extend_cycle(**self.done(cycle_id=cycle_id, closes_on=on, expected_on=on, **more))

    def cancels_cycle(self, cycle_id, why=WHY, **more):
        cancel_cycle(**self.done(cycle_id=cycle_id, why=why, **more))

    def takes(self, cycle_id, *wishes, member=None, buyer="Bu Tutik", kind="BRANKAS", **more):
        """Take an order: for each good of the cycle a quantity, or a quantity and a tolerance."""
        told = [one if isinstance(one, tuple) else (one, 0) for one in wishes]
        typed = [
            WishTyped(good_id=good.id, qty=qty, tolerance_qty=tolerance)
            for good, (qty, tolerance) in zip(self.goods(cycle_id), told, strict=True)
        ]
        fields = {
            "cycle_id": cycle_id,
            "member_id": member.id if member else None,
            "buyer": "" if member else buyer,
            "wishes": typed,
            "shown_rp": None,
            "cash_place_id": self.cash[kind],
            "actor": self.treasurer,
        }
        return take_order(**self.here(**fields | more))

    def withdraws(self, order_id, kind="BRANKAS", **more):
        told = {"order_id": order_id, "cash_place_id": self.cash[kind], "actor": self.treasurer}
        return withdraw_order(**self.here(**told | more))

    def closes(self, cycle_id, shown_rp=None, **more):
        shown_rp = self.filled_rp(cycle_id) if shown_rp is None else shown_rp
        return close_cycle(**self.done(cycle_id=cycle_id, shown_rp=shown_rp, **more))

    def shares(self, cycle_id, **more):
        share_cycle(**self.done(cycle_id=cycle_id, **more))

    def hands(self, order_id, *quantities, refund=False, **more):
        """Hand over all that is set aside, or a quantity of each line."""
        lines = self.lines(order_id)
        told = quantities or [line.granted_qty - line.handed_qty for line in lines]
        fields = {
            "order_id": order_id,
            "quantities": {line.id: qty for line, qty in zip(lines, told, strict=True)},
            "cash_place_id": self.cash["BRANKAS"] if refund else None,
            "actor": self.treasurer,
        }
        return hand_over(**self.here(**fields | more))

    def hand_back(self, handing_id, why=WHY, **more):
        told = {"handing_id": handing_id, "why": why, "actor": self.treasurer}
        take_handing_back(**self.here(**told | more))

    def refunds(self, order_id, kind="BRANKAS", **more):
        told = {"order_id": order_id, "cash_place_id": self.cash[kind], "actor": self.treasurer}
        return pay_back(**self.here(**told | more))

    def refund_back(self, refund_id, why=WHY, **more):
        told = {"refund_id": refund_id, "why": why, "actor": self.treasurer}
        take_refund_back(**self.here(**told | more))

    def shared(self, *wishes, sacks=4):
        """Give a cycle whose sacks came and are shared, and its orders: each a quantity, or one with its tolerance."""
        cycle_id = self.opens()
        orders = [self.takes(cycle_id, wish, buyer=f"Pembeli {at}") for at, wish in enumerate(wishes, 1)]
        order_id = self.closes(cycle_id)
        self.receives_sacks(order_id, sacks)
        self.shares(cycle_id)
        return cycle_id, orders

    def receives_sacks(self, order_id, sacks, **more):
        (line,) = self.order_lines(order_id)
        goods = self.came(self.rice, self.sack, sacks, sacks * BUYING_RP, order_line_id=line.id)
        return self.receives(goods, order_id=order_id, **more)

    def filled_rp(self, cycle_id):
        from guyub.trade.retail.selectors.cycles import cycle_page

        with scope(self.place.id):
            return cycle_page(cooperative_id=self.place.id, cycle_id=cycle_id).order_rp

    def cycle(self, cycle_id):
        with scope(self.place.id):
            return BuyerCycle.objects.get(cooperative=self.place, id=cycle_id)

    def state(self, cycle_id):
        return self.cycle(cycle_id).state

    def goods(self, cycle_id):
        with scope(self.place.id):
            return list(CycleGood.objects.filter(cooperative=self.place, cycle=cycle_id).order_by("line_no"))

    def buyer_order(self, order_id):
        with scope(self.place.id):
            return BuyerOrder.objects.select_related("entry", "event").get(
                cooperative=self.place, id=order_id
            )

    def money(self, order_id):
        """Give what of an order was paid, handed over, given back, and is held."""
        row = self.buyer_order(order_id)
        return row.paid_rp, row.handed_rp, row.refunded_rp, row.held_rp

    def lines(self, order_id):
        with scope(self.place.id):
            return list(self.buyer_order(order_id).lines.order_by("good__line_no"))

    def granted(self, *orders):
        return [line.granted_qty for order_id in orders for line in self.lines(order_id)]

    def handing(self, handing_id):
        with scope(self.place.id):
            return Handing.objects.select_related("entry").get(cooperative=self.place, id=handing_id)

    def refund_of(self, order_id):
        with scope(self.place.id):
            return Refund.objects.filter(cooperative=self.place, order=order_id).order_by("id").last()

    def held(self):
        return -self.books("2.1.18")[0]

    def broken(self):
        with scope(self.place.id):
            found = [one for rule in [*INVARIANTS, *RECONCILIATIONS] for one in rule(self.place.id)]
        return found + super().broken()

    def shop_acts(self):
        with scope(self.place.id):
            rows = AuditEntry.objects.filter(cooperative=self.place, act__startswith="retail.")
            return [row.act.removeprefix("retail.") for row in rows.order_by("position")]
