"""Partners of Bumiayu as tests make them."""

from datetime import timedelta

from guyub.community.partners.domain.accounts import AccountTyped
from guyub.community.partners.domain.partners import PartnerTyped
from guyub.community.partners.models import Partner, PartnerAccount
from guyub.community.partners.selectors.partners import partner_page
from guyub.community.partners.services.accounts import ask_account_change, stop_account
from guyub.community.partners.services.partners import (
    add_partner,
    change_partner,
    end_partner,
    show_phone,
    take_up_again,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.tenancy.scope import scope
from tests.journal_writing import approve
from tests.world import NOW, new_id

TODAY = NOW.date()
PHONE = "0812-3456-7890"
GADANG = PartnerTyped(
    kind="PEMASOK",
    name="Toko Grosir Pasar Gadang",
    contact="Bu Endah",
    payment_days=14,
    lead_days=1,
    delivery_days="14",
    minimum_rp=500_000,
)
BRI = AccountTyped(bank="BRI", number="005101000123530", holder="Endah Lestari")
JATIM = AccountTyped(bank="Bank Jatim", number="0041234567", holder="Endah Lestari")
WHY = "buku tabungan dilihat di tokonya"


class Desk:
    """Who keeps the partners of Bumiayu, and what they do."""

    def __init__(self, world, role=Role.PENGELOLA_GERAI, now=NOW):
        self.world, self.place, self.keeper, self.now = world, world.bumiayu, world.actor(role), now

    def done(self, **more):
        return {"actor": self.keeper, "request_id": new_id(), "now": self.now} | more

    def adds(self, typed=GADANG, phone="", **more):
        return add_partner(**self.done(typed=typed, phone=phone, today=TODAY, **more))

    def changes(self, partner_id, typed=GADANG, phone="", *, forgets_phone=False, **more):
        told = {"partner_id": partner_id, "typed": typed, "phone": phone, "forgets_phone": forgets_phone}
        change_partner(**self.done(**told, today=TODAY, **more))

    def ends(self, partner_id, **more):
        end_partner(**self.done(partner_id=partner_id, today=TODAY, **more))

    def resumes(self, partner_id, **more):
        take_up_again(**self.done(partner_id=partner_id, **more))

    def rings(self, partner_id, reason="menanyakan pesanan beras", **more):
        return show_phone(**self.done(partner_id=partner_id, reason=reason, **more))

    def asks(self, partner_id, typed=BRI, why=WHY, **more):
        return ask_account_change(**self.done(partner_id=partner_id, typed=typed, why=why, **more))

    def approves(self, approval_id, **more):
        return approve(self.world, approval_id, **{"now": self.now} | more)

    def stops(self, partner_id, why="nomornya dikabarkan palsu", **more):
        stop_account(**self.done(partner_id=partner_id, why=why, **more))

    def page(self, partner_id, days=0):
        with scope(self.place.id):
            return partner_page(
                cooperative_id=self.place.id, partner_id=partner_id, now=self.now + timedelta(days=days)
            )

    def row(self, partner_id):
        with scope(self.place.id):
            return Partner.objects.get(cooperative=self.place, id=partner_id)

    def count(self, model=Partner):
        with scope(self.place.id):
            return model.objects.filter(cooperative=self.place).count()

    def accounts(self, partner_id):
        with scope(self.place.id):
            rows = PartnerAccount.objects.filter(cooperative=self.place, partner_id=partner_id)
            return list(rows.order_by("no").values_list("no", "bank", "number", "why", "approval_id"))

    def acts(self):
        with scope(self.place.id):
            rows = AuditEntry.objects.filter(cooperative=self.place, act__startswith="partners.")
            return [(row.act.removeprefix("partners."), row.facts) for row in rows.order_by("position")]
