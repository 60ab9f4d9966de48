"""What the counter takes by itself, and when an account sleeps."""

from datetime import date

import pytest

from guyub.finance.savings.domain.counter import (
    CounterRefusedError,
    is_asleep,
    refuse_deposit,
    why_it_stays,
    why_two,
)
from guyub.finance.savings.domain.kinds import Cause, SavingsKind

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


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, ""),
        ({"amount_rp": 5_000_001}, "di atas ambang"),
        ({"is_asleep": True}, "rekening tidur"),
        ({"kind": SavingsKind.PENYERTAAN, "amount_rp": 1}, "penyertaan dikembalikan"),
    ],
)
def test_two_must_agree_above_the_threshold_for_a_sleeper_and_for_capital(more, said):
    told = {
        "kind": SavingsKind.SUKARELA,
        "is_asleep": False,
        "amount_rp": 5_000_000,
        "threshold_rp": 5_000_000,
    }
    assert why_two(**told | more) == said


@pytest.mark.parametrize(
    ("cause", "kinds", "said"),
    [
        (Cause.SETOR, {SavingsKind.SUKARELA}, ""),
        (Cause.TARIK, {SavingsKind.PENYERTAAN}, ""),
        (Cause.PINDAH, {SavingsKind.SUKARELA, SavingsKind.WAJIB}, ""),
        (Cause.PINDAH, {SavingsKind.SUKARELA, SavingsKind.BERJANGKA}, "linked"),
        (Cause.SETOR, {SavingsKind.BERJANGKA}, "linked"),
        (Cause.JASA, {SavingsKind.SUKARELA}, "linked"),
        (Cause.BATAL, {SavingsKind.SUKARELA}, "linked"),
        (Cause.SETOR, {SavingsKind.POKOK}, "kind"),
    ],
)
def test_what_the_counter_takes_back(cause, kinds, said):
    assert why_it_stays(cause=cause, kinds=kinds) == said
