"""What the pengawas sees of buying."""

from datetime import timedelta

import pytest

from guyub.community.partners.domain.partners import PartnerKind
from guyub.community.partners.models import Partner
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.selectors.exceptions import Watched
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.selectors.debts import debts_due_inquiry, statement_of
from guyub.trade.procurement.selectors.exceptions import EXCEPTIONS, LARGE
from tests.trade.procurement.market import Market

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(world):
    return Market(world)


def found(market):
    watched = Watched(
        cooperative_id=market.place.id,
        zone=Zone.WIB,
        since=market.today - timedelta(days=30),
        until=market.today,
        today=market.today,
        limits={LARGE: 500_000},
    )
    with scope(market.place.id):
        return sorted(one.kind for watcher in EXCEPTIONS for one in watcher(watched))


def test_ordinary_buying_is_no_exception(market):
    market.billed(market.receives_all(market.ordered()), 1_200_000)
    market.pays(100_000)
    assert found(market) == []


def test_what_should_be_looked_at_is_found(market):
    receipt_id = market.receives(market.came(market.soap, market.carton, 4, 600_000))
    done = market.books_bill(*market.asked(receipt_id, 700_000))
    market.approves(done.approval_id)
    market.has_account()
    market.pays(50_000, kind="BANK")
    market.payment_back(market.pays(60_000))
    market.market_back(market.buys_at_market((market.rice, 1_000, 12_000)))
    assert found(market) == [
        "procurement.bill_above",
        "procurement.new_account",
        "procurement.no_order",
        "procurement.taken_back",
        "procurement.taken_back",
    ]


def test_an_agents_delivery_needs_no_order(market):
    market.receives(market.came(market.soap, market.carton, 4, 600_000))
    assert found(market) == ["procurement.no_order"]
    with scope(market.place.id):
        mine = Partner.objects.filter(cooperative=market.place, id=market.partner_id)
        mine.update(kind=PartnerKind.AGEN.value)
    assert found(market) == []


def test_what_is_due_within_a_week_is_told(market):
    receipt_id = market.receives(market.came(market.soap, market.carton, 3, 300_000))
    for at, days in enumerate((-1, 6, 7)):
        market.books_bill(
            *market.asked(receipt_id, 100_000, qty=48),
            paper_no=f"F-{at}",
            billed_on=market.today - timedelta(days=20),
            due_on=market.today + timedelta(days=days),
        )
    with scope(market.place.id):
        assert asked(debts_due_inquiry(market.place.id, today=market.today)) == [(2, 200_000, 1)]
        lines = statement_of(cooperative_id=market.place.id, partner_id=market.partner_id)
    assert [line.left_rp for line in lines] == [100_000, 200_000, 300_000]
