"""The city sees how members take part, and nothing of one person."""

from datetime import date, timedelta

import pytest

from guyub.city.supervision.models import PlaceSavings
from guyub.city.supervision.selectors.savings import city_dues
from guyub.city.supervision.services.savings import count_savings
from guyub.finance.savings.models import DuesBill
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def bill(world, at, month, paid_rp):
    member = world.member(f"Anggota {at}")
    with scope(world.bumiayu.id):
        DuesBill.objects.create(
            cooperative=world.bumiayu,
            member=member,
            month=month,
            amount_rp=10_000,
            paid_rp=paid_rp,
            due_on=month.replace(day=10),
        )


def seen(world):
    found = city_dues(names={world.bumiayu.code: world.bumiayu.name}, least=5)
    return [(row.name, row.month, row.billed, row.percent, row.change, row.missing_rp) for row in found.rows]


def test_the_share_of_those_who_settled_and_its_change(world):
    for at in range(10):
        bill(world, at, OCTOBER, 10_000 if at < 5 else 0)
        bill(world, at, NOVEMBER, 10_000 if at < 7 else 4_000)

    assert count_savings(now=NOW) == count_savings(now=NOW) == 1
    assert seen(world) == [("KKMP Bumiayu", NOVEMBER, 10, 70, 20, 18_000)]
    assert PlaceSavings.objects.get().savers_count == 0


def test_of_few_people_nothing_is_told(world):
    for at in range(3):
        bill(world, at, NOVEMBER, 10_000)
    count_savings(now=NOW)

    assert seen(world) == [("KKMP Bumiayu", NOVEMBER, None, None, None, 0)]
    found = city_dues(names={world.bumiayu.code: world.bumiayu.name}, least=5)
    assert found.percent is None


def test_who_no_longer_bills_is_no_longer_counted(world):
    bill(world, 1, NOVEMBER, 0)
    count_savings(now=NOW)
    later = NOW + timedelta(days=500)
    assert count_savings(now=later) == 0
    assert not PlaceSavings.objects.exists()
