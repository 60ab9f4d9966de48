from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.procurement.domain.demand import calendar_of
from guyub.trade.procurement.domain.forecasting import Forecast, Method, Pattern
from guyub.trade.procurement.domain.reordering import Z_OF_SERVICE, Supply, order_up_to, safety_stock, suggest

MONDAY = date(2026, 11, 2)
Z95 = Z_OF_SERVICE[95]


def forecast(daily=12, variance=4):
    return Forecast(
        Pattern.SMOOTH,
        Method.MOVING,
        (Fraction(daily).numerator,) * 7,
        Fraction(daily).denominator,
        Fraction(variance),
        28,
        0,
        0,
    )


def suggestion(stock_qty=30, on_order_qty=0, **supply):
    told = Supply(**{"review_days": 7, "lead_days": 2, "case_size": 24} | supply)
    return suggest(
        forecast(),
        calendar=calendar_of(MONDAY, days=told.days, effects=[]),
        supply=told,
        z=Z95,
        stock_qty=stock_qty,
        on_order_qty=on_order_qty,
    )


def test_the_usual_deviations():
    assert {service: str(float(z)) for service, z in Z_OF_SERVICE.items()} == {
        90: "1.282",
        95: "1.645",
        98: "2.054",
    }


# 1,645 x sqrt(9 x 4) = 9,87, so 10. With a lead time that varies by a day: sqrt(36 + 144) = 13,416… x 1,645 = 22,07.
@pytest.mark.parametrize(
    ("z", "variance", "days", "more", "safety_qty"),
    [
        (Z95, 4, 9, {}, 10),
        (Z95, 4, 9, {"daily": Fraction(12)}, 10),
        (Z95, 4, 9, {"daily": Fraction(12), "lead_variance": Fraction(1)}, 23),
        (Fraction(2), 4, 9, {}, 12),
        (Fraction(1), 2, 1, {}, 2),
        (Fraction(1), Fraction(1, 4), 1, {}, 1),
        (Fraction(0), 4, 9, {}, 0),
        (Z95, 0, 9, {}, 0),
        (Z95, 4, 0, {}, 0),
    ],
)
def test_what_is_kept_for_chance(z, variance, days, more, safety_qty):
    assert safety_stock(z=z, variance=Fraction(variance), days=days, **more) == safety_qty


# 12 a day for 7 + 2 days are 108, 10 for chance: 118. 30 are there: 88, four cartons of 24 are 96.
def test_an_order_worked_by_hand():
    found = suggestion()

    assert (found.expected, found.safety_qty, found.target_qty, found.need_qty) == (108, 10, 118, 88)
    assert (found.cases, found.order_qty, found.is_raised, found.is_capped) == (4, 96, False, False)


@pytest.mark.parametrize(
    ("_case", "facts", "need_qty", "cases", "order_qty", "is_raised", "is_capped"),
    [
        ("what is on its way counts", {"on_order_qty": 40}, 48, 2, 48, False, False),
        ("one more than two cartons", {"on_order_qty": 39}, 49, 3, 72, False, False),
        ("what is owed", {"stock_qty": -2}, 120, 5, 120, False, False),
        ("just enough", {"stock_qty": 118}, 0, 0, 0, False, False),
        ("more than enough, whatever the least", {"stock_qty": 500, "least_qty": 96}, 0, 0, 0, False, False),
        ("one is missing", {"stock_qty": 117}, 1, 1, 24, False, False),
        ("the supplier's least", {"stock_qty": 117, "least_qty": 60}, 1, 3, 72, True, False),
        ("a least that the case reaches anyway", {"stock_qty": 117, "least_qty": 24}, 1, 1, 24, False, False),
        ("single units", {"case_size": 1}, 88, 88, 88, False, False),
        ("at most", {"most_qty": 95}, 88, 3, 72, False, True),
        ("exactly as many as allowed", {"most_qty": 96}, 88, 4, 96, False, False),
        ("less than a carton allowed", {"most_qty": 23}, 88, 0, 0, False, True),
        ("nothing needed is not capped", {"stock_qty": 118, "most_qty": 0}, 0, 0, 0, False, False),
    ],
)
def test_7_13_12_what_can_be_ordered_in_whole_cases(
    _case, facts, need_qty, cases, order_qty, is_raised, is_capped
):
    found = suggestion(**facts)

    assert (found.need_qty, found.cases, found.order_qty) == (need_qty, cases, order_qty)
    assert (found.is_raised, found.is_capped) == (is_raised, is_capped)


def test_a_fraction_of_what_is_expected_is_rounded_up():
    told = Supply(review_days=1, lead_days=0)
    found = suggest(
        forecast(Fraction(7, 3), 0),
        calendar=calendar_of(MONDAY, days=1, effects=[]),
        supply=told,
        z=Z95,
        stock_qty=0,
        on_order_qty=0,
    )

    assert (found.expected, found.target_qty, found.order_qty) == (Fraction(7, 3), 3, 3)


def test_the_calendar_is_of_the_days_until_the_next_order_has_come():
    with pytest.raises(ValueError, match="calendar"):
        suggest(
            forecast(),
            calendar=calendar_of(MONDAY, days=8, effects=[]),
            supply=Supply(review_days=7, lead_days=2),
            z=Z95,
            stock_qty=0,
            on_order_qty=0,
        )


@given(
    variance=st.fractions(0, 10**6, max_denominator=1000),
    days=st.integers(0, 60),
    z=st.sampled_from(list(Z_OF_SERVICE.values())),
)
def test_the_root_is_rounded_up_and_no_further(variance, days, z):
    found, square = safety_stock(z=z, variance=variance, days=days), z * z * variance * days

    assert found * found >= square
    assert found == 0 or (found - 1) ** 2 < square


@given(
    need_qty=st.integers(0, 1000),
    case_size=st.integers(1, 50),
    least_qty=st.integers(0, 200),
    most_qty=st.none() | st.integers(0, 1000),
)
def test_an_order_is_whole_cases_and_enough_unless_it_may_not_be(need_qty, case_size, least_qty, most_qty):
    told = Supply(review_days=7, lead_days=1, case_size=case_size, least_qty=least_qty, most_qty=most_qty)
    found = order_up_to(
        expected=Fraction(0), safety_qty=0, target_qty=need_qty, need_qty=need_qty, supply=told
    )

    assert found.order_qty == found.cases * case_size
    assert most_qty is None or found.order_qty <= most_qty
    assert bool(found.order_qty) <= bool(need_qty)
    if need_qty and not found.is_capped:
        assert max(need_qty, least_qty) <= found.order_qty < max(need_qty, least_qty) + case_size
