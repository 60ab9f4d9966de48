"""A world of loans that are secured: a guarantor with savings, a product that asks for securities, a second person."""

from dataclasses import replace

from django.contrib.auth.hashers import make_password

from guyub.finance.loans.domain.securities import ThingTyped
from guyub.finance.loans.models import Collateral, Guarantee, GuaranteeCall, Loan, LoanTerms
from guyub.finance.loans.services.collateral import take_collateral
from guyub.finance.loans.services.guarantee_calls import ask_guarantee_call
from guyub.finance.loans.services.guarantees import add_guarantor
from guyub.finance.loans.services.offering import columns_of
from guyub.finance.loans.services.security_releases import release_guarantor, return_collateral
from guyub.finance.savings.models import Hold, SavingsAccount
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import LoanBook
from tests.finance.loans.request_book import FLAT_12
from tests.finance.savings.jasa_world import JANUARY
from tests.world import NOW, new_id

PIN = "246810"
THING = {
    "pledge": "BPKB",
    "thing": "Motor Beat 2021, hitam (contoh)",
    "paper_no": "L-01234567",
    "owner": "Siti Aminah",
    "value_rp": 9_000_001,
    "kept_at": "Lemari besi, map 3",
}


class SecurityBook(LoanBook):
    """Budi has saved 800,000 since January and may stand surety for Siti."""

    def __init__(self, world):
        super().__init__(world)
        self.budi = world.member("Budi Santoso", sex="L")
        with scope(self.place.id):
            self.budi.joined_on = JANUARY
            self.budi.save()
        self.move(self.budi, 800_000, JANUARY)
        self.savings = self.account(self.budi).id

    def asks_for(self, loan, guarantor_above_rp=None, collateral_above_rp=None):
        """Let the loan stand on terms that ask for securities above amounts."""
        with scope(self.place.id):
            offered = replace(
                FLAT_12, guarantor_above_rp=guarantor_above_rp, collateral_above_rp=collateral_above_rp
            )
            terms = LoanTerms.objects.create(
                cooperative=self.place,
                product=self.product,
                no=1,
                decision=self.decision,
                recorded_at=NOW,
                **columns_of(offered),
            )
            Loan.objects.filter(cooperative=self.place, id=loan.id).update(terms=terms)

    def guarantees(self, loan, amount_rp=500_000, is_held=True, member=None, **more):
        told = {"loan_id": loan.id, "member_id": (member or self.budi).id, "amount_rp": amount_rp}
        told |= {"account_id": self.savings if is_held else None} | more
        return add_guarantor(**self.told(**told))

    def pledges(self, loan, photo=None, **more):
        told = {key: more.pop(key, value) for key, value in THING.items()}
        return take_collateral(**self.told(loan_id=loan.id, typed=ThingTyped(**told), photo=photo, **more))

    def gives_back(self, thing_id, to="Siti Aminah", reason="", **more):
        return return_collateral(**self.told(collateral_id=thing_id, to=to, reason=reason, **more))

    def lets_go(self, guarantee_id, reason="diganti penjamin lain", **more):
        return release_guarantor(**self.told(guarantee_id=guarantee_id, reason=reason, **more))

    def calls(self, guarantee_id, amount_rp, reason="tiga kali ditagih", **more):
        told = {"guarantee_id": guarantee_id, "amount_rp": amount_rp, "reason": reason} | more
        return ask_guarantee_call(**self.told(**told))

    def decides(self, approval_id, role=Role.KETUA, *, is_approved=True, now=NOW):
        """Let a second person decide."""
        person = self.world.person(role)
        person.pin = make_password(PIN)
        person.save()
        return decide(
            actor=self.world.actor(role),
            approval_id=approval_id,
            is_approved=is_approved,
            proof=PIN,
            reason="" if is_approved else "belum perlu",
            request_id=new_id(),
            now=now,
        )

    def held(self):
        """Give what of Budi's savings is held, and what is there."""
        with scope(self.place.id):
            row = SavingsAccount.objects.get(cooperative=self.place, id=self.savings)
            return row.held_rp, row.balance_rp

    def surety(self, guarantee_id):
        with scope(self.place.id):
            return Guarantee.objects.select_related("hold").get(cooperative=self.place, id=guarantee_id)

    def called(self):
        with scope(self.place.id):
            return list(GuaranteeCall.objects.filter(cooperative=self.place).order_by("recorded_at", "id"))

    def thing(self, thing_id):
        with scope(self.place.id):
            return Collateral.objects.get(cooperative=self.place, id=thing_id)

    def stands(self):
        """Give what a refusal must not change."""
        with scope(self.place.id):
            return (
                self.wrote(),
                self.held(),
                Hold.objects.filter(cooperative=self.place).count(),
                list(Guarantee.objects.filter(cooperative=self.place).values_list("id", "released_on")),
                list(Collateral.objects.filter(cooperative=self.place).values_list("id", "returned_on")),
                GuaranteeCall.objects.filter(cooperative=self.place).count(),
            )
