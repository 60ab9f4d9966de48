import pytest
from django.core.management import call_command

from guyub.foundation.devices.domain.health import Worry
from guyub.foundation.devices.selectors.devices import device_page, devices_of
from guyub.foundation.devices.selectors.invariants import INVARIANTS
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.device_examples import HELD_UP, LOST, WELL, make_device_examples
from guyub.journeys.services.examples import BUMIAYU, make_examples
from tests.world import NOW


@pytest.mark.django_db
def test_one_till_is_well_one_is_held_up_one_was_lost():
    call_command("load_network", without_regions=True)
    make_examples(now=NOW)
    for _ in range(2):
        make_device_examples(now=NOW)

    place = Cooperative.objects.get(code=BUMIAYU)
    with scope(place.id):
        rows = {row.name: row for row in devices_of(cooperative_id=place.id, now=NOW)}
        assert (rows[WELL].worries, rows[LOST].is_revoked) == ((), True)
        assert {Worry.HELD_UP, Worry.NOT_APPLIED, Worry.WAITING, Worry.CLOCK_WARNS} <= set(
            rows[HELD_UP].worries
        )
        page = device_page(cooperative_id=place.id, device_id=rows[HELD_UP].device_id, now=NOW)
        assert (page.gap.from_seq, page.gap.to_seq) == (2, 3)
        assert not [one for rule in INVARIANTS for one in rule(place.id)]
