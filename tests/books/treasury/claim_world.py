"""Bumiayu with cash places, and the acts of claims and funds in one line each; for tests."""

from datetime import date

from django.contrib.auth.hashers import make_password

from guyub.books.treasury.domain.funds import Benefit
from guyub.books.treasury.selectors.funds import held_rp
from guyub.books.treasury.selectors.invariants import RECONCILIATIONS
from guyub.books.treasury.services.claims import ClaimTyped, file_claim
from guyub.books.treasury.services.funds import begin_fund, collect, set_rule
from guyub.books.treasury.services.payouts import PayoutTyped, pay_out
from guyub.books.treasury.services.repayments import repay_claims
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.decisions import keep_decision
from tests.pictures import photo
from tests.world import NOW, World, new_id

TODAY = NOW.date()
PIN = "270817"
RECEIPT = ("nota.jpg", photo())
BENEFITS = (Benefit("Rawat jalan", 50_000), Benefit("Rawat inap", 150_000, times_a_year=2))


class ClaimWorld(World):
    """Bumiayu: 550,000 rupiah in the treasurer's box, 20,500,000 at the bank."""

    def __init__(self):
        super().__init__()
        self.places = self.cash()
        self.box = self.places["BRANKAS"]

    def done(self, actor=None, **more):
        """Give what every use-case takes."""
        shared = {"place": self.bumiayu, "today": TODAY, "request_id": new_id(), "now": NOW}
        return {"actor": actor or self.actor(Role.BENDAHARA)} | shared | more

    def voter(self, role=Role.KETUA, *, name=""):
        """Give somebody who has a PIN."""
        person = self.person(role, name=name)
        person.pin = make_password(PIN)
        person.save()
        return self.actor(role, name=name)

    def filed(self, actor=None, amount_rp=45_000, **more):
        """File a claim of the secretary, without a picture."""
        typed = {
            "spent_on": TODAY,
            "choice": "Meterai dan surat",
            "amount_rp": amount_rp,
            "no_receipt_why": "tanpa nota",
        }
        receipt, request_id = more.pop("receipt", None), more.pop("request_id", new_id())
        return file_claim(
            typed=ClaimTyped(**typed | more),
            receipt=receipt,
            **self.done(actor or self.actor(Role.SEKRETARIS), request_id=request_id),
        )

    def decided(self, approval_id, actor=None, *, yes=True):
        """Approve or reject."""
        return decide(
            actor=actor or self.voter(),
            approval_id=approval_id,
            is_approved=yes,
            proof=PIN,
            reason="" if yes else "Bukan belanja koperasi.",
            request_id=new_id(),
            now=NOW,
        )

    def approved(self, **more):
        """File a claim and approve it."""
        request_id = new_id()
        claim_id = self.filed(request_id=request_id, **more)
        self.decided(request_id)
        return claim_id

    def repaid(self, *claim_ids, actor=None):
        """Pay claims from the treasurer's box."""
        return repay_claims(claim_ids=claim_ids, cash_place_id=self.box, **self.done(actor))

    def decision(self, number="04/RAT/2026"):
        """Keep a decision of the members' meeting."""
        return keep_decision(
            actor=self.actor(Role.SEKRETARIS),
            number=number,
            decided_on=date(2026, 1, 10),
            body="RAT",
            title="Aturan dana kesehatan",
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )

    def fund(self, name="Dana kesehatan", use="SANTUNAN", account="2.3.06"):
        """Begin a fund."""
        return begin_fund(name=name, use=use, account=account, **self.done())

    def ruled(self, fund_id, valid_from=date(2026, 1, 1), benefits=BENEFITS, **more):
        """Set the rule of Bumiayu's health fund."""
        given = {"contribution_rp": 2_000, "decision_id": more.pop("decision_id", None) or self.decision()}
        done = self.done()
        del done["today"]
        return set_rule(fund_id=fund_id, valid_from=valid_from, benefits=benefits, **given | done | more)

    def collected(self, fund_id, members=200, **more):
        """Take the contributions of members."""
        typed = {"members": members, "received_on": TODAY, "cash_place_id": self.box}
        return collect(fund_id=fund_id, **typed | self.done() | more)

    def paid(self, fund_id, amount_rp=50_000, proof=None, **more):
        """Pay for a visit of today, without a picture."""
        typed = {
            "paid_on": TODAY,
            "amount_rp": amount_rp,
            "cash_place_id": self.box,
            "benefit": "Rawat jalan",
            "beneficiary": "Bu Sumarmi (contoh)",
            "since": TODAY,
            "no_proof_why": "surat menyusul",
        }
        return pay_out(fund_id=fund_id, typed=PayoutTyped(**typed | more), proof=proof, **self.done())

    def held(self, account):
        """Tell what stands on an account, credit above zero."""
        with scope(self.bumiayu.id):
            return held_rp(cooperative_id=self.bumiayu.id, account=account)

    def broken(self):
        """Tell what does not reconcile."""
        with scope(self.bumiayu.id):
            return [found for rule in RECONCILIATIONS for found in rule(self.bumiayu.id)]
