"""What a bill does to goods: shares of transport and discount, parts, what is left."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.procurement.domain.bills import BillLineTyped, BillTyped, OpenGoods, billed_of

FIRST, SECOND = UUID(int=1), UUID(int=2)


def bill(*lines, extra_rp=0, discount_rp=0):
    return BillTyped(
        partner_id=UUID(int=9),
        paper_no="F",
        billed_on=date(2026, 11, 25),
        due_on=None,
        lines=lines,
        total_rp=sum(line.amount_rp for line in lines) + extra_rp - discount_rp,
        extra_rp=extra_rp,
        discount_rp=discount_rp,
    )


def line(id_, qty, amount_rp, **more):
    return BillLineTyped(receipt_line_id=id_, qty=qty, amount_rp=amount_rp, **more)


def goods(id_, qty, value_rp):
    return OpenGoods(receipt_line_id=id_, product="x", qty=qty, value_rp=value_rp)


def test_transport_goes_by_amounts_and_a_part_takes_its_part():
    there = {FIRST: goods(FIRST, 10, 1_000), SECOND: goods(SECOND, 3, 100)}
    first, second = billed_of(bill(line(FIRST, 4, 400), line(SECOND, 1, 100), extra_rp=50), goods=there)
    assert (first.share_rp, first.taken_qty, first.taken_rp, first.changed_rp) == (440, 4, 400, 40)
    assert (second.share_rp, second.taken_qty, second.taken_rp) == (110, 1, 33)


def test_the_last_and_more_than_is_left_take_all():
    there = {FIRST: goods(FIRST, 10, 1_000), SECOND: goods(SECOND, 3, 100)}
    first, second = billed_of(bill(line(FIRST, 4, 400, is_last=True), line(SECOND, 9, 300)), goods=there)
    assert (first.taken_qty, first.taken_rp, first.changed_rp) == (10, 1_000, -600)
    assert (second.taken_qty, second.taken_rp) == (3, 100)


def test_transport_alone_goes_by_what_the_goods_were_taken_in_for():
    there = {FIRST: goods(FIRST, 1, 300), SECOND: goods(SECOND, 1, 0)}
    first, second = billed_of(bill(line(FIRST, 1, 0), line(SECOND, 1, 0), extra_rp=301), goods=there)
    assert (first.share_rp, second.share_rp) == (300, 1)


@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(0, 10**6)), min_size=1, max_size=6),
    st.integers(0, 10**5),
)
def test_shares_sum_to_the_bill_and_no_more_is_taken_than_there_is(rows, extra_rp):
    there = {UUID(int=at): goods(UUID(int=at), qty, rp) for at, (qty, rp) in enumerate(rows)}
    lines = [line(id_, max(1, one.qty // 2), one.value_rp) for id_, one in there.items()]
    typed = bill(*lines, extra_rp=extra_rp)
    found = billed_of(typed, goods=there)
    assert sum(one.share_rp for one in found) == typed.total_rp
    for one in found:
        left = there[one.receipt_line_id]
        assert 0 < one.taken_qty <= left.qty
        assert 0 <= one.taken_rp <= left.value_rp
        assert one.taken_qty < left.qty or one.taken_rp == left.value_rp
