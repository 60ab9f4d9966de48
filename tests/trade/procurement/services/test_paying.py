"""Paying suppliers: the oldest first or as chosen, in parts, to the agreed account; taken back."""

from datetime import timedelta

import pytest

from guyub.books.treasury.domain.events import EventRefusedError
from guyub.finance.savings.services.till import TillRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.domain.debts import DebtRefusedError
from guyub.trade.procurement.models import SupplierPayment
from tests.journal_writing import wrong
from tests.trade.procurement.market import Market, yesterday
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(world):
    return Market(world)


def refused(act):
    return wrong(act, DebtRefusedError)


def owed(market, amount_rp, paper_no, **more):
    receipt_id = market.receives(market.came(market.soap, market.carton, 1, amount_rp))
    return market.billed(receipt_id, amount_rp, paper_no=paper_no, **more)


def left(market, *bill_ids):
    return [market.bill(id_).total_rp - market.bill(id_).settled_rp for id_ in bill_ids]


def test_what_is_due_first_is_paid_first(market):
    later = owed(market, 200_000, "F-1", due_on=market.today + timedelta(days=9))
    sooner = owed(market, 300_000, "F-2", due_on=market.today + timedelta(days=2))
    market.pays(350_000)
    assert left(market, later, sooner) == [150_000, 0]
    assert market.books("2.1.01") == [-150_000]
    assert market.broken() == []


def test_or_as_it_was_chosen(market):
    first, second = owed(market, 200_000, "F-1"), owed(market, 300_000, "F-2")
    market.pays(parts={second: 100_000, first: 50_000})
    assert left(market, first, second) == [150_000, 200_000]
    assert market.broken() == []


def test_the_voucher_names_supplier_and_papers(market):
    owed(market, 200_000, "F-77")
    payment_id = market.pays(200_000)
    with scope(market.place.id):
        payment = SupplierPayment.objects.select_related("event", "entry").get(
            cooperative=market.place, id=payment_id
        )
        assert payment.event.who == "Grosir Kita"
        assert payment.event.note == "Tagihan F-77"
        assert (payment.entry.series, payment.account_id) == ("BKK", None)


def test_a_bank_pays_to_the_account_that_two_agreed_to_alone(market):
    owed(market, 200_000, "F-1")
    assert refused(lambda: market.pays(200_000, kind="BANK")) == "account"
    market.has_account()
    payment_id = market.pays(200_000, kind="BANK")
    with scope(market.place.id):
        payment = SupplierPayment.objects.select_related("account").get(
            cooperative=market.place, id=payment_id
        )
        assert payment.account.number == "005101000123530"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount_rp": 0}, "amount"),
        ({"amount_rp": 200_001}, "amount"),
        ({"amount_rp": None}, "amount"),
        ({"amount_rp": 1, "partner_id": new_id()}, "partner"),
        ({"amount_rp": 1, "parts": {new_id(): 1}}, "moved"),
    ],
)
def test_a_payment_of_nothing_or_too_much_is_refused(market, fields, said):
    owed(market, 200_000, "F-1")
    assert refused(lambda: market.pays(**fields)) == said
    assert market.books("2.1.01") == [-200_000]


def test_days_and_sums_that_do_not_fit_are_refused(market):
    bill_id = owed(market, 200_000, "F-1")
    assert refused(lambda: market.pays(1, on=market.today + timedelta(days=1))) == "day"
    assert refused(lambda: market.pays(1, on=yesterday())) == "day"
    assert refused(lambda: market.pays(5, parts={bill_id: 4})) == "amount"
    assert refused(lambda: market.pays(parts={bill_id: 200_001})) == "amount"
    assert refused(lambda: market.pays(parts={bill_id: 0})) == "none"
    market.pays(200_000)
    assert refused(lambda: market.pays(1)) == "none"
    assert refused(lambda: market.pays(parts={bill_id: 1})) == "moved"


def test_only_who_keeps_the_treasury_pays_from_what_holds_enough(market, world):
    owed(market, 600_000, "F-1")
    with pytest.raises(NotAllowedError):
        market.pays(1, actor=world.actor(Role.PENGELOLA_GERAI))
    with pytest.raises(EventRefusedError):
        market.pays(600_000)
    with pytest.raises(TillRefusedError):
        market.pays(1, cash_place_id=None)
    assert market.books("2.1.01") == [-600_000]


def test_a_payment_is_taken_back_whole(market):
    first, second = owed(market, 200_000, "F-1"), owed(market, 300_000, "F-2")
    payment_id = market.pays(350_000)
    assert refused(lambda: market.payment_back(payment_id, why="")) == "why"
    market.payment_back(payment_id)
    assert left(market, first, second) == [200_000, 300_000]
    assert market.books("2.1.01") == [-500_000]
    assert refused(lambda: market.payment_back(payment_id)) == "undone"
    assert refused(lambda: market.payment_back(new_id())) == "gone"
    assert market.broken() == []


def test_goods_of_two_units_of_business_are_billed_and_paid_apart(market):
    from guyub.community.cooperatives.models import BusinessUnit

    with scope(market.place.id):
        unit = BusinessUnit.objects.create(
            cooperative=market.place, kind="SEMBAKO", name="Gerai sembako", opened_on=yesterday(90)
        )
        market.shop.shelf.unit = unit
        market.shop.shelf.save()
    here = market.receives(market.came(market.soap, market.carton, 1, 100_000))
    there = market.receives(
        market.came(market.soap, market.carton, 1, 100_000), location_id=market.shop.shelf.id
    )
    both = [*market.asked(here, 100_000), *market.asked(there, 100_000)]
    assert wrong(lambda: market.books_bill(*both)) == "units"
    first, second = market.billed(here, 100_000), market.billed(there, 100_000, paper_no="F-2")
    assert refused(lambda: market.pays(200_000)) == "units"
    market.pays(parts={first: 100_000})
    market.pays(parts={second: 100_000})
    assert market.books("2.1.01") == [0]
    assert market.broken() == []
