from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.finance.loans.domain.credit_lines import CreditLine, statements_of
from guyub.finance.loans.domain.terms import DayCount, Every, Unit

OPENED = date(2026, 1, 31)
# At 18 % a year a balance of 3,650,000 costs 1,800 a day.
LINE = CreditLine(
    limit_rp=5_000_000, annual_rate=Fraction(18, 100), opened_on=OPENED, minimum_rate=Fraction(1, 10)
)
DAILY = CreditLine(limit_rp=5_000_000, annual_rate=Fraction(18, 100), opened_on=OPENED, every=Every(Unit.DAY))


def figures(line, moves, number):
    return [
        (one.opening, one.drawn, one.paid_principal, one.paid_interest, one.interest, one.interest_open, one.closing)
        for one in statements_of(line, moves, number)
    ]  # fmt: skip


# -- statements


def test_four_months_worked_by_hand():
    moves = [
        (date(2026, 2, 8), 3_650_000),
        (date(2026, 3, 18), -401_000),
        (date(2026, 3, 31), -381_960),
        (date(2026, 4, 10), 693_500),
    ]

    found = statements_of(LINE, moves, 4)

    assert [one.due_on for one in found] == [
        date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31),
    ]  # fmt: skip
    assert [one.no for one in found] == [1, 2, 3, 4]
    assert figures(LINE, moves, 4) == [
        (0, 3_650_000, 0, 0, 36_000, 36_000, 3_650_000),  # 20 days of 1,800
        (3_650_000, 0, 693_500, 89_460, 53_460, 0, 2_956_500),  # 18 of 1,800, 13 of 1,620
        (2_956_500, 693_500, 0, 0, 50_580, 50_580, 3_650_000),  # 10 of 1,458, 20 of 1,800
        (3_650_000, 0, 0, 0, 55_800, 106_380, 3_650_000),  # 31 of 1,800: nothing on the 50,580
    ]
    assert [one.minimum for one in found] == [365_000, 295_650, 365_000, 365_000]
    assert [one.due for one in found] == [401_000, 295_650, 415_580, 471_380]
    assert [one.available for one in found] == [1_350_000, 2_043_500, 1_350_000, 1_350_000]


def test_a_line_that_is_not_used_costs_nothing():
    assert figures(LINE, [], 2) == [(0, 0, 0, 0, 0, 0, 0)] * 2


def test_an_opened_line_may_be_drawn_at_once_and_up_to_the_last_day():
    moves = [(OPENED, 3_650_000), (date(2026, 2, 28), 350_000)]

    assert figures(LINE, moves, 1) == [(0, 4_000_000, 0, 0, 28 * 1_800, 50_400, 4_000_000)]
    assert figures(LINE, moves, 2)[1][4] == 61_151  # 31 days of 4,000,000 x 18 % / 365 = 1,972.6027


def test_what_falls_due_on_a_day_can_be_paid_that_day_and_the_whole_line_be_closed():
    moves = [(OPENED, 3_650_000), (date(2026, 2, 28), -3_700_400)]

    assert figures(LINE, moves, 2) == [
        (0, 3_650_000, 3_650_000, 50_400, 50_400, 0, 0),
        (0, 0, 0, 0, 0, 0, 0),
    ]


def test_a_payment_settles_interest_that_is_due_before_principal_and_no_interest_that_is_not():
    moves = [(OPENED, 3_650_000), (date(2026, 3, 10), -30_000), (date(2026, 3, 10), -120_400)]

    assert figures(LINE, moves, 2)[1] == (3_650_000, 0, 100_000, 50_400, 55_800 - 1_036, 54_764, 3_550_000)


def test_a_payment_of_less_than_the_interest_lowers_no_principal():
    moves = [(OPENED, 3_650_000), (date(2026, 3, 10), -30_000)]

    assert figures(LINE, moves, 2)[1] == (3_650_000, 0, 0, 30_000, 55_800, 76_200, 3_650_000)


