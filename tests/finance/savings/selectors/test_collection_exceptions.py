"""What the pengawas should look at in collecting: cash that differed, lists that stay out."""

from datetime import date, timedelta

import pytest

from guyub.books.oversight.selectors.exceptions import KINDS, Part, exceptions_of, watched_span
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.collecting import TODAY, Round

pytestmark = pytest.mark.django_db


def found(walk, today=TODAY):
    with scope(walk.place.id):
        watched = watched_span(
            place=walk.place, since=date(2026, 11, 1), until=date(2026, 12, 31), today=today
        )
        return {
            kind.kind: [(one.said.replace("\u00a0", " "), one.amount_rp, one.about) for one in kind.found]
            for kind in exceptions_of(watched, Part.SIMPANAN)
            if kind.kind.startswith("savings.collection")
        }


def test_a_list_that_stays_out_longer_than_three_days_is_named(world):
    walk = Round(world)
    list_id = walk.goes_out()
    name = walk.collector.name
    assert found(walk, TODAY + timedelta(days=3)) == {}
    late = {
        "savings.collection_out": [(f"DT-2026-0001, {name}, RT 003/001, 4 hari belum kembali", 60_000, "")]
    }
    assert found(walk, TODAY + timedelta(days=4)) == late
    walk.counts(list_id, 0)
    assert found(walk, TODAY + timedelta(days=4)) == late
    walk.opens_drawer()
    walk.books(list_id, 0)
    assert found(walk, TODAY + timedelta(days=4)) == {}


def test_a_list_whose_cash_differed_is_named_with_its_reason(world):
    walk = Round(world)
    list_id = walk.goes_out()
    walk.opens_drawer()
    walk.counts(list_id, 28_500)
    walk.books(list_id, 28_500, "kembalian kurang", ani=30_000)
    said = f"DT-2026-0001, {walk.collector.name}, kurang Rp 1.500: kembalian kurang"
    assert found(walk) == {"savings.collection_variance": [(said, 1_500, "entry")]}
    assert set(found(walk)) <= set(KINDS)
