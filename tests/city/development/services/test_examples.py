from django.core.management import call_command

from guyub.city.development.models import HelpRequest, Need, Visit
from guyub.city.development.selectors.invariants import INVARIANTS
from guyub.city.development.services.examples import BUMIAYU, MERGOSONO, make_development_examples
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import make_examples


def rows():
    found = {}
    for place in Cooperative.objects.filter(code__in=(BUMIAYU, MERGOSONO)):
        with scope(place.id):
            assert not [broken for rule in INVARIANTS for broken in rule(place.id)]
            assert chain_break(place.id) is None
            found[place.code] = (
                sorted(Need.objects.filter(cooperative=place).values_list("state", flat=True)),
                HelpRequest.objects.filter(cooperative=place).count(),
                sorted(Visit.objects.filter(cooperative=place).values_list("state", flat=True)),
            )
    return found


def test_the_demo_shows_needs_in_several_states_and_a_second_time_changes_nothing(db):
    call_command("load_network", without_regions=True)
    make_development_examples(now=utc_now())
    assert rows() == {code: ([], 0, []) for code in (BUMIAYU, MERGOSONO)}

    make_examples(now=utc_now())
    for _ in range(2):
        make_development_examples(now=utc_now())

    assert rows() == {
        BUMIAYU: (["DECLINED", "FUNDED", "IN_USE", "RAISED"], 1, ["DONE"]),
        MERGOSONO: (["PLANNED", "RAISED", "VERIFIED"], 1, ["PLANNED"]),
    }
