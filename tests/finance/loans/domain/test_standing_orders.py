from datetime import date

from guyub.finance.loans.domain.servicing import Servicing
from guyub.finance.loans.domain.standing_orders import taken_of
from guyub.finance.loans.domain.states import state_of
from tests.finance.loans.domain.test_outcomes import FLAT, paid

MARCH = date(2026, 3, 1)


def lines(*events):
    return state_of(FLAT, Servicing(), events, MARCH).lines


def test_an_order_takes_whole_instalments_that_are_due_the_oldest_first():
    assert taken_of(lines(), free_rp=1_000_000, today=MARCH) == (224_000, None)
    assert taken_of(lines(), free_rp=223_999, today=MARCH) == (112_000, MARCH)
    assert taken_of(lines(), free_rp=0, today=MARCH) == (0, date(2026, 2, 1))
    assert taken_of(lines(paid(date(2026, 2, 1), 112_000)), free_rp=112_000, today=MARCH) == (112_000, None)
    # Of an instalment that is paid in part the rest is due.
    assert taken_of(lines(paid(date(2026, 2, 1), 50_000)), free_rp=62_000, today=MARCH) == (62_000, MARCH)
