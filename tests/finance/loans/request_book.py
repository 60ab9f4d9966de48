"""A small world of applications: Siti asks, the treasurer analyses, the board decides."""

from dataclasses import replace
from datetime import date

from django.contrib.auth.hashers import make_password
from django.core.cache import cache

from guyub.finance.loans.domain.applications import ApplicationTyped
from guyub.finance.loans.domain.offering import Offered
from guyub.finance.loans.domain.terms import Method
from guyub.finance.loans.models import (
    ApplicationPaper,
    Loan,
    LoanAnalysis,
    LoanApplication,
    LoanProduct,
    LoanTerms,
)
from guyub.finance.loans.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.loans.services.analysing import AnalysisTyped, record_analysis
from guyub.finance.loans.services.applications import (
    add_paper,
    appeal,
    apply_for_loan,
    set_consent,
    withdraw_application,
)
from guyub.finance.loans.services.cancelling import cancel_agreed
from guyub.finance.loans.services.committee import submit_to_committee
from guyub.finance.loans.services.offering import columns_of
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.models import ApprovalRequest, ApprovalVote
from guyub.foundation.approvals.services.requests import DecisionRefusedError, decide, withdraw
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import AuditEntry, Membership
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import LoanBook
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.world import BEGAN, NOW, new_id

PIN = "270817"
FLAT_12 = Offered(
    from_on=JANUARY,
    method=Method.FLAT,
    rate_ppm=120_000,
    rate_from_ppm=108_000,
    rate_to_ppm=132_000,
    least_rp=500_000,
    most_rp=10_000_000,
    least_instalments=3,
    most_instalments=24,
)
WISH = ApplicationTyped(
    amount_rp=2_400_000, instalments=12, purpose="Modal warung (contoh)", use="MODAL_USAHA"
)
SOUND = AnalysisTyped(
    income_rp=2_000_000,
    business_rp=1_500_000,
    household_rp=2_300_000,
    other_rp=200_000,
    amount_rp=2_400_000,
    instalments=12,
    rate_ppm=120_000,
    visited_on=TODAY,
    visit_seen="Warung buka, stok cukup.",
    advice="LAYAK",
    note="",
)


