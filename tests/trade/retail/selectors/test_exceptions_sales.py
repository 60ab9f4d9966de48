"""What the pengawas is shown of receipts, and what a member takes along of them."""

from datetime import timedelta

import pytest

from guyub.books.oversight.selectors.exceptions import watched_span
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.own_data import Owner
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import ParameterValue
from guyub.trade.inventory.services.price_rules import load_rules
from guyub.trade.inventory.services.prices import PriceTold, set_prices
from guyub.trade.retail.selectors.exceptions_sales import SALE_EXCEPTIONS, rationed_on_bon
from guyub.trade.retail.selectors.own_data import OWN_DATA
from tests.trade.retail.counter import Counter
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    load_rules(now=NOW)
    return Counter(world)


def shown(counter, *watchers):
    since = counter.today - timedelta(days=30)
    with scope(counter.place.id):
        watched = watched_span(place=counter.place, since=since, until=counter.today, today=counter.today)
        return [one for watch in watchers for one in watch(watched)]


def found(counter):
    return {one.kind: (one.said, one.amount_rp) for one in shown(counter, *SALE_EXCEPTIONS)}


def premium(counter):
    """Give rice with a ceiling of 14,900 a kg, 10 kg of it in the store."""
    with scope(counter.place.id):
        good = counter.shop.product("Beras premium curah", base_unit="gram", good="BERAS_PREMIUM")
    counter.shop.receive(good, 10_000, 130_000, on=counter.today - timedelta(days=7))
    return good, counter.unit(good, "kg", 1_000)


def test_what_was_sold_above_its_ceiling_is_entered_and_shown(counter):
    good, kilo = premium(counter)
    assert counter.sells_at_till(counter.told_line(good, kilo, 2_000, 14_900)).answer.value == "ACCEPTED"
    assert found(counter) == {}

    counter.sells_at_till(counter.told_line(good, kilo, 2_000, 15_000))
    assert found(counter) == {
        "retail.above_ceiling": (f"Nota K1-0002: Beras premium curah dijual {rupiah(200)} di atas HET", 200)
    }
    assert counter.broken() == []


def test_a_fee_sold_beside_a_good_with_a_ceiling_is_entered_and_shown_as_above_it(counter, world):
    good, kilo = premium(counter)
    with scope(counter.place.id):
        fee = counter.shop.product("Ongkos antar")
        at = fee.units.get(factor=1)
    counter.shop.receive(fee, 10, 1_000, on=counter.today - timedelta(days=7))
    lines = [counter.told_line(good, kilo, 1_000, 14_900), counter.told_line(fee, at, 1, 2_000)]
    assert counter.sells_at_till(counter.soap_line(), lines[1]).answer.value == "ACCEPTED"
    assert found(counter) == {}

    assert counter.sells_at_till(*lines).answer.value == "ACCEPTED"
    assert found(counter)["retail.above_ceiling"][1] == 2_000
    assert counter.broken() == []


def test_gas_on_bon_is_entered_and_shown_unless_the_rule_of_its_day_allows_it(counter, world):
    with scope(counter.place.id):
        gas = counter.shop.product("LPG 3 kg", good="LPG_3KG")
    counter.shop.receive(gas, 5, 80_000, on=counter.today - timedelta(days=7))
    line, siti = counter.told_line(gas, counter.unit(gas, "tabung", 1), 1, 18_000), world.member()
    counter.sells_at_till(tenders={"CREDIT": 30_000}, member=siti)
    counter.sells_at_till(line)
    assert found(counter) == {}

    sold = counter.sells_at_till(line, tenders={"CREDIT": 10_000, "CASH": 8_000}, member=siti)
    assert sold.answer.value == "ACCEPTED", sold
    said = f"Nota K1-0003: barang bersubsidi dibayar bon {rupiah(10_000)}"
    assert found(counter) == {"retail.rationed_on_bon": (said, 10_000)}
    counter.voids(
        sold.event_id, tenders=[{"kind": "CASH", "amount_rp": 8_000}, {"kind": "CREDIT", "amount_rp": 10_000}]
    )
    assert found(counter)["retail.rationed_on_bon"] == (said, 10_000)
    # What was cash and became bon is shown with the receipt that it belongs to.
    counter.repays(counter.sells_at_till(line, member=siti).event_id, {"CASH": 18_000}, {"CREDIT": 18_000})
    assert [one.said[:12] for one in shown(counter, rationed_on_bon)] == ["Nota K1-0005", "Nota K1-0003"]

    ParameterValue.objects.create(
        cooperative=counter.place,
        key="kasir.bon_bersubsidi",
        scope="COOPERATIVE",
        value="1",
        valid_from=counter.today,
        legal_basis="rapat",
        source="rapat",
        confidence="OURS",
        decision_id=new_id(),
        set_by="Contoh",
        set_at=NOW,
    )
    assert "retail.rationed_on_bon" not in found(counter)


def test_another_price_than_the_list_says_is_entered_and_shown(counter):
    told = PriceTold(
        product_id=counter.rice.id, unit_id=counter.kg.id, amount_rp=15_500, from_on=counter.today
    )
    set_prices(
        actor=counter.buyer,
        place=counter.place,
        told=[told],
        today=counter.today,
        request_id=new_id(),
        now=NOW,
    )
    counter.sells_at_till(at=NOW - timedelta(days=1))
    assert found(counter) == {}

    counter.sells_at_till()
    assert found(counter) == {
        "retail.other_price": (
            f"Nota K1-0002: Beras medium dijual {rupiah(15_000)}, di daftar {rupiah(15_500)}",
            30_000,
        )
    }


def test_a_void_is_shown_with_its_reason(counter):
    counter.voids(counter.sells_at_till().event_id)

    assert found(counter) == {
        "retail.voided": ("Nota K1-0001 dibatalkan: salah ketik", 30_000),
        "retail.without_agreement": ("Nota K1-0001: dibatalkan tanpa PIN kasir", 30_000),
    }


def test_a_member_takes_the_own_purchases_along(counter, world):
    siti = world.member()
    counter.sells_at_till(tenders={"CASH": 10_000, "CREDIT": 20_000}, member=siti)
    counter.sells_at_till()
    owner = Owner(cooperative_id=counter.place.id, person_id=siti.person_id)
    with scope(counter.place.id):
        (sale,) = OWN_DATA[1].rows(owner)
        (line,) = OWN_DATA[2].rows(owner)

    assert (sale["Nomor"], sale["Jenis"], sale["Jumlah (rupiah)"]) == ("PJ-2026-0001", "Belanja", 30_000)
    assert sale["Bon belum dibayar (rupiah)"] == 20_000
    assert (line["Barang"], line["Dibayar (rupiah)"]) == ("Beras medium", 30_000)


def test_bon_that_grew_old_within_the_span_is_shown_while_it_is_open(counter, world):
    counter.sells_at_till(tenders={"CREDIT": 30_000}, member=world.member())
    assert found(counter) == {}

    counter.today += timedelta(days=90)
    assert found(counter) == {"retail.bon_long_due": ("Bon nota K1-0001 sudah 90 hari belum dibayar", 30_000)}
