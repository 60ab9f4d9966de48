"""What was printed is remembered, and what changed since is known; what a rule forbids is not printed."""

from datetime import timedelta

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.labels import Stale
from guyub.trade.inventory.models import PriceRule
from guyub.trade.inventory.selectors.tags import codes_of, sheet_of, shelf_tags
from guyub.trade.inventory.services.products import close_product
from guyub.trade.inventory.services.tags import MOST_TAGS, TagRefusedError, print_tags, take_down_tags
from tests.trade.inventory.counter import EAN, TODAY, Counter
from tests.world import NOW, World, new_id

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def shop():
    found = Counter(World())
    found.oil = found.add()
    found.piece = found.unit(found.oil, "bungkus").id
    found.price(found.oil, 15_500)
    return found


def tags(shop, on=TODAY):
    with scope(shop.place.id):
        return {one.unit_id: one for one in shelf_tags(place=shop.place, on=on)}


def printed(shop, *unit_ids, act=print_tags, **more):
    given = {"unit_ids": unit_ids or (shop.piece,), "outlet_id": None, "today": TODAY}
    return act(**shop.given(**given | more))


def wrong(act):
    with pytest.raises(TagRefusedError) as caught:
        act()
    return caught.value.facts["wrong"]


def test_a_sheet_says_what_was_true_when_it_was_printed(shop):
    shop.scan(shop.oil)
    sheet = printed(shop)
    assert tags(shop)[shop.piece].why == ()
    shop.price(shop.oil, 15_000, now=NOW + timedelta(minutes=5))
    assert tags(shop)[shop.piece].why == (Stale.PRICE,)
    with scope(shop.place.id):
        (tag,), at = sheet_of(cooperative_id=shop.place.id, sheet_id=sheet)
        assert codes_of(cooperative_id=shop.place.id, unit_ids=[shop.piece]) == {shop.piece: EAN}
    assert (tag.tag.price.replace("\u00a0", " "), at) == ("Rp 15.500 per bungkus", NOW)


def test_a_new_rule_changes_the_tag_and_a_lower_one_bars_it(shop):
    printed(shop)
    rule = PriceRule.objects.get(good="MINYAKITA", kind="HET")
    PriceRule.objects.filter(id=rule.id).update(amount_rp=15_600)
    assert tags(shop)[shop.piece].why == (Stale.RULE,)
    PriceRule.objects.filter(id=rule.id).update(amount_rp=15_000)
    assert "di atas HET" in tags(shop)[shop.piece].barred
    before = shop.counts()
    assert wrong(lambda: printed(shop)) == "barred"
    assert shop.counts() == before


def test_a_retry_prints_once(shop):
    same, before = new_id(), shop.counts()[-1]
    assert printed(shop, request_id=same) == printed(shop, request_id=same) == same
    assert shop.counts()[-1] == before + 1


def test_what_is_no_tag_is_refused(shop):
    assert wrong(lambda: print_tags(**shop.given(unit_ids=[], outlet_id=None, today=TODAY))) == "nothing"
    many = [new_id() for _ in range(MOST_TAGS + 1)]
    assert wrong(lambda: printed(shop, *many)) == "many"
    assert wrong(lambda: printed(shop, new_id())) == "gone"
    assert wrong(lambda: printed(shop, outlet_id=new_id())) == "outlet"
    assert wrong(lambda: printed(shop, act=take_down_tags)) == "gone"


def test_what_is_sold_no_longer_is_taken_down_once(shop):
    printed(shop)
    close_product(**shop.given(product_id=shop.oil, today=TODAY))
    assert tags(shop)[shop.piece].is_gone
    printed(shop, act=take_down_tags, now=NOW + timedelta(minutes=1))
    assert tags(shop) == {}
