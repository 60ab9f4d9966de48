"""Steps of a sale at an official site, and how urgent what waits is."""

from datetime import UTC, datetime

import pytest

from guyub.trade.subsidised.domain.officials import (
    STEPS,
    Age,
    OfficialRefusedError,
    OfficialStep,
    RefusedFor,
    after_step,
    after_taken_back,
    age_of,
    checked_note,
    checked_ref,
    checked_seen,
    refused_for,
)
from guyub.trade.subsidised.domain.programmes import OfficialState

WAITING, DONE, REFUSED = OfficialState.WAITING, OfficialState.DONE, OfficialState.REFUSED


@pytest.mark.parametrize(
    ("_case", "sold", "now", "age"),
    [
        ("just sold", (24, 3, 0), (24, 4, 59), Age.FRESH),
        ("two hours", (24, 3, 0), (24, 5, 0), Age.LATE),
        ("eight in the evening in Jakarta", (24, 12, 30), (24, 13, 0), Age.CLOSING),
        ("after midnight in Jakarta", (24, 16, 59), (24, 17, 0), Age.PAST),
    ],
)
def test_urgency(_case, sold, now, age):
    at = [datetime(2026, 11, *moment, tzinfo=UTC) for moment in (sold, now)]
    assert age_of(sold_at=at[0], now=at[1], late_hours=2, closing_hour=20) is age


def test_each_step_goes_from_its_states_alone():
    for state in OfficialState:
        for step in OfficialStep:
            before, after = STEPS[step]
            if state in before:
                assert after_step(state, step) is after
                continue
            with pytest.raises(OfficialRefusedError) as refused:
                after_step(state, step)
            assert refused.value.facts == {"wrong": "step"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (DONE, OfficialState.CANCEL),
        (OfficialState.KEPT, OfficialState.CANCEL),
        (WAITING, OfficialState.NONE),
        (REFUSED, OfficialState.NONE),
        (OfficialState.NONE, OfficialState.NONE),
        (OfficialState.CANCELLED, OfficialState.CANCELLED),
    ],
)
def test_taken_back_here_is_to_be_cancelled_where_it_is_known(before, after):
    assert after_taken_back(before) is after


@pytest.mark.parametrize(
    ("read", "wrong"),
    [
        (lambda: checked_ref("x" * 41), "ref"),
        (lambda: checked_note("baik", is_needed=True), "why"),
        (lambda: checked_note("x" * 201, is_needed=False), "why"),
        (lambda: checked_seen("-1"), "seen"),
        (lambda: checked_seen("1000001"), "seen"),
        (lambda: refused_for(""), "code"),
    ],
)
def test_what_is_typed_is_read_or_refused(read, wrong):
    with pytest.raises(OfficialRefusedError) as refused:
        read()
    assert refused.value.facts == {"wrong": wrong}


def test_what_is_typed_well_is_kept_without_spare_spaces():
    assert (checked_ref(" 17  a "), checked_note("  ", is_needed=False)) == ("17 a", "")
    assert (checked_seen(" 0 "), checked_seen(""), refused_for("KK")) == (0, None, RefusedFor.KK)
