from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.retail.domain.chains import Answer, Gap, Held, Reason, verify_batch
from tests.trade.retail.domain.till_chain import DEVICE, chain, event

ACCEPTED, DUPLICATE, CONFLICT, REJECTED = Answer


class Server:
    """What a server holds of one device, batch after batch."""

    def __init__(self):
        self.known, self.head, self.lost, self.applied = {}, 0, [], []

    def take(self, events):
        done = verify_batch(events, device=DEVICE, head=self.head, known=self.known.values(), lost=self.lost)
        for at in done.accepted:
            one = events[at]
            assert one["seq"] not in self.known
            self.known[one["seq"]] = Held(one["seq"], one["id"], one["hash"], one["before"])
            self.applied.append(one["hash"])
        self.head = done.head
        return done


def said(done):
    return [(one.answer, one.reason) for one in done.verdicts]


FIVE = chain(5)
OTHER = chain(5, mark=1)
NEW, SAME, FORK, LINK, GAP = (
    (ACCEPTED, None),
    (DUPLICATE, Reason.SAME),
    (CONFLICT, Reason.FORK),
    (CONFLICT, Reason.LINK),
    (REJECTED, Reason.GAP),
)


@pytest.mark.parametrize(
    ("_case", "batches", "answers", "gaps", "head"),
    [
        ("in order", [FIVE], [[NEW] * 5], (), 5),
        ("one by one", [FIVE[:1], FIVE[1:2]], [[NEW], [NEW]], (), 2),
        ("in another order", [FIVE[::-1]], [[NEW] * 5], (), 5),
        ("twice", [FIVE, FIVE], [[NEW] * 5, [SAME] * 5], (), 5),
        ("twice in one batch", [[*FIVE[:2], FIVE[0]]], [[NEW, NEW, SAME]], (), 2),
        (
            "answers were lost, sent again with more",
            [FIVE[:3], FIVE],
            [[NEW] * 3, [SAME] * 3 + [NEW] * 2],
            (),
            5,
        ),
        ("a hole", [[FIVE[0], *FIVE[3:]]], [[NEW, GAP, GAP]], (Gap(2, 3),), 1),
        ("two holes", [[FIVE[0], FIVE[2], FIVE[4]]], [[NEW, GAP, GAP]], (Gap(2, 2), Gap(4, 4)), 1),
        ("the beginning is missing", [FIVE[2:]], [[GAP] * 3], (Gap(1, 2),), 0),
        ("the hole is filled", [[FIVE[0], FIVE[2]], FIVE[1:3]], [[NEW, GAP], [NEW, NEW]], (), 3),
        ("a copy of the device sold too", [FIVE[:2], OTHER[:2]], [[NEW] * 2, [FORK] * 2], (), 2),
        ("and went on", [FIVE[:2], OTHER[2:3]], [[NEW] * 2, [LINK]], (), 2),
        ("both in one batch", [[FIVE[0], OTHER[0]]], [[NEW, FORK]], (), 1),
        ("the first is sealed to something", [[event(1, before="1" * 64)]], [[LINK]], (), 0),
        ("nothing came", [[]], [[]], (), 0),
    ],
)
def test_batches(_case, batches, answers, gaps, head):
    server = Server()
    for batch, expected in zip(batches, answers, strict=True):
        done = server.take(batch)
        assert said(done) == expected

    assert (done.gaps, done.head) == (gaps, head)
    assert [one.seq for one in done.verdicts] == [one["seq"] for one in batches[-1]]


def test_accepted_is_told_in_the_order_of_numbers():
    assert Server().take([FIVE[1], FIVE[2], FIVE[0]]).accepted == (2, 0, 1)


def test_an_id_that_another_number_has_is_a_conflict():
    server = Server()
    server.take(FIVE[:1])
    again = event(2, FIVE[0]["hash"], id_=FIVE[0]["id"])

    assert said(server.take([again])) == [(CONFLICT, Reason.ID)]


