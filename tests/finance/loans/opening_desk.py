"""The treasurer of Bumiayu at a table of running loans: acts, and what stands in the books."""

from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.services.opening import bring_opening
from guyub.finance.loans.models import LoanProduct, OpenedLoan
from guyub.finance.loans.selectors.opening_plans import left_of
from guyub.finance.loans.services.openings import RUNNING_LOANS
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import LoanBook
from tests.finance.loans.opening_tables import JASA_RP, LEFT_RP, NAMES, PROVISION_RP
from tests.finance.savings.jasa_world import TODAY
from tests.foundation.intake.table_desk import TableDesk


class OpeningDesk(TableDesk, LoanBook):
    """Eleven members, one product, and an opening position that waits to be told loan by loan."""

    intake, today, file_name = RUNNING_LOANS, TODAY, "pinjaman (contoh).csv"

    def __init__(self, world, *, is_opened=True):
        super().__init__(world)
        self.bringer = self.taker = self.treasurer
        self.members = {name: world.member(name) for name in NAMES}
        if is_opened:
            self.opens()

    def opens(self, principal_rp=LEFT_RP, jasa_rp=JASA_RP, provision_rp=PROVISION_RP):
        lines = [
            OpeningLine("1.2.03", principal_rp),
            OpeningLine("1.2.04", jasa_rp),
            OpeningLine("1.2.05", -provision_rp),
        ]
        bring_opening(
            **self.told(lines=lines, is_midyear=False, rest_to_last_year=True),
        )

    def opened(self, batch_id):
        """Give the loans of a table, line by line, with what was told of each."""
        with scope(self.place.id):
            rows = OpenedLoan.objects.filter(cooperative=self.place, batch_id=batch_id)
            return list(rows.select_related("loan").order_by("line"))

    def left(self):
        with scope(self.place.id):
            return left_of(cooperative_id=self.place.id)

    def lends_also(self, name, **more):
        with scope(self.place.id):
            told = {"code": name.casefold(), "name": name, "opened_on": TODAY} | more
            return LoanProduct.objects.create(cooperative=self.place, **told)
