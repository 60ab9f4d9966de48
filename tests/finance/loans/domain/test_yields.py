from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from guyub.finance.loans.domain.yields import (
    YieldRefusedError,
    annual_rates,
    dated_annual_rate,
    dated_rate,
    periodic_rate,
)
from tests.finance.loans.domain.payments import payments, worth

NEAR = Fraction(1, 10**25)
TOTALS = st.lists(st.integers(0, 10**10), min_size=1, max_size=60).filter(any)


def sign_changes_at(net, totals, rate, within=NEAR):
    """Carry every instalment to its day in fractions, just below and just above the rate."""
    flows = [-net, *totals]
    grown = 1 + Fraction(rate)
    return worth(flows, grown * (1 - within) - 1) >= 0 >= worth(flows, grown * (1 + within) - 1)


@pytest.mark.parametrize(
    ("_case", "net", "totals", "periods", "nominal", "effective"),
    [
        # 1 % flat a month: 21.46 % a year, 2 %: 41.70 %; docs/algorithms/effective_rate.md
        ("1 % flat, 12 months", 12_000_000, [1_120_000] * 12, 12, "0.214572", "0.236984"),
        ("2 % flat, 12 months", 12_000_000, [1_240_000] * 12, 12, "0.417031", "0.506740"),
        ("1 % flat, costs of 300,000", 11_700_000, [1_120_000] * 12, 12, "0.264033", "0.298449"),
        ("one period", 100, [110], 1, "0.100000", "0.100000"),
        ("one month", 100, [110], 12, "1.200000", "2.138428"),
        ("two years in one", 100, [121], Fraction(1, 2), "0.105000", "0.100000"),
        ("every five days", 1000, [1001], 73, "0.073000", "0.075691"),
        ("every five weeks", 1000, [1010], Fraction(365, 35), "0.104286", "0.109343"),
        ("nothing is earned", 600, [100] * 6, 12, "0.000000", "0.000000"),
        ("half comes back", 100, [50], 2, "-1.000000", "-0.750000"),
        ("next to nothing is lost", 10**9, [10**9 - 1], 1, "0.000000", "0.000000"),
        ("half of the last place", 4_000_000, [4_000_001], 2, "0.000001", "0.000001"),
        ("below half", 4_000_001, [4_000_002], 2, "0.000000", "0.000000"),
        ("a balloon", 1000, [10] * 11 + [1010], 12, "0.120000", "0.126825"),
        ("a long loan", 3_000_000_000, [49_718_663] * 72, 12, "0.060000", "0.061678"),
    ],
)
def test_rates_of_a_year(_case, net, totals, periods, nominal, effective):
    assert annual_rates(net, totals, periods) == (Decimal(nominal), Decimal(effective))


def test_a_minus_stands_before_no_zero():
    assert [str(rate) for rate in annual_rates(10**9, [10**9 - 1], 1)] == ["0.000000", "0.000000"]


@pytest.mark.parametrize(
    ("_case", "net", "totals", "rate"),
    [
        ("0 exactly", 600, [100] * 6, "0"),
        ("ten percent", 100, [10, 10, 110], "0.1"),
        ("one percent", 10_000, [100] * 9 + [10_100], "0.01"),
        ("half is lost", 100, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], None),
        ("three quarters in two", 16, [0, 1], "-0.75"),
        ("a million", 1, [1_000_001], "1000000"),
    ],
)
def test_exact_rates_are_exact(_case, net, totals, rate):
    assert periodic_rate(net, totals) == (None if rate is None else Decimal(rate))


def test_no_rate_where_nothing_comes_back():
    assert periodic_rate(100, []) is None
    assert annual_rates(100, [0, 0], 12) is None


@given(st.integers(1, 10**12), TOTALS)
def test_at_the_rate_the_instalments_are_worth_what_was_paid_out(net, totals):
    assert sign_changes_at(net, totals, periodic_rate(net, totals))


@given(
    st.fractions(min_value="-0.9", max_value=2, max_denominator=1000),
    st.integers(1, 24),
    st.integers(1, 10**6),
)
def test_the_rate_of_an_annuity_is_found_again(rate, count, worth_of_one):
    flat = payments(nper=count, pmt=1)
    exact = worth(flat, rate)  # both times its denominator: whole, and at that rate equal
    totals = [exact.denominator * worth_of_one] * count

    found = periodic_rate(exact.numerator * worth_of_one, totals)

    assert abs(Fraction(found) - rate) <= Fraction(1, 10**20)


@given(st.integers(2, 10**12), st.integers(1, 10**11), TOTALS)
def test_the_rate_rises_when_less_is_paid_out(net, less, totals):
    assume(less < net)

    assert periodic_rate(net - less, totals) > periodic_rate(net, totals)


def test_two_runs_give_the_same_digits():
    assert str(periodic_rate(12_000_000, [1_120_000] * 12)) == "0.0178809869190507403926871234443"


@pytest.mark.parametrize("periods", [365, Fraction(365, 7), 12, Fraction(1, 3)])
def test_a_rate_of_a_thousand_digits_is_told_in_full(periods):
    _, effective = annual_rates(1, [10**15 + 1], periods)

    # (1 + effective)^denominator = total^numerator
    exact = (10**15 + 1) ** Fraction(periods).numerator
    low, high = (Fraction(effective) + 1 + Fraction(sign, 10**6) for sign in (-1, 1))
    power = Fraction(periods).denominator
    assert low**power < exact < high**power


