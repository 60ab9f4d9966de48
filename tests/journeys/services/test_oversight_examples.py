"""The invented work of the pengawas: as the rules allow it, and once."""

import datetime as dt

from django.core.management import call_command

from guyub.books.oversight.selectors.invariants import INVARIANTS
from guyub.books.oversight.selectors.questions import open_questions, questions_of
from guyub.books.oversight.selectors.reviews import months_of, notes_of
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.ledger_examples import make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples
from guyub.journeys.services.oversight_examples import make_oversight_examples

NOW = dt.datetime(2026, 11, 25, 3, 0, tzinfo=dt.UTC)


def test_a_month_is_signed_one_half_looked_at_two_questions_asked_and_nothing_twice(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("load_network", without_regions=True)
    make_examples(now=NOW)
    make_oversight_examples(now=NOW)  # no books yet: nothing to look at
    make_legal_examples(now=NOW)
    make_ledger_examples(now=NOW)
    make_oversight_examples(now=NOW)
    make_oversight_examples(now=NOW + dt.timedelta(hours=3))

    place = Cooperative.objects.get(code=BUMIAYU)
    with scope(place.id):
        october, september = months_of(
            cooperative_id=place.id, since=dt.date(2026, 9, 1), until=dt.date(2026, 10, 31)
        )
        questions = questions_of(cooperative_id=place.id)
        assert open_questions(cooperative_id=place.id) == 1
        assert len(notes_of(cooperative_id=place.id)) == 1
        assert [broken for rule in INVARIANTS for broken in rule(place.id)] == []
    assert (september.looked, len(september.standing)) == (september.sampled, 1)
    assert (october.looked, october.is_closed) == (october.sampled // 2, False)
    assert sorted(one.state for one in questions) == ["DIJAWAB", "TERBUKA"]
    assert all(one.text.startswith("Contoh") for one in questions)
