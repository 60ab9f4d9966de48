"""What offers cost: numbers worked by hand, and present values summed in fractions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.offers import (
    AmountOffer,
    GoodsOffer,
    OfferRefusedError,
    Per,
    RateOffer,
    Why,
    compare,
    cost_of,
    verdict,
)
from guyub.finance.loans.domain.terms import Every, Fee, Method, TermsRefusedError, Unit

WEEKLY = Every(Unit.WEEK)


def rate(percent=1, *, principal=12_000_000, number=12, method=Method.FLAT, name="Koperasi", **more):
    """An offer told as a rate a month."""
    told = {"per": Per.MONTH, "rate": Fraction(percent) / 100} | more
    return RateOffer(name=name, principal_rp=principal, method=method, number=number, **told)


def amounts(received=900_000, instalment=30_000, number=40, **more):
    """A money-lender's offer."""
    return AmountOffer(name="Rentenir", received_rp=received, instalment_rp=instalment, number=number, **more)


def goods(price=1_200_000, instalment=130_000, number=12, **more):
    """A shop's offer."""
    return GoodsOffer(name="Paylater", price_rp=price, instalment_rp=instalment, number=number, **more)


def worth(cost, periodic):
    """Sum what the payments are worth today, each exactly."""
    return sum(Fraction(paid) / (1 + periodic) ** at for at, paid in enumerate(cost.payments_rp, 1))


@pytest.mark.parametrize(
    ("_case", "offer", "in_hand", "total", "nominal", "compounded"),
    [
        # docs/algorithms/effective_rate.md
        ("flat 1 %, 12 months", rate(), 12_000_000, 13_440_000, "0.214572", "0.236984"),
        ("flat 2 %, 12 months", rate(2), 12_000_000, 14_880_000, "0.417031", "0.506740"),
        (
            "flat 1 %, 300,000 kept back",
            rate(kept=Fee(name="provisi", amount=300_000)),
            11_700_000,
            13_440_000,
            "0.264033",
            "0.298449",
        ),
        (
            "12 % a year is 1 % a month",
            rate(12, per=Per.YEAR),
            12_000_000,
            13_440_000,
            "0.214572",
            "0.236984",
        ),
        # 100 now, 110 after a month.
        (
            "all at once",
            rate(10, principal=100, number=1, method=Method.BULLET),
            100,
            110,
            "1.200000",
            "2.138428",
        ),
        # On what is owed without fees: what is told is what it is.
        ("declining", rate(method=Method.DECLINING), 12_000_000, 12_780_000, "0.120000", "0.126825"),
        # 5,000 a month beside 100,000 that costs nothing and is paid back at once: 5 % a month.
        (
            "a fee with each",
            rate(0, principal=100_000, number=1, each_rp=5_000),
            100_000,
            105_000,
            "0.600000",
            "0.795856",
        ),
        ("600 now, 6 times 100", amounts(600, 100, 6), 600, 600, "0.000000", "0.000000"),
        # A week: 10 %; a year 52 of them.
        ("a week", amounts(100, 110, 1, every=WEEKLY), 100, 110, "5.200000", "141.042932"),
        # Goods of 120 with 10 down and 10 as fee: 100 in hand.
        (
            "goods",
            goods(120, 110, 1, down_payment_rp=10, kept=Fee(name="admin", amount=10)),
            100,
            110,
            "1.200000",
            "2.138428",
        ),
        # One percent of what is financed, not of the price: 1,000 of 100,000.
        (
            "a fee as a rate",
            goods(150_000, 99_000, 1, down_payment_rp=50_000, kept=Fee(name="admin", rate=Fraction(1, 100))),
            99_000,
            99_000,
            "0.000000",
            "0.000000",
        ),
    ],
)
def test_what_an_offer_costs(_case, offer, in_hand, total, nominal, compounded):
    cost = cost_of(offer)

    assert (cost.in_hand_rp, cost.total_rp, cost.cost_rp) == (in_hand, total, total - in_hand)
    assert (cost.nominal, cost.compounded) == (Decimal(nominal), Decimal(compounded))


def test_a_money_lenders_rate_balances_the_payments():
    cost = cost_of(amounts(named_rp=1_000_000))

    assert cost.cost_rp == 300_000
    assert cost.nominal == Decimal("5.418864")  # 365 days of 1.4846 %
    a_bit = Fraction(1, 10**6) / 365
    periodic = Fraction(cost.nominal) / 365
    assert worth(cost, periodic + a_bit) < 900_000 < worth(cost, periodic - a_bit)
    assert cost.years == Fraction(40, 365)
    assert cost.flat == Fraction(1, 3) * 365 / 40
    assert cost.cost_each_rp == 33_333
    assert cost.monthly == cost.nominal / 12


def test_payments_and_schedule_of_a_rate():
    cost = cost_of(rate(principal=1_000_000))

    # 1,000,000 / 12 = 83,333.33: the last takes the rest.
    assert (cost.first_rp, cost.most_rp, cost.last_rp) == (93_333, 93_337, 93_337)
    assert (cost.number, cost.lines[-1].closing) == (12, 0)
    assert cost_of(amounts()).lines == ()


def test_places_are_shared_and_kept_in_the_order_given():
    found = compare([amounts(), rate(principal=1_000_000), rate(principal=1_000_000, name="Bank")])

    assert [(one.by_rate, one.by_rupiah) for one in found] == [(3, 3), (1, 1), (1, 1)]
    assert verdict(found).by_rate is found[1]
    assert verdict(found).why is None


