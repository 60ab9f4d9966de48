"""Bumiayu's invented shop: sixty products once, with prices under the ceilings and one tag to print again."""

from django.core.management import call_command

from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.goods_examples import make_goods_examples
from guyub.trade.inventory.domain.labels import Stale
from guyub.trade.inventory.models import Barcode
from guyub.trade.inventory.selectors.catalogue import catalogue, counts_inquiry
from guyub.trade.inventory.selectors.tags import shelf_tags
from tests.world import NOW

TODAY = NOW.date()


def test_bumiayu_sells_sixty_products(db, settings):
    settings.IS_DEMO = True
    call_command("load_network", without_regions=True)
    make_examples(now=NOW)
    for _ in range(2):
        make_goods_examples(now=NOW)

    place = place_by_code(BUMIAYU)
    with scope(place.id):
        listed = catalogue(cooperative_id=place.id, on=TODAY, most=100)
        (counts,) = asked(counts_inquiry(cooperative_id=place.id, on=TODAY))
        tags = shelf_tags(place=place, on=TODAY)
        numbers = Barcode.objects.filter(cooperative=place)
        assert (numbers.filter(is_own=True).count(), numbers.filter(is_weight=True).count()) == (4, 2)
    assert listed.total == 60
    assert counts.unpriced == 0
    assert [one.tag.name for one in tags if one.barred] == []
    changed = {one.tag.name: one.why for one in tags if one.why}
    assert changed == {
        "Indomie Rasa Soto Mie 70 g": (Stale.PRICE,),
        "Susu kental manis kaleng": (Stale.PRICE,),
    }
