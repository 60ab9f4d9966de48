from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.day_end import (
    OpenLine,
    RunningLoan,
    day_end,
    doubtful_of,
    rhythm_of,
    scheme_of,
)
from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas, Limit, Rhythm
from guyub.finance.loans.domain.terms import Every, Unit

L, DPK, KL, D, M = Kolektibilitas
ON = date(2026, 11, 27)
RATES = {L: Fraction(1, 100), KL: Fraction(1, 10), D: Fraction(1, 2), M: Fraction(1)}


def scheme(substandard="3", doubtful="6", lost="21", rates=RATES):
    return scheme_of(
        substandard_months=Decimal(substandard),
        doubtful_months=Decimal(doubtful),
        lost_months=Decimal(lost),
        rates=rates,
    )


NATION = scheme()


def line(days, principal_rp=100_000, interest_rp=12_000):
    """What is open of an instalment that fell due so many days ago."""
    return OpenLine(ON - timedelta(days=days), principal_rp, interest_rp)


def counted(*lines, scheme=NATION, on=ON, **told):
    given = {"left_rp": 1_000_000, "ends_on": date(2027, 6, 1), "rhythm": Rhythm.MONTHLY} | told
    return day_end(RunningLoan(lines=lines, **given), on=on, scheme=scheme)


@pytest.mark.parametrize(
    ("_case", "lines", "told"),
    [
        ("nothing is open", (), (L, None, 0, 10_000, 0)),
        ("to come", (line(-1),), (L, None, 0, 10_000, 0)),
        ("due today", (line(0),), (L, None, 0, 10_000, 12_000)),
        ("since yesterday", (line(1),), (L, ON - timedelta(days=1), 112_000, 10_000, 12_000)),
        ("three months", (line(90), line(0)), (L, ON - timedelta(days=90), 112_000, 10_000, 24_000)),
        ("a day more", (line(91), line(0)), (KL, ON - timedelta(days=91), 112_000, 100_000, 0)),
        ("six months", (line(180),), (KL, ON - timedelta(days=180), 112_000, 100_000, 0)),
        ("a day more again", (line(181),), (M, ON - timedelta(days=181), 112_000, 1_000_000, 0)),
        ("jasa alone", (line(181, 0), line(20)), (M, ON - timedelta(days=181), 124_000, 1_000_000, 0)),
        ("principal alone", (line(91, 5, 0),), (KL, ON - timedelta(days=91), 5, 100_000, 0)),
        ("settled", (line(400, 0, 0),), (L, None, 0, 10_000, 0)),
    ],
)
def test_a_monthly_loan(_case, lines, told):
    assert counted(*lines) == told


@pytest.mark.parametrize(
    ("_case", "told", "found"),
    [
        ("the last day itself", {"ends_on": ON}, L),
        ("the day after", {"ends_on": ON - timedelta(days=1)}, KL),
        ("three months after", {"ends_on": ON - timedelta(days=90)}, KL),
        ("a day more", {"ends_on": ON - timedelta(days=91)}, M),
        ("covered", {"ends_on": ON - timedelta(days=91), "counted_rp": 1_000_000}, D),
        ("covered for 21 months", {"ends_on": ON - timedelta(days=90 + 630), "counted_rp": 1_000_000}, D),
        ("a day more again", {"ends_on": ON - timedelta(days=90 + 631), "counted_rp": 1_000_000}, M),
        ("paid back but for jasa", {"ends_on": ON - timedelta(days=91), "left_rp": 0}, L),
    ],
)
def test_a_loan_past_its_last_day(_case, told, found):
    assert counted(**told).kolektibilitas is found


def test_nobody_gets_better_by_the_last_day_passing():
    late = (line(200, 1_000_000, 0),)

    assert counted(*late, ends_on=ON).kolektibilitas is M
    assert counted(*late, ends_on=ON - timedelta(days=1)).kolektibilitas is M


@pytest.mark.parametrize(
    ("counted_rp", "told"), [(749_999, (M, 250_001)), (750_000, (D, 125_000)), (2_000_000, (D, 0))]
)
def test_collateral_of_75_percent_makes_it_doubtful_and_lessens_what_is_set_aside(counted_rp, told):
    found = counted(line(181, 1, 0), counted_rp=counted_rp)

    assert (found.kolektibilitas, found.provision_rp) == told


def test_jasa_that_is_owed_belongs_to_the_debt():
    owed = (line(181, 1, 0), line(0, 0, 1))

    assert counted(*owed, counted_rp=750_000).kolektibilitas is M
    assert counted(*owed, counted_rp=750_001).kolektibilitas is D


