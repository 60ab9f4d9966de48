"""The invented assets tie to the invented books, and a second time changes nothing."""

import datetime as dt

from django.core.management import call_command

from guyub.books.assets.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.books.assets.selectors.months import months_due
from guyub.books.assets.selectors.register import gaps_of, lent_of, register_of, spreads_of
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.ledger_examples import make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples
from guyub.journeys.services.treasury_examples_assets import make_assets_examples

NOW = dt.datetime(2026, 11, 26, 3, 0, tzinfo=dt.UTC)


def test_the_list_is_the_books_and_stays_so(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("load_network", without_regions=True)
    make_examples(now=NOW)
    make_legal_examples(now=NOW)
    make_ledger_examples(now=NOW)
    for _ in range(2):
        make_assets_examples(now=NOW)

        place = Cooperative.objects.get(code=BUMIAYU)
        with scope(place.id):
            assert [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(place.id)] == []
            assert not [gap for gap in gaps_of(cooperative_id=place.id) if gap.left_rp]
            assert months_due(cooperative_id=place.id, today=NOW.date()) == []
            rows = register_of(cooperative_id=place.id)
            counts = (
                len(rows),
                len(lent_of(cooperative_id=place.id)),
                len(spreads_of(cooperative_id=place.id)),
            )
    assert counts == (3, 2, 1)
    assert [row.plan.share(row.plan.first) for row in rows] == [150_000, 125_000, 60_000]
