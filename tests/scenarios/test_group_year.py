"""A group of ten over a year: two who pay late, a cover given back, other terms, an early end, a death.

Everything goes through the use-cases, in the order of the year: a sheet each month, the counter, the chair's word, the
count of the loan book at the end of each month. Loan book, ledger, cards and receipts were read line by line and
worked out again by hand where the comments say so; they are kept in tests/golden/group_year.
"""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.db.models import Sum
from django.db.models.functions import Coalesce

from guyub.books.ledger.models import JournalLine
from guyub.books.treasury.models import CashPlace
from guyub.community.members.services.groups import open_group
from guyub.finance.loans.domain.group_meetings import CoverHow
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.servicing import Penalty, PenaltyPer, Servicing
from guyub.finance.loans.models import GroupCover, Loan, LoanBookDay, LoanEvent
from guyub.finance.loans.selectors.loan_pages import loan_page
from guyub.finance.loans.selectors.portfolios import days_on
from guyub.finance.loans.services.book_day import count_loan_book
from guyub.finance.loans.services.deaths import note_death
from guyub.finance.loans.web.paper_files import receipt_roll
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.group_world import A_MONTH, GroupWorld
from tests.finance.loans.trouble_book import TroubleBook
from tests.world import World, new_id

GOLDEN = Path(__file__).parents[1] / "golden" / "group_year"
FIRST = ("ani", "budi", "citra", "dewi", "eko", "fitri", "gita", "hadi", "indah", "joko")
BORROWED = date(2026, 12, 1)
LATE = Servicing(
    penalty=Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY)
)  # of what is late of the principal
LEDGER = {
    "1.2.03": "Pokok pinjaman",
    "1.2.04": "Piutang jasa",
    "1.2.05": "Penyisihan",
    "2.1.15": "Dana kelompok",
    "4.1.02": "Jasa pinjaman",
    "4.1.04": "Denda",
    "6.1.09": "Beban penyisihan",
}


