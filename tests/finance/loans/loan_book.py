"""A small world of loans: Bumiayu lends since January."""

from fractions import Fraction

from django.db.models import F

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.models import JournalEntry
from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.ledger.services.periods import close_months
from guyub.books.ledger.services.posting import post_entry
from guyub.community.cooperatives.models import BusinessUnit
from guyub.finance.loans.domain.contracts import Contract
from guyub.finance.loans.domain.servicing import Servicing
from guyub.finance.loans.domain.terms import Method, Terms
from guyub.finance.loans.models import Loan, LoanEvent, LoanLine, LoanProduct
from guyub.finance.loans.selectors.histories import history_of
from guyub.finance.loans.services.agreeing import agree
from guyub.finance.loans.services.disbursing import PaidOutTo, disburse, take_disbursement_back
from guyub.finance.loans.services.paying import pay, pay_from_savings, take_payment_back
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY, JasaWorld
from tests.world import NOW, new_id

FLAT = Terms(method=Method.FLAT, annual_rate=Fraction(12, 100), principal=1_200_000, instalments=12)


class LoanBook(JasaWorld):
    """A member since January, a product, and a loan of 1,200,000 over twelve months at 1 % flat a month."""

    today, clock = TODAY, NOW  # a year that is lived moves them on

    def __init__(self, world):
        super().__init__(world)
        self.allow()
        self.bank = world.cash()["BANK"]
        self.siti = world.member()
        with scope(self.place.id):
            self.siti.joined_on = JANUARY
            self.siti.save()
            self.product = LoanProduct.objects.create(
                cooperative=self.place,
                code="usaha",
                name="Pinjaman usaha",
                unit_id=self.unit_id,
                opened_on=JANUARY,
            )

    @property
    def unit_id(self):
        return BusinessUnit.objects.get(cooperative=self.place, kind="SIMPAN_PINJAM").id

    def told(self, **more):
        return {
            "actor": self.treasurer,
            "place": self.place,
            "today": self.today,
            "request_id": new_id(),
            "now": self.clock,
        } | more

    def agrees(self, terms=FLAT, servicing=Servicing(), member=None, on=JANUARY, premiums=()):  # noqa: B008
        with scope(self.place.id):
            return agree(
                cooperative_id=self.place.id,
                member_id=(member or self.siti).id,
                product_id=self.product.id,
                terms_id=None,
                contract=Contract(terms, servicing, premiums),
                purpose="Modal warung (contoh)",
                officer_id=None,
                on=on,
            )

    def pays_out(self, loan, on=JANUARY, to=None, first_due_on=None, **more):
        told = {"to": to or PaidOutTo(cash_place_id=self.bank), "on": on, "first_due_on": first_due_on} | more
        return disburse(**self.told(loan_id=loan.id, **told))

    def lends(self, terms=FLAT, on=JANUARY, **more):
        """Agree to a loan and pay it out in cash."""
        loan = self.agrees(terms, on=on, **more)
        self.pays_out(loan, on=on)
        return self.now(loan)

    def pays(self, loan, amount_rp, on=None, **more):
        told = {"loan_id": loan.id, "cash_place_id": self.cash} | more
        return pay(**self.told(amount_rp=amount_rp, on=on or self.today, **told))

    def shifts(self, loan, amount_rp, account_id, **more):
        return pay_from_savings(
            **self.told(loan_id=loan.id, amount_rp=amount_rp, account_id=account_id, **more)
        )

    def settles(self, loan, **more):
        """Pay what is quoted for today; gives it."""
        with scope(self.place.id):
            history = history_of(cooperative_id=self.place.id, loan_id=loan.id)
        quoted_rp = history.state_on(self.today).payoff.total
        self.pays(loan, quoted_rp, is_payoff=True, **more)
        return quoted_rp

    def sets(self, loan, jasa_rp=0, provision_rp=0):
        """Let the books hold jasa as receivable and set something aside, as the end of a day does."""
        amounts = (
            ("1.2.04", jasa_rp),
            ("4.1.02", -jasa_rp),
            ("1.2.05", -provision_rp),
            ("6.1.09", provision_rp),
        )
        lines = [LineDraft(code, rp, unit_id=self.product.unit_id) for code, rp in amounts if rp]
        draft = EntryDraft(
            occurred_on=self.today, memo="Akhir hari (contoh)", lines=lines, request_id=new_id()
        )
        with scope(self.place.id):
            post_entry(place=self.place, context="loans", draft=draft, today=self.today)
            rows = Loan.objects.filter(cooperative=self.place, id=loan.id)
            rows.update(jasa_rp=F("jasa_rp") + jasa_rp, provision_rp=F("provision_rp") + provision_rp)

    def closes_books(self, through):
        with scope(self.place.id):
            close_months(
                place=self.place, through=through, actor=self.treasurer, today=self.today, now=self.clock
            )

    def owns(self, person):
        """Let somebody else be the borrower."""
        with scope(self.place.id):
            self.siti.person_id = person.id
            self.siti.save()

    def takes_back(self, loan, event_id, reason="salah ketik", **more):
        return take_payment_back(**self.told(loan_id=loan.id, event_id=event_id, reason=reason, **more))

    def takes_out_back(self, loan, **more):
        return take_disbursement_back(**self.told(loan_id=loan.id, reason="salah orang", **more))

    def now(self, loan):
        with scope(self.place.id):
            return Loan.objects.get(cooperative=self.place, id=loan.id)

    def lines(self, loan):
        with scope(self.place.id):
            return list(LoanLine.objects.filter(cooperative=self.place, loan_id=loan.id).order_by("no"))

    def events(self, loan):
        with scope(self.place.id):
            return list(LoanEvent.objects.filter(cooperative=self.place, loan_id=loan.id).order_by("no"))

    def wrote(self):
        """Count what a refusal must not change."""
        with scope(self.place.id):
            return (
                Loan.objects.filter(cooperative=self.place).count(),
                LoanEvent.objects.filter(cooperative=self.place).count(),
                JournalEntry.objects.filter(cooperative=self.place).count(),
                list(
                    Loan.objects.filter(cooperative=self.place).order_by("id").values_list("state", "left_rp")
                ),
            )

    def books(self, *codes):
        """Give what stands on accounts, debit above zero."""
        with scope(self.place.id):
            found = balances_now(cooperative_id=self.place.id, codes=codes)
            return tuple(found[code] for code in codes)
