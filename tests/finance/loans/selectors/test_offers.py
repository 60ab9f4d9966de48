"""What is offered, read: products with the terms of a day, what is lent of each, the ceilings of some days."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.finance.loans.domain.offering import Cap, Caps
from guyub.finance.loans.domain.terms import Method
from guyub.finance.loans.selectors.offers import approved_range, caps_inquiry, caps_of, offer_of, offers_of
from guyub.finance.loans.selectors.products import (
    one_product,
    product_inquiry,
    products_inquiry,
    products_of,
)
from guyub.finance.loans.services.offering import columns_of
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import LoanBook
from tests.finance.loans.product_world import FLAT, LoanShop, from_day
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
LAW = Cap(240_000, "Permenkop UKM 8/2023 Ps 27")


@pytest.fixture
def shop(world):
    return LoanShop(world)


def test_products_are_listed_by_name_with_the_terms_of_a_day(shop):
    usaha, darurat = shop.opens(), shop.opens("Pinjaman darurat", purpose="")
    shop.sets(usaha)
    shop.sets(usaha, from_day(date(2026, 12, 1), rate_ppm=110_000))
    shop.closes(darurat)
    with scope(shop.place.id):
        rows = {on: products_of(cooperative_id=shop.place.id, on=on) for on in (TODAY, date(2026, 12, 1))}
        one = one_product(cooperative_id=shop.place.id, product_id=usaha, on=TODAY)
        told = asked(
            products_inquiry(cooperative_id=shop.place.id, on=TODAY),
            product_inquiry(cooperative_id=shop.place.id, product_id=darurat, on=TODAY),
            caps_inquiry(cooperative_id=shop.place.id, days=[TODAY]),
        )
    assert [row.name for row in rows[TODAY]] == ["Pinjaman darurat", "Pinjaman usaha"]
    assert [row.now and (row.now.no, row.now.offered.rate_ppm) for row in rows[TODAY]] == [None, (1, 120_000)]
    assert rows[date(2026, 12, 1)][1].now.offered.rate_ppm == 110_000
    assert (one.now.offered, one.is_open(TODAY)) == (FLAT, True)
    assert told == [rows[TODAY], rows[TODAY][0], Caps(LAW, told[2].effective, told[2].penalty)]
    assert not rows[TODAY][0].is_open(TODAY)


def test_a_product_of_another_cooperative_is_none(shop, world):
    usaha = shop.opens()
    assert shop.offer(usaha, place=world.arjosari) is None
    assert shop.offer(new_id()) is None
    with scope(world.arjosari.id):
        assert offers_of(cooperative_id=world.arjosari.id, on=TODAY) == []


def test_ceilings_are_the_lowest_of_the_days(shop):
    ours = (
        Cap(240_000, "Permenkop UKM 8/2023 Ps 27; flat atau efektif tidak disebut"),
        Cap(50_000, "kebijakan penagihan"),
    )
    shop.lowers("pinjaman.jasa_maksimal", "0.185", date(2026, 12, 1))
    with scope(shop.place.id):

        def caps(*days):
            return caps_of(cooperative_id=shop.place.id, days=days)

        assert caps(TODAY) == Caps(LAW, *ours)
        assert caps(TODAY, date(2026, 12, 1)).nominal == Cap(185_000, "RAT")
        assert caps(date(2026, 12, 1), TODAY).nominal == Cap(185_000, "RAT")
        # A penalty has a ceiling since July 2025 alone.
        assert caps(TODAY, date(2025, 6, 30)) is None
        assert caps() is None


def test_the_range_of_the_meeting_is_of_one_way_of_counting_and_a_day(shop):
    usaha = shop.opens()
    shop.sets(usaha)
    shop.sets(usaha, replace(FLAT, rate_to_ppm=125_000), decision_id=shop.board)
    with scope(shop.place.id):
        given = {"cooperative_id": shop.place.id, "product_id": usaha}
        found = approved_range(**given, method=Method.FLAT, on=TODAY)
        assert (found.low_ppm, found.high_ppm) == (108_000, 132_000)
        assert approved_range(**given, method=Method.FLAT, on=date(2026, 11, 24)) is None
        assert approved_range(**given, method=Method.BULLET, on=TODAY) is None


def test_an_offer_says_how_much_is_lent_and_asks_little(world):
    book = LoanBook(world)
    loan = book.lends()
    book.agrees()  # not paid out yet
    book.settles(book.lends())
    with scope(book.place.id):
        book.product.terms.create(
            cooperative=book.place,
            no=1,
            decision=book.decision,
            person=world.person(Role.BENDAHARA),
            recorded_at=NOW,
            **columns_of(FLAT),
        )
        with CaptureQueriesContext(
            connection,
        ) as captured:
            found = offer_of(cooperative_id=book.place.id, product_id=book.product.id, on=TODAY)
        assert len(captured) <= 3
        with CaptureQueriesContext(connection) as captured:
            assert offers_of(cooperative_id=book.place.id, on=TODAY) == [found]
        assert len(captured) <= 3
    assert (found.loans, found.left_rp) == (1, loan.left_rp)
    row = found.now
    assert (row.number, row.body, row.decided_on) == ("01/RAT/2026", "RAT", date(2026, 1, 1))
    assert (row.person, row.is_replaced, found.history) == (world.person(Role.BENDAHARA).name, False, (row,))
