"""The invented everyday events: a month in plain words, the same once made."""

import datetime as dt

from django.core.management import call_command

from guyub.books.ledger.selectors.verify import verify_books
from guyub.books.treasury.selectors.events import event_page, favourites_of
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.recurring import due_events, recurring_of
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.ledger_examples import actor_in, make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples
from guyub.journeys.services.treasury_examples_cash import make_cash_examples
from guyub.journeys.services.treasury_examples_events import FAVOURITES, make_events_examples

NOW = dt.datetime(2026, 11, 26, 3, 0, tzinfo=dt.UTC)


def test_a_month_in_plain_words_is_there_once(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("load_network", without_regions=True)
    make_examples(now=NOW)
    make_legal_examples(now=NOW)
    make_ledger_examples(now=NOW)
    place = Cooperative.objects.get(code=BUMIAYU)
    make_events_examples(now=NOW)  # without places where money lies there is nothing to record
    with scope(place.id):
        assert event_page(cooperative_id=place.id).events == ()
    make_cash_examples(now=NOW)
    make_events_examples(now=NOW)

    def everything():
        with scope(place.id):
            found = event_page(cooperative_id=place.id)
            return [row.number for row in found.events], [
                row.balance_rp for row in places_of(cooperative_id=place.id)
            ]

    numbers, balances = everything()
    assert len(numbers) >= 20
    assert min(balances) >= 0
    with scope(place.id):
        treasurer = actor_in(place, Role.BENDAHARA)
        mine = favourites_of(cooperative_id=place.id, person_id=treasurer.person_id)
        assert [kind.code for kind in mine] == list(FAVOURITES)
        assert [row.kind for row in due_events(place.id, NOW.date())] == ["beban.internet"]
        assert len(recurring_of(cooperative_id=place.id, today=NOW.date())) == 2
        assert verify_books(place=place).findings == ()
    make_events_examples(now=NOW + dt.timedelta(days=40))
    assert everything() == (numbers, balances)
