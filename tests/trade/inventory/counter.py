"""A catalogue to keep: Bumiayu's shop with the price rules of the release, and who keeps the goods."""

from datetime import date

from guyub.community.cooperatives.models import Outlet
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.products import ProductTyped, UnitTyped
from guyub.trade.inventory.models import Barcode, Price, PrintedTag, Product, ProductUnit
from guyub.trade.inventory.services.barcodes import add_barcode
from guyub.trade.inventory.services.price_rules import load_rules
from guyub.trade.inventory.services.prices import PriceTold, set_prices
from guyub.trade.inventory.services.products import add_product, change_product
from tests.trade.inventory.shop import TODAY, Shop
from tests.world import NOW, new_id

OIL = ProductTyped(
    name="Minyakita 1 liter",
    category="SEMBAKO",
    base_unit="bungkus",
    content=1000,
    content_unit="ML",
    good="MINYAKITA",
)
CARTON = UnitTyped(name="karton", holds="12", is_bought=True)
PACK = UnitTyped(name="bungkus")
SUGAR = ProductTyped(name="Gula pasir curah", category="SEMBAKO", base_unit="gram", good="GULA")
KILO = UnitTyped(name="kg", is_bought=True)
EAN = "8991002101104"
ALL = (Product, ProductUnit, Barcode, Price, PrintedTag)


class Counter(Shop):
    """The shop and who keeps its goods; products are added as people do it."""

    def __init__(self, world):
        super().__init__(world)
        load_rules(now=NOW)
        self.keeper = world.actor(Role.PENGELOLA_GERAI)

    def given(self, **more):
        given = {"actor": self.keeper, "place": self.place, "request_id": new_id(), "now": NOW}
        return given | more

    def add(self, typed=OIL, units=(PACK, CARTON), **more):
        return add_product(**self.given(typed=typed, units=units, **more))

    def change(self, product_id, typed, **more):
        change_product(**self.given(product_id=product_id, typed=typed, today=TODAY, **more))

    def unit(self, product_id, name):
        with scope(self.place.id):
            return ProductUnit.objects.get(cooperative=self.place, product_id=product_id, name=name)

    def kept(self, product_id):
        with scope(self.place.id):
            return Product.objects.get(cooperative=self.place, id=product_id)

    def told(self, product_id, amount_rp, unit="bungkus", **more):
        told = {"product_id": product_id, "amount_rp": amount_rp, "from_on": TODAY}
        return PriceTold(unit_id=self.unit(product_id, unit).id, **told | more)

    def price(self, product_id, amount_rp, unit="bungkus", *, now=NOW, today=TODAY, **more):
        told = [self.told(product_id, amount_rp, unit, **more)]
        return set_prices(**self.given(told=told, today=today, now=now))

    def scan(self, product_id, scanned=EAN, unit="bungkus", **more):
        unit_id = self.unit(product_id, unit).id
        return add_barcode(**self.given(product_id=product_id, unit_id=unit_id, scanned=scanned, **more))

    def outlet(self, name="Gerai utama", status="SIAP"):
        with scope(self.place.id):
            return Outlet.objects.create(
                cooperative=self.place,
                kind="SEMBAKO",
                name=name,
                ownership="SEWA",
                internet="TIDAK_ADA",
                status=status,
                opened_on=date(2025, 1, 1),
                changed_at=NOW,
            )

    def counts(self):
        with scope(self.place.id):
            return [model.objects.filter(cooperative=self.place).count() for model in ALL]
