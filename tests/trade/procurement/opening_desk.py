"""Bumiayu's debts as a table tells them: its buyer brings it, its treasurer takes it in; what stands in the books."""

import csv
import io
from datetime import date

from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.services.opening import bring_opening
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.models import Bill, DebtOpening
from guyub.trade.procurement.selectors.opening_plans import left_of
from guyub.trade.procurement.services.openings import DEBTS_BEFORE
from tests.foundation.intake.table_desk import TableDesk
from tests.trade.procurement.market import Market

CUT = date(2026, 1, 1)
HEADER = ("No", "Nama Pemasok", "No. Nota", "Tgl Nota", "Jatuh Tempo", "Sisa Utang", "Keterangan")
FIRST = ("1", "Grosir Kita", "F-101", "12/12/2025", "", "1.250.000", "Beras (contoh)")
SECOND = ("2", "grosir kita", "F-102", "20/12/2025", "31/01/2026", "Rp 750.000", "")
SUM = ("", "Jumlah", "", "", "", "2.000.000", "")
TOTAL_RP = 2_000_000


def table(*rows, header=HEADER):
    """Write a table as the shop keeps it."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([header, *rows])
    return out.getvalue().encode()


def clean():
    """Two bills and their sum."""
    return table(FIRST, SECOND, SUM)


def changed(row, **cells):
    """Give a line with other cells, by place: ``c1`` the supplier, ``c2`` the number and so on."""
    return tuple(cells.get(f"c{place}", cell) for place, cell in enumerate(row))


class DebtDesk(TableDesk, Market):
    """A market, and an opening position whose debts wait to be told one by one."""

    intake, file_name = DEBTS_BEFORE, "utang (contoh).csv"

    def __init__(self, world, *, owed_rp=TOTAL_RP):
        super().__init__(world)
        self.bringer, self.taker = self.buyer, self.treasurer
        lines = [OpeningLine("2.1.01", -owed_rp), OpeningLine("1.1.02", 3_000_000)]
        bring_opening(**self.told(lines=lines, is_midyear=False, rest_to_last_year=True))

    def told(self, **more):
        return self.here(actor=self.treasurer) | more

    def batch(self, batch_id):
        with scope(self.place.id):
            return DebtOpening.objects.select_related("entry").get(cooperative=self.place, id=batch_id)

    def opened(self, batch_id):
        """Give the bills that a table made."""
        with scope(self.place.id):
            rows = Bill.objects.filter(cooperative=self.place, opening_id=batch_id)
            return list(rows.select_related("partner").order_by("year", "no"))

    def left(self):
        with scope(self.place.id):
            return left_of(cooperative_id=self.place.id)
