"""Products begin, promise and end: what two agreed to holds from its day, also where that day is past."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guyub.finance.savings.domain.counter import CounterRefusedError
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.offering import ProductRefusedError
from guyub.finance.savings.domain.terms import DayCount, JasaMethod, Terms
from guyub.finance.savings.models import SavingsMovement, SavingsProduct, SavingsTerms
from guyub.finance.savings.selectors.offers import most_rate, offers_of, one_offer, recounted_words
from guyub.finance.savings.services.offering import ProductTyped, ask_terms, close_product, open_product
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import ParameterValue
from tests.finance.savings.jasa_world import JANUARY, TODAY, at_once
from tests.finance.savings.services.test_counter import CounterWorld
from tests.finance.savings.services.test_jasa import whole
from tests.journal_writing import approve
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
FOUR = Terms(
    from_on=TODAY,
    method=JasaMethod.TERENDAH,
    day_count=DayCount.MONTH_12,
    tiers=((0, 40_000),),
    every_months=1,
    minimum_rp=0,
    least_rp=0,
    early_ppm=0,
)


class OfferWorld(CounterWorld):
    """Siti saves; the treasurer offers."""

    def given(self, **more):
        given = {"actor": self.treasurer, "place": self.place, "today": TODAY, "request_id": new_id()}
        return given | {"now": NOW} | more

    def opens(self, name="Simpanan qurban", kind=SavingsKind.BERTUJUAN, term_months=None, **more):
        typed = ProductTyped(kind=kind, name=name, term_months=term_months)
        return open_product(**self.given(typed=typed, **more))

    def ends(self, kind=SavingsKind.SUKARELA, **more):
        close_product(**self.given(**{"product_id": self.products[kind]} | more))

    def asks(self, terms=FOUR, product_id=None, decision_id="own", **more):
        return ask_terms(
            **self.given(
                product_id=product_id or self.products[SavingsKind.SUKARELA],
                terms=terms,
                decision_id=self.decision.id if decision_id == "own" else decision_id,
                **more,
            )
        )

    def saves(self, amount_rp, on):
        return super().move(self.siti, amount_rp, on)

    def offer(self, on=TODAY, kind=SavingsKind.SUKARELA):
        with scope(self.place.id):
            return one_offer(cooperative_id=self.place.id, product_id=self.products[kind], on=on)

    def count(self, model):
        with scope(self.place.id):
            return model.objects.filter(cooperative=self.place).count()


@pytest.fixture
def shop(world):
    found = OfferWorld(world)
    found.allow()
    return found


def wrong(act):
    with pytest.raises(ProductRefusedError) as caught:
        act()
    return caught.value.facts["wrong"]


def test_a_product_is_opened_once_under_its_name(shop):
    before, same = shop.count(SavingsProduct), new_id()
    assert shop.opens(request_id=same) == shop.opens(request_id=same)
    assert wrong(lambda: shop.opens("simpanan QURBAN")) == "taken"
    assert shop.count(SavingsProduct) == before + 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": SavingsKind.WAJIB}, "kind"),
        ({"kind": SavingsKind.POKOK}, "kind"),
        ({"name": "a"}, "name"),
        ({"name": "???"}, "name"),
        ({"kind": SavingsKind.BERJANGKA}, "term"),
        ({"term_months": 3}, "term"),
    ],
)
def test_a_product_is_refused(shop, more, said):
    before = shop.count(SavingsProduct)
    assert wrong(lambda: shop.opens(**more)) == said
    assert shop.count(SavingsProduct) == before


def test_only_who_keeps_savings_offers(shop, world):
    for role in (Role.KASIR, Role.PENGAWAS):
        with pytest.raises(NotAllowedError):
            shop.opens(actor=world.actor(role))
        with pytest.raises(NotAllowedError):
            shop.asks(actor=world.actor(role))


def test_a_product_that_ended_takes_no_more_and_gives_what_it_holds(shop):
    shop.saves(50_000, TODAY)
    shop.ends()
    with pytest.raises(CounterRefusedError) as caught:
        shop.pays(1_000)
    assert caught.value.facts["wrong"] == "product"
    assert [wrong(shop.ends), wrong(lambda: shop.ends(SavingsKind.WAJIB))] == ["closed", "standing"]
    assert wrong(lambda: shop.ends(product_id=new_id())) == "gone"
    assert wrong(shop.asks) == "closed"
    assert shop.takes(50_000).balance_rp == 0


@pytest.mark.parametrize(
    ("terms", "more", "said"),
    [
        (FOUR, {"decision_id": None}, "decision"),
        (FOUR, {"decision_id": new_id()}, "decision"),
        (FOUR, {"product_id": new_id()}, "gone"),
        (replace(FOUR, from_on=date(2028, 11, 26)), {}, "day"),
        (replace(FOUR, from_on=date(2016, 11, 24)), {}, "day"),
        (replace(FOUR, tiers=((0, 90_001),)), {}, "cap"),
    ],
)
def test_terms_are_refused(shop, terms, more, said):
    assert wrong(lambda: shop.asks(terms, **more)) == said
    assert shop.count(SavingsTerms) == 0


def test_terms_hold_when_a_second_person_agreed_and_from_their_day(shop, world):
    asked = shop.asks(replace(FOUR, from_on=date(2026, 12, 1)))
    assert shop.offer().next is None
    approve(world, asked)
    found = shop.offer()
    assert (found.now, found.next.terms.tiers, found.next.number) == (None, ((0, 40_000),), "01/RAT/2026")
    assert shop.offer(date(2026, 12, 1)).now.terms.from_on == date(2026, 12, 1)


def test_of_terms_for_one_day_the_last_ones_hold_and_the_first_are_kept(shop, world):
    approve(world, shop.asks())
    approve(world, shop.asks(replace(FOUR, tiers=((0, 30_000),))))
    found = shop.offer()
    assert found.now.terms.tiers == ((0, 30_000),)
    assert [(row.no, row.is_replaced) for row in found.history] == [(2, False), (1, True)]


def test_terms_that_were_refused_leave_nothing(shop, world):
    approve(world, shop.asks(), is_approved=False, reason="belum diputus RAT")
    assert (shop.count(SavingsTerms), shop.offer().now) == (0, None)


def test_terms_of_the_past_book_the_difference_of_the_months_since(shop, world):
    shop.promise([(0, 60_000)], method=JasaMethod.TERENDAH, day_count=DayCount.MONTH_12)
    shop.saves(1_000_000, date(2026, 9, 1))
    for month in range(1, 11):
        shop.post(month)
    # September 5,000; October half a per cent of 1,005,000: 5,025.
    assert shop.account(shop.siti).balance_rp == 1_010_025
    terms = replace(FOUR, from_on=date(2026, 10, 1), tiers=((0, 30_000),))
    with scope(shop.place.id):
        words = recounted_words(cooperative_id=shop.place.id, since=terms.from_on)
        assert words == "Oktober 2026"
        none = recounted_words(cooperative_id=shop.place.id, since=date(2026, 11, 1))
        assert none == ""
    approve(world, shop.asks(terms))

    # October at three per cent: 2,512.5, of which 2,512 is booked; 5,025 was.
    assert shop.account(shop.siti).balance_rp == 1_007_512
    with scope(shop.place.id):
        rows = SavingsMovement.objects.filter(cooperative=shop.place, cause="JASA").order_by("no")
        assert [row.amount_rp for row in rows] == [5_000, 5_025, -2_513]
    whole(shop)


def test_the_tighter_of_both_days_caps_what_is_promised_for_the_past(shop):
    with scope(shop.place.id):
        ParameterValue.objects.create(
            key="simpanan.jasa_maksimal",
            scope="COOPERATIVE",
            cooperative=shop.place,
            value="0.05",
            valid_from=date(2026, 10, 1),
            legal_basis="RAT",
            source="RAT",
            confidence="OURS",
            decision_id=shop.decision.id,
            set_by=shop.treasurer.name,
            set_at=NOW,
        )
        rates = [
            most_rate(cooperative_id=shop.place.id, days={date(2026, 9, 1), on}).ppm
            for on in (date(2026, 9, 30), TODAY)
        ]
    assert rates == [90_000, 50_000]
    past = replace(FOUR, from_on=date(2026, 9, 1))
    assert wrong(lambda: shop.asks(replace(past, tiers=((0, 50_001),)))) == "cap"
    assert shop.asks(replace(past, tiers=((0, 50_000),)))


def test_every_product_is_listed_with_what_it_holds(shop):
    shop.saves(70_000, JANUARY + timedelta(days=40))
    shop.opens()
    with scope(shop.place.id):
        found = {one.product.name: one for one in offers_of(cooperative_id=shop.place.id, on=TODAY)}
    assert (found["Simpanan sukarela"].accounts, found["Simpanan sukarela"].total_rp) == (1, 70_000)
    assert (found["Simpanan qurban"].accounts, found["Simpanan qurban"].now) == (0, None)
    assert found["Simpanan wajib"].dues.value == "10000"


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_who_open_one_product_at_once_open_it_once(shop):
    before = shop.count(SavingsProduct)
    assert at_once(shop.opens, ProductRefusedError) == ["done", *["taken"] * 5]
    assert shop.count(SavingsProduct) == before + 1
