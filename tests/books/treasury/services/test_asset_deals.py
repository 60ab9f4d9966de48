"""Buying, being given and selling: money, list and books in one act; and each taken back."""

import datetime as dt

import pytest

from guyub.books.assets.domain.registers import AssetRefusedError
from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.models import Event
from guyub.books.treasury.services.asset_deals import (
    Deal,
    Disposal,
    buy_asset,
    dispose_asset,
    undo_buy,
    undo_disposal,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.assets.holdings import (
    DECEMBER_31,
    TODAY,
    balances,
    bought,
    broken,
    common,
    listed,
    one,
    run,
    showcase,
)
from tests.pictures import photo as picture
from tests.world import World

pytestmark = pytest.mark.django_db
ASSET_ACCOUNTS = ("1.6.03", "1.6.92", "4.3.05", "6.3.02")


@pytest.fixture
def world():
    """Bumiayu with cash places: 20,500,000 at the bank; and a listed show-case of 4,500,000."""
    made = World()
    made.cash()
    made.showcase = listed(made)
    return made


def sell(
    world, how="DIJUAL", rp=4_000_000, *, on=DECEMBER_31, today=DECEMBER_31, role=Role.BENDAHARA, asset=None
):
    cash = world.cash()["BANK"] if rp else None
    disposal = Disposal(how=how, on=on, proceeds_rp=rp, cash_place_id=cash, who="Pembeli contoh")
    return dispose_asset(
        asset_id=asset or world.showcase, disposal=disposal, today=today, **common(world, role)
    )


def refused(call, *args, kind=AssetRefusedError, **more):
    with pytest.raises(kind) as error:
        call(*args, **more)
    return error.value.facts


def events(world):
    with scope(world.bumiayu.id):
        return list(
            Event.objects.filter(cooperative_id=world.bumiayu.id)
            .select_related("entry")
            .order_by("recorded_at", "id")
        )


@pytest.mark.parametrize(
    ("way", "account", "rp", "series"),
    [
        ("TUNAI", "1.1.03", 14_500_000, "BBK"),
        ("UTANG", "2.1.14", 6_000_000, "BM"),
        ("HIBAH", "3.2.01", 31_000_000, "BM"),
    ],
)
def test_an_asset_comes_with_its_event(world, way, account, rp, series):
    row = one(world, bought(world, way, photo=("laptop.png", picture(kind="PNG"))))

    assert balances(world, "1.6.05", account) == (6_000_000, rp)
    assert (row.number, row.source, row.photo_id is None) == (
        "AT-0002",
        "HIBAH" if way == "HIBAH" else "BELI",
        False,
    )
    (event,) = events(world)
    assert (event.entry_id, event.entry.series, event.entry.source_id) == (row.entry_id, series, row.id)
    assert broken(world) == []


def test_an_asset_that_cannot_be_paid_does_not_come(world):

    def buying(role=Role.BENDAHARA, **deal):
        return buy_asset(typed=showcase(), deal=Deal(**deal), today=TODAY, **common(world, role))

    box = world.cash()["BRANKAS"]
    assert refused(buying, kind=EventRefusedError, way="TUNAI", cash_place_id=box)["wrong"] == "short"
    assert refused(buying, kind=EventRefusedError, way="TUNAI") == {"wrong": "cash"}
    assert refused(buying, way="BARTER") == {"wrong": "how"}
    assert balances(world, "1.6.03") == (4_500_000,)
    assert one(world, world.showcase).number == "AT-0001"
    with pytest.raises(NotAllowedError):
        buying(Role.KASIR, way="UTANG")


def test_a_purchase_is_taken_back_with_its_money(world):
    laptop = bought(world)

    undo_buy(asset_id=laptop, reason="dobel", today=TODAY, **common(world))

    assert balances(world, "1.6.05", "1.1.03") == (0, 20_500_000)
    assert one(world, laptop).ended_how == "DIBATALKAN"
    assert broken(world) == []
    again = {"asset_id": laptop, "reason": "dobel", "today": TODAY}
    assert refused(undo_buy, **again, **common(world)) == {"wrong": "gone"}
    assert refused(undo_buy, **again | {"asset_id": world.showcase}, **common(world)) == {"wrong": "listed"}


def test_a_purchase_stays_once_a_month_bears_of_it(world):
    laptop = bought(world)
    run(world)

    facts = refused(undo_buy, asset_id=laptop, reason="dobel", today=DECEMBER_31, **common(world))

    assert facts == {"wrong": "followed"}
    assert balances(world, "1.6.05") == (6_000_000,)


@pytest.mark.parametrize(
    ("how", "rp", "gain_rp", "stands"),
    [
        ("DIJUAL", 4_000_000, -400_000, (0, 0, 0, 400_000)),
        ("DIJUAL", 5_000_000, 600_000, (0, 0, 600_000, 0)),
        ("RUSAK", 0, -4_400_000, (0, 0, 0, 4_400_000)),
    ],
)
def test_an_asset_goes_with_its_last_month_its_cost_and_what_it_lost(world, how, rp, gain_rp, stands):
    assert sell(world, how, rp) == gain_rp

    assert balances(world, *ASSET_ACCOUNTS) == stands
    assert balances(world, "6.1.08", "1.1.03") == (100_000, 20_500_000 + rp)
    row = one(world, world.showcase)
    assert (row.ended_how, row.ended_on, row.lost_rp) == (how, DECEMBER_31, 100_000)
    assert broken(world) == []


def test_what_is_sold_is_not_depreciated_again_nor_sold_again(world):
    sell(world)

    assert refused(run, world) == {"wrong": "done"}
    assert refused(sell, world) == {"wrong": "gone"}
    assert balances(world, "1.6.92") == (0,)


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        ({"how": "HILANG", "rp": 5}, {"wrong": "cost"}),
        ({"how": "DIJUAL", "rp": 0}, {"wrong": "cost"}),
        ({"how": "DIBATALKAN"}, {"wrong": "how"}),
        ({"on": dt.date(2026, 11, 4)}, {"wrong": "day"}),
        ({"on": dt.date(2027, 1, 1)}, {"wrong": "day"}),
        (
            {"on": dt.date(2027, 1, 5), "today": dt.date(2027, 1, 5)},
            {"wrong": "due", "month": dt.date(2026, 12, 1)},
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(world, change, facts):
    assert refused(sell, world, **change) == facts
    assert balances(world, *ASSET_ACCOUNTS) == (4_500_000, 0, 0, 0)
    assert events(world) == []


def test_a_sale_before_months_that_are_run_waits_for_their_undo(world):
    run(world)

    assert refused(sell, world, on=dt.date(2026, 11, 30)) == {"wrong": "later"}
    assert sell(world) == -400_000  # the month's own run is there already


def test_a_sale_is_taken_back_with_its_money(world):
    sell(world)

    undo_disposal(asset_id=world.showcase, reason="batal jual", today=DECEMBER_31, **common(world))

    assert balances(world, *ASSET_ACCOUNTS) == (4_500_000, -100_000, 0, 0)
    assert balances(world, "1.1.03") == (20_500_000,)
    assert broken(world) == []
    again = {"asset_id": world.showcase, "reason": "batal jual", "today": DECEMBER_31}
    assert refused(undo_disposal, **again, **common(world)) == {"wrong": "gone"}
    assert sell(world) == -400_000


def test_a_scrapped_asset_comes_back_without_an_event(world):
    sell(world, "RUSAK", 0)

    undo_disposal(asset_id=world.showcase, reason="diperbaiki", today=DECEMBER_31, **common(world))

    assert balances(world, *ASSET_ACCOUNTS) == (4_500_000, -100_000, 0, 0)
    assert events(world) == []