@pytest.mark.parametrize(
    ("day_count", "opened_on", "interest"),
    [
        (DayCount.ACTUAL_365, date(2028, 2, 10), 52_200),  # 29 days of 1,800
        (DayCount.ACTUAL_360, date(2028, 2, 10), 52_925),  # 29 of 1,825
        (DayCount.THIRTY_360, date(2028, 2, 10), 54_750),  # a twelfth of 657,000
        (DayCount.ACTUAL_ACTUAL, date(2028, 2, 10), 52_057),  # 29/366 of 657,000 = 52,057.4
        (DayCount.ACTUAL_ACTUAL, date(2026, 2, 10), 50_400),  # 28/365
    ],
)
def test_days_are_counted_as_agreed(day_count, opened_on, interest):
    line = replace(LINE, day_count=day_count, opened_on=opened_on)

    assert statements_of(line, [(opened_on, 3_650_000)], 1)[0].interest == interest


@pytest.mark.parametrize(
    ("owed", "days", "interest"),
    [(3_650_000, 1, 1_800), (1_013, 1, 0), (1_014, 1, 1), (1_013, 2, 1), (3_041, 1, 1), (3_042, 1, 2)],
)
def test_interest_is_rounded_once_a_period_half_up(owed, days, interest):
    """A rupiah costs 0.000493 a day: half of one is 1,013.9 rupiah owed for a day."""
    line = replace(DAILY, every=Every(Unit.DAY, days))

    assert statements_of(line, [(OPENED, owed)], 1)[0].interest == interest


def test_half_a_rupiah_of_interest_is_one():
    line = replace(DAILY, annual_rate=Fraction(365, 1000))

    assert [one.interest for one in statements_of(line, [(OPENED, 500)], 2)] == [1, 1]


@pytest.mark.parametrize(
    ("opened_on", "every", "dues"),
    [
        (date(2026, 1, 31), Every(), [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]),
        (date(2027, 12, 30), Every(), [date(2028, 1, 30), date(2028, 2, 29), date(2028, 3, 30)]),
        (date(2026, 1, 31), Every(Unit.PASARAN, 7), [date(2026, 3, 7), date(2026, 4, 11), date(2026, 5, 16)]),
        (date(2028, 2, 29), Every(Unit.YEAR), [date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28)]),
    ],
)
def test_statements_keep_the_day_of_the_opening(opened_on, every, dues):
    found = statements_of(replace(LINE, opened_on=opened_on, every=every), [], 3)

    assert [one.due_on for one in found] == dues


@pytest.mark.parametrize(
    ("_case", "owed", "rate", "least", "minimum"),
    [
        ("a part", 1_000_000, Fraction(1, 10), 0, 100_000),
        ("rounded up", 1_000_001, Fraction(1, 10), 0, 100_001),
        ("the least", 400_000, Fraction(1, 10), 50_000, 50_000),
        ("the part above the least", 600_000, Fraction(1, 10), 50_000, 60_000),
        ("no more than is owed", 30_000, Fraction(1, 10), 50_000, 30_000),
        ("all", 1_000_000, Fraction(1), 0, 1_000_000),
        ("nothing agreed", 1_000_000, Fraction(0), 0, 0),
        ("nothing owed", 0, Fraction(1, 10), 50_000, 0),
    ],
)
def test_what_of_the_principal_is_due(_case, owed, rate, least, minimum):
    line = replace(LINE, minimum_rate=rate, minimum_rp=least)

    found = statements_of(line, [(OPENED, owed)] if owed else [], 1)[0]

    assert found.minimum == minimum
    assert found.due == found.interest + minimum


def test_none_of_the_principal_is_due_unless_it_was_agreed():
    assert [one.minimum for one in statements_of(DAILY, [(OPENED, 1_000_000)], 2)] == [0, 0]


# -- moves of one day


