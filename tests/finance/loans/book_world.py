"""A loan book made of rows: loans by their contracts and what was settled of them, tied to the books by one entry."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.ledger.services.posting import post_entry
from guyub.community.cooperatives.models import BusinessUnit
from guyub.finance.loans.domain.contracts import Contract, read, written
from guyub.finance.loans.domain.day_end import OpenLine, RunningLoan, rhythm_of
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.servicing import Servicing
from guyub.finance.loans.domain.terms import Method, Terms
from guyub.finance.loans.models import Loan, LoanBookDay, LoanDay, LoanEvent, LoanLine, LoanProduct
from guyub.finance.loans.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.loans.selectors.invariants_trouble import written_off_by_a_decision
from guyub.finance.loans.services.book_day import count_loan_book
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.world import NOW, new_id

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
OPENED = TODAY.replace(month=1, day=1)
FLAT = Terms(method=Method.FLAT, annual_rate=Fraction(12, 100), principal=1_200_000, instalments=12)


class BookWorld:
    """Bumiayu with books since 1 January 2026, a unit that lends, and loans as rows."""

    def __init__(self, world):
        self.world, self.place = world, world.bumiayu
        load_national(now=NOW)
        world.open_books(self.place)
        self.member = world.member()
        self.serial = 0
        with scope(self.place.id):
            unit = BusinessUnit.objects.create(
                cooperative=self.place, kind="SIMPAN_PINJAM", name="Simpan pinjam", opened_on=OPENED
            )
            self.unit_id = unit.id
            self.products = {
                unit_id: LoanProduct.objects.create(
                    cooperative=self.place,
                    code=code,
                    name=code.title(),
                    unit_id=unit_id,
                    opened_on=OPENED,
                )
                for code, unit_id in (("usaha", unit.id), ("umum", None))
            }

    def lends(self, terms=FLAT, *, on=OPENED, settled=0, unit=True):
        """Write a running loan, so many instalments settled; with a pair (principal, jasa), of the next so much."""
        whole, parts = settled if isinstance(settled, tuple) else (settled, (0, 0))
        terms = replace(terms, disbursed_on=on)
        rows = schedule_of(terms).instalments
        self.serial += 1
        paid = [(row.principal, row.interest) for row in rows[:whole]]
        paid += (
            [(min(parts[0], rows[whole].principal), min(parts[1], rows[whole].interest))]
            if any(parts)
            else []
        )
        left_rp = terms.principal - sum(principal for principal, _ in paid)
        mine = {"cooperative": self.place}
        with scope(self.place.id):
            loan = Loan.objects.create(
                **mine,
                year=2026,
                no=self.serial,
                member=self.member,
                product=self.products[self.unit_id if unit else None],
                purpose="Contoh",
                contract=written(Contract(terms, Servicing())),
                principal_rp=terms.principal,
                rate_ppm=int(terms.annual_rate * 1_000_000),
                effective_ppm=0,
                instalments=terms.instalments,
                agreed_on=on,
                disbursed_on=on,
                state="BERJALAN",
                left_rp=left_rp,
                ends_on=rows[-1].due_on,
                last_no=1 if paid else 0,
            )
            if paid:
                interest_rp = sum(interest for _, interest in paid)
                LoanEvent.objects.create(
                    **mine, loan=loan, no=1, kind="repayment", way="SALDO_AWAL", on=on, left_rp=left_rp,
                    amount_rp=terms.principal - left_rp + interest_rp, principal_rp=terms.principal - left_rp,
                    interest_rp=interest_rp, recorded_at=NOW,
                )  # fmt: skip
            paid += [(0, 0)] * (len(rows) - len(paid))
            LoanLine.objects.bulk_create(
                LoanLine(
                    **mine, loan=loan, no=row.no, due_on=row.due_on, principal_rp=row.principal,
                    interest_rp=row.interest, fee_rp=0, penalty_rp=0, principal_settled_rp=principal,
                    interest_settled_rp=interest, fee_settled_rp=0, penalty_settled_rp=0,
                    is_open=row.principal > principal or row.interest > interest,
                )
                for row, (principal, interest) in zip(rows, paid, strict=True)
            )  # fmt: skip
            self._books(left_rp)
        return loan

    def settles(self, loan, count, *, on=TODAY):
        """Let the next instalments be paid, as services.serving writes it: event, instalments, figures, books."""
        with scope(self.place.id):
            loan.refresh_from_db()
            lines = list(
                LoanLine.objects.filter(cooperative=self.place, loan=loan, is_open=True).order_by("no")
            )
            principal_rp = sum(one.principal_rp - one.principal_settled_rp for one in lines[:count])
            interest_rp = sum(one.interest_rp - one.interest_settled_rp for one in lines[:count])
            receivable_rp = min(interest_rp, loan.jasa_rp)
            for one in lines[:count]:
                one.principal_settled_rp, one.interest_settled_rp = one.principal_rp, one.interest_rp
                one.is_open = False
                one.save()
            loan.last_no += 1
            loan.left_rp -= principal_rp
            loan.jasa_rp -= receivable_rp
            LoanEvent.objects.create(
                cooperative=self.place, loan=loan, no=loan.last_no, kind="repayment", way="TUNAI", on=on,
                amount_rp=principal_rp + interest_rp, principal_rp=principal_rp, interest_rp=interest_rp,
                receivable_rp=receivable_rp, left_rp=loan.left_rp, recorded_at=NOW,
            )  # fmt: skip
            loan.save()
            self._books(-principal_rp, receivable_rp=receivable_rp)

    def ends(self, loan, state="LUNAS", *, on=TODAY):
        """Let a loan end, paid back whole or written off: nothing of it stays in the books."""
        if state == "LUNAS":
            self.settles(loan, loan.instalments, on=on)
        with scope(self.place.id):
            loan.refresh_from_db()
            self._books(-loan.left_rp, receivable_rp=loan.jasa_rp, provision_rp=-loan.provision_rp)
            loan.state, loan.ended_on, loan.jasa_rp, loan.provision_rp = state, on, 0, 0
            if state == "HAPUS_BUKU":
                loan.written_off_on, loan.written_off_no = on, loan.last_no
            loan.save()

    def _books(self, left_rp, receivable_rp=0, provision_rp=0):
        amounts = {
            "1.2.03": left_rp,
            "1.2.04": -receivable_rp,
            "1.2.05": -provision_rp,
            "6.1.09": provision_rp,
            "1.1.03": receivable_rp - left_rp,
        }
        lines = [LineDraft(code, rp, unit_id=self.unit_id) for code, rp in amounts.items() if rp]
        draft = EntryDraft(occurred_on=OPENED, memo="Pinjaman (contoh)", lines=lines, request_id=new_id())
        if lines:
            post_entry(place=self.place, context="loans", draft=draft, today=TODAY)

    def counts(self, on=YESTERDAY, *, now=NOW, request_id=None):
        """Count the book at the end of a day."""
        return count_loan_book(place=self.place, on=on, request_id=request_id or new_id(), now=now)

    def now(self, loan):
        with scope(self.place.id):
            return Loan.objects.get(cooperative=self.place, id=loan.id)

    def days(self, loan):
        with scope(self.place.id):
            return list(LoanDay.objects.filter(cooperative=self.place, loan=loan).order_by("on"))

    def book_day(self, on=YESTERDAY):
        with scope(self.place.id):
            return LoanBookDay.objects.select_related("entry").get(cooperative=self.place, on=on)

    def as_rule(self, loan, counted_rp=0):
        """Give a loan as the rule in Python takes it."""
        with scope(self.place.id):
            lines = LoanLine.objects.filter(cooperative=self.place, loan=loan, is_open=True)
            return RunningLoan(
                left_rp=loan.left_rp,
                ends_on=loan.ends_on,
                rhythm=rhythm_of(read(loan.contract).terms.every),
                lines=[
                    OpenLine(
                        one.due_on,
                        one.principal_rp - one.principal_settled_rp,
                        one.interest_rp - one.interest_settled_rp,
                    )
                    for one in lines
                ],
                counted_rp=counted_rp,
            )

    def books(self, *codes):
        """Give what stands on accounts, debit above zero."""
        with scope(self.place.id):
            found = balances_now(cooperative_id=self.place.id, codes=codes)
            return tuple(found[code] for code in codes)

    def whole(self):
        """Everything holds that must hold."""
        with scope(self.place.id):
            # Here loans are written off by hand, without the decision that services.writing_off asks for.
            rules = {*INVARIANTS, *RECONCILIATIONS} - {written_off_by_a_decision}
            assert [found for rule in rules for found in rule(self.place.id)] == []
