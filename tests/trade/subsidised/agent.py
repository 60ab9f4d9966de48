"""Supply of Bumiayu as tests do it: LPG by the cylinder, empty ones in the store, an agent and a contract."""

from guyub.community.partners.domain.partners import PartnerKind
from guyub.community.partners.models import Partner
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.containers import ContainerState, Why
from guyub.trade.inventory.models import ContainerBook, Product, Stock
from guyub.trade.inventory.services.container_kinds import add_kind, link_product
from guyub.trade.inventory.services.containers import move_at_place
from guyub.trade.subsidised.domain.supply import ArrivalTyped, ContractTyped
from guyub.trade.subsidised.models import Delivery, Programme
from guyub.trade.subsidised.services.deliveries import plan_delivery, receive_delivery, take_delivery_back
from guyub.trade.subsidised.services.supply import ask_for_more, write_contract
from tests.world import new_id

LPG = "LPG_3KG"


class Agent:
    """Thirty empty cylinders lie in the store of a market; a contract of 25 a week, at most 100."""

    def __init__(self, market, *, is_filled=True):
        self.market, self.place, self.today = market, market.place, market.today
        Programme.objects.get_or_create(
            key=LPG, defaults={"title": "LPG 3 kg", "unit": "BUAH", "official": "MAP", "has_containers": True}
        )
        with scope(self.place.id):
            self.lpg = market.shop.product("LPG 3 kg isi ulang", account="1.3.01")
            Product.objects.filter(cooperative=self.place, id=self.lpg.id).update(good=LPG)
            Partner.objects.filter(cooperative=self.place, id=market.partner_id).update(
                kind=PartnerKind.AGEN.value
            )
        self.kind_id = add_kind(name="Tabung LPG uji", deposit_rp=None, **market.here())
        told = {name: value for name, value in market.here().items() if name != "today"}
        link_product(kind_id=self.kind_id, product_id=self.lpg.id, is_linked=True, **told)
        if is_filled:
            move_at_place(
                kind_id=self.kind_id, why=Why.BELI, before=ContainerState.LUAR, after=ContainerState.KOSONG,
                location_id=market.store.id, qty=30, note="contoh", **market.here(),
            )  # fmt: skip
        self.contract_id = self.writes()

    def writes(self, **more):
        typed = ContractTyped(
            **{
                "partner_id": self.market.partner_id, "programme": LPG, "role": "PANGKALAN", "from_on": self.today,
                "weekly_qty": 25, "cap_qty": 100, "registration_no": "REG-1", "hours": "Senin sampai Sabtu",
            }
            | more
        )  # fmt: skip
        return write_contract(**self.market.here(typed=typed))

    def plans(self, qty=25, **more):
        given = {
            "contract_id": self.contract_id,
            "product_id": self.lpg.id,
            "planned_on": self.today,
            "qty": qty,
        }
        return plan_delivery(**self.market.here(**given | more))

    def receives(self, delivery_id, came=25, *, request_id=None, **more):
        fields = {
            "on": self.today,
            "location_id": self.market.store.id,
            "came_qty": came,
            "empties_qty": came,
            "price_rp": 16_000,
            "second": "Pak Sopir",
            "do_no": "DO-7",
        }
        typed = ArrivalTyped(**fields | more)
        receive_delivery(
            **self.market.here(delivery_id=delivery_id, typed=typed, request_id=request_id or new_id())
        )

    def takes_back(self, delivery_id, why="salah mencatat"):
        take_delivery_back(**self.market.here(delivery_id=delivery_id, why=why))

    def asks(self, qty=40, **more):
        given = {
            "contract_id": self.contract_id,
            "product_id": self.lpg.id,
            "qty": qty,
            "wanted_on": self.today,
            "words": "mohon sebelum Jumat",
        }
        return ask_for_more(**self.market.here(**given | more))

    def delivery(self, delivery_id):
        with scope(self.place.id):
            return Delivery.objects.get(cooperative=self.place, id=delivery_id)

    def cylinders(self):
        """Give full, empty and in quarantine."""
        with scope(self.place.id):
            book = ContainerBook.objects.get(cooperative=self.place, kind_id=self.kind_id)
            return book.full_qty, book.empty_qty, book.quarantine_qty

    def there(self):
        """Give stock and its value, the cylinders, and what is owed without a bill."""
        with scope(self.place.id):
            rows = Stock.objects.filter(cooperative=self.place, product=self.lpg)
            (stock,) = [(row.qty, row.value_rp) for row in rows] or [(0, 0)]
        return stock, self.cylinders(), self.market.books("2.1.17")
