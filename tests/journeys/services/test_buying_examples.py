"""What invented Bumiayu buys: once, with orders where they stand and books that agree."""

from django.core.management import call_command

from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.buyer_examples import make_buyer_examples
from guyub.journeys.services.buying_examples import make_buying_examples
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.goods_examples import make_goods_examples
from guyub.journeys.services.ledger_examples import make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples
from guyub.journeys.services.partner_examples import make_partner_examples
from guyub.journeys.services.stock_examples import make_stock_examples
from guyub.journeys.services.treasury_examples_cash import make_cash_examples
from guyub.trade.procurement.selectors.debts import debts
from guyub.trade.procurement.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.trade.procurement.selectors.orders import orders_inquiry
from guyub.trade.retail.selectors.cycles import cycles_inquiry
from guyub.trade.retail.selectors.invariants import INVARIANTS as OF_SHOP
from guyub.trade.retail.selectors.invariants import RECONCILIATIONS as HELD
from guyub.trade.retail.selectors.orders import buyers_due
from tests.world import NOW


def test_bumiayu_buys_in_several_states(db, settings):
    settings.IS_DEMO = True
    call_command("load_network", without_regions=True)
    for make in (
        make_examples,
        make_legal_examples,
        make_ledger_examples,
        make_cash_examples,
        make_partner_examples,
    ):
        make(now=NOW)
    make_goods_examples(now=NOW)
    make_stock_examples(now=NOW)
    for _ in range(2):
        make_buying_examples(now=NOW)
        make_buyer_examples(now=NOW)

    place = place_by_code(BUMIAYU)
    with scope(place.id):
        (rows,) = asked(orders_inquiry(cooperative_id=place.id))
        owed = debts(cooperative_id=place.id, today=NOW.date())
        assert [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(place.id)] == []
        assert [found for rule in (*OF_SHOP, *HELD) for found in rule(place.id)] == []
        (cycles,) = asked(cycles_inquiry(cooperative_id=place.id))
        due = buyers_due(cooperative_id=place.id)
    assert sorted(row.standing.value for row in rows) == [
        "DIKIRIM",
        "DIKIRIM",
        "DITAGIH",
        "DITERIMA",
        "DITERIMA",
        "MENUNGGU",
        "RANCANGAN",
        "SEBAGIAN",
        "SEBAGIAN",
    ]
    assert sorted(row.state.value for row in cycles) == ["BATAL", "BUKA", "DATANG", "SELESAI", "TUTUP"]
    assert len(due) == 2
    assert len(owed.debtors) == 2
    assert owed.late_rp == 1_000_000
