"""What the counter takes by itself, and when an account sleeps."""

from datetime import date

import pytest

from guyub.finance.savings.domain.counter import CounterRefusedError, is_asleep, refuse_deposit
from guyub.finance.savings.domain.kinds import SavingsKind

TODAY, JOINED = date(2026, 11, 25), date(2026, 1, 5)
WHOLE = {
    "kind": SavingsKind.SUKARELA,
    "amount_rp": 5_000,
    "least_rp": 5_000,
    "on": TODAY,
    "today": TODAY,
    "joined_on": JOINED,
}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"kind": SavingsKind.BERTUJUAN},
        {"kind": SavingsKind.PENYERTAAN},
        {"on": JOINED},
        {"joined_on": None},
    ],
)
def test_a_deposit_is_taken(more):
    refuse_deposit(**WHOLE | more)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"kind": SavingsKind.POKOK}, "kind"),
        ({"kind": SavingsKind.WAJIB}, "kind"),
        ({"kind": SavingsKind.BERJANGKA}, "term"),
        ({"amount_rp": 0, "least_rp": 0}, "amount"),
        ({"amount_rp": 4_999}, "least"),
        ({"on": date(2026, 11, 26)}, "date"),
        ({"on": date(2026, 1, 4)}, "date"),
    ],
)
def test_a_deposit_is_refused(more, wrong):
    with pytest.raises(CounterRefusedError) as caught:
        refuse_deposit(**WHOLE | more)
    assert caught.value.facts["wrong"] == wrong


@pytest.mark.parametrize(
    ("last_on", "sleeps"),
    [(date(2025, 11, 24), True), (date(2025, 11, 25), False), (date(2024, 2, 29), True), (TODAY, False)],
)
def test_an_account_sleeps_after_twelve_months(last_on, sleeps):
    assert is_asleep(last_on=last_on, today=TODAY, months=12) is sleeps
