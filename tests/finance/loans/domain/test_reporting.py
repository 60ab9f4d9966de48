"""Days of a report, quarters, and the risk of problem loans by hand."""

from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.reporting import Span, month_span, quarter_of, quarter_span, risk_of

L, _, KL, D, M = Kolektibilitas


@pytest.mark.parametrize(
    ("_case", "last", "until"),
    [
        ("over", date(2026, 11, 26), date(2026, 2, 28)),
        ("its last day", date(2026, 2, 28), date(2026, 2, 28)),
        ("running", date(2026, 2, 10), date(2026, 2, 10)),
    ],
)
def test_a_month_ends_with_what_is_known(_case, last, until):
    found = month_span(date(2026, 2, 5), last=last)

    assert found == Span(date(2026, 2, 1), until)
    assert found.before == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("quarter", "since", "until"),
    [
        (1, date(2026, 1, 1), date(2026, 3, 31)),
        (2, date(2026, 4, 1), date(2026, 6, 30)),
        (3, date(2026, 7, 1), date(2026, 9, 30)),
        (4, date(2026, 10, 1), date(2026, 11, 26)),
    ],
)
def test_a_quarter_has_three_months(quarter, since, until):
    found = quarter_span(2026, quarter, last=date(2026, 11, 26))

    assert found == Span(since, until)
    assert quarter_of(since) == quarter_of(until) == (2026, quarter)


def test_problem_loans_weigh_a_half_three_quarters_and_all():
    found = risk_of({L: 4_000_000, KL: 2_000_000, D: 1_200_000, M: 800_000})

    # 1.000.000 + 900.000 + 800.000 of 8.000.000
    assert (found.rpm_rp, found.rpm) == (2_700_000, Fraction(27, 80))
    assert (found.non_performing_rp, found.non_performing) == (4_000_000, Fraction(1, 2))


def test_half_a_rupiah_is_rounded():
    assert risk_of({KL: 3}).rpm_rp in {1, 2}
    assert risk_of({KL: 3}).rpm == Fraction(1, 2)


def test_nothing_lent_is_no_risk():
    found = risk_of({L: 0})

    assert (found.rpm_rp, found.rpm, found.non_performing_rp, found.non_performing) == (0, 0, 0, 0)
