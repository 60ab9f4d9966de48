"""The end of a shift as a till tells it: pieces tie with what was counted."""

import uuid

import pytest

from guyub.trade.retail.domain.told import TillEventUnreadError
from guyub.trade.retail.domain.told_shifts import read_closing


def closing(**more):
    ids = {"shift_id": str(uuid.uuid4()), "cashier_id": str(uuid.uuid4())}
    notes = {"100000": 2, "500": 3, "200": 0}
    return ids | {"counted_rp": 201_500, "notes": notes, "expected_rp": 201_000, "waiting": 4} | more


def test_notes_and_coins_are_kept_by_their_value():
    told = read_closing(closing())

    assert (told.shift.amount_rp, told.expected_rp, told.waiting) == (201_500, 201_000, 4)
    assert told.notes == {100_000: 2, 500: 3, 200: 0}
    bare = read_closing(closing(notes=None, expected_rp=None, waiting=0))
    assert (bare.notes, bare.expected_rp) == ({}, None)


@pytest.mark.parametrize(
    ("_case", "more", "facts"),
    [
        ("sums", {"counted_rp": 201_600}, ("ties", "notes")),
        ("no list of notes", {"notes": [1]}, ("field", "notes")),
        ("no value", {"notes": {"seribu": 1}}, ("field", "notes")),
        ("no count", {"notes": {"1000": "1"}}, ("field", "1000")),
        ("expected", {"expected_rp": "banyak"}, ("field", "expected_rp")),
    ],
)
def test_what_is_not_read(_case, more, facts):
    with pytest.raises(TillEventUnreadError) as refusal:
        read_closing(closing(**more))
    assert (refusal.value.facts["wrong"], refusal.value.facts["name"]) == facts
