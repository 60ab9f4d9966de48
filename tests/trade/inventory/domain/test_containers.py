"""Containers: which moves there are, what a sale and a count move, and that nothing appears or vanishes."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.inventory.domain.containers import (
    ALLOWED,
    HELD,
    LONGEST_BUYER,
    LONGEST_NAME,
    LONGEST_NOTE,
    LYING,
    MOST_DEPOSIT_RP,
    MOST_QTY,
    OUTSIDE,
    ContainerMove,
    ContainerRefusedError,
    ContainerState,
    Counts,
    Spot,
    Why,
    check_move,
    counted,
    exchanged,
    found_by_count,
    moved,
)

SHOP, STORE, ANI, BUDI = (uuid.UUID(int=number) for number in (1, 2, 3, 4))
FULL, EMPTY, APART = (Spot(state, SHOP) for state in LYING)
LENT, DEPOSITED = Spot(ContainerState.PINJAM, ANI), Spot(ContainerState.TITIP, BUDI)


def run(*moves, held=None, counts=None):
    """Let moves happen, and give what is where and the book."""
    held, counts = dict(held or {}), counts or Counts()
    for move in moves:
        held, counts = moved(held, move), counted(counts, move)
    return held, counts


def refusal(act, *args, **more):
    with pytest.raises(ContainerRefusedError) as refused:
        act(*args, **more)
    return refused.value.facts


def test_a_day_at_the_shop_keeps_all_containers():
    """The numbers of docs/algorithms/containers.md."""
    held, counts = run(
        ContainerMove(Why.BELI, OUTSIDE, FULL, 120),
        *exchanged(location_id=SHOP, full_qty=30, empty_qty=24, holding=LENT),
        *exchanged(location_id=SHOP, full_qty=9, empty_qty=0, holding=DEPOSITED),
        ContainerMove(Why.RUSAK, EMPTY, APART, 2),
        ContainerMove(Why.ISI, EMPTY, FULL, 20),
        ContainerMove(Why.KEMBALI, LENT, EMPTY, 1),
        ContainerMove(Why.TEBUS, DEPOSITED, EMPTY, 2),
        ContainerMove(Why.AFKIR, APART, OUTSIDE, 1),
    )
    assert counts == Counts(120, 1, 101, 5, 1, 5, 7)
    assert counts.total == 119
    assert counts.is_whole
    assert held == {FULL: 101, EMPTY: 5, APART: 1, LENT: 5, DEPOSITED: 7}


def test_what_is_not_there_does_not_leave():
    assert refusal(moved, {FULL: 3}, ContainerMove(Why.PINJAM, FULL, LENT, 5)) == {
        "wrong": "short",
        "missing_qty": 2,
    }
    assert refusal(moved, {}, ContainerMove(Why.KEMBALI, LENT, EMPTY, 1))["missing_qty"] == 1


@pytest.mark.parametrize(
    ("move", "wrong"),
    [
        (ContainerMove(Why.BELI, OUTSIDE, FULL, 0), "qty"),
        (ContainerMove(Why.BELI, OUTSIDE, FULL, MOST_QTY + 1), "qty"),
        (ContainerMove(Why.BELI, OUTSIDE, APART, 1), "step"),
        (ContainerMove(Why.AFKIR, FULL, OUTSIDE, 1), "step"),
        (ContainerMove(Why.KEMBALI, EMPTY, LENT, 1), "step"),
        (ContainerMove(Why.RUSAK, FULL, Spot(ContainerState.KARANTINA, STORE), 1), "location"),
        (ContainerMove(Why.PINDAH, FULL, FULL, 1), "location"),
    ],
)
def test_what_the_table_does_not_know_is_refused(move, wrong):
    assert refusal(check_move, move)["wrong"] == wrong


def test_a_transfer_keeps_the_state_and_the_sum():
    there = Spot(ContainerState.ISI, STORE)
    held, counts = run(ContainerMove(Why.BELI, OUTSIDE, FULL, 10), ContainerMove(Why.PINDAH, FULL, there, 4))
    assert held == {FULL: 6, there: 4}
    assert counts == Counts(brought=10, full=10)


def test_a_sale_without_empties_needs_somebody_who_answers_for_the_rest():
    assert exchanged(location_id=SHOP, full_qty=2, empty_qty=2, holding=None) == [
        ContainerMove(Why.TUKAR, FULL, EMPTY, 2)
    ]
    assert exchanged(location_id=SHOP, full_qty=3, empty_qty=1, holding=DEPOSITED) == [
        ContainerMove(Why.TUKAR, FULL, EMPTY, 1),
        ContainerMove(Why.TITIP, FULL, DEPOSITED, 2),
    ]
    at_shop = {"location_id": SHOP}
    assert refusal(exchanged, **at_shop, full_qty=2, empty_qty=1, holding=None)["wrong"] == "holder"
    assert refusal(exchanged, **at_shop, full_qty=2, empty_qty=3, holding=None)["wrong"] == "empties"
    assert refusal(exchanged, **at_shop, full_qty=0, empty_qty=0, holding=None)["wrong"] == "qty"
    assert refusal(exchanged, **at_shop, full_qty=1, empty_qty=-1, holding=None)["wrong"] == "qty"
    assert refusal(exchanged, **at_shop, full_qty=MOST_QTY + 1, empty_qty=0, holding=None)["wrong"] == "qty"


def test_a_count_tells_each_state_that_differs():
    found = {ContainerState.ISI: 8, ContainerState.KOSONG: 3, ContainerState.KARANTINA: 1}
    held = {FULL: 10, EMPTY: 2, APART: 1}
    assert found_by_count(held, location_id=SHOP, found=found) == [
        ContainerMove(Why.HITUNG, FULL, OUTSIDE, 2),
        ContainerMove(Why.HITUNG, OUTSIDE, EMPTY, 1),
    ]
    same = {ContainerState.ISI: 10}
    assert refusal(found_by_count, held, location_id=SHOP, found=same)["wrong"] == "same"
    for qty in (-1, MOST_QTY + 1):
        wrong = {ContainerState.ISI: qty}
        assert refusal(found_by_count, held, location_id=SHOP, found=wrong)["wrong"] == "qty"


def test_a_count_may_find_nothing_all_or_what_nobody_knew_of():
    none, most = {ContainerState.KOSONG: 0}, {ContainerState.KOSONG: MOST_QTY}
    lost = found_by_count({EMPTY: 2}, location_id=SHOP, found=none)
    assert lost == [ContainerMove(Why.HITUNG, EMPTY, OUTSIDE, 2)]
    found = found_by_count({}, location_id=SHOP, found=most)
    assert found == [ContainerMove(Why.HITUNG, OUTSIDE, EMPTY, MOST_QTY)]


def test_limits_are_what_the_sentences_say():
    assert (MOST_QTY, MOST_DEPOSIT_RP) == (100_000, 5_000_000)
    assert (LONGEST_NAME, LONGEST_BUYER, LONGEST_NOTE) == (40, 60, 120)
    whole = exchanged(location_id=SHOP, full_qty=MOST_QTY, empty_qty=MOST_QTY, holding=None)
    assert whole == [ContainerMove(Why.TUKAR, FULL, EMPTY, MOST_QTY)]
    check_move(ContainerMove(Why.BELI, OUTSIDE, FULL, MOST_QTY))


def test_what_is_taken_back_never_was():
    bought = ContainerMove(Why.BELI, OUTSIDE, FULL, 10)
    lost = ContainerMove(Why.HITUNG, FULL, OUTSIDE, 1)
    lent = ContainerMove(Why.PINJAM, FULL, LENT, 2)
    held, counts = run(bought, lost, lent, lent.back, lost.back, bought.back)
    assert counts == Counts()
    assert not any(held.values())
    assert lent.back.back == lent
    assert refusal(check_move, ContainerMove(Why.PINJAM, FULL, LENT, 1, is_back=True))["wrong"] == "step"


def test_a_book_that_does_not_add_up_is_not_whole():
    assert not Counts(brought=3, full=2).is_whole
    assert not Counts(brought=1, full=2, empty=-1).is_whole


STEPS = sorted((why, *step) for why, steps in ALLOWED.items() for step in steps)
OTHER = {SHOP: STORE, STORE: SHOP}


def allowed(step, here, who, qty):
    """Make a move that the table knows."""
    why, before, after = step

    def spot(state, where):
        return Spot(state, where if state in LYING else who if state in HELD else None)

    there = OTHER[here] if why is Why.PINDAH else here
    return ContainerMove(why, spot(before, here), spot(after, there), qty)


moves = st.builds(
    allowed,
    st.sampled_from(STEPS),
    st.sampled_from((SHOP, STORE)),
    st.sampled_from((ANI, BUDI)),
    st.integers(1, 30),
)


@given(st.lists(st.tuples(moves, st.booleans()), max_size=30))
def test_7_13_06_whatever_happens_the_sum_is_conserved_and_nothing_is_below_zero(told):
    held, counts, done = {}, Counts(), []
    for move, is_back in told:
        act = done.pop().back if is_back and done else move
        before = (dict(held), counts)
        try:
            held = moved(held, act)
        except ContainerRefusedError:
            assert (held, counts) == before
            continue
        counts = counted(counts, act)
        if not act.is_back:
            done.append(act)
        assert counts.is_whole
        for state, qty in zip((*LYING, *HELD), counts.states, strict=True):
            assert sum(n for spot, n in held.items() if spot.state is state) == qty
        assert min(held.values(), default=0) >= 0
