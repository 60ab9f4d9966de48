"""Prices hold from a day, obey the ceilings, and are never changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guyub.foundation.kernel.models import OutboxLine
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.products import ProductRefusedError, UnitTyped
from guyub.trade.inventory.models import Price, PriceRule
from guyub.trade.inventory.selectors.prices import price_of
from guyub.trade.inventory.services.price_judging import PriceRefusedError
from guyub.trade.inventory.services.prices import MOST_AT_ONCE, set_prices, withdraw_price
from guyub.trade.inventory.services.products import close_product
from guyub.trade.inventory.services.units import close_unit
from tests.trade.inventory.counter import KILO, OIL, SUGAR, TODAY, Counter
from tests.world import NOW, World, new_id

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
RICE = replace(SUGAR, name="Beras medium curah", good="BERAS_MEDIUM")
SOAP = replace(OIL, name="Sabun cuci", good="", category="RUMAH")


@pytest.fixture
def shop():
    return Counter(World())


def refused(act, refusal=PriceRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts


def wrong(act, refusal=PriceRefusedError):
    return refused(act, refusal)["wrong"]


def holds(shop, id_, *, unit="bungkus", on=TODAY, **more):
    with scope(shop.place.id):
        prices = price_of(cooperative_id=shop.place.id, product_ids=[id_], on=on, **more)
    found = prices.get(shop.unit(id_, unit).id)
    return found and found.amount_rp


def test_at_its_ceiling_a_price_is_kept_and_above_it_refused_with_basis_and_difference(shop):
    oil = shop.add()
    assert shop.price(oil, 15_700) == 1
    before = shop.counts()
    facts = refused(lambda: shop.price(oil, 15_701))
    assert facts["wrong"] == "ceiling"
    said = facts["said"].replace("\u00a0", " ")
    assert "di atas HET, selisih Rp 1." in said
    assert "Keputusan Menteri Perdagangan 1028/2024" in said
    assert shop.counts() == before


def test_a_ceiling_holds_for_every_unit_and_half_of_one(shop):
    half = UnitTyped(name="setengah kg", holds="500")
    rice = shop.add(RICE, (KILO, half))
    assert wrong(lambda: shop.price(rice, 6_800, "setengah kg")) == "ceiling"
    assert shop.price(rice, 6_750, "setengah kg") == 1
    carton = shop.add()
    assert wrong(lambda: shop.price(carton, 12 * 15_700 + 1, "karton")) == "ceiling"
    assert shop.price(carton, 12 * 15_700, "karton") == 1


def test_above_a_reference_price_only_with_a_reason(shop):
    sugar = shop.add(SUGAR, (KILO,))
    assert wrong(lambda: shop.price(sugar, 17_600, "kg")) == "reason"
    shop.price(sugar, 17_600, "kg", reason=" harga  agen naik ")
    with scope(shop.place.id):
        assert Price.objects.get(cooperative=shop.place).reason == "harga agen naik"


def test_a_rationed_good_without_a_ceiling_is_not_priced(shop):
    PriceRule.objects.filter(good="MINYAKITA").delete()
    oil, before = shop.add(), shop.counts()
    assert wrong(lambda: shop.price(oil, 100)) == "no_ceiling"
    assert shop.counts()[3] == before[3]


def test_a_rule_that_is_known_to_begin_later_counts_from_its_day(shop):
    oil = shop.add()
    begins = TODAY + timedelta(days=10)
    lower_ceiling(shop, begins)
    assert wrong(lambda: shop.price(oil, 15_500)) == "ceiling"
    assert shop.price(oil, 15_500, until_on=begins - timedelta(days=1)) == 1
    assert shop.price(oil, 15_000, from_on=begins) == 1


def lower_ceiling(shop, begins):
    """Let the city set a lower ceiling from a day on."""
    ceiling = PriceRule.objects.get(good="MINYAKITA", kind="HET")
    ceiling.id, ceiling.region, ceiling.amount_rp = new_id(), "35.73", 15_000
    ceiling.valid_from, ceiling.set_for = begins, shop.world.city
    ceiling.save(force_insert=True)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"amount_rp": 0}, "amount"),
        ({"amount_rp": -5}, "amount"),
        ({"audience": "TETANGGA"}, "audience"),
        ({"from_on": TODAY - timedelta(days=1)}, "past"),
        ({"until_on": TODAY - timedelta(days=1)}, "until"),
        ({"reason": "a" * 201}, "long"),
        ({"outlet_id": new_id()}, "outlet"),
        ({"unit_id": new_id()}, "unit"),
    ],
)
def test_what_is_no_price_changes_nothing(shop, more, said):
    soap = shop.add(SOAP)
    fine, bad = shop.told(soap, 3_000), replace(shop.told(soap, 4_000, "karton"), **more)
    before = shop.counts()
    assert wrong(lambda: set_prices(**shop.given(told=[fine, bad], today=TODAY))) == said
    assert shop.counts() == before


def test_none_too_many_twice_and_closed_ones_are_refused(shop):
    soap = shop.add(SOAP)
    told = shop.told(soap, 3_000)
    assert wrong(lambda: set_prices(**shop.given(told=[], today=TODAY))) == "nothing"
    many = [told] * (MOST_AT_ONCE + 1)
    assert wrong(lambda: set_prices(**shop.given(told=many, today=TODAY))) == "many"
    assert wrong(lambda: set_prices(**shop.given(told=[told, told], today=TODAY))) == "twice"
    shut = shop.outlet("Gerai lama", "TUTUP")
    assert wrong(lambda: shop.price(soap, 3_000, outlet_id=shut.id)) == "outlet"
    carton = shop.told(soap, 30_000, "karton")
    close_unit(**shop.given(product_id=soap, unit_id=carton.unit_id, today=TODAY))
    assert wrong(lambda: set_prices(**shop.given(told=[carton], today=TODAY))) == "unit"
    close_product(**shop.given(product_id=soap, today=TODAY))
    assert wrong(lambda: shop.price(soap, 3_000), ProductRefusedError) == "closed"


def test_the_most_particular_price_holds(shop):
    soap, outlet = shop.add(SOAP), shop.outlet()
    assert holds(shop, soap) is None
    shop.price(soap, 5_000)
    shop.price(soap, 4_500, audience="ANGGOTA")
    assert holds(shop, soap) == 5_000
    assert holds(shop, soap, is_member=True) == 4_500
    shop.price(soap, 5_500, outlet_id=outlet.id)
    assert holds(shop, soap, outlet_id=outlet.id) == 5_500
    assert holds(shop, soap, outlet_id=outlet.id, is_member=True) == 4_500
    assert holds(shop, soap, is_member=True) == 4_500


def test_the_later_day_and_on_one_day_the_later_word_holds(shop):
    soap = shop.add(SOAP)
    shop.price(soap, 5_000)
    shop.price(soap, 5_200, now=NOW + timedelta(minutes=1))
    assert holds(shop, soap) == 5_200
    shop.price(soap, 4_000, from_on=date(2026, 12, 1), until_on=date(2026, 12, 7))
    assert [holds(shop, soap, on=date(2026, 12, day)) for day in (1, 7, 8)] == [4_000, 4_000, 5_200]


def test_a_withdrawn_price_leaves_the_less_particular_one(shop):
    soap = shop.add(SOAP)
    shop.price(soap, 5_000)
    shop.price(soap, 4_500, audience="ANGGOTA")
    given = {"product_id": soap, "unit_id": shop.unit(soap, "bungkus").id, "outlet_id": None, "today": TODAY}
    later = TODAY + timedelta(days=3)
    withdraw_price(**shop.given(**given, audience="ANGGOTA", from_on=later))
    assert holds(shop, soap, is_member=True) == 4_500
    assert holds(shop, soap, is_member=True, on=later) == 5_000
    again = shop.given(**given, audience="ANGGOTA", from_on=later)
    assert wrong(lambda: withdraw_price(**again)) == "none"
    early = shop.given(**given, audience="UMUM", from_on=TODAY - timedelta(days=1))
    assert wrong(lambda: withdraw_price(**early)) == "past"
    shop.price(soap, 4_400, audience="ANGGOTA", from_on=later + timedelta(days=1))
    assert holds(shop, soap, is_member=True, on=later + timedelta(days=1)) == 4_400


def test_a_retry_sets_it_once(shop):
    soap, same = shop.add(SOAP), new_id()
    given = shop.given(told=[shop.told(soap, 5_000)], today=TODAY, request_id=same)
    assert set_prices(**given) == set_prices(**given) == 1
    assert shop.counts()[3] == 1


def test_a_member_never_pays_more_than_everybody(shop):
    soap = shop.add(SOAP)
    shop.price(soap, 5_000)
    shop.price(soap, 4_500, audience="ANGGOTA")
    shop.price(soap, 4_000, now=NOW + timedelta(minutes=1), until_on=TODAY)
    assert (holds(shop, soap), holds(shop, soap, is_member=True)) == (4_000, 4_000)


def test_the_city_hears_of_other_prices(shop):
    soap = shop.add(SOAP)
    shop.price(soap, 5_000)
    with scope(shop.place.id):
        assert OutboxLine.objects.filter(cooperative=shop.place, topic="inventory.prices_set").count() == 1
