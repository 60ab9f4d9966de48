from django.core.management import call_command

from guyub.community.cooperatives.selectors.imports import batches_of
from guyub.community.cooperatives.services.imports import check_batch
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import make_examples
from guyub.journeys.services.import_examples import make_import_examples
from tests.world import NOW


def test_one_table_waits_with_lines_to_mend(db):
    call_command("load_network", without_regions=True)
    make_import_examples(now=NOW)  # nobody is there yet who could bring it
    make_examples(now=NOW)

    for _ in range(2):
        make_import_examples(now=NOW)

    city = Cooperative.objects.get(code="35.73")
    with scope(city.id):
        (batch,) = batches_of(city_id=city.id)
    checked = check_batch(city_id=city.id, batch_id=batch.batch_id, today=NOW.date())
    assert [(fault.line, fault.wrong) for fault in checked.faults] == [
        (3, "name_other"),
        (4, "missing"),
        (5, "bad_date"),
        (6, "bad_post"),
    ]
