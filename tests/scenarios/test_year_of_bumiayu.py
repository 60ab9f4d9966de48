"""The year of KKMP Bumiayu: what its first days and its quarters come to, to the rupiah, by its seed.

The statements were read line by line; they are kept in tests/golden/year_of_bumiayu. After three days, worked out by
hand: the capital that was published stands there whole (13.000.000 + 58.500.000 + 12.600.000 + 23.869.465), with dues
of 24 members (360.000) and a result of 4.585.900 sold - 4.221.750 cost - 65.000 claimed; 187.200 of it stand on bon.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.models import JournalEntry
from guyub.books.ledger.selectors.periods import periods_of
from guyub.books.ledger.selectors.statements import Question, statement_of
from guyub.books.treasury.models import BankLine
from guyub.books.treasury.selectors.banks import unmatched
from guyub.community.members.models import Member
from guyub.finance.loans.models import Loan, LoanBookDay
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.invariants import Examination, broken_rules, said
from guyub.journeys.services.examples import BUMIAYU
from guyub.journeys.services.year.driving import live_year
from guyub.journeys.services.year.founding import CAPITAL_RP, OPENED
from guyub.trade.inventory.models import Stock
from guyub.trade.procurement.models import Bill, GoodsReceipt
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.models import Sale, SaleTender
from guyub.trade.subsidised.domain.officials import OPEN
from guyub.trade.subsidised.models import DayClose, RationedSale
from tests.books.ledger.sheets import shown, sums_are_exact

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
SALES = 90  # of the first two days of trade and the morning of the third
GOLDEN = Path(__file__).parents[1] / "golden" / "year_of_bumiayu"


def lived(until, seed=1):
    """Live until a day, and give the place."""
    call_command("load_network", without_regions=True)
    live_year(seed=seed, until=until, wake=lambda _on: None, tell=lambda _on: None)
    return place_by_code(BUMIAYU)


def statements(place, until, since=OPENED):
    """Write neraca of a day and hasil usaha of a span that ends on it."""
    written = []
    with scope(place.id):
        for name in (StatementName.NERACA, StatementName.HASIL_USAHA):
            question = Question(name=name, since=since, until=until)
            statement = statement_of(cooperative_id=place.id, question=question)
            assert all(tie.holds for tie in statement.ties)
            sums_are_exact(statement)
            written += [name.value, *shown(statement), ""]
    return "\n".join(written)


def counted(place):
    """Write how much there is of what an auditor asks first."""
    whose = {"cooperative": place}
    with scope(place.id):
        counts = {
            "anggota": Member.objects.filter(**whose, number__isnull=False),
            "struk": Sale.objects.filter(**whose),
            "bon": SaleTender.objects.filter(**whose, kind=TenderKind.CREDIT.value),
            "penjualan bersubsidi": RationedSale.objects.filter(**whose),
            "belum dicatat di situs resmi": RationedSale.objects.filter(**whose, official__in=OPEN),
            "lembar harian diperiksa": DayClose.objects.filter(**whose, checked_by__isnull=False),
            "kedatangan barang": GoodsReceipt.objects.filter(**whose),
            "faktur pemasok": Bill.objects.filter(**whose),
            "pinjaman": Loan.objects.filter(**whose),
            "pinjaman berjalan": Loan.objects.filter(**whose, state="BERJALAN"),
            "baris mutasi bank": BankLine.objects.filter(**whose),
            "baris mutasi belum cocok": BankLine.objects.filter(unmatched(place.id), **whose),
            "stok di bawah nol": Stock.objects.filter(**whose, qty__lt=0),
            "jurnal": JournalEntry.objects.filter(**whose),
        }
        written = [f"{name} | {rows.count()}" for name, rows in counts.items()]
        last = LoanBookDay.objects.filter(**whose).order_by("-on")[0]
        classes = [
            f"{name} | {one['loans']} | {one['left_rp']}" for name, one in sorted(last.classes.items())
        ]
        periods = periods_of(cooperative_id=place.id)
    closed = f"ditutup sampai | {periods.closed_through} | {periods.year_closed_through}"
    return "\n".join(["jumlah", *written, closed, f"kolektibilitas {last.on}", *classes, ""])


def broken(place):
    with scope(place.id):
        found = broken_rules(cooperative_id=place.id, examination=Examination.AUDIT)
        return [said(one) for one in found]


def test_first_days():
    until = date(2025, 11, 3)
    place = lived(until)
    assert broken(place) == []
    assert statements(place, until) + "\n" == (GOLDEN / "first_days.txt").read_text(encoding="utf-8")
    with scope(place.id):
        assert Sale.objects.filter(cooperative=place).count() == SALES
    assert CAPITAL_RP == 107_969_465


@pytest.mark.long
def test_whole_year():
    """Each quarter as it was read: small gains but where a loan went bad, nothing below zero, little owed late."""
    place = lived(date(2026, 11, 24))
    assert broken(place) == []
    quarters = [date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]
    sinces = [OPENED, *(one + timedelta(days=1) for one in quarters)]
    spans = zip(sinces, [*quarters, date(2026, 10, 31)], strict=True)
    written = [f"{since} - {until}\n{statements(place, until, since)}" for since, until in spans]
    told = "\n".join([*written, counted(place)])
    assert told == (GOLDEN / "whole_year.txt").read_text(encoding="utf-8")