class RequestBook(LoanBook):
    """Bumiayu lends at 1 % flat a month; 15 % of its own capital of 25 million is 3,750,000."""

    def __init__(self, world):
        super().__init__(world)
        self.sets_terms()
        for role in (Role.KETUA, Role.SEKRETARIS, Role.WAKIL_KETUA_USAHA, Role.PENGAWAS):
            self.voter(role)

    def sets_terms(self, offered=FLAT_12):
        """Let the product be lent on terms from their day."""
        with scope(self.place.id):
            count = LoanTerms.objects.filter(cooperative=self.place, product=self.product).count()
            return LoanTerms.objects.create(
                cooperative=self.place,
                product=self.product,
                no=count + 1,
                decision=self.decision,
                recorded_at=NOW,
                **columns_of(offered),
            )

    def bare_product(self):
        """A product without terms. Needs the scope."""
        return LoanProduct.objects.get_or_create(
            cooperative=self.place, code="polos", defaults={"name": "Pinjaman polos", "opened_on": TODAY}
        )[0]

    def bare(self, told):
        """The same of the product without terms."""
        return told | {"product_id": self.bare_product().id}

    def opens_product(self, code):
        """A further product on the same terms."""
        with scope(self.place.id):
            product = LoanProduct.objects.create(
                cooperative=self.place,
                code=code,
                name=f"Pinjaman {code}",
                unit_id=self.unit_id,
                opened_on=JANUARY,
            )
            LoanTerms.objects.create(
                cooperative=self.place,
                product=product,
                no=1,
                decision=self.decision,
                recorded_at=NOW,
                **columns_of(FLAT_12),
            )
        return product

    def proposes(self, amount_rp):
        """An analysis that proposes so much."""
        return replace(SOUND, amount_rp=amount_rp)

    def voter(self, role, name=""):
        """Somebody who decides, with a PIN."""
        person = self.world.person(role, name=name)
        if not person.pin:
            person.pin = make_password(PIN)
            person.save()
        return self.world.actor(role, name=name)

    def own(self, member=None):
        """The member at the own page."""
        person = (member or self.siti).person
        seat = Membership.objects.filter(
            person=person, cooperative=self.place, role=Role.ANGGOTA.value
        ).first()
        return Actor(person.id, person.name, Role.ANGGOTA, self.place.id, seat.id)

    def does(self, role=Role.BENDAHARA, actor=None, **more):
        """What every use-case takes, without the business date."""
        acting = actor or (self.treasurer if role is Role.BENDAHARA else self.world.actor(role))
        return {"actor": acting, "place": self.place, "request_id": new_id(), "now": NOW} | more

    def applies(self, typed=WISH, member=None, role=Role.KASIR, *, consented=False, **more):
        told = {
            "member_id": (member or self.siti).id,
            "product_id": self.product.id,
            "typed": typed,
            "has_consented": consented,
            "today": TODAY,
        }
        return apply_for_loan(**self.does(role) | told | more)

    def applies_alone(self, typed=WISH, member=None, **more):
        """The member writes it on the own page."""
        return self.applies(typed, member, actor=self.own(member), is_own=True, **more)

    def analyses(self, application_id, typed=SOUND, **more):
        told = {"application_id": application_id, "typed": typed, "today": TODAY}
        return record_analysis(**self.does() | told | more)

    def submits(self, application_id, **more):
        return submit_to_committee(**self.does() | {"application_id": application_id, "today": TODAY} | more)

    def asked(self, typed=WISH, analysis=SOUND, **more):
        """An application that the committee is looking at: its id, and the request's."""
        application_id = self.applies(typed, **more)
        self.analyses(application_id, analysis)
        return application_id, self.submits(application_id)

    def votes(self, request_id, role, name="", *, yes=True, reason="Usahanya belum jalan."):
        """One of the committee decides; give where the request stands, or why it was refused."""
        cache.clear()
        try:
            return decide(
                actor=self.voter(role, name),
                approval_id=request_id,
                is_approved=yes,
                proof=PIN,
                request_id=new_id(),
                now=NOW,
                reason="" if yes else reason,
            )
        except DecisionRefusedError as refused:
            return refused.facts["wrong"]

    def votes_whole(self, request_id):
        """Two of the board decide; refusals of carrying it out come through."""
        cache.clear()
        with scope(self.place.id):
            held = {
                vote.role
                for vote in ApprovalVote.objects.filter(cooperative=self.place, request_id=request_id)
            }
        first, second = (Role.KETUA, Role.SEKRETARIS)
        if first.value not in held:
            self.votes(request_id, first)
        return self.votes(request_id, second)

    def withdraws_question(self, request_id):
        """The treasurer takes the question back."""
        withdraw(actor=self.treasurer, approval_id=request_id, request_id=new_id(), now=NOW)

    def asked_again(self, typed=WISH, **more):
        """A further application, analysed and not submitted."""
        application_id = self.applies(typed, **more)
        self.analyses(
            application_id, replace(SOUND, amount_rp=typed.amount_rp, note="Dua angsuran masih terbawa.")
        )
        return application_id

    def applies_open(self):
        """The open application of Siti."""
        with scope(self.place.id):
            rows = LoanApplication.objects.filter(cooperative=self.place, member=self.siti, state="DIAJUKAN")
            return rows.get().id

    def agreed(self, **more):
        """An application that two of the board agreed to; give it."""
        application_id, request_id = self.asked(**more)
        self.votes(request_id, Role.KETUA)
        assert self.votes(request_id, Role.SEKRETARIS) is State.APPROVED
        return self.row(application_id)

    def refused(self, **more):
        """An application that the chair refused; give its id."""
        application_id, request_id = self.asked(**more)
        assert self.votes(request_id, Role.KETUA, yes=False) is State.REJECTED
        return application_id

    def withdraws(self, application_id, reason="Tidak jadi, kata anggota.", **more):
        told = {"application_id": application_id, "reason": reason, "today": TODAY}
        withdraw_application(**self.does(Role.KASIR) | told | more)

    def appeals(self, application_id, text="Warung saya sudah buka lagi.", **more):
        told = {"application_id": application_id, "text": text, "today": TODAY}
        appeal(**self.does(Role.KASIR) | told | more)

    def consents(self, application_id, *, given=True, **more):
        set_consent(**self.does(Role.KASIR) | {"application_id": application_id, "is_given": given} | more)

    def keeps(self, application_id, document, kind="USAHA", **more):
        told = {"application_id": application_id, "kind": kind, "title": "Warung", "document": document}
        return add_paper(**self.does(Role.KASIR) | told | more)

    def cancels(self, loan_id, reason="Anggota tidak jadi meminjam.", **more):
        cancel_agreed(**self.does() | {"loan_id": loan_id, "reason": reason, "today": TODAY} | more)

    def row(self, application_id):
        with scope(self.place.id):
            rows = LoanApplication.objects.select_related("loan", "approval", "product")
            return rows.get(cooperative=self.place, id=application_id)

    def request(self, request_id):
        with scope(self.place.id):
            return ApprovalRequest.objects.get(cooperative=self.place, id=request_id)

    def analysis(self, application_id):
        with scope(self.place.id):
            rows = LoanAnalysis.objects.filter(cooperative=self.place, application_id=application_id)
            return rows.order_by("-no").first()

    def kept(self):
        """Count what a refusal must not change."""
        with scope(self.place.id):
            mine = {"cooperative": self.place}
            return (
                sorted(
                    LoanApplication.objects.filter(**mine).values_list(
                        "no", "state", "reason", "appeal", "ended_why"
                    )
                ),
                LoanAnalysis.objects.filter(**mine).count(),
                ApplicationPaper.objects.filter(**mine).count(),
                sorted(Loan.objects.filter(**mine).values_list("no", "state")),
                sorted(ApprovalRequest.objects.filter(**mine).values_list("state")),
                AuditEntry.objects.filter(**mine).count(),
            )

    def acts(self):
        """The acts of the trail, the oldest first."""
        with scope(self.place.id):
            rows = AuditEntry.objects.filter(cooperative=self.place).order_by("position")
            return [row.act for row in rows]

    def broken(self):
        """What of the rules of loans does not hold."""
        with scope(self.place.id):
            return [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(self.place.id)]

    def becomes(self, role, member=None):
        """The member holds an office too; the actor."""
        person = (member or self.siti).person
        seat, _ = Membership.objects.get_or_create(
            person=person, cooperative=self.place, role=role.value, defaults={"starts_at": BEGAN}
        )
        return Actor(person.id, person.name, role, self.place.id, seat.id)


def day(month, number=1):
    """A day of 2026."""
    return date(2026, month, number)
