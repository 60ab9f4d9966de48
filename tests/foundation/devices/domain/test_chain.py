import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.devices.domain.chain import (
    START,
    Event,
    Gap,
    Head,
    Place,
    milliseconds,
    moment_of,
    seal,
    verify,
)
from guyub.foundation.devices.domain.wire import read_batch
from guyub.foundation.kernel.canonical import canonical_bytes
from tests.foundation.devices.outbox import DEVICE, NOW, Till

GOLDEN = json.loads((Path(__file__).parents[3] / "golden/device_events.json").read_text())


def places(verdict):
    return [(one.event.seq, one.place.value) for one in verdict.findings]


def known(events):
    return {event.seq: event.hash for event in events}


def test_the_golden_events_are_one_chain():
    device = UUID(GOLDEN["device"])
    events = read_batch([one["event"] for one in GOLDEN["chain"]], device_id=device, most=50)

    for event, one in zip(events, GOLDEN["chain"], strict=True):
        facts = {"at": event.at_ms, "body": one["event"]["body"], "device": device, "id": event.id}
        facts |= {"kind": event.kind, "seq": event.seq}
        assert canonical_bytes(facts).decode() == one["canonical"]
        assert seal(event).hex() == one["event"]["hash"]
    verdict = verify(Head(), events, known={})
    assert {place for _, place in places(verdict)} == {"NEXT"}
    assert verdict.head.hash.hex() == GOLDEN["chain"][-1]["event"]["hash"]


def test_what_neither_side_may_seal_is_no_chain():
    for body in GOLDEN["refused"]:
        raw = GOLDEN["chain"][0]["event"] | {"body": {"x": json.loads(body)}}
        (event,) = read_batch([raw], device_id=UUID(GOLDEN["device"]), most=50)
        assert event.body.endswith(" ")
        assert verify(Head(), [event], known={}).findings[0].place is Place.BROKEN


def test_moments_are_whole_milliseconds():
    assert milliseconds(moment_of(1_764_230_461_007)) == 1_764_230_461_007
    assert moment_of(1_764_230_461_007).isoformat() == "2025-11-27T08:01:01.007000+00:00"
    assert Till().write().device_at == NOW
    assert Till().write(body={"a": 1}).facts == {"a": 1}


def test_a_batch_in_order_moves_the_head():
    events = Till().sell(3)
    verdict = verify(Head(), events[::-1], known={})

    assert places(verdict) == [(1, "NEXT"), (2, "NEXT"), (3, "NEXT")]
    assert (verdict.head, verdict.gap) == (Head(3, events[2].hash), None)


def test_what_came_before_is_a_duplicate_and_twice_in_a_batch_too():
    events = Till().sell(3)
    verdict = verify(Head(2, events[1].hash), [*events, events[2]], known=known(events[:2]))

    assert places(verdict) == [(1, "DUPLICATE"), (2, "DUPLICATE"), (3, "NEXT"), (3, "DUPLICATE")]


def test_nothing_behind_a_gap_is_in_order():
    events = Till().sell(6)
    verdict = verify(Head(1, events[0].hash), events[3:], known={})

    assert places(verdict) == [(4, "WAITING"), (5, "WAITING"), (6, "WAITING")]
    assert (verdict.head.seq, verdict.gap) == (1, Gap(2, 3, events[3].previous))


def test_another_event_with_an_admitted_number_has_forked():
    till = Till()
    till.sell(2)
    other = till.copy()
    other.events.pop()
    second = other.write(body={"other": 1})
    verdict = verify(Head(2, till.events[1].hash), [second], known=known(till.events))

    assert places(verdict) == [(2, "FORKED")]
    assert verdict.head.seq == 2


def test_of_two_with_the_next_number_the_one_in_order_stands():
    till = Till()
    till.sell(1)
    other = till.copy()
    first, second = till.write(body={"tab": 1}), other.write(body={"tab": 2})
    verdict = verify(Head(), [till.events[0], second, first], known={})

    assert places(verdict) == [(1, "NEXT"), (2, "NEXT"), (2, "FORKED")]
    assert verdict.head.hash == second.hash


