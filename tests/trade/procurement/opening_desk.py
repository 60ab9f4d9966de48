"""Bumiayu's debts as a table tells them: its buyer brings it, its treasurer takes it in; what stands in the books."""

import csv
import io
from datetime import date

import pytest

from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.services.opening import bring_opening
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.models import Bill, DebtOpening
from guyub.trade.procurement.selectors.opening_plans import left_of
from guyub.trade.procurement.services.opening_taking import check_table, take_table
from guyub.trade.procurement.services.opening_undoing import undo_table
from guyub.trade.procurement.services.openings import (
    DebtOpeningRefusedError,
    TableTyped,
    bring_table,
    drop_table,
    tell_columns,
)
from tests.trade.procurement.market import Market
from tests.world import NOW, new_id

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


class DebtDesk(Market):
    """A market, and an opening position whose debts wait to be told one by one."""

    def __init__(self, world, *, owed_rp=TOTAL_RP):
        super().__init__(world)
        lines = [OpeningLine("2.1.01", -owed_rp), OpeningLine("1.1.02", 3_000_000)]
        bring_opening(**self.told(lines=lines, is_midyear=False, rest_to_last_year=True))

    def told(self, **more):
        return self.here(actor=self.treasurer) | more

    def brings(self, content, **typed):
        batch_id = bring_table(
            actor=self.buyer, name="utang (contoh).csv", content=content, request_id=new_id(), now=NOW
        )
        if typed:
            self.tells(batch_id, **typed)
        return batch_id

    def tells(self, batch_id, **typed):
        row = self.batch(batch_id)
        said = {name: getattr(row, name) for name in ("sheet", "header_line", "mapping")} | typed
        tell_columns(
            actor=self.buyer, batch_id=batch_id, typed=TableTyped(**said), request_id=new_id(), now=NOW
        )

    def drops(self, batch_id):
        drop_table(actor=self.buyer, batch_id=batch_id, request_id=new_id(), now=NOW)

    def checks(self, batch_id):
        return check_table(place=self.place, batch_id=batch_id, today=self.today)[1]

    def takes(self, batch_id, **more):
        return take_table(**self.told(batch_id=batch_id, **more))

    def undoes(self, batch_id, **more):
        undo_table(**self.told(batch_id=batch_id, **more))

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

    def opening_acts(self):
        """Give what the trail says of tables, in its order."""
        with scope(self.place.id):
            rows = AuditEntry.objects.filter(cooperative=self.place, act__startswith="procurement.opening.")
            return [row.act.removeprefix("procurement.opening.") for row in rows.order_by("position")]


def wrong(act, *args, **kwargs):
    """Tell which case a refusal was, and its facts."""
    with pytest.raises(DebtOpeningRefusedError) as error:
        act(*args, **kwargs)
    return error.value.facts
