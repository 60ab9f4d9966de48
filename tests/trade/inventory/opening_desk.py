"""Bumiayu's shop at a table of goods: its keeper brings it, its treasurer takes it in; what stands in the books."""

from datetime import date

from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.services.opening import bring_opening
from guyub.community.cooperatives.models import BusinessUnit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import (
    Barcode,
    Location,
    OpenedStock,
    Price,
    Product,
    StockMove,
    StockOpening,
)
from guyub.trade.inventory.selectors.opening_plans import left_of
from guyub.trade.inventory.services.openings import GOODS
from tests.foundation.intake.table_desk import TableDesk
from tests.trade.inventory.opening_tables import BERAS_RP, MIE_RP, SABUN_RP, VALUE_RP
from tests.trade.inventory.shop import Shop
from tests.world import NOW, new_id

TODAY = date(2026, 11, 25)
CUT = date(2026, 1, 1)
BOOKS = ("1.3.01", "1.3.05", "1.3.91")
BEFORE = (0, 0, VALUE_RP)
AFTER = (MIE_RP + BERAS_RP, SABUN_RP, 0)


class OpeningDesk(TableDesk):
    """One storeroom, and an opening position whose goods wait to be told one by one."""

    intake, today, file_name = GOODS, TODAY, "barang (contoh).csv"

    def __init__(self, world, *, is_opened=True, goods_rp=VALUE_RP, places=("Gudang",)):
        self.world, self.place = world, world.bumiayu
        self.keeper = world.actor(Role.PENGELOLA_GERAI)
        self.treasurer = world.actor(Role.BENDAHARA)
        self.bringer, self.taker = self.keeper, self.treasurer
        if is_opened:
            world.books()
            self.opens(goods_rp)
        with scope(self.place.id):
            self.locations = [
                Location.objects.create(cooperative=self.place, kind="GUDANG", name=name, opened_on=CUT)
                for name in places
            ]

    def told(self, **more):
        return {
            "actor": self.treasurer,
            "place": self.place,
            "today": TODAY,
            "request_id": new_id(),
            "now": NOW,
        } | more

    def opens(self, goods_rp):
        lines = [OpeningLine("1.3.01", goods_rp), OpeningLine("1.1.02", 1_000_000)]
        bring_opening(**self.told(lines=lines, is_midyear=False, rest_to_last_year=True))

    def options(self, row):
        return {"location": row.location_id}

    def batch(self, batch_id):
        with scope(self.place.id):
            return StockOpening.objects.select_related("entry").get(cooperative=self.place, id=batch_id)

    def opened(self, batch_id):
        """Give what a table made, line by line."""
        with scope(self.place.id):
            rows = OpenedStock.objects.filter(cooperative=self.place, batch_id=batch_id)
            return list(rows.select_related("product", "move__stock").order_by("line"))

    def product(self, name):
        with scope(self.place.id):
            return Product.objects.get(cooperative=self.place, name=name)

    def prices(self, product):
        with scope(self.place.id):
            rows = Price.objects.filter(cooperative=self.place, product=product).order_by("-audience")
            return [(row.audience, row.unit.name, row.amount_rp) for row in rows.select_related("unit")]

    def units(self, product):
        with scope(self.place.id):
            return dict(product.units.order_by("factor", "id").values_list("name", "factor"))

    def codes(self, product):
        with scope(self.place.id):
            return list(product.barcodes.order_by("code").values_list("code", "unit__name"))

    def left(self):
        with scope(self.place.id):
            return left_of(cooperative_id=self.place.id)

    def books(self, *codes):
        with scope(self.place.id):
            found = balances_now(cooperative_id=self.place.id, codes=codes)
        return tuple(found[code] for code in codes)

    def gives_unit(self):
        """Let the place belong to a unit of business."""
        with scope(self.place.id):
            unit = BusinessUnit.objects.create(
                cooperative=self.place, kind="SEMBAKO", name="Gerai", opened_on=CUT
            )
            Location.objects.filter(cooperative=self.place).update(unit=unit)
        return unit

    def shop(self):
        """Give the shop's acts upon what lies here."""
        shop = Shop.__new__(Shop)
        shop.world, shop.place, shop.treasurer = self.world, self.place, self.treasurer
        shop.store = self.locations[0]
        return shop

    def broken(self):
        return self.shop().broken()


def wrote(desk):
    """Count what a table could have written."""
    with scope(desk.place.id):
        return tuple(
            model.objects.filter(cooperative=desk.place).count()
            for model in (Product, Barcode, StockMove, OpenedStock, AuditEntry)
        )
