"""A collector's round for instalments: three borrowers of RT 003/001, each with a loan since January."""

from datetime import date, timedelta

from guyub.books.treasury.services.shifts import open_shift
from guyub.finance.loans.models import InstalmentList, ListedLoan
from guyub.finance.loans.selectors.collecting import RoundAim, asking, lines_of, one_list, row_of_list
from guyub.finance.loans.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.loans.services.collecting import call_off_list, make_list, note_list
from guyub.finance.loans.services.collection_returns import book_list, count_collected
from guyub.finance.savings.services.collecting import Noted
from guyub.finance.savings.services.collection_returns import Got
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import LoanBook
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id

NAMES = ("Ani Contoh", "Budi Contoh", "Citra Contoh")
A_MONTH = 112_000  # one instalment of FLAT, due on the first of each month since February
RT = "003/001"
MADE = TODAY - timedelta(days=2)  # a list of this day asks for nothing of December


class RoundBook(LoanBook):
    """Ani owes the instalments of October and November, Budi and Citra that of November."""

    def __init__(self, world):
        super().__init__(world)
        self.collector = world.actor(Role.KOLEKTOR)
        self.drawer = world.cash()["LACI"]
        self.members = {name: world.member(name, rt="003", rw="001") for name in NAMES}
        self.loans = {}
        for name, paid in zip(NAMES, (8, 9, 9), strict=True):
            loan = self.lends(member=self.members[name])
            for month in range(2, 2 + paid):
                self.pays(loan, A_MONTH, date(2026, month, 1))
            self.loans[name.split()[0].lower()] = loan

    def acting(self, actor=None, **more):
        told = {"actor": actor or self.world.actor(Role.KASIR), "request_id": new_id(), "now": NOW}
        return told | more

    def opens_drawer(self):
        done = self.acting()
        open_shift(place=self.place, drawer_id=self.drawer, today=TODAY, pieces={}, **done)

    def goes_out(self, aim=RoundAim(rt=RT), collector_id=None, **more):  # noqa: B008  frozen
        told = {
            "aim": aim,
            "collector_id": collector_id or self.collector.person_id,
            "today": MADE,
        }
        return make_list(**told | self.acting(**more))

    def lines(self, list_id):
        """Give the lines by first name."""
        with scope(self.place.id):
            found = lines_of(cooperative_id=self.place.id, list_id=list_id)
        return {line.name.split()[0].lower(): line for line in found}

    def row_of(self, list_id):
        with scope(self.place.id):
            return row_of_list(one_list(cooperative_id=self.place.id, list_id=list_id))

    def asks(self, aim=RoundAim(), **more):  # noqa: B008  frozen
        with scope(self.place.id):
            return asking(cooperative_id=self.place.id, aim=aim, until=TODAY, today=TODAY, **more)

    def notes(self, list_id, actor=None, **told):
        lines = self.lines(list_id)
        notes = {
            lines[name].line_id: Noted(None, one) if isinstance(one, str) else Noted(one)
            for name, one in told.items()
        }
        return note_list(list_id=list_id, notes=notes, **self.acting(actor or self.collector))

    def counts(self, list_id, total_rp, **more):
        return count_collected(list_id=list_id, today=TODAY, total_rp=total_rp, **self.acting(**more))

    def calls_off(self, list_id, reason="hujan"):
        call_off_list(list_id=list_id, reason=reason, **self.acting())

    def books_list(self, list_id, counted_rp=None, reason="", on=TODAY, cash_place_id=None, **told):
        """Book a list: by first name what was given, or ``(given, surplus)``; more goes to the use-case."""
        lines, more = self.lines(list_id), {}
        for name in ("actor", "request_id"):
            if name in told:
                more[name] = told.pop(name)
        got = {
            lines[name].line_id: Got(one[0], surplus=one[1]) if isinstance(one, tuple) else Got(one)
            for name, one in told.items()
        }
        return book_list(
            place=self.place,
            list_id=list_id,
            got=got,
            counted_rp=sum(one.amount_rp for one in got.values()) if counted_rp is None else counted_rp,
            cash_place_id=cash_place_id or self.drawer,
            on=on,
            reason=reason,
            today=TODAY,
            **self.acting(**more),
        )

    def returns(self, list_id, counted_rp=None, **told):
        """Count and book a list."""
        given = sum(
            one[0] if isinstance(one, tuple) else one for one in told.values() if not isinstance(one, str)
        )
        self.counts(list_id, given if counted_rp is None else counted_rp)
        return self.books_list(list_id, counted_rp=counted_rp, **told)

    def everything(self):
        """All that a refusal must leave as it was."""
        with scope(self.place.id):
            rows = [
                list(table.objects.filter(cooperative=self.place).order_by("id").values())
                for table in (InstalmentList, ListedLoan)
            ]
        return rows, self.wrote()

    def broken(self):
        with scope(self.place.id):
            return [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(self.place.id)]
