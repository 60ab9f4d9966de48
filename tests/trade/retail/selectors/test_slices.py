"""A till that takes what changed, step by step, knows what one knows that takes the whole; and gets nothing else."""

import random
from datetime import timedelta

import pytest

from guyub.community.members.models import Member
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import ParameterValue
from guyub.foundation.parameters.services.values import Change, set_value
from guyub.trade.inventory.domain.products import UnitTyped
from guyub.trade.inventory.models import PriceRule, Product
from guyub.trade.inventory.services.barcodes import make_label
from guyub.trade.inventory.services.price_rules import load_rules
from guyub.trade.inventory.services.prices import PriceTold, set_prices
from guyub.trade.inventory.services.products import close_product, reopen_product
from guyub.trade.inventory.services.units import add_unit
from guyub.trade.retail.selectors import slices
from guyub.trade.retail.selectors.slices import Cursor, slice_of
from tests.trade.retail.counter import Counter
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
STEP = timedelta(minutes=10)  # more than what is looked back


class Changing(Counter):
    """A shop in which something changes every ten minutes."""

    def __init__(self, world, chance):
        super().__init__(world)
        load_rules(now=NOW - timedelta(days=30))
        self.chance, self.now, self.packs, self.most = chance, NOW + STEP, 0, 5
        with scope(self.place.id):
            self.capped = self.shop.product("Beras premium", base_unit="gram", good="BERAS_PREMIUM")
            self.gas = self.shop.product("LPG 3 kg", good="LPG_3KG")
            self.empty = self.shop.product("Sapu ijuk")
            Product.objects.filter(cooperative=self.place).update(changed_at=NOW - timedelta(days=1))
        self.members = [world.member(name) for name in ("Siti Aminah", "Budi Santoso")]

    def by(self):
        return {"actor": self.buyer, "place": self.place, "request_id": new_id(), "now": self.now}

    def priced(self):
        """Set a price: for everybody or for members, from today or from a coming day."""
        typed = PriceTold(
            product_id=self.rice.id,
            unit_id=self.kg.id,
            amount_rp=self.chance.randrange(10_000, 15_000, 100),
            from_on=self.today + timedelta(days=self.chance.choice([0, 3])),
            audience=self.chance.choice(["UMUM", "ANGGOTA"]),
        )
        set_prices(told=[typed], today=self.today, **self.by())
        return self.rice

    def sold(self):
        answer = self.sells_at_till(self.soap_line(1), at=self.now, now=self.now)
        assert answer.answer.value == "ACCEPTED", answer
        return self.soap

    def labelled(self):
        make_label(product_id=self.soap.id, unit_id=self.piece.id, **self.by())
        return self.soap

    def packed(self):
        size, self.packs = self.chance.randrange(1_001, 24_000), self.packs + 1
        unit = UnitTyped(name="kantong " + "abcdefghij"[self.packs], holds=f"{size} gram")
        add_unit(product_id=self.rice.id, unit=unit, **self.by())
        return self.rice

    def closed(self):
        with scope(self.place.id):
            is_closed = Product.objects.get(cooperative=self.place, id=self.empty.id).closed_on is not None
        if is_closed:
            reopen_product(product_id=self.empty.id, **self.by())
        else:
            close_product(product_id=self.empty.id, today=self.today, **self.by())
        return self.empty

    def capped_anew(self):
        with scope(self.place.id):
            old = PriceRule.objects.filter(good="BERAS_PREMIUM", kind="HET").order_by("id").first()
            old.valid_to = None
            old.amount_rp, old.set_at = self.chance.randrange(14_000, 16_000), self.now
            old.save()
        return self.capped

    def limited(self):
        self.most = max(self.most - 1, 0)
        change = Change(
            key="lpg.transaksi_maksimal",
            value=str(self.most),
            valid_from=self.today,
            legal_basis="keputusan pengurus",
            source="rapat",
        )
        with scope(self.place.id, durable=True):
            ParameterValue.objects.filter(key=change.key, cooperative=self.place).delete()
            set_value(change, cooperative=self.place, set_by="Ketua", today=self.today, now=self.now)
        return self.gas

    def left(self):
        """Let a member leave; nothing about goods changes."""
        with scope(self.place.id):
            Member.objects.filter(cooperative=self.place, id=self.members[1].id).update(
                state="KELUAR", left_on=self.today, left_why="MUNDUR"
            )

    def pulls(self, cursor):
        with scope(self.place.id):
            return slice_of(
                place=self.place, device_id=self.device.id, cursor=cursor, today=self.today, now=self.now
            )


ACTS = ("priced", "sold", "labelled", "packed", "closed", "capped_anew", "limited", "left")


@pytest.mark.parametrize("seed", [1, 2])
def test_the_whole_is_what_came_first_and_all_that_changed(world, seed, monkeypatch):
    monkeypatch.setattr(slices, "AT_ONCE", 2)
    shop = Changing(world, random.Random(seed))  # noqa: S311  a seed that is kept
    known, cursor = taken(shop, {}, Cursor())
    acts = [*ACTS, *shop.chance.choices(ACTS, k=6)]
    shop.chance.shuffle(acts)
    touched = set()
    for act in acts:
        shop.now += STEP
        good = getattr(shop, act)()
        touched |= {str(good.id)} if good else set()
        if shop.chance.random() < 0.5:
            shop.now += STEP
            known, cursor = taken(shop, known, cursor, exactly=touched)
            touched = set()
    shop.now += STEP
    known, _ = taken(shop, known, cursor, exactly=touched)

    assert known == taken(shop, {}, Cursor())[0]
    assert known["gas"]["most_qty"] == shop.most
    assert {one["name"]: one["is_active"] for one in known["members"]} == {
        "Siti Aminah": True,
        "Budi Santoso": False,
    }


def taken(shop, known, cursor, *, exactly=None):
    """Take all parts that there are, as a till does; give what is known then, and from where it goes on."""
    goods, came = dict(known.get("goods", {})), set()
    while True:
        part = shop.pulls(cursor)
        goods = {} if part.is_whole else goods
        for one in part.products:
            goods[one["id"]] = {name: value for name, value in one.items() if name != "changed"}
        for gone in part.gone:
            goods.pop(gone, None)
        came |= {one["id"] for one in part.products} | set(part.gone)
        cursor = part.cursor
        if not part.more:
            break
    if exactly is not None:
        assert came == exactly
    found = {"goods": goods, "members": part.members, "settings": part.settings}
    return found | {"gas": goods[str(shop.gas.id)]}, cursor


def test_a_till_that_is_set_up_anew_takes_the_whole_again(world):
    shop = Changing(world, random.Random(1))  # noqa: S311  a seed that is kept
    _, cursor = taken(shop, {}, Cursor())
    shop.now += STEP
    assert not shop.pulls(cursor).is_whole
    with scope(shop.place.id):
        slices.Till.objects.filter(cooperative=shop.place).update(recorded_at=shop.now)
    assert shop.pulls(cursor).is_whole
