"""The example bank: a month that ties and is kept, another with lines that wait; made once."""

from datetime import date

from django.core.management import call_command

from guyub.books.treasury.domain.bank_matching import matching
from guyub.books.treasury.selectors.bank_invariants import kept_sheets_still_tie, matches_join_equal_sums
from guyub.books.treasury.selectors.banks import bank_desk, bank_standing
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.ledger_examples import make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples
from guyub.journeys.services.treasury_examples_bank import make_bank_examples
from guyub.journeys.services.treasury_examples_cash import make_cash_examples
from tests.world import NOW


def standing(place):
    with scope(place.id):
        return bank_standing(place.id)


def test_last_month_is_kept_and_this_month_waits(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("load_network", without_regions=True)
    load_national(now=NOW)
    make_examples(now=NOW)
    make_legal_examples(now=NOW)
    make_ledger_examples(now=NOW)
    make_cash_examples(now=NOW)

    make_bank_examples(now=NOW)

    place = Cooperative.objects.get(code=BUMIAYU)
    (bank,) = standing(place)
    assert bank.reconciled_on == date(2026, 10, 31)
    with scope(place.id):
        desk = bank_desk(cooperative_id=place.id, bank=bank, today=NOW.date())
        suggested = {line.id for one in matching(desk.lines, desk.entries).likely for line in one.lines}
        waiting = [line for line in desk.lines if line.id not in suggested]
        assert sorted(line.amount_rp for line in waiting) == [-6_500, -640, 3_200]
        assert min(line.on for line in desk.lines) >= date(2026, 11, 1)
        assert not [*kept_sheets_still_tie(place.id), *matches_join_equal_sums(place.id)]
    make_bank_examples(now=NOW)
    assert standing(place) == [bank]