def test_a_nominal_rate_larger_than_the_effective_is_told():
    assert annual_rates(1, [10**30 + 1], Fraction(1, 2)) == (Decimal(5 * 10**29), Decimal(10**15 - 1))


def test_nearly_everything_may_be_lost():
    assert periodic_rate(10**60, [1]) == -1  # to forty digits
    assert annual_rates(10**60, [1], 12) == (Decimal(-12), Decimal(-1))


@pytest.mark.parametrize(
    ("_case", "net", "totals", "periods", "field", "wrong"),
    [
        ("nothing is paid out", 0, [1], 12, "net", "net"),
        ("less than nothing", -1, [1], 12, "net", "net"),
        ("an instalment below zero", 1, [2, -1], 12, "totals", "flows"),
        ("a year without periods", 1, [2], 0, "periods_a_year", "periods"),
    ],
)
def test_what_cannot_be_counted_is_refused(_case, net, totals, periods, field, wrong):
    with pytest.raises(YieldRefusedError) as refusal:
        annual_rates(net, totals, periods)

    assert (refusal.value.facts["field"], refusal.value.facts["wrong"]) == (field, wrong)


FIRST = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("_case", "flows", "rate"),
    [
        ("a year", [(date(2026, 1, 1), -100), (date(2027, 1, 1), 110)], "0.1"),
        ("half of it on each side", [(date(2027, 1, 1), 55), (FIRST, -100), (date(2027, 1, 1), 55)], "0.1"),
        ("nothing earned", [(FIRST, -100), (date(2026, 3, 1), 50), (date(2026, 9, 9), 50)], "0"),
        ("two years, three quarters lost", [(FIRST, -16), (date(2028, 1, 1), 1)], "-0.75"),
        # The example in the reference of XIRR: 0.373362535
        (
            "five flows",
            [
                (date(2008, 1, 1), -10_000),
                (date(2008, 3, 1), 2_750),
                (date(2008, 10, 30), 4_250),
                (date(2009, 2, 15), 3_250),
                (date(2009, 4, 1), 2_750),
            ],
            "0.373362535",
        ),
    ],
)
def test_rates_of_dated_flows(_case, flows, rate):
    assert abs(dated_rate(flows) - Decimal(rate)) < Decimal("2e-9" if len(rate) > 10 else "1e-30")


def test_paid_out_in_two_parts():
    flows = [(FIRST, -100), (date(2027, 1, 1), -100), (date(2028, 1, 1), 231)]

    assert abs(dated_rate(flows) - Decimal("0.1")) < Decimal("1e-30")


@given(
    st.lists(st.tuples(st.integers(1, 200), st.integers(0, 10**9)), min_size=1, max_size=12),
    st.integers(1, 10**9),
)
def test_dated_flows_balance_at_their_rate(later, net):
    assume(any(amount for _, amount in later))
    rate = dated_rate([(FIRST, -net), *((FIRST + timedelta(days), amount) for days, amount in later)])
    assume(Decimal("-0.999999") < rate < 10**9)
    with localcontext() as context:
        context.prec = 60
        by_year = (1 + rate).ln() / 365
        back = sum(amount * (-by_year * days).exp() for days, amount in later)

    assert abs(back - net) <= Decimal("1e-24") * net


@pytest.mark.parametrize(
    ("_case", "flows", "wrong"),
    [
        ("nothing", [], "flows"),
        ("one day", [(FIRST, -100), (FIRST, 110)], "flows"),
        ("nothing comes back", [(FIRST, -100), (date(2026, 2, 1), -10)], "flows"),
        ("only zeros after", [(FIRST, -100), (date(2026, 2, 1), 0)], "flows"),
        ("never balanced", [(FIRST, 100), (date(2026, 2, 1), -200), (date(2026, 3, 1), 150)], "solution"),
    ],
)
def test_dated_flows_without_a_rate_are_refused(_case, flows, wrong):
    with pytest.raises(YieldRefusedError) as refusal:
        dated_rate(flows)

    assert refusal.value.facts["wrong"] == wrong


@pytest.mark.parametrize(
    ("_case", "flows", "rate"),
    [
        ("a year", [(FIRST, -100), (date(2027, 1, 1), 110)], "0.100000"),
        ("a hundredfold", [(FIRST, -1), (date(2027, 1, 1), 101)], "100.000000"),
        (
            "in two parts of one day",
            [(FIRST, -100), (date(2027, 1, 1), 30), (date(2027, 1, 1), 80)],
            "0.100000",
        ),
        ("nothing earned", [(FIRST, -100), (date(2026, 3, 1), 100)], "0.000000"),
    ],
)
def test_the_rate_of_dated_flows_as_it_is_shown(_case, flows, rate):
    assert f"{dated_annual_rate(flows):f}" == rate


def test_an_absurd_rate_is_told_by_its_size():
    # 2 for 1 in a day is 2^365 - 1 a year: 110 digits, of which the first are told.
    told, exact = f"{dated_annual_rate([(FIRST, -1), (date(2026, 1, 2), 2)]):f}", f"{2**365 - 1}.000000"

    assert (told[:28], len(told)) == (exact[:28], len(exact))
