import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.retail.domain.events import (
    LARGEST,
    NOTHING_BEFORE,
    Bound,
    EventKind,
    Skew,
    event_bytes,
    event_hash,
    is_event,
    is_plain,
    sale_time,
    sealed_event,
    skew_of,
)
from tests.trade.retail.domain.till_chain import event

GOLDEN = json.loads((Path(__file__).parents[3] / "golden/till_events.json").read_text(encoding="utf-8"))
EVENTS = [one["event"] for one in GOLDEN["chain"]]


@pytest.mark.parametrize("one", GOLDEN["chain"], ids=lambda one: one["event"]["kind"])
def test_the_bytes_and_hashes_that_a_browser_makes_too(one):
    assert event_bytes(one["event"]).decode() == one["bytes"]
    assert event_hash(one["event"]) == one["event"]["hash"]
    assert is_event(one["event"])


def test_the_golden_events_are_a_chain():
    before = NOTHING_BEFORE
    for seq, one in enumerate(EVENTS, 1):
        assert (one["seq"], one["before"]) == (seq, before)
        before = one["hash"]
    assert {one["kind"] for one in EVENTS} <= set(EventKind)


@pytest.mark.parametrize("written", GOLDEN["refused"])
def test_what_a_browser_would_write_otherwise_is_not_written(written):
    assert not is_plain(json.loads(written))
    with pytest.raises(ValueError, match="an event holds"):
        event(body={"x": json.loads(written)})


def test_depth_and_size_have_an_end():
    assert is_plain(json.loads("[" * 8 + "1" + "]" * 8))
    with pytest.raises(ValueError, match="64 kB"):
        event(body={"x": "x" * LARGEST})


def test_an_event_of_64_kb_is_one():
    spare = LARGEST - len(event_bytes(event(body={"x": ""})))

    assert len(event_bytes(event(body={"x": "x" * spare}))) == LARGEST
    with pytest.raises(ValueError, match="64 kB"):
        event(body={"x": "x" * (spare + 1)})


def test_plain_is_exactly_what_both_write():
    assert is_plain({"a": [None, True, -(2**53) + 1, "é\u2028\x00"], "b_2": {}})
    for other in ((1,), 1.0, b"", {1: 2}, {"a": {2}}, 2**53):
        assert not is_plain(other)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "sale"},
        {"id_": "0193F0A0-0000-7000-8000-000000000001"},
        {"device": ""},
        {"seq": 0},
        {"seq": True},
        {"at_ms": -1},
        {"contact_ms": -1},
        {"before": "0" * 63},
        {"body": []},
    ],
)
def test_what_is_no_event_is_not_made(change):
    with pytest.raises(ValueError, match="no event"):
        event(**change)


def test_a_changed_event_is_none():
    one = event()

    assert is_event(one)
    for change in (
        {"body": {"number": 2}},
        {"v": 2},
        {"v": True},
        {"hash": "0" * 64},
        {"more": 1},
        {"body": {"x": 0.5}},
    ):
        assert not is_event(one | change)
    assert not is_event({})


def test_an_offset_may_be_of_either_sign():
    assert event(offset_ms=-(3 * 86_400_000))["offset"] == -259_200_000


texts = st.text(max_size=20)
keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
facts = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(keys, facts, max_size=4).filter(is_plain))
def test_what_went_over_the_wire_has_the_same_hash(body):
    one = event(body=body)

    assert is_event(json.loads(json.dumps(one)))
    assert json.loads(event_bytes(one)) | {"hash": one["hash"]} == one


NOON = datetime(2025, 11, 27, 12, tzinfo=UTC)
MINUTE = 60_000


def ms(moment):
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def found(
    *,
    clock=NOON,
    offset_ms=0,
    contact=NOON - timedelta(hours=2),
    received=NOON + timedelta(hours=1),
    before=None,
):
    return sale_time(
        at_ms=ms(clock), offset_ms=offset_ms, contact_ms=ms(contact), received_at=received, before_at=before
    )


# docs/algorithms/till.md, "The time of a sale".
@pytest.mark.parametrize(
    ("_case", "told", "at", "bound"),
    [
        ("a good clock", {}, NOON, None),
        (
            "three days behind, known",
            {"clock": NOON - timedelta(days=3), "offset_ms": 3 * 86_400_000},
            NOON,
            None,
        ),
        (
            "set back three days within a shift",
            {"clock": NOON - timedelta(days=3)},
            NOON - timedelta(hours=2),
            Bound.CONTACT,
        ),
        (
            "set back an hour after a sale at noon",
            {"clock": NOON - timedelta(hours=1), "before": NOON},
            NOON,
            Bound.BEFORE,
        ),
        ("set on a year", {"clock": NOON + timedelta(days=365)}, NOON + timedelta(hours=1), Bound.RECEIPT),
        (
            "a contact after the receipt",
            {"contact": NOON + timedelta(days=1)},
            NOON + timedelta(hours=1),
            Bound.RECEIPT,
        ),
        ("at the contact", {"contact": NOON}, NOON, None),
        ("at the receipt", {"received": NOON}, NOON, None),
        ("no contact yet", {"contact": datetime(1970, 1, 1, tzinfo=UTC)}, NOON, None),
    ],
)
def test_the_time_of_a_sale(_case, told, at, bound):
    time = found(**told)
    corrected = told.get("clock", NOON) + timedelta(milliseconds=told.get("offset_ms", 0))

    assert (time.at, time.bound, time.moved) == (at, bound, at - corrected)


def test_a_clock_that_says_anything_has_a_time():
    for at_ms, offset_ms in ((2**53 - 1, 2**53 - 1), (0, -(2**53) + 1)):
        time = sale_time(
            at_ms=at_ms, offset_ms=offset_ms, contact_ms=2**53 - 1, received_at=NOON, before_at=None
        )
        assert time.at == NOON


@pytest.mark.parametrize(
    ("offset_ms", "skew"),
    [
        (5 * MINUTE, Skew.FINE),
        (5 * MINUTE + 1, Skew.WARNED),
        (-5 * MINUTE - 1, Skew.WARNED),
        (1_440 * MINUTE, Skew.WARNED),
        (-1_440 * MINUTE - 1, Skew.BLOCKED),
    ],
)
def test_how_wrong_a_clock_is(offset_ms, skew):
    assert skew_of(offset_ms, warn_minutes=5, block_minutes=1_440) is skew


def test_the_kind_that_is_not_known_yet_is_kept():
    assert is_event(event(kind="SOMETHING_NEW"))
    with pytest.raises(ValueError, match="no event"):
        sealed_event(
            id_="",
            device="",
            seq=1,
            kind="SALE",
            at_ms=0,
            offset_ms=0,
            contact_ms=0,
            body={},
            before=NOTHING_BEFORE,
        )
