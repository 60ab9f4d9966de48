from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.devices.domain.clocks import (
    MOST_CONTACTS,
    STOP_MS,
    WARN_MS,
    Bound,
    Contact,
    Moment,
    Skew,
    happened_at,
    is_possible,
    offset_of,
    skew_of,
    with_contact,
)
from tests.foundation.devices.outbox import NOW

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SIX = NOW  # the morning's contact: nothing written yet
NOON = NOW + timedelta(hours=6)


def at(device_at, seq=1, *, contacts=((0, SIX, 0),), received_at=NOON, before_at=None):
    told = [Contact(*one) for one in contacts]
    return happened_at(device_at, seq, contacts=told, received_at=received_at, before_at=before_at)


@pytest.mark.parametrize(
    ("offset_ms", "skew"),
    [
        (None, Skew.FINE),
        (0, Skew.FINE),
        (WARN_MS, Skew.FINE),
        (-WARN_MS - 1, Skew.WARN),
        (STOP_MS, Skew.WARN),
        (STOP_MS + 1, Skew.STOP),
        (-STOP_MS - 1, Skew.STOP),
    ],
)
def test_at_a_limit_a_clock_is_still_on_the_better_side(offset_ms, skew):
    assert skew_of(offset_ms) is skew


def test_a_till_warns_after_five_minutes_and_stops_after_a_day():
    assert (skew_of(5 * 60_000), skew_of(5 * 60_000 + 1)) == (Skew.FINE, Skew.WARN)
    assert (skew_of(86_400_000), skew_of(86_400_001)) == (Skew.WARN, Skew.STOP)


def test_a_clock_behind_has_a_positive_offset():
    assert offset_of(1_000, 61_000) == 60_000


@pytest.mark.parametrize(
    ("_case", "moment", "wanted"),
    [
        ("a clock that is right", at(NOW + MINUTE), Moment(NOW + MINUTE, None)),
        ("an hour slow, known", at(NOW - 50 * MINUTE, contacts=[(0, SIX, 3_600_000)]), Moment(NOW + 10 * MINUTE, None)),
        ("set back three days", at(NOW - 3 * DAY), Moment(SIX, Bound.CONTACT)),
        ("set back after a sale", at(NOW - 3 * DAY, 2, before_at=NOW + MINUTE), Moment(NOW + MINUTE, Bound.BEFORE)),
        ("three days ahead", at(NOW + 3 * DAY), Moment(NOON, Bound.RECEIPT)),
        (
            "ahead, but told at ten",
            at(NOW + 3 * DAY, contacts=[(0, SIX, 0), (1, NOW + timedelta(hours=4), 0)]),
            Moment(NOW + timedelta(hours=4), Bound.TOLD),
        ),
        ("no contact at all", at(NOW + MINUTE, contacts=[]), Moment(NOW + MINUTE, None)),
        (
            "first told when it was written",
            at(NOW - MINUTE, contacts=[(1, NOW + MINUTE, 90_000)]),
            Moment(NOW + MINUTE / 2, None),
        ),
    ],
)  # fmt: skip
def test_a_moment_lies_between_what_the_server_knows(_case, moment, wanted):
    assert moment == wanted
    assert is_possible(moment) is (wanted.bound not in {Bound.TOLD, Bound.RECEIPT})


def test_the_offset_is_the_one_known_when_it_was_written():
    contacts = [(0, SIX, 60_000), (5, NOW + timedelta(hours=3), 0)]

    assert at(NOW, 3, contacts=contacts).at == NOW + MINUTE
    assert at(NOW + timedelta(hours=4), 6, contacts=contacts).at == NOW + timedelta(hours=4)


def told(*pairs):
    return tuple(Contact(seq, NOW + MINUTE * no, 0) for no, seq in enumerate(pairs))


def test_contacts_that_say_nothing_any_more_go():
    kept = told(0)
    for no, seq in enumerate((0, 0, 4, 4, 4, 9), 1):
        kept = with_contact(kept, Contact(seq, NOW + MINUTE * no, 0), head_seq=0)
    assert [(one.seq, one.at) for one in kept] == [
        (0, NOW + 2 * MINUTE),
        (4, NOW + 3 * MINUTE),
        (4, NOW + 5 * MINUTE),
        (9, NOW + 6 * MINUTE),
    ]
    kept = with_contact(kept, Contact(9, NOW + 9 * MINUTE, 0), head_seq=9)
    assert [(one.seq, one.at) for one in kept] == [(9, NOW + 9 * MINUTE)]


def test_of_three_that_tell_the_same_the_middle_one_goes():
    kept = with_contact(told(4, 4), Contact(4, NOW + 9 * MINUTE, 0), head_seq=0)
    other = with_contact(told(3, 4), Contact(4, NOW + 9 * MINUTE, 0), head_seq=0)

    assert [one.at for one in kept] == [NOW, NOW + 9 * MINUTE]
    assert len(other) == 3


def test_a_device_that_tells_less_is_taken_at_its_highest_word():
    assert with_contact(told(7), Contact(3, NOW + MINUTE, 5), head_seq=0)[-1] == Contact(7, NOW + MINUTE, 5)


def test_never_more_contacts_than_a_hundred():
    kept = ()
    for seq in range(MOST_CONTACTS + 20):
        kept = with_contact(kept, Contact(seq, NOW + MINUTE * seq, 0), head_seq=0)
    assert len(kept) == MOST_CONTACTS
    assert (kept[0].seq, kept[-1].seq) == (0, MOST_CONTACTS + 19)


spans = st.integers(-(10**9), 10**9).map(lambda ms: timedelta(milliseconds=ms))


@given(
    spans, spans, st.integers(-STOP_MS, STOP_MS), st.lists(st.integers(0, 9), max_size=8), st.integers(1, 9)
)
def test_no_clock_moves_a_sale_beyond_what_contacts_allow(device, later, offset, seqs, seq):
    contacts, wrote = (), []
    for no, wrote_seq in enumerate(sorted(seqs)):
        one = Contact(wrote_seq, NOW + MINUTE * no, offset)
        wrote.append(one)
        contacts = with_contact(contacts, one, head_seq=seq - 1)
    received = NOW + MINUTE * 20 + abs(later)
    found = happened_at(NOW + device, seq, contacts=contacts, received_at=received, before_at=None)

    assert found.at <= received
    assert all(found.at >= one.at for one in wrote if one.seq < seq)
    assert all(found.at <= one.at for one in wrote if one.seq >= seq)
