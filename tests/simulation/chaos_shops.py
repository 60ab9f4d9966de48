"""The shops of a chaotic day, one for each cooperative without books: goods that came, prices, a bound till.

Run as a program with how many tills; prints where each sits as JSON. Goods come through the steps of the product, so
that their account is what lies on the shelf.
"""

import json
import sys
from datetime import date, timedelta
from uuid import uuid4

import django

django.setup()

from guyub.books.ledger.models import JournalHead  # noqa: E402
from guyub.books.ledger.services.accounts import begin_books  # noqa: E402
from guyub.books.ledger.services.posting import Act  # noqa: E402
from guyub.books.treasury.services.places import open_place  # noqa: E402
from guyub.foundation.devices.domain.chain import milliseconds  # noqa: E402
from guyub.foundation.devices.services.binding import bind, give_code  # noqa: E402
from guyub.foundation.identity.domain.roles import Actor, Role  # noqa: E402
from guyub.foundation.identity.models import Membership, Person  # noqa: E402
from guyub.foundation.kernel.dates import utc_now  # noqa: E402
from guyub.foundation.kernel.models import Cooperative  # noqa: E402
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope  # noqa: E402
from guyub.trade.inventory.domain.moves import Cause  # noqa: E402
from guyub.trade.inventory.models import Location, Product, ProductUnit  # noqa: E402
from guyub.trade.inventory.services.moving import book_moves, plan_moves  # noqa: E402
from guyub.trade.inventory.services.plans import Movement  # noqa: E402
from guyub.trade.inventory.services.prices import PriceTold, set_prices  # noqa: E402
from guyub.trade.retail.services.tills import TillTyped, set_till  # noqa: E402

GOODS, THERE, COST_RP, PRICE_RP = 6, 100_000, 9_000, 11_000
OPENED = date(2026, 1, 1)


class ChaosShop:
    """One cooperative that began to sell yesterday."""

    def __init__(self, place):
        self.place, self.now = place, utc_now()
        self.today = self.now.date()
        self.keeper, self.treasurer, self.cashier = map(
            self.seated, (Role.PENGELOLA_GERAI, Role.BENDAHARA, Role.KASIR)
        )
        with scope(place.id):
            begin_books(place=place, opened_on=OPENED)
            self.store = Location.objects.create(
                cooperative=place, kind="GUDANG", name="Gudang", opened_on=OPENED
            )
            self.goods = [self.good(number) for number in range(1, GOODS + 1)]
            self.receive()
        told = [
            PriceTold(product_id=product.id, unit_id=unit.id, amount_rp=PRICE_RP, from_on=self.today)
            for product, unit in self.goods
        ]
        set_prices(told=told, today=self.today, **self.act(self.keeper), place=place)

    def seated(self, role):
        person = Person.objects.create(
            name=f"Contoh {role.value.title()}", password="!", created_at=self.now, is_example=True
        )
        seat = Membership.objects.create(
            person=person, cooperative=self.place, role=role.value, starts_at=self.now - timedelta(days=30)
        )
        return Actor(person.id, person.name, role, self.place.id, seat.id)

    def act(self, actor):
        return {"actor": actor, "request_id": uuid4(), "now": self.now}

    def good(self, number):
        product = Product.objects.create(
            cooperative=self.place,
            code=f"C{number}",
            name=f"Barang contoh {number}",
            category="SEMBAKO",
            account="1.3.01",
            base_unit="buah",
            cost_method="FIFO" if number % 2 else "AVERAGE",
            changed_at=self.now,
        )
        unit = ProductUnit.objects.create(
            cooperative=self.place, product=product, name="buah", factor=1, is_sold=True
        )
        return product, unit

    def receive(self):
        arriving = [
            Movement(
                product_id=product.id,
                location_id=self.store.id,
                cause=Cause.TERIMA,
                qty=THERE,
                value_rp=THERE * COST_RP,
                counter="2.1.14",
            )
            for product, _ in self.goods
        ]
        plan = plan_moves(
            place=self.place, movements=arriving, on=self.today - timedelta(days=1), today=self.today
        )
        came = Act("inventory.goods.issued", {"count": GOODS}, self.now)
        book_moves(plan=plan, memo="Contoh", today=self.today, act=came, **self.act(self.keeper))

    def till(self, number):
        """Bind a till with a drawer of its own, and say where it sits."""
        named = {"place": self.place, "today": self.today, "kind": "LACI", "name": f"Laci {number}"}
        drawer_id = open_place(**named, **self.act(self.treasurer))
        code = give_code(
            device_name=f"HP kasir {number}",
            outlet_id=None,
            outlet_name="Gerai",
            **self.act(self.keeper),
        )
        made = bind(
            written=code,
            request_id=uuid4(),
            visitor="contoh",
            device_ms=milliseconds(self.now),
            app_version="1",
            now=self.now,
        )
        typed = TillTyped(device_id=made.device.id, location_id=self.store.id, drawer_id=drawer_id)
        set_till(typed=typed, **self.act(self.keeper))
        return {
            "place": self.place.id,
            "device": str(made.device.id),
            "key": made.key,
            "series": made.device.series,
            "cashier": str(self.cashier.person_id),
            "goods": [(str(product.id), str(unit.id)) for product, unit in self.goods],
        }


def main(tills):
    """Open shops in turn until there are so many tills; a second round gives shops a second till."""
    with all_cooperatives("which cooperatives of the demonstration have begun their books"):
        begun = list(JournalHead.objects.values_list("cooperative_id", flat=True))
    places = Cooperative.objects.filter(kind="KOPERASI").exclude(id__in=begun).order_by("code")
    shops = [ChaosShop(place) for place in places[:tills]]
    seats = [shops[at % len(shops)].till(at // len(shops) + 1) | {"no": at} for at in range(tills)]
    sys.stdout.write(json.dumps(seats))


if __name__ == "__main__":
    main(int(sys.argv[1]))