@pytest.mark.parametrize(
    ("every", "rhythm"),
    [
        (Every(Unit.DAY, 30), Rhythm.SHORT),
        (Every(Unit.DAY, 31), Rhythm.MONTHLY),
        (Every(Unit.WEEK), Rhythm.SHORT),
        (Every(Unit.WEEK, 4), Rhythm.SHORT),
        (Every(Unit.WEEK, 5), Rhythm.MONTHLY),
        (Every(Unit.PASARAN, 6), Rhythm.SHORT),
        (Every(), Rhythm.MONTHLY),
        (Every(Unit.MONTH, 5), Rhythm.MONTHLY),
        (Every(Unit.MONTH, 6), Rhythm.LONG),
        (Every(Unit.YEAR), Rhythm.LONG),
    ],
)
def test_how_often_a_loan_is_paid_back(every, rhythm):
    assert rhythm_of(every) is rhythm


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        (Rhythm.SHORT, (30, 60, 30, 90)),
        (Rhythm.MONTHLY, (90, 180, 90, 180)),
        (Rhythm.LONG, (180, 360, 90, 180)),
    ],
)
def test_the_limits_of_the_nation_in_days(rhythm, days):
    assert NATION.principal[rhythm] == (Limit(L, days[0]), Limit(KL, days[1]))
    assert NATION.interest[rhythm] == (Limit(L, days[2]), Limit(KL, days[3]))
    assert NATION.matured == (Limit(KL, 90),)
    assert doubtful_of(NATION).longest == 630


def test_a_cooperative_that_is_stricter_is_so_for_every_loan_but_the_half_yearly():
    own = scheme("1", "1.5", "2")

    for rhythm in (Rhythm.SHORT, Rhythm.MONTHLY):
        assert own.principal[rhythm] == own.interest[rhythm] == (Limit(L, 30), Limit(KL, 45))
    assert own.principal[Rhythm.LONG] == NATION.principal[Rhythm.LONG]
    assert own.interest[Rhythm.LONG] == (Limit(L, 30), Limit(KL, 45))
    assert own.matured == (Limit(KL, 45),)
    assert doubtful_of(own).longest == 60


def test_doubtful_before_substandard_leaves_no_room_for_it():
    own = scheme("3", "2")

    assert [counted(line(days), scheme=own).kolektibilitas for days in (60, 61)] == [L, M]


def test_more_than_all_is_not_set_aside():
    assert counted(line(181), scheme=scheme(rates=RATES | {M: Fraction(3, 2)})).provision_rp == 1_000_000


LINES = st.lists(
    st.builds(line, st.integers(-60, 900), st.integers(0, 500_000), st.integers(0, 50_000)), max_size=8
)
ENDS = st.integers(-400, 900).map(lambda days: ON - timedelta(days=days))
TOLD = {"ends_on": ENDS, "rhythm": st.sampled_from(Rhythm), "left_rp": st.integers(0, 10**7)}
ORDER = [L, DPK, KL, D, M]


@given(LINES, st.integers(0, 10**7), st.fixed_dictionaries(TOLD))
def test_what_always_holds(lines, counted_rp, told):
    found = counted(*lines, counted_rp=counted_rp, **told)

    assert 0 <= found.provision_rp <= told["left_rp"]
    assert (found.overdue_since is None) == (found.overdue_rp == 0)
    assert found.jasa_rp == 0 or found.kolektibilitas is L
    assert found.jasa_rp <= sum(one.interest_rp for one in lines)
    assert found == counted(*reversed(lines), counted_rp=counted_rp, **told)


@given(LINES, st.fixed_dictionaries(TOLD), st.integers(1, 200))
def test_without_a_payment_a_class_never_gets_better(lines, told, later):
    today, then = counted(*lines, **told), counted(*lines, on=ON + timedelta(days=later), **told)

    assert ORDER.index(then.kolektibilitas) >= ORDER.index(today.kolektibilitas)
    assert then.overdue_rp >= today.overdue_rp


@given(LINES, st.fixed_dictionaries(TOLD), st.integers(0, 7))
def test_a_payment_never_makes_a_class_worse(lines, told, at):
    fewer = [one for place, one in enumerate(lines) if place != at]

    assert ORDER.index(counted(*fewer, **told).kolektibilitas) <= ORDER.index(
        counted(*lines, **told).kolektibilitas
    )
