"""What the calendar does by itself: run twice, late, or for one who is refused, it ends the same."""

from datetime import UTC, date, datetime

import pytest

from guyub.finance.savings.domain.terms import DayCount
from guyub.finance.savings.models import DuesBill, DuesRun, JasaRun, SavingsMovement
from guyub.finance.savings.services import calendar
from guyub.finance.savings.services.calendar import (
    follow_standing_orders,
    let_go_all_expired,
    make_due_bills,
    post_due_jasa,
)
from guyub.finance.savings.services.jasa import JasaRefusedError
from guyub.finance.savings.services.standing_orders import set_standing_order
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY, JasaWorld, jasa_kind
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
SUKARELA = jasa_kind("SUKARELA")


@pytest.fixture
def jasa(world):
    found = JasaWorld(world)
    found.promise([(0, 60_000)], day_count=DayCount.MONTH_12)
    return found


def months(jasa):
    with scope(jasa.place.id):
        rows = JasaRun.objects.filter(cooperative=jasa.place, kind="BULAN").order_by("month")
        return [row.month.month for row in rows]


def test_a_late_job_books_every_month_that_is_over_and_again_nothing(jasa, world):
    siti = world.member()
    jasa.move(siti, 1_000_000, JANUARY)

    assert [post_due_jasa(now=NOW), post_due_jasa(now=NOW)] == [10, 0]
    assert months(jasa) == [*range(1, 11)]
    assert (
        jasa.account(siti).balance_rp == 1_051_140
    )  # each month 0.5 % of what is there, parts of a rupiah kept
    with scope(jasa.place.id):
        acts = AuditEntry.objects.filter(cooperative=jasa.place, act="savings.jasa.posted")
        assert {row.actor_name for row in acts} == {"Guyub"}
        assert acts.count() == 10
        assert chain_break(jasa.place.id) is None


@pytest.mark.parametrize(
    ("moment", "booked"),
    [
        (datetime(2026, 10, 31, 16, 59, tzinfo=UTC), 9),  # a minute to midnight in Malang
        (datetime(2026, 10, 31, 17, 0, tzinfo=UTC), 10),
    ],
)
def test_a_month_is_over_at_midnight_of_the_cooperative(jasa, world, moment, booked):
    jasa.move(world.member(), 1_000_000, JANUARY)

    assert post_due_jasa(now=moment) == booked


def test_what_the_treasurer_booked_the_job_leaves(jasa, world):
    jasa.move(world.member(), 1_000_000, JANUARY)
    for month in (1, 2):
        jasa.post(month)

    assert post_due_jasa(now=NOW) == 8


def test_who_is_refused_does_not_stop_the_others(jasa, world, monkeypatch):
    places = sorted((jasa.place, world.arjosari), key=lambda place: place.id)
    waiting, asked = {place.id: date(2026, 10, 1) for place in places}, []

    def post(*, place, month, **_):
        asked.append((place.id, month))
        if place == places[0]:
            raise JasaRefusedError(wrong="unopened")
        del waiting[place.id]

    monkeypatch.setattr(calendar, "post_jasa", post)
    monkeypatch.setattr(calendar, "_due_jasa", waiting.get)

    assert post_due_jasa(now=NOW) == 1
    assert asked == [(place.id, date(2026, 10, 1)) for place in places]


def test_bills_are_made_once_and_for_newcomers_with_the_next(jasa, world):
    siti = world.member()  # joined on 5 November
    october = datetime(2026, 10, 20, tzinfo=UTC)
    december = datetime(2026, 12, 2, tzinfo=UTC)

    assert [make_due_bills(now=moment) for moment in (october, NOW, NOW)] == [0, 1, 0]
    budi = world.member("Budi Santoso")  # as well on 5 November, after the bills
    assert make_due_bills(now=december) == 3
    assert make_due_bills(now=december) == 0
    with scope(jasa.place.id):
        rows = DuesBill.objects.filter(cooperative=jasa.place).order_by("month", "member_id")
        assert sorted((row.month.month, row.member_id) for row in rows) == sorted(
            [(11, siti.id), (11, budi.id), (12, siti.id), (12, budi.id)]
        )
        asked = DuesRun.objects.filter(cooperative=jasa.place).order_by("recorded_at", "month")
        assert [(row.month.month, row.bills) for row in asked] == [
            (10, 0),
            (10, 0),
            (11, 1),
            (11, 1),
            (12, 2),
        ]


def test_a_standing_order_is_followed_once_a_day(jasa, world):
    siti = world.member()
    jasa.move(siti, 100_000, JANUARY)
    make_due_bills(now=NOW)
    set_standing_order(
        actor=jasa.treasurer,
        place=jasa.place,
        member_id=siti.id,
        account_id=jasa.account(siti).id,
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )

    assert [follow_standing_orders(now=NOW), follow_standing_orders(now=NOW)] == [1, 0]
    assert jasa.account(siti, SUKARELA).balance_rp == 90_000
    with scope(jasa.place.id):
        moved = SavingsMovement.objects.filter(cooperative=jasa.place, cause="PINDAH")
        assert sorted(row.amount_rp for row in moved) == [-10_000, 10_000]


def test_nothing_is_let_go_where_nothing_is_held(jasa):
    assert let_go_all_expired(now=NOW) == 0
