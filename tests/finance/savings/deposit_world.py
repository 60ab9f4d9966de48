"""A small world of simpanan berjangka."""

from datetime import date

from guyub.finance.savings.domain.deposits import Roll
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.terms import DayCount
from guyub.finance.savings.models import SavingsAccount, SavingsProduct, TermPeriod
from guyub.finance.savings.services.deposit_maturity import mature_deposits
from guyub.finance.savings.services.deposit_payouts import take_deposit
from guyub.finance.savings.services.deposits import Placing, place_deposit, set_roll, take_back_deposit
from guyub.finance.savings.services.jasa import post_jasa
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, JasaWorld
from tests.world import NOW, new_id

BERJANGKA = SavingsKind.BERJANGKA


class DepositWorld(JasaWorld):
    """A member since January, and a simpanan berjangka of twelve months at 6 %, taken early at 2 %."""

    def __init__(self, world, months=12, **terms):
        super().__init__(world)
        self.allow()
        self.siti = world.member()
        with scope(self.place.id):
            self.siti.joined_on = JANUARY
            self.siti.save()
            SavingsProduct.objects.filter(cooperative=self.place, kind=BERJANGKA.value).update(
                term_months=months
            )
        told = {"every_months": 0, "early_ppm": 20_000, "day_count": DayCount.MONTH_12} | terms
        self.promise([(0, 60_000)], kind=BERJANGKA, **told)

    def told(self, on, **more):
        return {
            "actor": self.treasurer,
            "place": self.place,
            "member_id": self.siti.id,
            "today": on,
            "request_id": new_id(),
            "now": NOW,
        } | more

    def places(self, amount_rp=12_000_000, on=JANUARY, roll=Roll.TIDAK, *, from_cash=True, **more):
        """Place a deposit; gives its account."""
        told = self.told(on, **more)
        member_id = told.pop("member_id")
        placing = Placing(
            member_id=member_id,
            product_id=more.pop("product_id", self.products[BERJANGKA]),
            amount_rp=amount_rp,
            cash_place_id=self.cash if from_cash else None,
            roll=roll,
        )
        told.pop("product_id", None)
        return place_deposit(placing=placing, **told)

    def takes(self, account_id, on, reason="", *, in_cash=True, **more):
        return take_deposit(
            **self.told(
                on, account_id=account_id, cash_place_id=self.cash if in_cash else None, reason=reason, **more
            )
        )

    def tells(self, account_id, roll, on, **more):
        set_roll(**self.told(on, account_id=account_id, roll=roll, **more))

    def takes_back(self, account_id, on, reason="salah ketik", **more):
        take_back_deposit(**self.told(on, account_id=account_id, reason=reason, **more))

    def day_comes(self, on):
        """Run the daily job."""
        return mature_deposits(place=self.place, today=on, now=NOW)

    def book(self, *months, today=date(2027, 12, 1)):
        """Book the jasa of months: numbers of 2026, or first days."""
        for month in months:
            post_jasa(
                actor=self.treasurer,
                place=self.place,
                month=date(2026, month, 1) if isinstance(month, int) else month,
                today=today,
                request_id=new_id(),
                now=NOW,
            )

    def held(self, account_id):
        """Give the account as it is now."""
        with scope(self.place.id):
            return SavingsAccount.objects.get(cooperative=self.place, id=account_id)

    def savings_rp(self):
        with scope(self.place.id):
            rows = SavingsAccount.objects.filter(cooperative=self.place, member=self.siti, kind="SUKARELA")
            return sum(row.balance_rp for row in rows)

    def periods(self, account_id):
        with scope(self.place.id):
            rows = TermPeriod.objects.filter(cooperative=self.place, account_id=account_id)
            return list(rows.order_by("no"))