def test_a_broken_seal_holds_up_what_follows_unless_the_right_one_is_there():
    till = Till()
    till.sell(3)
    broken = replace(till.events[1], body='{"no":9}')
    held = verify(Head(), [till.events[0], broken, till.events[2]], known={})
    mended = verify(Head(), [till.events[0], broken, *till.events[1:]], known={})

    assert places(held) == [(1, "NEXT"), (2, "BROKEN"), (3, "WAITING")]
    assert held.gap == Gap(2, 2, till.events[1].hash)
    assert places(mended) == [(1, "NEXT"), (2, "BROKEN"), (2, "NEXT"), (3, "NEXT")]
    assert mended.gap is None


def test_the_seal_behind_a_broken_one_says_where_it_goes_on():
    till = Till()
    till.sell(3)
    broken = replace(till.events[1], hash=b"\1" * 32)
    alone = verify(Head(1, till.events[0].hash), [broken], known={})
    held = verify(Head(1, till.events[0].hash), [broken, till.events[2]], known={})

    assert (alone.gap, held.gap) == (Gap(2, 2, b"\1" * 32), Gap(2, 2, till.events[1].hash))


def test_an_event_of_another_branch_does_not_link():
    till = Till()
    till.sell(2)
    other = till.copy()
    other.events[1] = replace(other.events[1], hash=b"\2" * 32)
    stray = other.write()
    verdict = verify(Head(2, till.events[1].hash), [stray], known={})

    assert places(verdict) == [(3, "UNLINKED")]
    assert verdict.gap == Gap(3, 3, stray.hash)


def test_an_event_whose_number_was_given_up_comes_late():
    events = Till().sell(4)
    verdict = verify(Head(4, events[3].hash), [events[1], replace(events[0], body='{"a":1}')], known={})

    assert places(verdict) == [(1, "BROKEN"), (2, "LATE")]
    assert verdict.gap is None


@pytest.mark.parametrize("field", ["device_id", "seq", "id", "kind", "at_ms", "body", "previous"])
def test_the_seal_covers_everything(field):
    event = Till().write()
    other = {
        "device_id": UUID(int=1),
        "seq": 2,
        "id": UUID(int=2),
        "kind": "sale.void",
        "at_ms": event.at_ms + 1,
        "body": "{}",
        "previous": b"\1" * 32,
    }

    assert seal(replace(event, **{field: other[field]})) != event.hash


class Server:
    """Keeps what is in order, as admitting does: the pure part of it."""

    def __init__(self):
        self.head, self.kept, self.strays = Head(0, START), {}, {}

    def take(self, batch):
        verdict = verify(self.head, batch, known=known(self.kept.values()))
        for one in verdict.findings:
            if one.place is Place.NEXT:
                assert one.event.seq not in self.kept
                self.kept[one.event.seq] = one.event
            elif one.place not in {Place.DUPLICATE, Place.WAITING}:
                self.strays[seal(one.event)] = one.event
        self.head = verdict.head
        return verdict


@given(st.data())
def test_whatever_the_line_does_each_event_is_kept_once_in_order(data):
    """Batches are lost, doubled, mixed; answers are lost; a second tab writes under the same numbers."""
    till, server = Till(DEVICE), Server()
    till.sell(data.draw(st.integers(1, 8), label="sales"))
    tab = till.copy()
    tab.events = tab.events[: data.draw(st.integers(0, len(till.events)), label="seen by the tab")]
    for _ in range(data.draw(st.integers(0, 3), label="sales of the tab")):
        tab.write(body={"tab": len(tab.events)})
    everything = till.events + [one for one in tab.events if one not in till.events]
    for _ in range(data.draw(st.integers(0, 6), label="batches")):
        server.take(data.draw(st.lists(st.sampled_from(everything), max_size=12), label="batch"))
    for _ in range(len(everything) + 1):  # in the end the line holds, and both send until nothing moves
        server.take(till.events)
        server.take(tab.events)

    assert [*server.kept] == list(range(1, server.head.seq + 1))
    previous = START
    for event in server.kept.values():
        assert event.previous == previous
        previous = event.hash
    told = {event.hash for event in server.kept.values()} | set(server.strays)
    reached = {event.hash for event in everything if event.seq <= server.head.seq + 1}
    assert reached <= told, "an event that the server could judge is neither kept nor beside the chain"
    assert len({event.id for event in server.kept.values()}) == len(server.kept)


def test_an_event_is_what_it_says():
    assert isinstance(Till().write(), Event)
