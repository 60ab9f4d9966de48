"""A small shop: two locations and what is on its way, and a few products with both cost methods."""

from datetime import date

from guyub.books.ledger.services.posting import Act
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.moves import Cause, walk
from guyub.trade.inventory.models import Location, Product, ProductUnit, Stock, StockMove
from guyub.trade.inventory.selectors.histories import empty_shelves, history_of
from guyub.trade.inventory.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.trade.inventory.selectors.shelves import locked_stocks
from guyub.trade.inventory.services.moving import book_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement
from guyub.trade.inventory.services.pricing import plan_prices
from guyub.trade.inventory.services.taking_back import plan_back
from tests.world import NOW, new_id

TODAY = date(2026, 11, 25)
OPENED = date(2025, 1, 1)
DEBT, SOLD, SPOILT, USED = "2.1.14", "5.1.01", "5.3.01", "6.2.05"


class Shop:
    """Bumiayu's goods. Moves are steps; this is the use-case around them."""

    today = TODAY

    def __init__(self, world):
        world.books()
        self.world, self.place = world, world.bumiayu
        self.treasurer = world.actor(Role.BENDAHARA)
        with scope(self.place.id):
            self.store = self.location("Gudang")
            self.shelf = self.location("Rak depan")
            self.way = self.location("Dalam perjalanan", kind="JALAN")
            self.rice = self.product("Beras medium", base_unit="gram")
            self.soap = self.product("Sabun mandi", cost_method="FIFO")

    def location(self, name, kind="GUDANG"):
        return Location.objects.create(cooperative=self.place, kind=kind, name=name, opened_on=OPENED)

    def product(self, name, **more):
        count = Product.objects.filter(cooperative=self.place).count()
        fields = {
            "code": f"B{count + 1:03}",
            "category": "SEMBAKO",
            "account": "1.3.01",
            "base_unit": "buah",
            "changed_at": NOW,
        }
        product = Product.objects.create(cooperative=self.place, name=name, **fields | more)
        ProductUnit.objects.create(
            cooperative=self.place, product=product, name=product.base_unit, factor=1, is_sold=True
        )
        return product

    def move(self, *movements, on=TODAY, context="inventory"):
        """Let goods move in one transaction, and give what was written."""
        with scope(self.place.id):
            plan = plan_moves(place=self.place, movements=movements, on=on, today=self.today)
            return self.booked(plan, context)

    def back(self, move_ids):
        with scope(self.place.id):
            return self.booked(plan_back(place=self.place, move_ids=move_ids, today=self.today))

    def bill(self, move_id, more_rp):
        with scope(self.place.id):
            plan = plan_prices(place=self.place, changes={move_id: more_rp}, today=self.today)
            return self.booked(plan)

    def booked(self, plan, context="inventory"):
        return book_moves(
            plan=plan,
            memo="Contoh",
            today=self.today,
            actor=self.treasurer,
            request_id=new_id(),
            now=NOW,
            act=Act("inventory.goods.issued", {"count": 1}, NOW),
            context=context,
        )

    def receive(self, product, qty, value_rp, *, at=None, on=TODAY, **more):
        return self.move(self.arriving(product, qty, value_rp, at=at, **more), on=on)

    def arriving(self, product, qty, value_rp, *, at=None, **more):
        return Movement(
            product_id=product.id,
            location_id=(at or self.store).id,
            cause=Cause.TERIMA,
            qty=qty,
            value_rp=value_rp,
            counter=DEBT,
            **more,
        )

    def leaving(self, product, qty, *, at=None, cause=Cause.JUAL, counter=SOLD, **more):
        return Movement(
            product_id=product.id,
            location_id=(at or self.store).id,
            cause=cause,
            qty=-qty,
            counter=counter,
            **more,
        )

    def issue(self, product, qty, *, at=None, on=TODAY, **more):
        return self.move(self.leaving(product, qty, at=at, **more), on=on)

    def send(self, product, qty, giver, taker, *, on=TODAY):
        flow = uuid7()
        gone = self.leaving(product, qty, at=giver, cause=Cause.PINDAH, counter="", flow_id=flow)
        come = Movement(
            product_id=product.id,
            location_id=taker.id,
            cause=Cause.PINDAH,
            qty=qty,
            flow_id=flow,
            weight=1,
        )
        return self.move(gone, come, on=on)

    def stock(self, product, at=None):
        with scope(self.place.id):
            stock = Stock.objects.get(cooperative=self.place, product=product, location=at or self.store)
            return stock.qty, stock.value_rp

    def moves(self, product):
        """Give the moves of a product: why, how many, rupiah, the account against it."""
        with scope(self.place.id):
            rows = StockMove.objects.filter(cooperative=self.place, stock__product=product).order_by("seq")
            return [(row.cause, row.qty, row.value_rp, row.counter) for row in rows]

    def broken(self):
        """Give all that does not hold, and all stocks that are not what their history says."""
        with scope(self.place.id):
            rules = [*INVARIANTS, *RECONCILIATIONS]
            found = [one for rule in rules for one in rule(self.place.id)]
            return found + self.strayed()

    def strayed(self):
        ids = Stock.objects.filter(cooperative=self.place).values_list("id", flat=True)
        held = locked_stocks(cooperative_id=self.place.id, ids=[*ids])
        history = history_of(cooperative_id=self.place.id, stock_ids=held)
        shelves = empty_shelves(held)
        walked = walk(history.moves, shelves, since=OPENED)
        booked = {key: rp for key, rp in history.booked.items() if rp}
        said = {key: rp for key, rp in walked.sums.items() if rp}
        return [
            (id_, stock.shelf, shelves[id_]) for id_, stock in held.items() if stock.shelf != shelves[id_]
        ] + [
            (key, booked.get(key), said.get(key))
            for key in {*booked, *said}
            if booked.get(key) != said.get(key)
        ]
