import json
from uuid import uuid4

import pytest

from guyub.foundation.devices.domain.codes import key_hash
from guyub.foundation.devices.domain.outbox_file import FORMAT, OutboxRefusedError, file_seal, read_outbox
from guyub.foundation.devices.domain.wire import BatchRefusedError, written
from tests.foundation.devices.outbox import DEVICE, Till

KEY = key_hash("rahasia")


def file(**change):
    till = Till()
    till.sell(3)
    raw = [written(event) for event in reversed(till.events)]
    told = {"format": FORMAT, "device": str(DEVICE), "events": raw, "series": "K1"}
    told["seal"] = file_seal(raw, device_id=DEVICE, hashed_key=KEY)
    return json.dumps(told | change).encode()


def read(content):
    return read_outbox(content, device_id=DEVICE, hashed_key=KEY)


def test_the_devices_own_file_is_sealed_and_in_order():
    found = read(file())

    assert [event.seq for event in found.events] == [1, 2, 3]
    assert found.is_sealed


@pytest.mark.parametrize("seal", [None, 5, "", "0" * 64, "é"])
def test_a_seal_that_does_not_fit(seal):
    assert not read(file(seal=seal)).is_sealed


def test_a_file_that_no_till_could_have_sealed():
    raw = [written(Till().write()) | {"body": {"x": 0.5}}]

    assert not read(file(events=raw, seal="0" * 64)).is_sealed


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "unreadable"),
        (b"\xff\xfe", "unreadable"),
        (b"[" * 100_000, "unreadable"),
        (b"[]", "unreadable"),
        (file(format="other"), "unreadable"),
        (file(events={}), "unreadable"),
        (file(device=str(uuid4())), "device"),
        (file(events=[]), "empty"),
    ],
    ids=range(8),
)
def test_what_is_no_outbox_of_this_device(content, wrong):
    with pytest.raises(OutboxRefusedError) as refusal:
        read(content)
    assert refusal.value.facts == {"wrong": wrong}


def test_what_is_no_event_in_a_file():
    with pytest.raises(BatchRefusedError):
        read(file(events=[{}]))
