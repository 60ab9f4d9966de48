"""The invented products of loans keep the rules that real ones are held to."""

import pytest

from guyub.finance.loans.domain.offering import Cap, Caps, check, dearest
from guyub.finance.loans.selectors.offers import caps_of, offers_of
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.loan_product_examples import BEGUN, KELUARGA, PRODUCTS, USAHA, tell_loan_products
from tests.finance.loans.product_world import LoanShop
from tests.world import NOW

CAPS = Caps(Cap(240_000, ""), Cap(240_000, ""), Cap(50_000, ""))


@pytest.mark.parametrize("offered", [USAHA, KELUARGA])
def test_terms_are_within_the_ceilings(offered):
    check(offered, caps=CAPS)


def test_the_figures_of_the_page():
    assert dearest(USAHA)[:2] == (238_555, 500_000)
    assert dearest(KELUARGA)[1:] == (500_000, 6)


@pytest.mark.django_db
def test_they_are_entered_with_the_decision_behind_them(world):
    shop = LoanShop(world)
    with scope(shop.place.id):
        made = tell_loan_products(shop.place, world.actor(Role.BENDAHARA), now=NOW)
        offers = offers_of(cooperative_id=shop.place.id, on=NOW.date())
        caps = caps_of(cooperative_id=shop.place.id, days=[BEGUN, NOW.date()])
    assert [*made] == [code for code, *_ in PRODUCTS]
    assert [offer.product.name for offer in offers] == ["Pinjaman kebutuhan keluarga", "Pinjaman usaha"]
    for offer in offers:
        assert offer.now.number.endswith("(contoh)")
        assert offer.now.offered in (USAHA, KELUARGA)
        check(offer.now.offered, caps=caps)
