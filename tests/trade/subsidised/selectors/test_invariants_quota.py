"""What must hold of quotas: an honest week breaks nothing, each planted fault is told by its own rule."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from guyub.foundation.devices.services.admitting import Applied, admit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import Product
from guyub.trade.subsidised.models import LimitRule, QuotaSlice, QuotaUse, RationedSale
from guyub.trade.subsidised.selectors.invariants_quota import QUOTA_INVARIANTS
from tests.foundation.devices.till import bound
from tests.trade.subsidised.network import LPG, RT, Network
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


class Kept(Network):
    """A device of Bumiayu that sells LPG to a household of four a month, one more set aside and one lent."""

    def __init__(self, world):
        super().__init__(world)
        self.limit(4, "BLOCK")
        LimitRule.objects.update(set_at=NOW - timedelta(days=90))
        with scope(self.here.id):
            self.gas = Product.objects.create(
                cooperative=self.here,
                code="LPG",
                name="LPG 3 kg",
                category="SEMBAKO",
                account="1.3.01",
                base_unit="buah",
                good=LPG,
                changed_at=NOW,
            )
        self.device, self.outbox, _ = bound(world, now=NOW - timedelta(days=6))
        self.device_id = self.device.id
        self.siti = self.buyer()
        self.sale_id, (told,) = new_id(), [self.told(self.siti)]
        self.notes(told, sale_id=self.sale_id)
        self.wishes(self.siti, 1)
        self.lends(place=self.here, device=self.device, written=0)
        with scope(self.here.id):
            self.row = RationedSale.objects.create(
                cooperative=self.here,
                sale_id=self.sale_id,
                use_id=told.use_id,
                line_no=1,
                number="K1-0001",
                programme=LPG,
                category=RT,
                consumer_id=self.siti.id,
                buyer="Contoh",
                nik_last4="0001",
                product=self.gas,
                qty=1,
                packs=1,
                paid_rp=18_000,
                sold_at=NOW,
                sold_on=TODAY,
                cashier=self.world.person(Role.KASIR),
                known_by="UNKNOWN",
                recorded_at=NOW,
            )

    def enters(self):
        """Let the till's sale come in."""
        event = self.outbox.write(body={}, id_=self.sale_id)
        with scope(self.here.id):
            admit(
                device=self.device,
                batch=[event],
                now=NOW,
                apply=lambda happened: Applied("sale", happened.event.id, "K1-0001"),
            )

    def broken(self):
        with scope(self.here.id):
            return [one.rule.rpartition(".")[2] for rule in QUOTA_INVARIANTS for one in rule(self.here.id)]

    def planted(self, plant):
        """Give what is found once something was planted; then it is gone again."""
        with transaction.atomic():
            with scope(self.here.id):
                plant()
            found = self.broken()
            transaction.set_rollback(True)
        return found


def test_an_honest_week_breaks_nothing_and_each_fault_is_told(world):
    kept = Kept(world)
    assert list(QuotaSlice.objects.values_list("lent_qty", "told_qty")) == [(1, 1)]
    kept.enters()
    assert kept.broken() == []

    uses, slices = QuotaUse.objects, QuotaSlice.objects
    used, reserved = uses.filter(state="USED"), uses.filter(state="RESERVED")
    sales = RationedSale.objects.filter(cooperative=kept.here)
    for plant, found in (
        (lambda: used.update(released_why="batal"), {"use"}),
        (lambda: reserved.update(told_by=new_id()), {"use"}),
        (lambda: reserved.update(slice_qty=1), {"use"}),
        (lambda: used.update(day=TODAY - timedelta(days=1)), {"use"}),
        # A sale that no quota knows, knows otherwise, or still counts after it was taken back.
        (lambda: sales.update(use_id=new_id()), {"sale", "entered"}),
        (lambda: sales.update(use_id=reserved.get().id), {"sale", "entered"}),
        (lambda: sales.update(use_id=None), {"entered"}),
        (lambda: sales.update(qty=2), {"sale"}),
        (lambda: sales.update(taken_back_on=TODAY), {"sale"}),
        (lambda: used.update(state="RELEASED", released_why="salah"), {"sale"}),
        (lambda: used.update(cooperative=kept.there), {"sale"}),
        (lambda: slices.update(device_id=new_id()), {"slice"}),
        (lambda: slices.update(lowered_no=9), {"slice"}),
        (lambda: slices.update(month=date(2026, 10, 1)), {"slice"}),
        (lambda: slices.update(nik_index=b"x" * 32), {"slice"}),
        # Five of four: used, reserved and lent count together, what is marked does not.
        (lambda: reserved.update(qty=3), {"blocked"}),
        (lambda: slices.update(lent_qty=3), {"blocked"}),
        (lambda: LimitRule.objects.update(max_qty=2), {"blocked"}),
        (lambda: LimitRule.objects.update(max_qty=2, set_at=NOW + timedelta(days=1)), set()),
    ):
        assert set(kept.planted(plant)) == found, (plant.__code__.co_firstlineno, found)
