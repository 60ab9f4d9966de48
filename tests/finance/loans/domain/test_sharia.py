from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.servicing import (
    Component,
    PayoffInterest,
    Penalty,
    PenaltyPer,
    Servicing,
)
from guyub.finance.loans.domain.sharia import (
    Akad,
    Murabahah,
    Purpose,
    check_akad,
    murabahah_servicing,
    purpose_of,
    qardh_terms,
)
from guyub.finance.loans.domain.terms import Every, Fee, FeeWhen, Method, Terms, Unit
from guyub.foundation.kernel.money import Rounding
from tests.finance.loans.domain.sharia_world import (
    KULKAS,
    MODES,
    SALES,
    SERVED,
    SOLD,
    refusal,
    rows_of,
    seen,
)


def sale(**changed):
    given_rp = {"cost_rp": 1_000_000, "margin_rp": 100_000, "instalments": 10, "sold_on": SOLD}
    return Murabahah(**(given_rp | changed))


# -- the sale


def test_a_refrigerator_worked_by_hand():
    rows = rows_of(KULKAS)

    assert KULKAS.price_rp == 2_760_000
    assert KULKAS.owed_rp == 2_000_000
    assert [(row.principal, row.interest, row.total) for row in rows] == [(200_000, 36_000, 236_000)] * 10
    assert [row.closing for row in rows] == list(range(1_800_000, -1, -200_000))
    assert [row.due_on for row in rows][::9] == [date(2026, 2, 15), date(2026, 11, 15)]
    assert KULKAS.down_payment_rp + sum(row.total for row in rows) == KULKAS.price_rp


@pytest.mark.parametrize(
    ("_case", "changed", "totals", "margins"),
    [
        (
            "a margin that does not divide",
            {"margin_rp": 100_001, "instalments": 7},
            [157_143] * 7,
            [14_286] * 6 + [14_285],
        ),
        (
            "a margin below the number",
            {"margin_rp": 3, "instalments": 5},
            [200_001] * 3 + [200_000] * 2,
            [1, 1, 1, 0, 0],
        ),
        ("no margin", {"margin_rp": 0, "instalments": 4}, [250_000] * 4, [0] * 4),
        ("one instalment", {"instalments": 1}, [1_100_000], [100_000]),
        (
            "to five hundred",
            {"instalments": 7, "instalment_to": 500, "mode": Rounding.UP},
            [157_500] * 6 + [155_000],
            [14_286] * 6 + [14_284],
        ),
        (
            "to the thousand below",
            {"instalments": 3, "instalment_to": 1000, "mode": Rounding.DOWN},
            [366_000, 366_000, 368_000],
            [33_333, 33_333, 33_334],
        ),
        (
            "every market day",
            {"every": Every(Unit.PASARAN), "instalments": 4},
            [275_000] * 4,
            [25_000] * 4,
        ),
        ("every two weeks", {"every": Every(Unit.WEEK, 2), "instalments": 5}, [220_000] * 5, [20_000] * 5),
        (
            "a quarter in one week",
            {"every": Every(Unit.WEEK), "instalments": 1, "margin_rp": 250_000},
            [1_250_000],
            [250_000],
        ),
        (
            "a large down payment",
            {"down_payment_rp": 900_000, "margin_rp": 360_000, "instalments": 2},
            [230_000] * 2,
            [180_000] * 2,
        ),
        ("a long first period", {"first_due_on": date(2026, 3, 31), "instalments": 2}, [550_000] * 2, [50_000] * 2),
        ("a short first period", {"first_due_on": date(2026, 1, 20), "instalments": 2}, [550_000] * 2, [50_000] * 2),
    ],
)  # fmt: skip
def test_a_margin_is_shared_to_the_rupiah(_case, changed, totals, margins):
    rows = rows_of(sale(**changed))

    assert [row.total for row in rows] == totals
    assert [row.interest for row in rows] == margins


@pytest.mark.parametrize(
    ("every", "first_due_on", "dues"),
    [
        (Every(Unit.PASARAN), None, [date(2026, 1, 20), date(2026, 1, 25)]),
        (Every(Unit.WEEK, 2), None, [date(2026, 1, 29), date(2026, 2, 12)]),
        (Every(), date(2026, 3, 31), [date(2026, 3, 31), date(2026, 4, 30)]),
    ],
)
def test_instalments_fall_due_as_agreed(every, first_due_on, dues):
    found = rows_of(sale(every=every, first_due_on=first_due_on, instalments=2))

    assert [row.due_on for row in found] == dues


