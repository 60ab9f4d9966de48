from datetime import date

import pytest

from guyub.finance.savings.domain.tax import (
    DutyState,
    JasaTaxRefusedError,
    checked_ntpn,
    duty_of,
    slip_number,
)

OCTOBER = date(2026, 10, 1)


def duty(due_rp, paid_rp, month=OCTOBER):
    return duty_of(month=month, due_rp=due_rp, paid_rp=paid_rp, pay_day=15, report_day=20)


def test_it_is_paid_and_reported_in_the_month_after():
    found = duty(54_000, 24_000, month=date(2026, 12, 1))

    assert (found.pay_by, found.report_by) == (date(2027, 1, 15), date(2027, 1, 20))
    assert found.missing_rp == 30_000


@pytest.mark.parametrize(
    ("due_rp", "paid_rp", "today", "state"),
    [
        (0, 0, date(2026, 11, 1), DutyState.NIHIL),
        (54_000, 0, date(2026, 11, 15), DutyState.BELUM),
        (54_000, 24_000, date(2026, 11, 16), DutyState.TERLAMBAT),
        (54_000, 54_000, date(2026, 12, 1), DutyState.DIBAYAR),
        (24_000, 54_000, date(2026, 11, 1), DutyState.LEBIH),
        (0, 54_000, date(2026, 11, 1), DutyState.LEBIH),
    ],
)
def test_how_far_it_is(due_rp, paid_rp, today, state):
    assert duty(due_rp, paid_rp).state(today) is state


@pytest.mark.parametrize("written", ["1234567890ABCDEF", " 1234 5678 90ab cdef "])
def test_the_states_number(written):
    assert checked_ntpn(written) == "1234567890ABCDEF"


@pytest.mark.parametrize(
    "written", ["", "1234567890ABCDE", "1234567890ABCDEF0", "1234567890ABCDE-", "١" * 16]
)
def test_a_number_that_cannot_be_one(written):
    with pytest.raises(JasaTaxRefusedError) as caught:
        checked_ntpn(written)

    assert caught.value.facts == {"wrong": "ntpn"}


def test_the_number_of_a_slip():
    assert slip_number(12, 2026) == "BPJ-2026-00012"
