"""The list explains the books: it never says more than they do, and moves with them."""

import datetime as dt

import pytest

from guyub.books.assets.domain.registers import AssetRefusedError, AssetTyped
from guyub.books.assets.models import FixedAsset
from guyub.books.assets.selectors.register import gaps_of, photo, register_of
from guyub.books.assets.services.registering import change_asset, register_assets, undo_registered
from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.services.opening import bring_opening
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.books.assets.holdings import (
    DECEMBER_31,
    TODAY,
    balances,
    broken,
    common,
    listed,
    one,
    run,
    showcase,
)
from tests.books.ledger.books import begun
from tests.pictures import photo as picture
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
ZINC = AssetTyped(
    name="Etalase", asset_class="PERALATAN", acquired_on=dt.date(2025, 1, 5), cost_rp=9_000_000,
    taken_rp=1_500_000, months=50, first=dt.date(2026, 1, 1),
)  # fmt: skip
LAND = AssetTyped(name="Tanah", asset_class="TANAH", acquired_on=dt.date(2025, 1, 5), cost_rp=40_000_000)


@pytest.fixture
def world():
    """Bumiayu with open books, which hold a show-case of 4,500,000."""
    made = World()
    made.books()
    return made


@pytest.fixture
def opened():
    """Bumiayu whose books begin with assets of 49,000,000, of which 1,500,000 was lost."""
    made = World()
    load_national(now=NOW)
    begun(made.bumiayu, dt.date(2026, 1, 1))
    lines = [
        OpeningLine("1.6.03", 49_000_000),
        OpeningLine("1.6.92", -1_500_000),
        OpeningLine("3.2.01", -47_500_000),
    ]
    bring_opening(lines=lines, is_midyear=False, rest_to_last_year=False, today=TODAY, **common(made))
    return made


def refused(call, *args, **more):
    with pytest.raises(AssetRefusedError) as error:
        call(*args, **more)
    return error.value.facts


def count(world):
    with scope(world.bumiayu.id):
        return FixedAsset.objects.filter(cooperative_id=world.bumiayu.id).count()


def undo(world, asset_id, reason="dobel"):
    undo_registered(asset_id=asset_id, reason=reason, today=TODAY, **common(world))


def test_what_the_books_hold_is_listed_without_a_posting(world):
    before = balances(world, "1.6.03", "1.1.03")

    row = one(world, listed(world))

    assert (row.number, row.cost_rp, row.value_rp, row.plan.first) == (
        "AT-0001", 4_500_000, 4_500_000, dt.date(2026, 12, 1),
    )  # fmt: skip
    assert balances(world, "1.6.03", "1.1.03") == before
    assert broken(world) == []


def test_a_list_that_has_begun_and_lacks_something_does_not_agree_with_the_books(world):
    assert broken(world) == []
    listed(world, showcase(cost_rp=4_000_000))

    assert [found.rule for found in broken(world)] == ["assets.register"]
    with scope(world.bumiayu.id):
        (gap,) = [gap for gap in gaps_of(cooperative_id=world.bumiayu.id) if gap.left_rp]
    assert (gap.account, gap.left_rp) == ("1.6.03", 500_000)


def test_more_than_the_books_hold_is_refused(world):
    assert refused(listed, world, showcase(cost_rp=4_500_001)) == {"wrong": "more", "left_rp": 4_500_000}
    assert refused(listed, world, showcase(taken_rp=1)) == {"wrong": "more", "left_rp": 0}
    assert (
        refused(register_assets, rows=[], source="TERDAFTAR", today=TODAY, **common(world))["wrong"] == "more"
    )
    assert refused(listed, world, source="BELI")["wrong"] == "more"
    assert count(world) == 0


def test_a_table_is_listed_whole_or_not_at_all(world):
    rows = showcase(cost_rp=4_000_000), showcase(cost_rp=500_000, months=0)

    assert refused(listed, world, *rows) == {"wrong": "months", "at": 2}
    assert count(world) == 0


def test_only_who_keeps_assets_lists_them(world):
    with pytest.raises(NotAllowedError):
        listed(world, role=Role.KASIR)


def test_totals_of_the_opening_position_move_onto_the_accounts_of_their_assets(opened):
    listed(opened, ZINC, LAND, source="SALDO_AWAL")

    assert balances(opened, "1.6.81", "1.6.99", "1.6.01", "1.6.03", "1.6.92") == (
        0, 0, 40_000_000, 9_000_000, -1_500_000,
    )  # fmt: skip
    assert broken(opened) == []
    with scope(opened.bumiayu.id):
        rows = register_of(cooperative_id=opened.bumiayu.id)
    assert [(row.number, row.value_rp) for row in rows] == [("AT-0001", 7_500_000), ("AT-0002", 40_000_000)]


def test_more_than_the_totals_hold_is_refused(opened):
    facts = refused(listed, opened, ZINC, LAND, LAND, source="SALDO_AWAL")

    assert facts == {"wrong": "more", "left_rp": 49_000_000}
    assert (count(opened), balances(opened, "1.6.81")) == (0, (49_000_000,))


def test_a_table_is_taken_back_whole(opened):
    first = listed(opened, ZINC, LAND, source="SALDO_AWAL")

    undo(opened, first)

    assert balances(opened, "1.6.81", "1.6.99", "1.6.01", "1.6.03") == (49_000_000, -1_500_000, 0, 0)
    assert broken(opened) == []
    assert refused(undo, opened, first) == {"wrong": "gone"}
    listed(opened, ZINC, LAND, source="SALDO_AWAL")


def test_nothing_is_taken_back_once_a_month_bears_of_it(world):
    asset = listed(world)
    run(world)

    assert refused(undo, world, asset) == {"wrong": "followed"}
    assert refused(undo, world, asset, reason=" ") == {"wrong": "reason"}
    assert one(world, asset).ended_on is None


def test_a_registration_is_taken_back_and_the_books_stay(world):
    undo(world, listed(world))

    assert balances(world, "1.6.03") == (4_500_000,)
    with scope(world.bumiayu.id):
        assert register_of(cooperative_id=world.bumiayu.id) == []


def test_a_month_that_is_closed_takes_no_new_depreciation(world):
    with scope(world.bumiayu.id, durable=True):
        from guyub.books.ledger.services.periods import close_months

        close_months(
            place=world.bumiayu, through=dt.date(2026, 11, 30), actor=world.actor(Role.BENDAHARA),
            today=DECEMBER_31, now=NOW,
        )  # fmt: skip

    assert refused(listed, world, showcase(first=dt.date(2026, 11, 1))) == {"wrong": "month"}
    listed(world, showcase(first=dt.date(2026, 12, 1)))


def test_where_it_stands_and_its_photo_change(world):
    asset = listed(world)
    png = picture(kind="PNG")

    change_asset(
        asset_id=asset, name="Etalase depan", location="Ruang depan", serial="E-1", outlet_id=None,
        photo=("etalase.png", png), **common(world),
    )  # fmt: skip

    row = one(world, asset)
    assert (row.name, row.location, row.serial) == ("Etalase depan", "Ruang depan", "E-1")
    with scope(world.bumiayu.id):
        assert photo(cooperative_id=world.bumiayu.id, file_id=row.photo_id).original_name == "etalase.jpg"
    facts = refused(
        change_asset,
        asset_id=asset,
        name="",
        location="",
        serial="",
        outlet_id=None,
        photo=None,
        **common(world),
    )
    assert facts == {"wrong": "name"}
