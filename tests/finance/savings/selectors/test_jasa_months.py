from datetime import date

import pytest

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import AccountJasa
from guyub.finance.savings.selectors.jasa_months import account_month, account_rows, jasa_months, product_sums
from guyub.finance.savings.services.jasa_preview import look_ahead, next_month
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.deposit_world import DepositWorld
from tests.finance.savings.jasa_world import JANUARY, TODAY, JasaWorld

BERTUJUAN = SavingsKind.BERTUJUAN
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_deposits_month_is_counted_as_it_was_booked(world):
    deposits = DepositWorld(world, every_months=1, day_count="actual/365")
    deposits.places(1_234_567, on=date(2026, 1, 31))
    deposits.book(1, 2, 3)

    with scope(deposits.place.id):
        kept = list(AccountJasa.objects.filter(cooperative=deposits.place, account__kind="BERJANGKA"))
        found = [
            account_month(cooperative_id=deposits.place.id, account_id=row.account_id, month=row.month)
            for row in kept
        ]
        rows, _ = account_rows(cooperative_id=deposits.place.id, month=date(2026, 2, 1), most=10)
    assert [one.told.jasa_rp for one in found] == [row.jasa_rp for row in kept]
    assert all(one.is_as_booked for one in found)
    # 1,234,567 x 6 % / 365: 1, 28 and 31 days
    assert sorted(one.told.jasa_rp for one in found) == [202, 5_683, 6_291]
    assert any(row.product.endswith(" 1") for row in rows)


def test_looking_ahead_says_what_booking_does(world):
    jasa = JasaWorld(world)
    siti, budi = world.member(), world.member("Budi Santoso")
    jasa.promise([(0, 60_000)])
    jasa.move(siti, 60_000_000, JANUARY)
    jasa.move(budi, 1_000_000, JANUARY)
    jasa.move(budi, 500_000, JANUARY, kind=BERTUJUAN)
    place_id = jasa.place.id
    with scope(place_id):
        assert next_month(cooperative_id=place_id) == JANUARY
        ahead = look_ahead(cooperative_id=place_id, month=JANUARY, today=TODAY)
    jasa.post(1)

    with scope(place_id):
        (booked,) = jasa_months(cooperative_id=place_id)
        (product,) = product_sums(cooperative_id=place_id, month=JANUARY)
        again = look_ahead(cooperative_id=place_id, month=JANUARY, today=date(2026, 1, 31))
    # 60,000,000 at 6 % x 31/365 is 305,753.42, 1,000,000 is 5,095.89
    assert (ahead.accounts, ahead.jasa_rp, ahead.credited_rp) == (2, 310_848, 310_848)
    assert (ahead.taxed, ahead.tax_rp, ahead.without) == (1, 30_575, ("Simpanan bertujuan",))
    assert (booked.accounts, booked.jasa_rp, booked.tax_rp) == (2, 310_848, 30_575)
    assert (product.accounts, product.jasa_rp, product.accrued_rp) == (2, 310_848, 0)
    assert (again.is_over, again.products) == (False, ())
