from uuid import uuid4

import pytest

from guyub.foundation.devices.domain.wire import (
    LATEST_MS,
    LONGEST_BODY,
    MOST_NUMBER,
    BatchRefusedError,
    body_text,
    read_batch,
    says_nothing,
    written,
)
from tests.foundation.devices.outbox import DEVICE, Till

DEEP = {"a": 1}
for _ in range(2000):
    DEEP = {"a": DEEP}


def wrong(raw, most=50):
    with pytest.raises(BatchRefusedError) as refusal:
        read_batch(raw, device_id=DEVICE, most=most)
    return refusal.value.facts


def test_what_is_written_is_read_again():
    till = Till()
    till.write(body={"nama": "Bu “Siti”, 最佳", "lines": [{"qty": -2, "ok": True, "x": None}]})
    till.sell(2)

    assert read_batch([written(event) for event in till.events], device_id=DEVICE, most=3) == till.events


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 0},
        {"seq": True},
        {"seq": "1"},
        {"seq": MOST_NUMBER + 1},
        {"id": "x"},
        {"id": None},
        {"kind": "SALE"},
        {"kind": "sale"},
        {"kind": "a." + "b" * 60},
        {"kind": 1},
        {"at": -1},
        {"at": LATEST_MS + 1},
        {"at": 1.0},
        {"body": []},
        {"body": None},
        {"body": DEEP},
        {"body": {"a": "x" * LONGEST_BODY}},
        {"previous": "0" * 63},
        {"hash": "G" * 64},
        {"hash": 1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_no_event_is_refused_whole(change):
    good = written(Till().write())

    assert wrong([good, good | change]) == {"wrong": "event", "number": 2}


def test_what_is_no_record_too_many_or_of_another():
    good = written(Till().write())

    assert wrong(["x"])["wrong"] == "event"
    assert wrong([good] * 3, most=2) == {"wrong": "too_many", "most": 2}
    assert wrong([good | {"device": str(uuid4())}]) == {"wrong": "device", "number": 1}
    assert read_batch([good | {"device": str(DEVICE)}], device_id=DEVICE, most=1)


@pytest.mark.parametrize(
    "value",
    [0.5, float("inf"), MOST_NUMBER + 1, "\ud800", [1.0], {"é": 1}, {"": 1}, {"a b": 1}, [[[[[]]]]] * 1],
)
def test_a_body_that_no_till_seals_is_marked(value):
    deep = value
    if isinstance(value, list) and value and value[0] == [[[[]]]]:
        for _ in range(20):
            deep = [deep]

    assert body_text({"x": deep}).endswith(" ")


def test_how_deep_a_body_may_be():
    lists, records = 1, 1
    for _ in range(19):
        lists, records = [lists], {"a": records}

    assert not body_text({"a": lists}).endswith(" ")
    assert body_text({"a": [lists]}).endswith(" ")
    assert not body_text({"a": records}).endswith(" ")
    assert body_text({"a": {"a": records}}).endswith(" ")


def test_the_first_millisecond_is_a_moment():
    assert read_batch([written(Till().write()) | {"at": 0}], device_id=DEVICE, most=1)[0].at_ms == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [("a\x00b", True), ("\\u0000", False), ("\\\x00", True), ("biasa", False), ("\\\\", False)],
)
def test_the_letter_of_number_nothing(text, says):
    assert says_nothing(body_text({"x": text})) is says
