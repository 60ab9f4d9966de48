"""A budget is drafted, typed, brought as a table, set by a decision, replaced by the next version."""

import threading

import pytest
from django.db import connection

from guyub.books.planning.domain.budget import BudgetRefusedError
from guyub.books.planning.models import Budget, BudgetLine
from guyub.books.planning.selectors.budgets import planned, versions_of
from guyub.books.planning.services.budgets import (
    bring_table,
    drop_draft,
    keep_amounts,
    set_budget,
    start_budget,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.documents.spreadsheets import render_csv
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.planning.makers import TODAY, decision, draft, sitting, valid_budget
from tests.world import World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = World()
    made.books()
    return made


def rows(world):
    with scope(world.bumiayu.id):
        place = world.bumiayu.id
        budgets = Budget.objects.filter(cooperative_id=place).order_by("year", "version")
        lines = BudgetLine.objects.filter(cooperative_id=place).order_by("account_code", "month", "id")
        return list(budgets.values_list("year", "version", "state")), list(
            lines.values_list("account_code", "month", "amount_rp")
        )


def months_of(world, budget_id):
    with scope(world.bumiayu.id):
        found = planned(cooperative_id=world.bumiayu.id, budget_id=budget_id)
    return {code: months for (code, _), months in found.items()}


def refused(world, wrong, act):
    """Run what is refused; nothing may have changed."""
    before = rows(world)
    with pytest.raises(BudgetRefusedError) as error:
        act()
    assert error.value.facts["wrong"] == wrong
    assert rows(world) == before


def test_a_draft_is_typed_spread_and_set_by_the_members_meeting(world):
    budget_id = draft(world, lines=[("6.1.02", 1_000_000), ("4.2.02", 12)])

    assert months_of(world, budget_id)["6.1.02"] == [83_334] * 4 + [83_333] * 8
    keep_amounts(sitting(world), budget_id=budget_id, account="6.1.02", unit_id=None, amounts=[*range(1, 13)])
    keep_amounts(sitting(world), budget_id=budget_id, account="4.2.02", unit_id=None, amounts=[0])
    assert months_of(world, budget_id) == {"6.1.02": [*range(1, 13)]}
    set_budget(sitting(world), budget_id=budget_id, decision_id=decision(world))
    assert rows(world)[0] == [(2026, 1, "BERLAKU")]


def test_a_valid_budget_changes_by_a_new_version_with_its_own_decision(world):
    first = valid_budget(world)
    used = decision_of(world, first)
    second = draft(world, basis="ANGGARAN", lines=[("6.1.02", 1_500_000)])

    assert sum(months_of(world, second)["4.2.02"]) == 12_000_000
    refused(world, "decision", lambda: set_budget(sitting(world), budget_id=second, decision_id=used))
    set_budget(sitting(world), budget_id=second, decision_id=decision(world, number="05/RAT (contoh)"))

    assert rows(world)[0] == [(2026, 1, "DIGANTI"), (2026, 2, "BERLAKU")]
    assert sum(months_of(world, first)["6.1.02"]) == 1_200_000
    for act in (
        lambda: keep_amounts(sitting(world), budget_id=second, account="6.1.02", unit_id=None, amounts=[1]),
        lambda: bring_table(sitting(world), budget_id=first, content=b"Kode;Setahun\r\n6.1.02;1\r\n"),
        lambda: drop_draft(sitting(world), budget_id=second),
        lambda: set_budget(sitting(world), budget_id=first, decision_id=used),
    ):
        refused(world, "set", act)


def decision_of(world, budget_id):
    with scope(world.bumiayu.id):
        return Budget.objects.get(cooperative_id=world.bumiayu.id, id=budget_id).decision_id


def test_next_year_begins_from_this_years_books_grown_and_in_their_season(world):
    budget_id = draft(world, year=2027, basis="REALISASI", percent=10, lines=())

    # The books of 2026 moved in November alone: sales 750,000, electricity 200,000, a shelf 4,500,000.
    assert months_of(world, budget_id) == {
        "4.2.02": [*[0] * 10, 825_000, 0],
        "6.1.02": [*[0] * 10, 220_000, 0],
        "1.6.03": [*[0] * 10, 4_950_000, 0],
    }
    keep_amounts(
        sitting(world), budget_id=budget_id, account="6.1.02", unit_id=None, amounts=[600], is_seasonal=True
    )
    assert months_of(world, budget_id)["6.1.02"] == [*[0] * 10, 600, 0]


@pytest.mark.parametrize(
    ("wrong", "asked"),
    [
        ("year", {"year": 2025}),
        ("year", {"year": 2028}),
        ("basis", {"basis": "LAIN"}),
        ("percent", {"percent": -91}),
        ("percent", {"percent": 501}),
        ("source", {"basis": "ANGGARAN"}),
        ("source", {"basis": "REALISASI"}),
    ],
)
def test_what_a_draft_cannot_begin_with(wrong, asked, world):
    refused(world, wrong, lambda: draft(world, lines=(), **asked))


def test_a_year_has_one_draft_and_needs_books(world):
    draft(world)
    refused(world, "draft", lambda: draft(world))
    with pytest.raises(BudgetRefusedError) as error:
        start_budget(sitting(world, place=world.arjosari), year=2026, basis="KOSONG", percent=0, today=TODAY)
    assert error.value.facts["wrong"] == "unopened"


@pytest.mark.parametrize(
    ("wrong", "typed"),
    [
        ("amount", {"amounts": [-1]}),
        ("amount", {"amounts": [1, 2]}),
        ("amount", {"amounts": [10**13 + 1]}),
        ("account", {"account": "1.1.01"}),
        ("account", {"account": "4.1.09"}),
        ("unit", {"unit_id": new_id()}),
        ("gone", {"budget_id": new_id()}),
    ],
)
def test_what_a_draft_does_not_take(wrong, typed, world):
    budget_id = draft(world)
    whole = {"budget_id": budget_id, "account": "6.1.02", "unit_id": None, "amounts": [1]} | typed

    refused(world, wrong, lambda: keep_amounts(sitting(world), **whole))


def test_a_table_is_taken_whole_or_not_at_all(world):
    budget_id = draft(world)
    titles, good = ["Kode", "Setahun"], [["6.1.02", 2_400_000], ["6.1.03", 600_000]]

    def bring(table):
        content = render_csv(titles=titles, rows=table)
        return bring_table(sitting(world), budget_id=budget_id, content=content)

    refused(world, "row_account", lambda: bring([*good, ["9.9.99", 1]]))
    assert bring(good) == 2
    found = {code: sum(months) for code, months in months_of(world, budget_id).items()}
    assert found == {"4.2.02": 12_000_000, "6.1.02": 2_400_000, "6.1.03": 600_000, "1.6.03": 3_000_000}


@pytest.mark.parametrize("wrong", ["empty", "decision", "decision of the board", "gone"])
def test_what_is_not_set(wrong, world):
    budget_id = draft(world, lines=() if wrong == "empty" else [("6.1.02", 12)])
    board = decision(world, body="PENGURUS") if "board" in wrong else None
    asked = new_id() if wrong == "gone" else budget_id

    refused(world, wrong.split()[0], lambda: set_budget(sitting(world), budget_id=asked, decision_id=board))


def test_a_draft_can_be_thrown_away(world):
    drop_draft(sitting(world), budget_id=draft(world))

    assert rows(world) == ([], [])


def test_the_same_request_begins_one_draft_and_others_may_not_begin_any(world):
    again = new_id()
    asked = {"year": 2026, "basis": "KOSONG", "percent": 0, "today": TODAY}

    assert start_budget(sitting(world, request_id=again), **asked) == start_budget(
        sitting(world, request_id=again), **asked
    )
    for role in (Role.KETUA, Role.PENGAWAS, Role.KASIR):
        with pytest.raises(NotAllowedError):
            start_budget(sitting(world, role), **asked)


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_make_one_draft(world):
    sittings, outcomes = [sitting(world), sitting(world)], []
    barrier = threading.Barrier(2)

    def begin(one):
        barrier.wait()
        try:
            start_budget(one, year=2026, basis="KOSONG", percent=0, today=TODAY)
            outcomes.append("made")
        except BudgetRefusedError as error:
            outcomes.append(error.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=begin, args=[one]) for one in sittings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["draft", "made"]
    with scope(world.bumiayu.id):
        assert len(versions_of(cooperative_id=world.bumiayu.id, year=2026)) == 1
