"""What was paid ahead is spread over its months, never more than stands there; what is lent is counted, not booked."""

import datetime as dt

import pytest

from guyub.books.assets.domain.lending import LentRefusedError, LentTyped
from guyub.books.assets.domain.spreads import SpreadRefusedError, SpreadTyped
from guyub.books.assets.selectors.register import lent_of, spreads_of
from guyub.books.assets.services.lending import list_lent, return_lent
from guyub.books.assets.services.spreads import begin_spread, undo_spread
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.assets.holdings import DECEMBER_31, TODAY, balances, broken, common, run
from tests.books.ledger.books import posted
from tests.world import World

pytestmark = pytest.mark.django_db
DECEMBER = dt.date(2026, 12, 1)


@pytest.fixture
def world():
    """Bumiayu that paid 1,000,000 of rent ahead, and got 700,000 for services to come."""
    made = World()
    made.books()
    posted(made.bumiayu, (("1.4.01", 1_000_000), ("1.1.03", -1_000_000)), dt.date(2026, 11, 20))
    posted(made.bumiayu, (("1.1.03", 700_000), ("2.1.09", -700_000)), dt.date(2026, 11, 20))
    return made


def begun(world, kind="SEWA", total_rp=1_000_000, months=3, *, first=DECEMBER, what="Sewa gerai"):
    typed = SpreadTyped(kind=kind, what=what, total_rp=total_rp, first=first, months=months)
    return begin_spread(typed=typed, **common(world))


def refused(call, *args, error_kind=SpreadRefusedError, **more):
    with pytest.raises(error_kind) as error:
        call(*args, **more)
    return error.value.facts


def rows(world):
    with scope(world.bumiayu.id):
        return spreads_of(cooperative_id=world.bumiayu.id)


def test_each_month_bears_its_part(world):
    begun(world)
    begun(world, "LAYANAN_LAIN", 700_000, 7, what="Antar langganan")
    run(world)

    assert balances(world, "1.4.01", "6.1.04", "2.1.09", "4.2.02") == (666_666, 333_334, 600_000, 850_000)
    assert [(row.what, row.left_rp, row.last_month) for row in rows(world)] == [
        ("Sewa gerai", 666_666, dt.date(2027, 2, 1)),
        ("Antar langganan", 600_000, dt.date(2027, 6, 1)),
    ]
    assert broken(world) == []
    run(world, dt.date(2027, 2, 1), today=dt.date(2027, 2, 28))
    assert balances(world, "1.4.01", "6.1.04") == (0, 1_000_000)


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        ({"kind": "PARKIR"}, {"wrong": "kind"}),
        ({"what": " "}, {"wrong": "what"}),
        ({"total_rp": 0}, {"wrong": "total"}),
        ({"months": 121}, {"wrong": "months"}),
        ({"first": dt.date(2025, 12, 1)}, {"wrong": "month"}),
        ({"total_rp": 1_000_001}, {"wrong": "more", "left_rp": 1_000_000}),
        ({"kind": "ASURANSI"}, {"wrong": "more", "left_rp": 0}),
    ],
)
def test_what_cannot_be_spread_is_refused(world, change, facts):
    assert refused(begun, world, **change) == facts
    assert rows(world) == []


def test_two_spreads_do_not_take_the_same_rupiah(world):
    begun(world, total_rp=600_000)

    assert refused(begun, world, total_rp=400_001) == {"wrong": "more", "left_rp": 400_000}


def test_a_spread_is_taken_back_before_any_month_bears_of_it(world):
    first = begun(world)
    undo_spread(spread_id=first, **common(world))
    assert rows(world) == []
    assert refused(undo_spread, spread_id=first, **common(world)) == {"wrong": "gone"}

    second = begun(world)
    run(world)
    assert refused(undo_spread, spread_id=second, **common(world)) == {"wrong": "followed"}
    assert balances(world, "1.4.01") == (666_666,)


def test_an_account_that_was_emptied_otherwise_is_found(world):
    begun(world)
    posted(world.bumiayu, (("6.1.04", 1), ("1.4.01", -1)), DECEMBER_31, today=DECEMBER_31)

    assert [found.rule for found in broken(world)] == ["assets.spread"]


def test_what_is_lent_is_listed_and_given_back_and_never_booked(world):
    freezer = LentTyped(
        name="Freezer", lender="Diskopindag (contoh)", lent_on=dt.date(2026, 5, 4), insured_rp=4_000_000
    )
    lent = list_lent(typed=freezer, today=TODAY, **common(world))
    with scope(world.bumiayu.id):
        (row,) = lent_of(cooperative_id=world.bumiayu.id)
    assert (row.number, row.name, row.insured_rp) == ("PP-0001", "Freezer", 4_000_000)
    assert balances(world, "1.6.05", "1.6.03") == (0, 4_500_000)

    early = {"lent_id": lent, "today": TODAY, "on": dt.date(2026, 5, 3)}
    assert refused(return_lent, error_kind=LentRefusedError, **early, **common(world)) == {"wrong": "day"}
    return_lent(**early | {"on": TODAY}, **common(world))
    with scope(world.bumiayu.id):
        assert lent_of(cooperative_id=world.bumiayu.id) == []
        assert lent_of(cooperative_id=world.bumiayu.id, with_returned=True)[0].returned_on == TODAY
    assert refused(return_lent, error_kind=LentRefusedError, **early, **common(world)) == {"wrong": "gone"}