@pytest.mark.parametrize(
    ("_case", "wrong", "reason"),
    [
        ("changed on the way", FIVE[0] | {"body": {"number": 9}}, Reason.FORM),
        ("nothing in it", {}, Reason.FORM),
        ("a number that is none", FIVE[0] | {"seq": "1"}, Reason.FORM),
        ("of another device", event(device="0193f0a0-0000-7000-8000-0000000000d2"), Reason.DEVICE),
    ],
)
def test_what_is_no_event_of_the_device_stops_nothing_else(_case, wrong, reason):
    done = Server().take([wrong, *FIVE[:2]])

    assert said(done) == [(REJECTED, reason), NEW, NEW]
    assert (done.verdicts[0].seq, done.verdicts[0].id, done.verdicts[0].may_be_sent_again) == (
        None,
        None,
        False,
    )


def test_only_what_waits_is_sent_again():
    verdicts = Server().take([FIVE[0], FIVE[0], FIVE[2]]).verdicts

    assert [one.may_be_sent_again for one in verdicts] == [False, False, True]


def test_what_a_person_declared_lost_is_passed_over():
    server = Server()
    server.take(FIVE[:1])
    server.lost = [Gap(2, 3)]

    assert said(server.take(FIVE[3:])) == [NEW, NEW]
    assert (server.head, server.take([]).gaps) == (5, ())


def test_what_was_declared_lost_may_still_come_where_it_fits():
    server = Server()
    server.take(FIVE[:1])
    server.lost = [Gap(2, 3)]
    server.take(FIVE[3:])

    assert said(server.take([OTHER[2], OTHER[1]])) == [LINK, LINK]
    assert said(server.take([FIVE[2]])) == [NEW]
    assert said(server.take([FIVE[1], FIVE[2]])) == [NEW, SAME]
    assert sorted(server.applied) == sorted(one["hash"] for one in FIVE)


def test_gaps_leave_out_what_is_declared_lost():
    server, ten = Server(), chain(10)
    server.take(ten[:2])
    server.lost = [Gap(4, 5), Gap(12, 20)]

    assert server.take([ten[9]]).gaps == (Gap(3, 3), Gap(6, 9))
    assert server.take([ten[3]]).gaps == (Gap(3, 3),)


HONEST = chain(12)
FORKED = [*HONEST[:6], *chain(6, start=7, before=HONEST[5]["hash"], mark=2)]


@given(st.lists(st.lists(st.sampled_from(HONEST), max_size=8), max_size=12))
def test_whatever_is_lost_doubled_or_turned_round_each_is_accepted_once(batches):
    server = Server()
    for batch in batches:
        done = server.take(batch)
        for one, verdict in zip(batch, done.verdicts, strict=True):
            assert (verdict.answer is REJECTED) is (one["seq"] not in server.known)
    server.take(HONEST)

    assert server.applied == [one["hash"] for one in HONEST]


@given(
    st.lists(st.lists(st.sampled_from(HONEST + FORKED), max_size=8), max_size=12),
    st.lists(st.tuples(st.integers(1, 12), st.integers(0, 3)), max_size=3),
)
def test_never_two_events_under_one_number(batches, lost):
    server, answered = Server(), defaultdict(set)
    for at, batch in enumerate(batches):
        if at == len(batches) // 2:
            server.lost = [Gap(first, first + more) for first, more in lost]
        for one, verdict in zip(batch, server.take(batch).verdicts, strict=True):
            answered[one["hash"]].add(verdict.answer)
    server.take(HONEST)
    server.take(FORKED)

    assert len(server.applied) == len(set(server.applied)) == len(server.known)
    held = {one.hash for one in server.known.values()}
    assert set(server.applied) == held
    assert all(ACCEPTED not in answers or hash_ in held for hash_, answers in answered.items())
    for seq, one in server.known.items():
        if seq + 1 in server.known:
            assert server.known[seq + 1].before == one.hash
