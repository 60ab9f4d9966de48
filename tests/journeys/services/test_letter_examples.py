from django.core.management import call_command

from guyub.community.members.selectors.letters import join_requests, suggestions
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.letter_examples import make_letter_examples
from tests.world import NOW


def test_residents_wrote_to_bumiayu_once(db, settings):
    settings.IS_DEMO = True
    call_command("load_network", without_regions=True)
    make_examples(now=NOW)
    for _ in range(2):
        make_letter_examples(now=NOW)

    place = place_by_code(BUMIAYU)
    with scope(place.id):
        joins = join_requests(cooperative_id=place.id)
        written = suggestions(cooperative_id=place.id, today=NOW.date())
    assert [(one.number, one.state) for one in joins] == [("1/2026", "CONTACTED"), ("2/2026", "NEW")]
    assert [(one.kind, bool(one.answer)) for one in written] == [("USUL", False), ("KELUHAN", True)]
    assert all("(contoh)" in one.name for one in joins)
    assert all("(contoh)" in one.text for one in written)