@given(sold=SALES, wait=st.integers(1, 90) | st.none(), step=st.sampled_from([1, 100]), mode=MODES)
@settings(max_examples=60, deadline=None)
def test_every_rupiah_of_the_price_comes_back_and_no_more(sold, wait, step, mode):
    first = sold.sold_on + timedelta(days=wait) if wait else None
    rows = rows_of(
        replace(sold, first_due_on=first, instalment_to=step if sold.owed_rp > 3000 else 1, mode=mode)
    )

    assert sum(row.principal for row in rows) == sold.owed_rp
    assert sum(row.interest for row in rows) == sold.margin_rp
    share = Fraction(sold.margin_rp, sold.instalments)
    assert all(abs(row.interest - share) <= Fraction(1, 2) or row.interest < 30 for row in rows[:-1])
    assert len(rows) == sold.instalments


@pytest.mark.parametrize(
    ("_case", "changed", "field", "wrong"),
    [
        ("nothing sold", {"cost_rp": 0}, "cost_rp", "cost"),
        ("a margin below nothing", {"margin_rp": -1}, "margin_rp", "margin"),
        ("a down payment below nothing", {"down_payment_rp": -1}, "down_payment_rp", "down_payment"),
        ("nothing left to owe", {"down_payment_rp": 1_000_000}, "down_payment_rp", "down_payment"),
        ("a price beyond the books", {"margin_rp": MOST - 999_999}, "margin_rp", "too_large"),
        ("no instalments", {"instalments": 0}, "instalments", "instalments"),
        ("below none", {"instalments": -3}, "instalments", "instalments"),
        ("no period", {"every": Every(Unit.MONTH, 0)}, "every", "every"),
        ("due before the sale", {"first_due_on": SOLD}, "first_due_on", "dates"),
        ("a step coarser than the debt", {"instalment_to": 1_000_001}, "rounding.instalment_to", "step"),
    ],
)
def test_a_sale_that_cannot_be(_case, changed, field, wrong):
    assert refusal(sale(**changed).terms) == (field, wrong)


@pytest.mark.parametrize(
    "changed",
    [{"cost_rp": 1, "instalments": 1}, {"down_payment_rp": 999_990}, {"margin_rp": MOST - 1_000_000}],
)
def test_a_sale_at_the_edge(changed):
    sold = sale(**changed)

    assert sum(row.total for row in rows_of(sold)) == sold.price_rp - sold.down_payment_rp


# -- qardh


def test_a_qardh_costs_nothing():
    laid = schedule_of(qardh_terms(lent_rp=1_200_000, instalments=12, lent_on=SOLD))

    assert [(row.principal, row.interest, row.fee) for row in laid.instalments] == [(100_000, 0, 0)] * 12
    assert laid.instalments[0].due_on == date(2026, 2, 15)
    assert laid.net == 1_200_000
    assert laid.rates() == (Decimal(0), Decimal(0))


def test_a_qardh_that_does_not_divide_comes_back_whole():
    every = Every(Unit.PASARAN)

    laid = schedule_of(qardh_terms(lent_rp=1_000_000, instalments=3, lent_on=SOLD, every=every))

    assert [row.total for row in laid.instalments] == [333_333, 333_333, 333_334]
    assert laid.instalments[-1].due_on == SOLD + timedelta(days=15)


def test_what_handing_out_a_qardh_really_cost_is_kept_back():
    laid = schedule_of(qardh_terms(lent_rp=1_200_000, instalments=12, lent_on=SOLD, administration_rp=25_000))

    assert (laid.fee, laid.net) == (25_000, 1_175_000)
    assert sum(row.total for row in laid.instalments) == 1_200_000
    assert laid.rates()[0] > 0


def test_settling_a_qardh_owes_what_is_left_of_it():
    terms = qardh_terms(lent_rp=1_200_000, instalments=12, lent_on=SOLD)

    found = seen(terms, Servicing(), (date(2026, 2, 15), Kind.REPAYMENT, 100_000), as_of=date(2026, 5, 1))

    assert found.payoff.total == found.payoff.principal == 1_100_000


@pytest.mark.parametrize(
    ("_case", "changed", "field", "wrong"),
    [
        ("nothing lent", {"lent_rp": 0}, "principal", "principal"),
        ("no instalments", {"instalments": 0}, "instalments", "instalments"),
        ("a fee below nothing", {"administration_rp": -1}, "fees", "fee"),
    ],
)
def test_a_qardh_that_cannot_be(_case, changed, field, wrong):
    told = {"lent_rp": 1_200_000, "instalments": 12, "lent_on": SOLD} | changed

    assert refusal(qardh_terms, **told) == (field, wrong)


