"""Whatever happens to goods, told in any order: books and shelves say what the whole history says."""

import uuid
from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.inventory.domain.costing import CostMethod, Shelf
from guyub.trade.inventory.domain.moves import DIFFERENCES, Cause, Told, corrections, walk

DAY = date(2026, 11, 1)
STOCKS = [uuid.UUID(int=number) for number in (1, 2, 3)]


def method_of(stock_id, methods):
    return methods[STOCKS.index(stock_id)]


class Books:
    """What is booked of moves that are told one act after the other, each by the fast way or by the whole history."""

    def __init__(self, methods):
        self.methods, self.history, self.booked, self.seq = methods, [], defaultdict(int), 0
        self.shelves = self.fresh()
        self.last = dict.fromkeys(STOCKS, DAY - timedelta(days=1))

    def fresh(self):
        return {id_: Shelf(method_of(id_, self.methods)) for id_ in STOCKS}

    def tell(self, on, *moves):
        new = []
        for stock_id, cause, qty, value_rp, counter, flow, weight, of in moves:
            self.seq += 1
            new.append(
                Told(uuid.uuid4(), stock_id, on, self.seq, cause, qty, value_rp, counter, flow, weight, of)
            )
        is_late = any(on < self.last[one.stock_id] or one.of_id for one in new)
        if is_late:
            self.shelves = self.fresh()
            walked, booked = walk([*self.history, *new], self.shelves, since=on), self.booked
        else:
            walked, booked = walk(new, self.shelves, since=on), {}
        for key, rp in corrections(walked, booked=booked, new=new).items():
            self.booked[key] += rp
        for one in new:
            self.booked[one.stock_id, one.counter, one.flow_id] += walked.values[one.move_id]
            self.last[one.stock_id] = max(self.last[one.stock_id], on)
        self.history += new
        return new


qty = st.integers(1, 40)
stock = st.integers(0, 2)
day = st.integers(0, 9)
acts = st.one_of(
    st.tuples(st.just("receive"), day, stock, qty, st.integers(0, 5_000)),
    st.tuples(st.just("sell"), day, stock, qty, st.sampled_from(["5.1.01", "5.2.01"])),
    st.tuples(st.just("send"), day, stock, qty, stock),
    st.tuples(st.just("find"), day, stock, qty, st.none()),
    st.tuples(st.just("return"), day, stock, qty, st.none()),
)


@pytest.mark.watched
@given(
    methods=st.lists(st.sampled_from(CostMethod), min_size=3, max_size=3),
    told=st.lists(acts, min_size=1, max_size=25),
)
def test_books_and_shelves_are_what_the_whole_history_says(methods, told):
    books, sold = Books(methods), defaultdict(list)
    for act, days, at, pieces, more in told:
        on, id_ = DAY + timedelta(days=days), STOCKS[at]
        if act == "receive":
            books.tell(on, (id_, Cause.TERIMA, pieces, more, "2.1.14", None, 0, None))
        elif act == "sell":
            sold[id_] += books.tell(on, (id_, Cause.JUAL, -pieces, 0, more, None, 0, None))
        elif act == "find":
            books.tell(on, (id_, Cause.HITUNG, pieces, 0, DIFFERENCES, None, 0, None))
        elif act == "send" and STOCKS[more] != id_:
            flow = uuid.uuid4()
            books.tell(
                on,
                (id_, Cause.PINDAH, -pieces, 0, "", flow, 0, None),
                (STOCKS[more], Cause.PINDAH, pieces, 0, "", flow, 1, None),
            )
        elif act == "return" and sold[id_] and sold[id_][-1].on <= on:
            first = sold[id_][-1]
            back = (id_, Cause.KEMBALI, min(pieces, -first.qty), 0, first.counter, None, 0, first.move_id)
            books.tell(on, back)

    shelves = books.fresh()
    whole = walk(books.history, shelves, since=DAY)
    assert books.shelves == shelves
    assert {key: rp for key, rp in books.booked.items() if rp} == {
        key: rp for key, rp in whole.sums.items() if rp
    }
    for id_ in STOCKS:
        assert shelves[id_].qty == sum(one.qty for one in books.history if one.stock_id == id_)
        assert shelves[id_].value_rp == sum(
            rp for (stock_id, *_), rp in whole.sums.items() if stock_id == id_
        )
        assert not (shelves[id_].layers and shelves[id_].shorts)
    flows = defaultdict(int)
    for (_, _, flow), rp in whole.sums.items():
        flows[flow] += rp
    assert not any(rp for flow, rp in flows.items() if flow)


def test_a_flow_shares_what_it_took_by_weight_to_the_rupiah():
    flow, (sack, half, quarter) = uuid.uuid4(), STOCKS
    shelves = {
        sack: Shelf(CostMethod.AVERAGE, [(50_000, 600_001)]),
        half: Shelf(CostMethod.AVERAGE),
        quarter: Shelf(CostMethod.FIFO),
    }
    moves = [
        Told(uuid.uuid4(), sack, DAY, 1, Cause.KEMAS, -50_000, 0, "", flow),
        Told(uuid.uuid4(), half, DAY, 2, Cause.KEMAS, 60, 0, "", flow, 30_000),
        Told(uuid.uuid4(), quarter, DAY, 3, Cause.KEMAS, 78, 0, "", flow, 19_500),
    ]
    walked = walk(moves, shelves, since=DAY)
    assert list(walked.values.values()) == [-600_001, 363_637, 236_364]


def test_what_comes_back_costs_its_share_of_what_its_issue_cost():
    rice = STOCKS[0]
    sold = Told(uuid.uuid4(), rice, DAY, 1, Cause.JUAL, -3, 0, "5.1.01")
    back = Told(uuid.uuid4(), rice, DAY, 2, Cause.KEMBALI, 1, 0, "5.1.01", None, 0, sold.move_id)
    walked = walk([sold, back], {rice: Shelf(CostMethod.AVERAGE, [(3, 1_000)])}, since=DAY)
    assert list(walked.values.values()) == [-1_000, 333]