class Year(GroupWorld, TroubleBook):
    """Melati: ten neighbours who borrow 1,200,000 each on 1 December 2026 and meet on the first of each month."""

    def gathers(self, borrowers, paid_until):
        self.collector = self.world.actor(Role.KOLEKTOR)
        self.is_at(BORROWED)
        self.members = {name: self.world.member(f"{name.title()} Contoh") for name in FIRST}
        self.group = open_group(kind="TANGGUNG_RENTENG", name="Melati", **self.kept())
        self.loans, self.began_with_rp = {}, self.in_cash_rp()
        for name, member in self.members.items():
            self.seats(member)
            self.loans[name] = self.agrees_in(member, servicing=LATE, on=BORROWED)
            self.pays_out(self.loans[name], on=BORROWED)

    def is_at(self, day):
        """Let time go on; on its way the book is counted at the end of each month."""
        month = self.today.replace(day=1)
        while (month := (month + timedelta(days=31)).replace(day=1)) <= day:
            morning = datetime(month.year, month.month, 1, 1, tzinfo=UTC)
            count_loan_book(place=self.place, on=month - timedelta(days=1), request_id=new_id(), now=morning)
        self.today = day
        self.clock = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)

    def meeting(self, month, covers=(), **told):
        """Hold the meeting of a month of 2027: who is not told of brings an instalment, and 5,000 for the fund."""
        self.is_at(date(2027, month, 1))
        meeting = self.meets()
        for name in FIRST:
            line = self.line(meeting, name)
            due_rp = A_MONTH if line.loans else 0
            told.setdefault(name, (due_rp, 5_000 if month <= 3 else 0, {}))
        self.notes(meeting, **{name: brings for name, brings in told.items() if brings is not None})
        for name, how, by in covers:
            self.covers(meeting, name, how, **by)
        self.books_sheet(meeting)
        self.whole()

    def owed_by(self, name):
        """Give the covers of a member's loan that are open."""
        return [one for one in self.open() if one.loan_id == self.loans[name].id]

    def run(self):
        """Live the year."""
        self.meeting(1)
        self.meeting(2)
        # Budi lacks 100,000, which the fund of the group lends: it holds ten times 5,000 of January and February.
        self.meeting(3, budi=(12_000, 0, {}), covers=[("budi", CoverHow.DANA, {})])
        (owed,) = self.owed_by("budi")
        # Citra brings nothing in April, half in May, does not come in June; nobody covers her.
        self.meeting(4, budi=(A_MONTH, 0, {owed.cover_id: 50_000}), citra=(0, 0, {}))
        self.meeting(5, budi=(A_MONTH, 0, {owed.cover_id: 50_000}), citra=(60_000, 0, {}))
        self.meeting(6, citra=None)
        self.is_at(date(2027, 6, 20))
        change = Change(from_on=date(2027, 8, 1), annual_rate=Fraction(6, 100), extend=6)
        self.decides(self.asks(self.loans["citra"], change, waives_penalty=True))
        self.meeting(7, citra=(200_000, 0, {}))
        self.meeting(8, citra=(self.due("citra", date(2027, 8, 1)), 0, {}))
        self.is_at(date(2027, 8, 16))
        self.settles(self.loans["dewi"])
        self.meeting(9, citra=(self.due("citra", date(2027, 9, 1)), 0, {}))
        self.is_at(date(2027, 9, 22))
        note_death(
            **self.told(
                member_id=self.members["eko"].id, died_on=date(2027, 9, 20), told_by="Ketua RT 004", note=""
            )
        )
        for month in (10, 11):  # those who are there and owe nothing share Eko's instalment evenly
            mine = {"citra": (self.due("citra", date(2027, month, 1)), 0, {}), "eko": None}
            self.meeting(month, **mine, covers=[("eko", CoverHow.RATA, {})])
        self.meeting(12, citra=(self.due("citra", date(2027, 12, 1)), 0, {}), eko=None)
        # The heirs settle what is left of Eko's loan and give the neighbours back what they paid for it.
        self.is_at(date(2027, 12, 6))
        self.settles(self.loans["eko"])
        for one in self.owed_by("eko"):
            self.gives_back(one, one.open_rp)
        self.is_at(date(2028, 1, 1))

    def due(self, name, on):
        """Tell what is due of a loan on a day, with what is overdue."""
        state = self.state(self.loans[name], on)
        return sum(line.outstanding for line in state.lines if line.due_on and line.due_on <= on)

    # -- how it is read --

    def in_cash_rp(self):
        """Tell what lies in the treasurer's box by the books."""
        with scope(self.place.id):
            account = CashPlace.objects.get(cooperative=self.place, id=self.cash).account_code
        return self.books(account)[0]

    def book(self, on):
        """Write the loans that ran at the end of a day, as the count of that day left them."""
        with scope(self.place.id):
            rows = days_on(cooperative_id=self.place.id, on=on).select_related("loan__member__file")
            told = [
                f"{row.loan.name} {row.loan.member.file.name:<13} {row.kolektibilitas:<2} {row.left_rp:>10,}"
                f" {row.overdue_rp:>8,} {row.jasa_rp:>8,} {row.provision_rp:>8,}"
                for row in rows.order_by("loan__no")
            ]
            day = LoanBookDay.objects.get(cooperative=self.place, on=on)
        sums = (
            f"{'Jumlah':<29} {day.left_rp:>10,} {day.overdue_rp:>8,} {day.jasa_rp:>8,} {day.provision_rp:>8,}"
        )
        return "\n".join([f"{on:%d-%m-%Y}", *told, sums, ""])

    def ledger(self):
        """Write what stood on the accounts of loans at the end of each month, debit above zero."""
        months = [date(2026 + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(12, 25)]
        head = f"{'':<10}" + "".join(f"{code:>13}" for code in LEDGER)
        with scope(self.place.id):
            rows = JournalLine.objects.filter(cooperative=self.place, account__code__in=LEDGER)
            told = [
                f"{on:%d-%m-%Y}" + "".join(f"{self.stood(rows, code, on):>13,}" for code in LEDGER)
                for on in months
            ]
        return "\n".join([head, *told, ""])

    def stood(self, rows, code, on):
        """Tell what stood on an account at the end of a day."""
        of_it = rows.filter(account__code=code, entry__occurred_on__lte=on)
        return of_it.aggregate(rp=Coalesce(Sum("amount_rp"), 0))["rp"]

    def page(self, name=None):
        """Read the loan of somebody; without a name the group, as everywhere."""
        if name is None:
            return super().page()
        with scope(self.place.id):
            return loan_page(cooperative_id=self.place.id, loan_id=self.loans[name].id, on=self.today)

    def card(self, name):
        """Write what happened to a loan, and who stood in."""
        page = self.page(name)
        told = [
            f"{row.no:>2} {row.on:%d-%m-%Y} {row.words:<32} {row.amount_rp or 0:>10,} pokok {row.principal_rp:>9,}"
            f" jasa {row.interest_rp:>6,} denda {row.penalty_rp:>6,} sisa {row.left_rp:>9,}\n   {row.said}".rstrip()
            for row in page.events
        ]
        return "\n".join([f"{page.loan.name} {page.history.borrower.name}: {page.state_words}", *told, ""])

    def receipts(self, name):
        """Write every receipt of a loan as the roll prints it."""
        page = self.page(name)
        rolls = [receipt_roll({"who": self.place.name}, page, row) for row in page.events if row.is_payment]
        return "\n".join("\n".join(roll) + "\n" for roll in rolls)


@pytest.fixture(scope="module")
def lived(standing):
    """The year, lived once."""
    with standing():
        found = Year(World())
        found.run()
        return found


@pytest.fixture
def year(lived, db):
    return lived


def is_kept(name, text):
    """Tell whether this is what was read and kept."""
    return text == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_a_group_of_ten(year):
    told = {"buku-juni": year.book(date(2027, 6, 30)), "buku-akhir": year.book(date(2027, 12, 31))}
    told |= {"buku-besar": year.ledger()}
    told |= {f"kartu-{name}": year.card(name) for name in ("ani", "budi", "citra", "dewi", "eko")}
    told |= {f"kuitansi-{name}": year.receipts(name) for name in ("citra", "dewi", "eko")}
    assert [name for name, text in told.items() if not is_kept(name, text)] == []


def test_receipts_loan_book_and_ledger_tie(year):
    with scope(year.place.id):
        booked = LoanEvent.objects.filter(cooperative=year.place).exclude(entry=None).count()
        left_rp = Loan.objects.filter(cooperative=year.place).aggregate(rp=Sum("left_rp"))["rp"]
    pages = [year.page(name) for name in FIRST]
    receipts = [row for page in pages for row in page.events if row.is_payment]
    parts = {
        part: sum(getattr(row, part) for row in receipts)
        for part in ("principal_rp", "interest_rp", "penalty_rp")
    }
    paid_rp = sum(row.amount_rp for row in receipts)

    assert paid_rp == sum(parts.values())
    assert all(row.voucher for row in receipts)
    assert len({row.voucher for row in receipts}) == booked == len(receipts)
    assert 12_000_000 - parts["principal_rp"] == left_rp
    assert year.books("1.2.03", "1.2.04", "4.1.02", "4.1.04") == (
        left_rp, 0, -parts["interest_rp"], -parts["penalty_rp"],
    )  # fmt: skip
    # All that was paid came in cash, but for what the fund lent; it got its 100,000 back and holds what was put in.
    assert year.in_cash_rp() - year.began_with_rp == paid_rp + year.fund_rp() == paid_rp + 145_000


def test_who_stood_in_was_given_everything_back(year):
    page = year.page()
    assert (year.open(), page.fund_owed_rp) == ([], 0)
    assert {one.owed_rp for one in page.members} == {0}
    with scope(year.place.id):
        covers = GroupCover.objects.filter(cooperative=year.place)
        assert covers.get(by=None).amount_rp == 100_000
        # Eko's instalment twice, by the nine others: 112,000 is nine times 12,444 and four more.
        shares = (
            covers.exclude(by=None)
            .values_list("by")
            .annotate(rp=Sum("amount_rp"))
            .values_list("rp", flat=True)
        )
        assert sorted(shares) == [24_888] * 5 + [24_890] * 4