def test_of_one_day_payments_come_before_draws():
    day = date(2026, 2, 8)
    moves = [(OPENED, 5_000_000), (day, 1_500_000), (day, -1_000_000), (day, 500_000), (day, -1_000_000)]

    assert figures(LINE, moves, 1)[0][1:3] == (7_000_000, 2_000_000)


SEVERAL = st.lists(st.tuples(st.integers(0, 92), st.integers(-2_000_000, 3_000_000)), max_size=12)
RATES = st.integers(0, 400).map(lambda thousandths: Fraction(thousandths, 1000))
LINES = st.builds(
    CreditLine,
    limit_rp=st.just(5_000_000),
    annual_rate=RATES,
    opened_on=st.dates(date(2027, 10, 1), date(2028, 3, 31)),
    every=st.sampled_from([Every(), Every(Unit.WEEK, 2), Every(Unit.PASARAN, 7)]),
    day_count=st.sampled_from([DayCount.ACTUAL_365, DayCount.ACTUAL_360]),
    minimum_rate=st.sampled_from([Fraction(0), Fraction(1, 20)]),
    minimum_rp=st.sampled_from([0, 50_000]),
)


def allowed(line, wanted, number):
    """Keep of the wanted moves those that fit: the long way, day by day, with an own rule for each day.

    Returns the moves and, of each statement, the exact interest.
    """
    year = 365 if line.day_count is DayCount.ACTUAL_365 else 360
    ends = {one.due_on for one in statements_of(line, [], number)}
    at, owed, interest_open, exact = 0, 0, 0, Fraction(0)
    moves, costs = [], []
    by_day = defaultdict(list)
    for day, amount in wanted:
        by_day[day].append(amount)
    while len(costs) < number:
        day = line.opened_on + timedelta(days=at)
        if at:
            exact += Fraction(owed, year)
        if day in ends:
            costs.append(exact * line.annual_rate)
            interest_open += int(costs[-1] + Fraction(1, 2))
            exact = Fraction(0)
        for amount in sorted(by_day[at]):
            if amount < 0 and -amount <= interest_open + owed:
                interest = min(-amount, interest_open)
                interest_open, owed = interest_open - interest, owed + amount + interest
            elif amount > 0 and owed + amount <= line.limit_rp:
                owed += amount
            else:
                continue
            moves.append((day, amount))
        at += 1
    return moves, costs


@given(line=LINES, wanted=SEVERAL, shuffled=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_statements_tie_in_any_order_of_the_moves(line, wanted, shuffled):
    moves, costs = allowed(line, wanted, 2)
    statements = statements_of(line, moves, 2)

    owed = interest_open = 0
    for found, cost in zip(statements, costs, strict=True):
        assert abs(found.interest - cost) <= Fraction(1, 2)
        assert (found.opening, found.closing) == (owed, owed + found.drawn - found.paid_principal)
        assert found.interest_open == interest_open + found.interest - found.paid_interest
        assert found.available == line.limit_rp - found.closing
        assert 0 <= found.minimum <= found.closing <= line.limit_rp
        owed, interest_open = found.closing, found.interest_open
    drawn = sum(amount for _, amount in moves if amount > 0)
    paid = -sum(amount for _, amount in moves if amount < 0)
    assert sum(one.drawn for one in statements) == drawn
    assert sum(one.paid_principal + one.paid_interest for one in statements) == paid

    mixed = list(moves)
    shuffled.shuffle(mixed)
    assert statements_of(line, mixed, 2) == statements


@given(owed=st.integers(1, 5_000_000), number=st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_interest_that_waits_costs_nothing(owed, number):
    days = replace(DAILY, every=Every(Unit.DAY, 30))

    found = statements_of(days, [(OPENED, owed)], number)

    assert {one.interest for one in found} == {found[0].interest}
    assert found[-1].interest_open == number * found[0].interest
    assert found[-1].closing == owed
