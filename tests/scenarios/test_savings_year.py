"""Bumiayu's savings over a year: dues raised by the RAT, arrears, a rapel, a late deposit, a death and a leaving.

Everything goes through the use-cases, in the order of the year. The passbooks were read line by line and are kept in
tests/golden/savings_year; the control accounts of the books are what the accounts of members hold.
"""

from datetime import date
from pathlib import Path

import pytest

from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.treasury.selectors.places import places_of
from guyub.finance.savings.domain.kinds import CONTROL, SavingsKind
from guyub.finance.savings.models import DuesBill, JasaRun, MemberTax, SavingsAccount, SavingsMovement
from guyub.finance.savings.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.savings.services.counter import deposit
from guyub.finance.savings.services.dues import make_bills, take_dues
from guyub.finance.savings.services.jasa import post_jasa
from guyub.finance.savings.services.withdrawals import withdraw
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import ParameterValue
from tests.community.members.case_world import agreed_exit, heirs, joined, seen
from tests.finance.savings.jasa_world import JANUARY, JasaWorld
from tests.journeys.services.test_leaving import settle
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GOLDEN = Path(__file__).parents[1] / "golden" / "savings_year"
SUKARELA, WAJIB = SavingsKind.SUKARELA, SavingsKind.WAJIB


class Year(JasaWorld):
    """Four members since January: Siti pays in time, Budi falls behind, Wati dies, Joko leaves."""

    def __init__(self, world):
        super().__init__(world)
        self.allow()
        names = ("Siti Contoh", "Budi Contoh", "Wati Contoh", "Joko Contoh")
        self.siti, self.budi, self.wati, self.joko = (joined(world, name, on=JANUARY) for name in names)
        self.promise([(0, 40_000)], minimum_rp=10_000)
        self.promise([(0, 50_000)], from_on=date(2026, 4, 1), minimum_rp=10_000)

    def by_rat(self, amount_rp, since):
        """The RAT raises simpanan wajib."""
        ParameterValue.objects.create(
            key="simpanan.wajib",
            scope="COOPERATIVE",
            cooperative=self.place,
            value=str(amount_rp),
            valid_from=since,
            legal_basis="RAT 2026",
            source="RAT",
            confidence="OURS",
            decision_id=self.decision.id,
            set_by="Sekretaris (contoh)",
            set_at=NOW,
        )

    def act(self, today):
        return {
            "actor": self.treasurer,
            "place": self.place,
            "today": today,
            "request_id": new_id(),
            "now": NOW,
        }

    def bills(self, month):
        make_bills(month=date(2026, month, 1), **self.act(date(2026, month, 1)))

    def pays_dues(self, member, on, *months, amount_rp):
        take_dues(
            member_id=member.id,
            months=[date(2026, month, 1) for month in months],
            amount_rp=amount_rp,
            cash_place_id=self.cash,
            on=on,
            who="",
            **self.act(on),
        )

    def pays_in(self, member, amount_rp, on, today=None):
        deposit(
            member_id=member.id,
            product_id=self.products[SUKARELA],
            amount_rp=amount_rp,
            cash_place_id=self.cash,
            on=on,
            **self.act(today or on),
        )

    def takes(self, member, amount_rp, on):
        withdraw(
            member_id=member.id,
            account_id=self.account(member).id,
            amount_rp=amount_rp,
            cash_place_id=self.cash,
            **self.act(on),
        )

    def jasa(self, month):
        post_jasa(month=date(2026, month, 1), **self.act(date(2026, month + 1, 2)))

    def book(self, member, kind=SUKARELA):
        """Write one account as a passbook does."""
        with scope(self.place.id):
            rows = SavingsMovement.objects.filter(
                cooperative=self.place, account__member=member, account__kind=kind.value
            ).order_by("no")
            return "".join(
                f"{row.no:>3} {row.on:%d-%m-%Y} {row.value_on:%d-%m} {row.cause:<6} {row.amount_rp:>12,}"
                f" {row.balance_rp:>12,} {row.note}".rstrip()
                + "\n"
                for row in rows
            )

    def run(self):
        """Live the year."""
        day = {month: date(2026, month, 5) for month in range(1, 12)}
        self.by_rat(15_000, date(2026, 4, 1))
        self.pays_in(self.siti, 1_000_000, date(2026, 1, 12))
        self.pays_in(self.budi, 60_000_000, date(2026, 1, 1))
        self.pays_in(self.wati, 300_000, date(2026, 2, 28))
        self.pays_in(self.joko, 750_000, date(2026, 3, 31))
        for month in range(1, 12):
            due_rp = 15_000 if month >= 4 else 10_000
            self.bills(month)
            if month > 1:
                self.jasa(month - 1)
            for member in (self.siti, self.wati, self.joko):
                self.pays_dues(member, day[month], month, amount_rp=due_rp)
            if month in {1, 2}:
                self.pays_dues(self.budi, day[month], month, amount_rp=due_rp)
            if month == 5:
                self.pays_in(self.siti, 500_000, date(2026, 5, 10))
            if month == 6:
                self.takes(self.siti, 300_000, date(2026, 6, 20))
            if month == 7:
                self.pays_dues(self.budi, date(2026, 7, 18), 3, 4, 5, 6, amount_rp=55_000)
            if month == 8:  # found in the collector's bag: it is July's
                self.pays_in(self.siti, 200_000, date(2026, 7, 15), today=date(2026, 8, 3))


