"""Claims: where one stands, and what is refused before anybody is asked."""

from datetime import timedelta

import pytest

from guyub.books.treasury.domain.claims import (
    OLDEST_DAYS,
    ClaimRefusedError,
    ClaimState,
    check_claim,
    claim_number,
    numbers_in_words,
    state_of,
)
from guyub.foundation.approvals.domain.requests import State
from tests.world import NOW

TODAY = NOW.date()
GOOD = {
    "spent_on": TODAY,
    "today": TODAY,
    "amount_rp": 45_000,
    "choice": "Meterai dan surat",
    "choices": {"Meterai dan surat"},
    "note": "",
    "has_receipt": True,
    "no_receipt_why": "",
}


@pytest.mark.parametrize(
    ("approval", "is_paid", "is_taken_back", "state"),
    [
        (State.PENDING, False, False, ClaimState.DIAJUKAN),
        (State.REJECTED, False, False, ClaimState.DITOLAK),
        (State.WITHDRAWN, False, False, ClaimState.DITARIK),
        (State.EXPIRED, False, False, ClaimState.LEWAT),
        (State.APPROVED, False, False, ClaimState.DISETUJUI),
        (State.APPROVED, True, False, ClaimState.DIBAYAR),
        (State.APPROVED, False, True, ClaimState.DIBATALKAN),
    ],
)
def test_where_a_claim_stands_follows_from_its_approval_and_its_events(
    approval, is_paid, is_taken_back, state
):
    assert state_of(approval, is_paid=is_paid, is_taken_back=is_taken_back) is state


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("choice", "Mobil", "choice"),
        ("amount_rp", 0, "amount"),
        ("amount_rp", 10**15, "amount"),
        ("spent_on", TODAY + timedelta(days=1), "day"),
        ("spent_on", TODAY - timedelta(days=OLDEST_DAYS + 1), "day"),
        ("note", "a" * 121, "note"),
        ("has_receipt", False, "receipt"),
        ("no_receipt_why", "a" * 121, "receipt"),
    ],
)
def test_what_is_missing_or_strange_is_refused(field, value, wrong):
    with pytest.raises(ClaimRefusedError) as refused:
        check_claim(**GOOD | {field: value})

    assert refused.value.facts == {"wrong": wrong}


def test_a_reason_stands_in_for_a_receipt_and_a_year_is_not_too_old():
    check_claim(**GOOD)
    check_claim(**GOOD | {"has_receipt": False, "no_receipt_why": "parkir tanpa karcis"})
    check_claim(**GOOD | {"spent_on": TODAY - timedelta(days=OLDEST_DAYS)})


def test_numbers_are_written_in_full_up_to_five():
    numbers = [claim_number(2026, n) for n in range(1, 8)]

    assert numbers[0] == "KL-2026-0001"
    assert numbers_in_words(numbers[:2]) == "KL-2026-0001, KL-2026-0002"
    assert numbers_in_words(numbers).endswith("KL-2026-0005 dan 2 lagi")
    assert len(numbers_in_words([claim_number(2026, 10**6)] * 50)) <= 120
