"""Who missed dues for the register of members: by payments, and by bills where months were billed."""

from datetime import date

import pytest

from guyub.community.members.selectors.dues import missed_rows
from guyub.finance.savings.services.waivers import ask_waiver
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.case_world import joined, saved
from tests.finance.savings.dues_world import NOV, TODAY, DuesWorld
from tests.journal_writing import approve
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]
APR = date(2026, 4, 1)


@pytest.fixture
def dues(world):
    found = DuesWorld(world)
    found.siti = joined(world, "Siti Contoh")  # on 1 February
    return found


def missed(dues, months=6):
    with scope(dues.place.id):
        rows = missed_rows(cooperative_id=dues.place.id, months=months, today=TODAY, most=9)
    return [(row.name, row.since, row.paid_on) for row in rows]


def test_without_bills_the_last_payment_tells(dues, world):
    saved(world, dues.siti, "WAJIB", 10_000, on=date(2026, 3, 5))
    assert missed(dues) == [("Siti Contoh", date(2026, 3, 5), date(2026, 3, 5))]
    saved(world, dues.siti, "WAJIB", 10_000, on=date(2026, 8, 5))
    assert missed(dues) == []


def test_dues_are_known_from_the_first_month_that_was_billed(dues):
    dues.bill(APR)
    assert missed(dues) == [("Siti Contoh", APR, None)]
    assert missed(dues, months=8) == []


def test_who_paid_ahead_missed_nothing_until_the_last_month_is_due(dues):
    dues.bill(NOV)
    dues.take(dues.siti, [NOV, *(date(2027, month, 1) for month in range(1, 7))], 70_000)
    with scope(dues.place.id):
        later = {
            today: len(missed_rows(cooperative_id=dues.place.id, months=6, today=today, most=9))
            for today in (date(2027, 6, 30), date(2027, 12, 9), date(2027, 12, 10))
        }
    assert list(later.values()) == [0, 0, 1]


def test_who_was_freed_of_a_month_is_known_anew_from_its_day(dues, world):
    for month in (APR, date(2026, 5, 1), date(2026, 9, 1)):
        dues.bill(month)
    assert missed(dues) == [("Siti Contoh", APR, None)]
    freed = ask_waiver(
        actor=dues.treasurer,
        place=dues.place,
        member_id=dues.siti.id,
        months=[date(2026, 9, 1)],
        reason="sakit lama",
        decision_id=None,
        request_id=new_id(),
        now=NOW,
    )
    approve(world, freed)
    assert missed(dues) == []
    assert missed(dues, months=2) == [("Siti Contoh", date(2026, 9, 10), None)]