@pytest.fixture
def year(world):
    found = Year(world)
    found.run()
    return found


def holds(year):
    with scope(year.place.id):
        assert [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(year.place.id)] == []


def test_the_year_and_its_passbooks(year, world):
    books = {
        "siti-sukarela": year.book(year.siti),
        "siti-wajib": year.book(year.siti, WAJIB),
        "budi-sukarela": year.book(year.budi),
        "budi-wajib": year.book(year.budi, WAJIB),
    }
    assert books == {name: (GOLDEN / f"{name}.txt").read_text() for name in books}
    with scope(year.place.id):
        owed = DuesBill.objects.filter(cooperative=year.place, member=year.budi, paid_rp=0)
        assert [row.month.month for row in owed.order_by("month")] == [7, 8, 9, 10, 11]
        # 60,000,000 at 4 % is below the threshold of 240,000 a month; at 5 % above it, and taxed on the whole.
        taxed = MemberTax.objects.filter(cooperative=year.place, tax_rp__gt=0).order_by("month")
        assert [row.month.month for row in taxed] == [4, 5, 6, 7, 8, 9, 10]
        assert all(row.tax_rp == row.gross_rp // 10 for row in taxed)
        assert JasaRun.objects.filter(cooperative=year.place, kind="KOREKSI").count() == 1
    holds(year)


def test_a_death_and_a_leaving_pay_everything_with_the_last_jasa(year, world):
    heirs(world, year.wati, ("Ani Contoh", 60), ("Budi Anak Contoh", 40))
    with scope(year.place.id):
        before_rp = {row.kind.value: row.balance_rp for row in places_of(cooperative_id=year.place.id)}
        saved = {
            member.id: sum(
                SavingsAccount.objects.filter(cooperative=year.place, member=member).values_list(
                    "balance_rp", flat=True
                )
            )
            for member in (year.wati, year.joko)
        }
    for member, kind in ((year.wati, "MENINGGAL"), (year.joko, "MUNDUR")):
        case_id = agreed_exit(world, member, kind)
        assert seen(world, member).held_rp == saved[member.id]
        settle(world, member, case_id)

    with scope(year.place.id):
        rows = SavingsAccount.objects.filter(cooperative=year.place, member__in=[year.wati, year.joko])
        assert {(row.balance_rp, row.closed_on) for row in rows} == {(0, date(2026, 11, 25))}
        last = SavingsMovement.objects.filter(
            cooperative=year.place, account__member=year.wati, cause="JASA"
        ).latest("no")
        # 24 days of November on what Wati held, at 5 %
        held_rp = last.balance_rp - last.amount_rp
        assert abs(last.amount_rp - held_rp * 5 * 24 // 36_500) <= 1
        after_rp = {row.kind.value: row.balance_rp for row in places_of(cooperative_id=year.place.id)}
        jasa_rp = sum(
            SavingsMovement.objects.filter(
                cooperative=year.place,
                account__member__in=[year.wati, year.joko],
                cause="JASA",
                on=date(2026, 11, 25),
            ).values_list("amount_rp", flat=True)
        )
        assert before_rp["BRANKAS"] - after_rp["BRANKAS"] == sum(saved.values()) + jasa_rp
    holds(year)


def test_the_control_accounts_are_the_members(year):
    with scope(year.place.id):
        books = balances_now(cooperative_id=year.place.id, codes=CONTROL.values())
        for kind in (WAJIB, SUKARELA):
            rows = SavingsAccount.objects.filter(cooperative=year.place, kind=kind.value)
            assert -books[CONTROL[kind]] == sum(rows.values_list("balance_rp", flat=True)) > 0
