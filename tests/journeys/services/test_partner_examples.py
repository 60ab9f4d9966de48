"""Bumiayu's invented partners: once, with accounts that two people agreed to."""

from django.core.management import call_command

from guyub.community.partners.selectors.invariants import INVARIANTS
from guyub.community.partners.selectors.partners import partner_page, partners_inquiry
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.partner_examples import make_partner_examples
from tests.world import NOW

REAL = {"Perum Bulog Kancab Malang", "ID FOOD", "BRI Unit Kedungkandang"}


def test_bumiayu_trades_with_eight_partners(db, settings):
    settings.IS_DEMO = True
    call_command("load_network", without_regions=True)
    make_examples(now=NOW)
    for _ in range(2):
        make_partner_examples(now=NOW)

    place = place_by_code(BUMIAYU)
    with scope(place.id):
        (rows,) = asked(partners_inquiry(cooperative_id=place.id))
        pages = [partner_page(cooperative_id=place.id, partner_id=row.partner_id, now=NOW) for row in rows]
        assert [found for rule in INVARIANTS for found in rule(place.id)] == []
    assert len(rows) == 8
    assert all("(contoh)" in row.name for row in rows if row.name not in REAL)
    assert all("(contoh)" in row.contact_name for row in rows)
    assert sum(page.account is not None for page in pages) == 2
    assert sum(page.waiting is not None for page in pages) == 1
    assert sum(page.phone is not None for page in pages) == 5
