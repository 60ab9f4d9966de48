"""What came without the agreement that its day asked for is entered, since it happened, and marked for the pengawas."""

from datetime import timedelta

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import Change, set_value
from tests.trade.retail.counter import Counter
from tests.trade.retail.selectors.test_exceptions_sales import found
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    made = Counter(world)
    yield made
    assert made.broken() == []


def discounted(counter, off_rp, **more):
    """Sell 100,000 worth of rice for less."""
    line = counter.told_line(counter.rice, counter.kg, 10_000, 10_000)
    line |= {"discount_rp": off_rp, "own_discount_rp": off_rp, "net_rp": line["gross_rp"] - off_rp}
    line["discount"] = {"amount_rp": off_rp, "reason": "kemasan sobek"}
    return counter.sells_at_till(line, **more)


def marks(counter, *answers):
    sales = [counter.sale(one.event_id) for one in answers]
    return [(sale.lacks, sale.agreed_by_id) for sale in sales]


def test_a_discount_is_judged_by_the_rule_of_its_day(counter, world):
    manager = world.person(Role.PENGELOLA_GERAI).id
    small, large = discounted(counter, 5_000), discounted(counter, 5_001)
    agreed = discounted(counter, 20_000, agreed_by=str(manager))
    own = discounted(counter, 20_000, agreed_by=str(counter.cashier.id))
    stranger = discounted(counter, 20_000, agreed_by=str(uuid7()))

    assert marks(counter, small, large, agreed, own, stranger) == [
        ("", None),
        ("SECOND", None),
        ("", manager),
        ("SECOND", None),
        ("SECOND", None),
    ]
    said, amount_rp = found(counter)["retail.without_agreement"]
    assert said.endswith("tanpa persetujuan orang kedua")
    assert amount_rp in {5_001, 20_000}


def test_what_goes_back_asks_for_a_pin_or_for_another_person(counter, world):
    manager = str(world.person(Role.PENGELOLA_GERAI).id)
    own = str(counter.cashier.id)
    sales = [counter.sells_at_till(counter.told_line(counter.rice, counter.kg, 1_000, rp)) for rp in
             (50_000, 50_000, 150_000, 150_000)]  # fmt: skip
    asked = [{}, {"agreed_by": own}, {"agreed_by": own}, {"agreed_by": manager}]
    voids = [counter.voids(sale.event_id, **more) for sale, more in zip(sales, asked, strict=True)]

    assert [lack for lack, _ in marks(counter, *voids)] == ["PIN", "", "SECOND", ""]
    made = counter.sells_at_till()
    repaid = counter.repays(made.event_id, {"CASH": 30_000}, {"QRIS": 30_000}, agreed_by=own)
    assert marks(counter, repaid) == [("", None)]
    # Who sold takes goods of an older shift back with another person alone.
    older = counter.sells_at_till()
    counter.shift_id = uuid7()
    body = {
        "lines": [{"line": 1, "base_qty": 1000, "amount_rp": 15_000}],
        "tenders": [{"kind": "CASH", "amount_rp": 15_000}],
    }
    told = counter.of_shift(
        number=counter.number(), sale_id=str(older.event_id), reason="rusak", agreed_by=own
    )
    assert marks(counter, counter.tells("sale.returned", told | body)) == [("SECOND", None)]


def test_a_rule_that_was_tightened_judges_what_came_after_it(counter):
    change = Change(
        key="kasir.potongan_dua",
        value="1%",
        valid_from=counter.today,
        legal_basis="keputusan pengurus",
        source="rapat pengurus",
    )
    with scope(counter.place.id, durable=True):
        set_value(change, cooperative=counter.place, set_by="Ketua", today=counter.today, now=NOW)
    before, after = discounted(counter, 4_000, at=NOW - timedelta(days=1)), discounted(counter, 4_000)

    assert [lack for lack, _ in marks(counter, before, after)] == ["", "SECOND"]
