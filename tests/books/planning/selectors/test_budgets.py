"""A budget beside the books: own accounts roll up, units stand apart, what went beyond is named."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.ledger.services.accounts import grow_account
from guyub.books.planning.domain.budget import Section
from guyub.books.planning.selectors.budgets import SHARED, budget_view, budgetable, overruns
from guyub.books.planning.services.budgets import keep_amounts, set_budget
from guyub.community.cooperatives.services.units import open_unit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.planning.makers import TODAY, decision, draft, post, sitting, valid_budget
from tests.world import NOW, World, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def world():
    made = World()
    made.books()
    return made


def view(world, **asked):
    with scope(world.bumiayu.id):
        return budget_view(cooperative_id=world.bumiayu.id, **{"year": 2026, "today": TODAY} | asked)


def row_of(found, code):
    return next(row for row in found.rows if row.code == code)


def test_a_year_with_its_budget_and_its_books_in_five_queries(world):
    valid_budget(world)

    with (
        scope(world.bumiayu.id),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        found = budget_view(cooperative_id=world.bumiayu.id, year=2026, today=TODAY)

    assert len(asked) == 5
    electricity, sales = row_of(found, "6.1.02"), row_of(found, "4.2.02")
    # Eleven months at 100,000; 200,000 in November; December is still to come.
    assert vars_of(electricity) == (1_100_000, 200_000, 1_200_000, 200_000 + 100_000)
    assert vars_of(sales) == (11_000_000, 750_000, 12_000_000, 1_000_000 + 1_000_000)
    assert [row.section for row in found.sums] == [Section.PENDAPATAN, Section.BEBAN, Section.INVESTASI]
    assert found.result.compared.actual_rp == 550_000
    assert found.version.decision_number == "04/RAT/BMY/2026 (contoh)"


def vars_of(row):
    compared = row.compared
    return compared.plan_rp, compared.actual_rp, compared.year_rp, compared.forecast_rp


def test_own_accounts_count_for_the_one_of_the_chart(world):
    with scope(world.bumiayu.id, durable=True):
        own = grow_account(place_id=world.bumiayu.id, above="6.1.02", name="Listrik gudang contoh")
    post(world, date(2026, 11, 21), (own, 70_000), ("1.1.02", -70_000))

    assert row_of(view(world), "6.1.02").compared.actual_rp == 270_000


def test_units_stand_apart_and_so_does_what_all_share(world):
    unit_id = open_unit(
        actor=world.actor(Role.KETUA),
        place_id=world.bumiayu.id,
        kind="SEMBAKO",
        name="Toko sembako contoh",
        outlet_id=None,
        opened_on=date(2026, 1, 1),
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    budget_id = draft(world)
    keep_amounts(sitting(world), budget_id=budget_id, account="6.1.02", unit_id=unit_id, amounts=[600])

    assert row_of(view(world), "6.1.02").compared.year_rp == 1_200_600
    assert row_of(view(world, unit=str(unit_id)), "6.1.02").compared.year_rp == 600
    assert row_of(view(world, unit=str(unit_id)), "6.1.02").compared.actual_rp == 0
    assert row_of(view(world, unit=SHARED), "6.1.02").compared.year_rp == 1_200_000
    assert not view(world, unit="x").rows


def test_the_valid_version_is_shown_unless_another_is_asked(world):
    valid_budget(world)
    draft(world, basis="ANGGARAN", lines=[("6.1.02", 120)])

    assert row_of(view(world), "6.1.02").compared.year_rp == 1_200_000
    assert row_of(view(world, version=2), "6.1.02").compared.year_rp == 120
    assert [one.version for one in view(world).versions] == [2, 1]


def test_what_went_beyond_the_budget_is_told_the_largest_first(world):
    budget_id = draft(world, lines=[("6.1.02", 120_000), ("6.1.03", 1_200_000), ("4.2.02", 1)])
    with scope(world.bumiayu.id):
        assert overruns(world.bumiayu.id, TODAY) == []
    set_budget(sitting(world), budget_id=budget_id, decision_id=decision(world))
    with scope(world.bumiayu.id):
        found = overruns(world.bumiayu.id, TODAY)

    # The shelf had no budget at all; sales beyond their budget are no overrun.
    assert [(row.code, row.plan_rp, row.actual_rp, row.difference_rp) for row in found] == [
        ("1.6.03", 0, 4_500_000, 4_500_000),
        ("6.1.02", 110_000, 200_000, 90_000),
    ]


def test_the_year_before_and_the_year_after(world):
    assert view(world, year=2025).through == 13
    assert view(world, year=2027).through == 0
    assert view(world, year=2027).rows == ()
    assert view(world).version is None
    assert view(world).exceeded == []
    assert next(iter(budgetable())).startswith("4.")
