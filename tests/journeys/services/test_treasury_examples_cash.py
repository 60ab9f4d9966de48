"""The invented shifts: two weeks, one short, one over, one handed over; the same when asked again."""

import datetime as dt

from django.core.management import call_command

from guyub.books.treasury.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.shifts import shifts_of
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.ledger_examples import make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples
from guyub.journeys.services.treasury_examples_cash import make_cash_examples

NOW = dt.datetime(2026, 11, 25, 3, 0, tzinfo=dt.UTC)


def test_the_drawer_ran_for_two_weeks(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("load_network", without_regions=True)
    for make in (
        make_examples,
        make_legal_examples,
        make_ledger_examples,
        make_cash_examples,
        make_cash_examples,
    ):
        make(now=NOW)
    place = Cooperative.objects.get(code=BUMIAYU)

    with scope(place.id):
        rows = shifts_of(cooperative_id=place.id)
        places = {row.name: row.account_code for row in places_of(cooperative_id=place.id)}
        found = [one for rule in (*INVARIANTS, *RECONCILIATIONS) for one in rule(place.id)]

    assert places == {
        "Laci gerai sembako": "1.1.01",
        "Kotak bendahara": "1.1.02",
        "BRI Kedungkandang": "1.1.03.01",
    }
    assert len(rows) == 13  # twelve days, one of them with two shifts
    assert all(row.closed_at for row in rows)
    assert sorted(row.difference_rp for row in rows if row.difference_rp) == [-5_000, 2_000]
    assert found == []