# -- what a contract without interest may not hold

LENT = qardh_terms(lent_rp=1_200_000, instalments=12, lent_on=SOLD)
IN_PER_CENT = (
    Fee(name="materai", amount=10_000),
    Fee(name="provisi", rate=Fraction(1, 100), when=FeeWhen.EACH),
)


@pytest.mark.parametrize(
    ("_case", "akad", "terms", "servicing", "field"),
    [
        ("interest on a qardh", Akad.QARDH, {"annual_rate": Fraction(1, 10**6)}, {}, "rate"),
        ("a margin that falls", Akad.MURABAHAH, {"method": Method.DECLINING}, {}, "method"),
        ("a margin that follows time", Akad.MURABAHAH, {}, {"recalculate_interest": True}, "recalculate_interest"),
        ("settled to the day", Akad.MURABAHAH, {}, {"payoff_interest": PayoffInterest.TO_DAY}, "payoff_interest"),
        ("by the digits", Akad.MURABAHAH, {}, {"payoff_interest": PayoffInterest.RULE_78}, "payoff_interest"),
        ("a promised discount", Akad.MURABAHAH, {}, {"payoff_rebate": Fraction(1, 2)}, "payoff_interest"),
        ("a sale's fee in per cent", Akad.MURABAHAH, {"fees": IN_PER_CENT}, {}, "fees"),
        ("a loan's fee in per cent", Akad.QARDH, {"fees": IN_PER_CENT}, {}, "fees"),
        ("a ta'zir in per cent", Akad.MURABAHAH, {}, {"penalty": Penalty(rate=Fraction(1, 100))}, "penalty"),
        ("a ta'zir each day", Akad.QARDH, {}, {"penalty": Penalty(amount=500, per=PenaltyPer.DAY)}, "penalty"),
    ],
)  # fmt: skip
def test_what_an_akad_may_not_hold(_case, akad, terms, servicing, field):
    base = KULKAS.terms() if akad is Akad.MURABAHAH else LENT
    terms, servicing = replace(base, **terms), replace(SERVED, **servicing)

    assert refusal(check_akad, akad, terms, servicing) == (field, "akad")
    check_akad(Akad.PINJAMAN, terms, servicing)


def test_what_an_akad_may_hold():
    fee = (Fee(name="materai", amount=10_000),)
    tazir = murabahah_servicing(tazir_rp=10_000)

    check_akad(Akad.MURABAHAH, replace(KULKAS.terms(), fees=fee), tazir)
    check_akad(Akad.MURABAHAH, KULKAS.terms(), SERVED)
    check_akad(Akad.QARDH, replace(LENT, fees=fee), tazir)
    check_akad(Akad.QARDH, replace(LENT, method=Method.BULLET), Servicing(recalculate_interest=True))


def test_a_margin_as_such_has_no_highest_rate_but_a_rate_has():
    dear = {"method": Method.FLAT, "principal": 100, "instalments": 1, "annual_rate": Fraction(121, 10)}

    assert schedule_of(Terms(**dear, is_margin=True)).instalments[0].interest == 101
    assert refusal(schedule_of, Terms(**dear)) == ("rate", "rate")


def test_a_tazir_is_for_the_social_fund_and_never_income():
    found = {(akad, component): purpose_of(akad, component) for akad in Akad for component in Component}

    assert found == {
        (Akad.PINJAMAN, Component.PENALTY): Purpose.PENALTY,
        (Akad.PINJAMAN, Component.FEE): Purpose.FEE,
        (Akad.PINJAMAN, Component.INTEREST): Purpose.INTEREST,
        (Akad.PINJAMAN, Component.PRINCIPAL): Purpose.PRINCIPAL,
        (Akad.MURABAHAH, Component.PENALTY): Purpose.SOCIAL_FUND,
        (Akad.MURABAHAH, Component.FEE): Purpose.FEE,
        (Akad.MURABAHAH, Component.INTEREST): Purpose.MARGIN,
        (Akad.MURABAHAH, Component.PRINCIPAL): Purpose.PRINCIPAL,
        (Akad.QARDH, Component.PENALTY): Purpose.SOCIAL_FUND,
        (Akad.QARDH, Component.FEE): Purpose.FEE,
        (Akad.QARDH, Component.INTEREST): Purpose.SOCIAL_FUND,
        (Akad.QARDH, Component.PRINCIPAL): Purpose.PRINCIPAL,
    }
