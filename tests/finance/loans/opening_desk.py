"""The treasurer of Bumiayu at a table of running loans: acts, and what stands in the books."""

import pytest

from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.services.opening import bring_opening
from guyub.finance.loans.models import LoanOpening, LoanProduct, OpenedLoan
from guyub.finance.loans.selectors.opening_plans import left_of
from guyub.finance.loans.services.opening_taking import check_table, take_table
from guyub.finance.loans.services.opening_undoing import undo_table
from guyub.finance.loans.services.openings import (
    LoanOpeningRefusedError,
    TableTyped,
    bring_table,
    drop_table,
    tell_columns,
)
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import LoanBook
from tests.finance.loans.opening_tables import JASA_RP, LEFT_RP, NAMES, PROVISION_RP
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id


class OpeningDesk(LoanBook):
    """Eleven members, one product, and an opening position that waits to be told loan by loan."""

    def __init__(self, world, *, is_opened=True):
        super().__init__(world)
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

    def brings(self, content, **typed):
        batch_id = bring_table(
            actor=self.treasurer, name="pinjaman (contoh).csv", content=content, request_id=new_id(), now=NOW
        )
        if typed:
            self.tells(batch_id, **typed)
        return batch_id

    def tells(self, batch_id, **typed):
        row = self.batch(batch_id)
        said = {"sheet": row.sheet, "header_line": row.header_line, "mapping": row.mapping}
        said |= {name: row.choices[name] for name in ("is_part", "is_spread")}
        tell_columns(
            actor=self.treasurer,
            batch_id=batch_id,
            typed=TableTyped(**(said | typed)),
            request_id=new_id(),
            now=NOW,
        )

    def drops(self, batch_id):
        drop_table(actor=self.treasurer, batch_id=batch_id, request_id=new_id(), now=NOW)

    def checks(self, batch_id):
        return check_table(cooperative_id=self.place.id, batch_id=batch_id, today=TODAY)[1]

    def takes(self, batch_id, **more):
        return take_table(**self.told(batch_id=batch_id, **more))

    def undoes(self, batch_id, **more):
        undo_table(**self.told(batch_id=batch_id, **more))

    def batch(self, batch_id):
        with scope(self.place.id):
            return LoanOpening.objects.get(cooperative=self.place, id=batch_id)

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


def wrong(act, *args, **kwargs):
    """Tell which case a refusal was, and its facts."""
    with pytest.raises(LoanOpeningRefusedError) as error:
        act(*args, **kwargs)
    return error.value.facts
