"""Who comes first where a good is short: the same however tickets are listed, nobody twice, nobody passed over."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.trade.subsidised.domain.queues import (
    Handing,
    QueueOrder,
    QueueRefusedError,
    QueueTyped,
    TicketState,
    Waiting,
    checked_queue,
    checked_why,
    lot_of,
    order_of,
    seed_hash,
    states_on,
)

FRIDAY = date(2026, 11, 6)
DAY = timedelta(days=1)
TICKETS = st.lists(
    st.builds(
        Waiting,
        no=st.integers(1, 99),
        last_on=st.none() | st.dates(date(2026, 1, 1), FRIDAY),
        waited=st.integers(0, 3),
    ),
    unique_by=lambda one: one.no,
    max_size=12,
)


@settings(max_examples=60)
@given(tickets=TICKETS, data=st.data(), order=st.sampled_from(QueueOrder))
def test_an_order_holds_everybody_once_however_they_are_listed(tickets, data, order):
    found = order_of(tickets, order=order, seed="ab")

    assert sorted(found) == sorted(one.no for one in tickets)
    assert found == order_of(data.draw(st.permutations(tickets)), order=order, seed="ab")


@settings(max_examples=60)
@given(tickets=TICKETS)
def test_nobody_stands_before_whoever_waited_longer(tickets):
    of = {one.no: one for one in tickets}
    found = [of[no] for no in order_of(tickets, order=QueueOrder.TURN)]

    for before, after in pairwise(found):
        assert (before.last_on or date.min) <= (after.last_on or date.min)
        if before.last_on == after.last_on:
            assert (before.waited, -before.no) > (after.waited, -after.no)


def test_a_lot_can_be_counted_with_any_tool():
    lots = {no: sha256(f"rahasia|{no}".encode()).hexdigest() for no in range(1, 8)}
    tickets = [Waiting(no=no, last_on=None, waited=0) for no in lots]

    assert order_of(tickets, order=QueueOrder.LOT, seed="rahasia") == sorted(lots, key=lots.__getitem__)
    assert lot_of(seed="rahasia", no=7) == lots[7]
    assert seed_hash("rahasia") == sha256(b"rahasia").hexdigest()


def test_the_village_serves_150_members_twice_in_three_months():
    """100 cylinders a month on four Fridays, 25 each; the first 25 again after everybody had one."""
    last, batches = dict.fromkeys(range(1, 151)), []
    for week in range(12):
        on = FRIDAY + 7 * week * DAY
        tickets = [Waiting(no=no, last_on=bought, waited=0) for no, bought in last.items()]
        batches.append(order_of(tickets, order=QueueOrder.TURN)[:25])
        last |= dict.fromkeys(batches[-1], on)

    assert [(one[0], one[-1]) for one in batches[:8]] == [
        *((1, 25), (26, 50), (51, 75), (76, 100)),
        *((101, 125), (126, 150), (1, 25), (26, 50)),
    ]
    assert set(Counter(no for one in batches for no in one).values()) == {2}


HANDING = Handing(places=2, hands_on=FRIDAY, until_on=FRIDAY + 2 * DAY, turn_days=1)
GETS, WAITS, SERVED = TicketState.GETS, TicketState.WAITS, TicketState.SERVED
LAPSED, MISSED = TicketState.LAPSED, TicketState.MISSED


@pytest.mark.parametrize(
    ("_case", "served", "ahead", "states"),
    [
        ("before the first day", {}, -1, (GETS, GETS, WAITS, WAITS)),
        ("one came", {1: 0}, 0, (SERVED, GETS, WAITS, WAITS)),
        ("the other did not: the next moves up", {1: 0}, 1, (SERVED, LAPSED, GETS, WAITS)),
        ("who lapsed came all the same", {1: 0, 2: 1}, 1, (SERVED, SERVED, GETS, WAITS)),
        ("and took what was left for the turns after", {1: 0, 2: 1}, 2, (SERVED, SERVED, LAPSED, WAITS)),
        ("bought without being called", {4: 0}, 1, (LAPSED, LAPSED, GETS, SERVED)),
        ("all is handed out", {1: 0, 2: 0}, 2, (SERVED, SERVED, WAITS, WAITS)),
        ("over", {1: 0, 2: 0}, 3, (SERVED, SERVED, MISSED, MISSED)),
        ("nobody came", {}, 3, (LAPSED, LAPSED, LAPSED, LAPSED)),
    ],
)
def test_turns_move_up(_case, served, ahead, states):
    days = {no: FRIDAY + back * DAY for no, back in served.items()}

    found = states_on([1, 2, 3, 4], handing=HANDING, served=days, today=FRIDAY + ahead * DAY)

    assert tuple(found[no] for no in (1, 2, 3, 4)) == states


@settings(max_examples=80)
@given(
    count=st.integers(0, 9),
    places=st.integers(0, 5),
    turn_days=st.integers(1, 3),
    coming=st.sets(st.integers(1, 9)),
    length=st.integers(0, 6),
)
def test_no_more_are_served_than_there_is_for_where_only_the_called_come(
    count, places, turn_days, coming, length
):
    handing = Handing(places=places, hands_on=FRIDAY, until_on=FRIDAY + length * DAY, turn_days=turn_days)
    served, line = {}, list(range(1, count + 1))
    for ahead in range(length + 1):
        on = FRIDAY + ahead * DAY
        found = states_on(line, handing=handing, served=served, today=on)
        called = [no for no in line if found[no] is GETS]
        served |= {no: on for no in called if no in coming}
        assert len(called) + sum(state is SERVED for state in found.values()) <= places
    over = states_on(line, handing=handing, served=served, today=FRIDAY + (length + 1) * DAY)

    assert set(over.values()) <= {SERVED, LAPSED, MISSED}
    assert sum(state is SERVED for state in over.values()) == len(served) <= places


TYPED = QueueTyped(
    programme="LPG_3KG",
    drawn_by="LOT",
    supply_qty=25,
    is_estimate=False,
    each_qty=1,
    hands_on=FRIDAY,
    until_on=FRIDAY + DAY,
    turn_days=1,
)


@pytest.mark.parametrize(
    ("wrong", "changed"),
    [
        ("order", {"drawn_by": "FIRST"}),
        ("supply", {"supply_qty": 0}),
        ("each", {"each_qty": 26}),
        ("days", {"hands_on": FRIDAY - DAY}),
        ("days", {"until_on": FRIDAY - DAY}),
        ("days", {"turn_days": 0}),
        ("off_turn", {"off_turn": "OFF"}),
    ],
)
def test_what_no_queue_can_be(wrong, changed):
    checked_queue(TYPED, today=FRIDAY)

    with pytest.raises(QueueRefusedError) as refused:
        checked_queue(replace(TYPED, **changed), today=FRIDAY)

    assert refused.value.facts["wrong"] == wrong


def test_a_queue_is_taken_back_with_a_reason_that_people_can_read():
    assert checked_why("  salah   hari ") == "salah hari"
    for why in ("", "lupa", "x" * 201):
        with pytest.raises(QueueRefusedError) as refused:
            checked_why(why)
        assert refused.value.facts["wrong"] == "why"
