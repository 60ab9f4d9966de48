"""A number stands for one product: a maker's, a label of the shop's own, a scale's."""

from dataclasses import replace

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.barcodes import BarcodeRefusedError, weight_code
from guyub.trade.inventory.domain.products import ProductRefusedError
from guyub.trade.inventory.domain.scales import PATTERNS
from guyub.trade.inventory.models import Barcode
from guyub.trade.inventory.selectors.barcodes import scanned_product
from guyub.trade.inventory.services.barcodes import (
    add_weight_code,
    make_label,
    remove_barcode,
)
from tests.finance.savings.jasa_world import at_once
from tests.trade.inventory.counter import EAN, KILO, OIL, SUGAR, Counter
from tests.world import World, new_id

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def shop():
    return Counter(World())


def refused(act, refusal=BarcodeRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts


def reads(shop, scanned):
    with scope(shop.place.id):
        return scanned_product(cooperative_id=shop.place.id, scanned=scanned)


def test_a_number_leads_to_its_unit(shop):
    oil = shop.add()
    assert shop.scan(oil) == EAN
    assert shop.scan(oil, "036000291452", "karton") == "0036000291452"
    found = reads(shop, "0 36000 29145 2")
    assert (found.product_id, found.unit, found.factor, found.is_open) == (oil, "karton", 12, True)
    assert reads(shop, "4006381333931") is None


def test_a_wrong_last_digit_is_refused_with_the_right_one(shop):
    oil, before = shop.add(), shop.counts()
    facts = refused(lambda: shop.scan(oil, "8991002101105"))
    assert (facts["wrong"], facts["expected"]) == ("check", "4")
    assert refused(lambda: shop.scan(oil, "12345"))["wrong"] == "form"
    assert refused(lambda: shop.scan(oil, "2000000000015"))["wrong"] == "own"
    assert shop.counts()[2] == before[2]


def test_two_products_never_have_one_number_also_at_once(shop):
    oils = [shop.add(replace(OIL, name=f"Minyak {no}")) for no in range(4)]
    waiting = list(oils)
    assert at_once(lambda: shop.scan(waiting.pop()), BarcodeRefusedError, times=4) == [
        "done",
        "used",
        "used",
        "used",
    ]
    facts = refused(lambda: [shop.scan(oil) for oil in oils])
    assert facts["wrong"] == "used"
    assert facts["product"].startswith("Minyak ")
    with scope(shop.place.id):
        assert Barcode.objects.filter(cooperative=shop.place, code=EAN).count() == 1


def test_labels_of_our_own_count_up_and_check(shop):
    oil = shop.add()
    given = {"product_id": oil, "unit_id": shop.unit(oil, "bungkus").id}
    labels = [make_label(**shop.given(**given)) for _ in range(2)]
    assert labels == ["2000000000015", "2000000000022"]
    assert reads(shop, labels[1]).product_id == oil


def test_a_scale_prints_what_is_read_as_weight_or_price(shop):
    sugar = shop.add(SUGAR, (KILO,))
    given = {"product_id": sugar, "unit_id": shop.unit(sugar, "kg").id}
    assert add_weight_code(**shop.given(**given, prefix="21", plu=17)) == "2100017"
    add_weight_code(**shop.given(**given, prefix="22", plu=17))
    weighed = reads(shop, weight_code(PATTERNS[0], plu=17, amount=735))
    priced = reads(shop, weight_code(PATTERNS[1], plu=17, amount=12_500))
    assert (weighed.product_id, weighed.weight_g, weighed.price_rp) == (sugar, 735, None)
    assert (priced.weight_g, priced.price_rp) == (None, 12_500)
    assert refused(lambda: add_weight_code(**shop.given(**given, prefix="23", plu=1)))["wrong"] == "prefix"
    assert refused(lambda: add_weight_code(**shop.given(**given, prefix="21", plu=0)))["wrong"] == "number"
    assert refused(lambda: add_weight_code(**shop.given(**given, prefix="21", plu=17)))["wrong"] == "used"


def test_only_loose_goods_are_weighed(shop):
    oil = shop.add()
    given = {"product_id": oil, "unit_id": shop.unit(oil, "bungkus").id, "prefix": "21", "plu": 5}
    assert refused(lambda: add_weight_code(**shop.given(**given)))["wrong"] == "loose"


def test_a_number_is_taken_off_and_free_for_another(shop):
    oil, other = shop.add(), shop.add(replace(OIL, name="Minyak lain"))
    shop.scan(oil)
    with scope(shop.place.id):
        barcode_id = Barcode.objects.get(cooperative=shop.place, code=EAN).id
    given = {"product_id": oil, "barcode_id": barcode_id}
    remove_barcode(**shop.given(**given))
    assert reads(shop, EAN) is None
    assert refused(lambda: remove_barcode(**shop.given(**given)))["wrong"] == "gone"
    assert shop.scan(other) == EAN


def test_a_unit_of_another_product_takes_none(shop):
    oil, other = shop.add(), shop.add(SUGAR, (KILO,))
    unit_id = shop.unit(other, "kg").id
    act = {"product_id": oil, "unit_id": unit_id}
    assert refused(lambda: make_label(**shop.given(**act)), ProductRefusedError)["wrong"] == "unit_gone"
    act = {"product_id": new_id(), "unit_id": unit_id}
    assert refused(lambda: make_label(**shop.given(**act)), ProductRefusedError)["wrong"] == "gone"
