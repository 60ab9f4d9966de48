"""Shifts, cash places and the ledger agree over histories of any kind, and say so where they do not."""

import random

import pytest

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.accounts import grow_account
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.models import CashShift
from guyub.books.treasury.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.invariants import RULE_WORDS
from tests.books.treasury.tills import TODAY, Till
from tests.world import World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def till():
    return Till(World())


def broken(till):
    with scope(till.place.id):
        return [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(till.place.id)]


def posts(till, *lines):
    draft = EntryDraft(
        occurred_on=TODAY, memo="Lain", lines=[LineDraft(*line) for line in lines], request_id=new_id()
    )
    with scope(till.place.id, durable=True):
        post_entry(place=till.place, context="ledger", draft=draft, today=TODAY)


@pytest.mark.parametrize("seed", [7, 26, 2026])
def test_every_history_of_shifts_agrees_with_the_books(till, seed):
    dice = random.Random(seed)  # noqa: S311  a history that can be told again
    shift_id, done, refused = None, 0, 0
    for _ in range(14):
        lies_rp = till.balances()["LACI"]
        try:
            if shift_id is None:
                counted = max(0, lies_rp + dice.choice((0, 0, 500, -700)))
                shift_id = till.opens(counted=counted, reason="beda").shift_id
                continue
            act = dice.choice("sell drop top close close".split())
            if act == "sell":
                posts(till, ("1.1.01", 37_500), ("4.2.02", -37_500))
            elif act == "drop":
                till.drops(dice.choice((10_000, lies_rp or 100, lies_rp + 100)))
            elif act == "top":
                till.tops_up(dice.choice((20_000, 5_000_000)))
            else:
                counted = max(0, lies_rp + dice.choice((0, 0, 1_500, -2_500)))
                shift_id = None if till.closes(shift_id, counted, reason="beda").shift_id else shift_id
            done += 1
        except ShiftRefusedError:
            refused += 1

    assert done > 4
    assert broken(till) == []


def test_a_count_that_the_books_never_knew_is_named(till):
    shift_id = till.opens().shift_id
    till.tops_up(100_000)
    till.closes(shift_id, 100_000)
    assert broken(till) == []

    with scope(till.place.id):
        CashShift.objects.filter(cooperative=till.place).update(closing_chain_no=1)

    (found,) = broken(till)
    assert found.rule == "treasury.shift.counted"
    assert "Laci gerai" in found.what


def test_money_outside_the_places_and_below_nothing_is_named(till):
    with scope(till.place.id, durable=True):
        grow_account(place_id=till.place.id, above="1.1.03", name="Bank lain")
    assert broken(till) == []
    posts(till, ("1.1.03.01", 5_000), ("1.1.01", -5_000))

    found = broken(till)

    assert [one.rule for one in found] == ["treasury.place.account", "treasury.place.below_nothing"]
    assert all(one.rule in RULE_WORDS for one in found)