@pytest.mark.parametrize(
    ("_case", "cheap_by_rate", "cheap_by_rupiah", "why"),
    [
        (
            "36 months",
            rate(1, principal=1_000_000, number=36),
            rate(2, principal=1_000_000, number=6),
            Why.LONGER,
        ),
        ("more money", rate(1), rate(2, principal=1_000_000), Why.LARGER),
        ("both", rate(1, number=24), rate(2, principal=1_000_000), Why.LONGER_AND_LARGER),
        (
            "all at the end",
            rate("1.5", principal=1_000_000, method=Method.INTEREST_ONLY),
            rate(2, principal=1_000_000, method=Method.DECLINING),
            Why.LATER,
        ),
    ],
)
def test_the_lower_rate_may_cost_more_rupiah_and_it_is_said_why(_case, cheap_by_rate, cheap_by_rupiah, why):
    found = verdict(compare([cheap_by_rupiah, cheap_by_rate]))

    assert found.by_rate.offer == cheap_by_rate
    assert found.by_rupiah.offer == cheap_by_rupiah
    assert found.by_rate.cost_rp > found.by_rupiah.cost_rp
    assert found.why is why


@pytest.mark.parametrize(
    ("field", "wrong", "offer"),
    [
        ("rate", "rate", rate(101)),
        ("rate", "rate", rate(1201, per=Per.YEAR)),
        ("principal", "small", rate(principal=11)),
        ("received", "received", amounts(named_rp=899_999)),
        ("down_payment", "down_payment", goods(down_payment_rp=1_200_000)),
        ("instalment_amount", "paid_back", amounts(instalment=22_499)),
        ("instalment_amount", "paid_back", goods(instalment=99_999)),
        ("instalment_amount", "absurd", amounts(received=100, instalment=10_001, number=1)),
        ("instalment_amount", "absurd", rate(100, number=1200)),
    ],
)
def test_offers_that_nobody_means_are_refused(field, wrong, offer):
    with pytest.raises(OfferRefusedError) as refused:
        cost_of(offer)

    assert (refused.value.facts["field"], refused.value.facts["wrong"]) == (field, wrong)


@pytest.mark.parametrize(
    ("field", "wrong", "offer"),
    [
        ("principal", "principal", rate(principal=0)),
        ("principal", "principal", rate(principal=-1)),
        ("principal", "principal", amounts(received=0)),
        ("principal", "principal", goods(price=0)),
        ("principal", "too_large", amounts(received=2**63)),
        ("instalments", "instalments", rate(number=0)),
        ("instalments", "instalments", rate(number=1201)),
        ("instalments", "instalments", amounts(number=0)),
        ("instalment_amount", "amount", amounts(instalment=0)),
        ("instalment_amount", "amount", goods(instalment=-1)),
        ("instalment_amount", "too_large", amounts(instalment=2**62, number=2)),
        ("fees", "fee", rate(kept=Fee(name="provisi", rate=Fraction(1)))),
        ("fees", "fee", rate(kept=Fee(name="provisi", rate=Fraction(2)))),
        ("fees", "fee", goods(kept=Fee(name="admin", amount=1_200_000))),
    ],
)
def test_what_the_schedule_refuses_stays_refused(field, wrong, offer):
    with pytest.raises(TermsRefusedError) as refused:
        cost_of(offer)

    assert (refused.value.facts["field"], refused.value.facts["wrong"]) == (field, wrong)


def test_a_hundred_times_is_still_counted():
    assert cost_of(amounts(received=100, instalment=10_000, number=1)).nominal == 99 * 365


def test_at_most_four_are_compared():
    assert len(compare([rate()] * 4)) == 4
    with pytest.raises(OfferRefusedError) as refused:
        compare([rate()] * 5)
    assert refused.value.facts == {"field": "", "wrong": "many", "most": 4}


fees = st.integers(0, 900_000)


@given(
    low=fees, high=fees, percent=st.integers(0, 20), number=st.integers(1, 60), method=st.sampled_from(Method)
)
def test_what_is_kept_back_makes_it_dearer(low, high, percent, number, method):
    low, high = sorted((low, high))
    cheap, dear = (
        cost_of(
            rate(
                percent, principal=1_000_000, number=number, method=method, kept=Fee(name="biaya", amount=fee)
            )
        )
        for fee in (low, high)
    )

    assert dear.cost_rp - cheap.cost_rp == high - low
    assert dear.nominal >= cheap.nominal
    assert dear.compounded >= cheap.compounded
    assert dear.flat >= cheap.flat


@given(each=st.integers(0, 50_000), percent=st.integers(0, 20), number=st.integers(1, 60))
def test_a_fee_with_each_instalment_makes_it_dearer(each, percent, number):
    plain = cost_of(rate(percent, principal=1_000_000, number=number))
    with_fee = cost_of(rate(percent, principal=1_000_000, number=number, each_rp=each))

    assert with_fee.cost_rp == plain.cost_rp + each * number
    assert with_fee.nominal >= plain.nominal


@given(received=st.integers(1, 10**7), more=st.integers(0, 10**6), number=st.integers(1, 100))
def test_the_rate_balances_what_is_paid_with_what_was_received(received, more, number):
    instalment = -(-received // number) + more % received
    if instalment * number > 100 * received:
        return
    cost = cost_of(amounts(received, instalment, number, every=Every()))

    a_bit = Fraction(1, 10**6) / 12
    periodic = Fraction(cost.nominal) / 12
    assert worth(cost, periodic + a_bit) <= received <= worth(cost, periodic - a_bit)
