"""What tills are lent of a member's limit: more than it is never sold on bon, by however many tills at once."""

import pytest

from guyub.books.treasury.services.places import open_place
from guyub.finance.credit.services.limits import hold_limits
from guyub.foundation.devices.domain.lending import Word
from guyub.foundation.devices.services.binding import revoke_device
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.device_events import take_events
from guyub.trade.retail.domain.bon import BonRefusedError
from guyub.trade.retail.models import CreditSlice, Till
from guyub.trade.retail.selectors.exposures import exposures_inquiry
from guyub.trade.retail.selectors.slices import Cursor, slice_of
from guyub.trade.retail.services.slices import lend_slices, release_slices
from tests.foundation.devices.till import bound
from tests.racing import together
from tests.trade.procurement.market import WHY
from tests.trade.retail.counter import Counter
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


class Lender(Counter):
    """Two tills of one shop; Siti and Budi are members."""

    def __init__(self, world):
        super().__init__(world)
        self.siti, self.budi = world.member(), world.member("Budi Santoso")
        self.other = Counter.__new__(Counter)
        self.other.__dict__ |= self.__dict__
        self.other.device, self.other.outbox, self.other.key = bound(world, name="HP kasir 2")
        self.other.cash = self.cash | {"LACI": self.drawer()}
        self.other.sets()

    def drawer(self):
        return open_place(
            actor=self.treasurer,
            place=self.place,
            kind="LACI",
            name="Laci 2",
            today=self.today,
            request_id=new_id(),
            now=NOW,
        )

    def lends(self, counter, heard_no=0, written=None):
        word = Word(heard_no, written)
        return lend_slices(place=self.place, device_id=counter.device.id, word=word, today=self.today)

    def lent(self, member=None):
        """Give of each till what is set aside for a member and what it was told."""
        with scope(self.place.id):
            rows = CreditSlice.objects.filter(cooperative=self.place, member=member or self.siti)
            return list(rows.order_by("till__series").values_list("lent_rp", "told_rp"))

    def buys(self, counter, rp, member=None):
        line = counter.told_line(self.rice, self.kg, 1000, rp)
        return counter.sells_at_till(line, tenders={"CREDIT": rp}, member=member or self.siti)

    def owed(self):
        with scope(self.place.id):
            found = exposures_inquiry(cooperative_id=self.place.id, member_id=self.siti.id, on=self.today)
            (rows,) = asked(found)
        return {row.words: row.amount_rp for row in rows}


@pytest.fixture
def shop(world):
    made = Lender(world)
    yield made
    assert made.broken() == []


def test_two_tills_share_what_a_member_may_owe(shop, django_assert_num_queries):
    first = shop.lends(shop)
    assert shop.lent() == shop.lent(shop.budi) == [(250_000, 250_000)]
    shop.lends(shop.other)
    assert shop.lent() == [(250_000, 250_000)] * 2
    with scope(shop.place.id):
        given = {"place": shop.place, "device_id": shop.device.id, "today": shop.today, "now": NOW}
        told = {one["id"]: one["credit_rp"] for one in slice_of(cursor=Cursor(), **given).members}
        hold_limits(cooperative_id=shop.place.id, member_id=shop.siti.id, amount_rp=0, on=shop.today)
    assert (told[str(shop.siti.id)], told[str(shop.budi.id)]) == (250_000, 250_000)

    # One sells without a network all that it was lent: nothing is judged anew, and the other keeps its part.
    assert shop.buys(shop, 200_000).answer.value == "ACCEPTED"
    assert shop.lent() == [(50_000, 50_000), (250_000, 250_000)]
    assert shop.owed() == {"Bon di gerai": 200_000, "Bon yang disediakan di kasir": 300_000}

    # The other is told less, and what is set aside for it follows once it has heard that.
    number = shop.lends(shop.other)
    assert shop.lent() == [(50_000, 50_000), (250_000, 150_000)]
    shop.lends(shop.other, heard_no=number, written=1)
    assert shop.lent()[1] == (250_000, 150_000)
    shop.lends(shop.other, heard_no=number, written=0)
    assert shop.lent()[1] == (150_000, 150_000)
    assert shop.lends(shop) == first + 1
    assert shop.lent() == [(150_000, 150_000)] * 2


def test_beyond_what_was_lent_the_limits_judge(shop):
    shop.lends(shop)
    refused = shop.buys(shop, 500_001)
    assert (refused.answer.value, refused.code, refused.facts["wrong"]) == (
        "CONFLICT",
        "credit.limit.refused",
        "own",
    )
    assert shop.lent() == [(250_000, 250_000)]
    assert shop.buys(shop.other, 250_000).answer.value == "ACCEPTED"
    assert shop.buys(shop.other, 1).answer.value == "CONFLICT"
    assert shop.buys(shop, 250_000).answer.value == "ACCEPTED"
    assert (shop.lent(), shop.owed()) == ([(0, 0)], {"Bon di gerai": 500_000})


def test_a_revoked_till_gives_back_what_it_was_lent(shop, world):
    shop.lends(shop)
    with scope(shop.place.id):
        till = Till.objects.get(cooperative=shop.place, device=shop.device)
    told = {"till_id": till.id, "why": WHY, "actor": world.actor(Role.PENGELOLA_GERAI), "now": NOW}
    with pytest.raises(BonRefusedError) as refusal:
        release_slices(**told, request_id=new_id())
    assert refusal.value.facts == {"wrong": "till"}
    revoke_device(
        actor=world.actor(Role.KETUA), device_id=shop.device.id, why="hilang", request_id=new_id(), now=NOW
    )
    assert shop.lends(shop) == 0
    shop.lends(shop.other)
    assert shop.lent() == [(250_000, 250_000)] * 2  # it may have sold them
    assert release_slices(**told, request_id=new_id()) == 2 * 250_000
    shop.lends(shop.other)
    assert shop.lent() == [(0, 0), (500_000, 500_000)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_two_tills_at_once_stay_within_the_limit(shop):
    """Sales, contacts and a payment of one member at the same moment: open and set aside are never above the limit."""
    batches = {
        counter: [
            counter.outbox.write(
                kind="sale.made",
                body=counter.basket(
                    counter.told_line(shop.rice, shop.kg, 1000, rp), tenders={"CREDIT": rp}, member=shop.siti
                ),
                at=NOW,
                id_=uuid7(),
            )
            for rp in (180_000, 120_000)
        ]
        for counter in (shop, shop.other)
    }

    def sends(counter):
        return lambda: take_events(device=counter.device, batch=batches[counter], now=NOW)

    acts = [sends(shop), sends(shop.other), *(lambda c=c: shop.lends(c) for c in (shop, shop.other))]
    assert together(*acts) == ["done"] * 4
    assert sum(shop.owed().values()) <= 500_000
    assert shop.owed()["Bon di gerai"] >= 300_000
