from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.retail.domain.baskets import Tender, TenderKind
from guyub.trade.retail.domain.returns import (
    Act,
    Guard,
    GuardLimits,
    ReturnRefusedError,
    Sold,
    SoldLine,
    check_second,
    guard_of,
    pay_otherwise,
    return_goods,
    void_sale,
)

CASH, QRIS, TRANSFER, CREDIT = TenderKind
WHY = "salah ukuran"


def tenders(**amounts):
    return tuple(
        Tender(kind=TenderKind[kind.upper()], amount_rp=amount_rp) for kind, amount_rp in amounts.items()
    )


def sold(*lines, kept=None, **more):
    told = [SoldLine(base_qty=qty, net_rp=net_rp) for qty, net_rp in lines]
    return Sold(lines=told, kept=kept or tenders(cash=sum(one.net_rp for one in told)), **more)


def refusal(call, *args, **told):
    with pytest.raises(ReturnRefusedError) as caught:
        call(*args, **{"reason": WHY} | told)
    return caught.value.facts


# Three for 10.000: 3.333, 6.667, 10.000 of the first, the first two and all; docs/algorithms/till.md.
def test_pieces_go_back_at_their_share_and_the_last_takes_what_is_left():
    sale, back = sold((3, 10_000)), []
    for _ in range(3):
        refund = return_goods(sale, {1: 1}, reason=WHY, step_rp=1)
        back.append(refund.lines_rp[0])
        line = replace(sale.lines[0], returned_qty=sale.lines[0].returned_qty + 1)
        sale = replace(sale, lines=[line], refunded=(*sale.refunded, *refund.tenders))

    assert back == [3_333, 3_334, 3_333]
    assert refusal(return_goods, sale, {1: 1}, step_rp=1) == {"wrong": "qty", "line": 1, "most_qty": 0}


# One sack of two goes back, of 148.000 in cash and 30.000 on bon; the till has no coin below 500.
def test_each_way_of_paying_gives_back_its_share():
    sale = sold((2, 119_731), (2, 31_330), (1_000, 26_939), kept=tenders(cash=148_000, credit=30_000))
    refund = return_goods(sale, {1: 1}, reason=WHY, step_rp=500)

    # 59.866 (119.731 halved, half up) by 148 : 30 are 49.776,22 and 10.089,78; cash to the nearest 500.
    assert refund.lines_rp == (59_866, 0, 0)
    assert refund.tenders == tenders(cash=50_000, credit=10_090)
    assert (refund.rounding_rp, refund.total_rp) == (224, 60_090)


def test_cash_is_rounded_upward_for_goods_with_a_ceiling():
    line = SoldLine(base_qty=3, net_rp=53_100, has_ceiling=True)
    sale = Sold(lines=[line], kept=tenders(cash=53_100))

    assert return_goods(sale, {1: 1}, reason=WHY, step_rp=500).tenders == tenders(cash=18_000)
    assert return_goods(sold((3, 53_100)), {1: 1}, reason=WHY, step_rp=500).tenders == tenders(cash=17_500)


def test_never_more_cash_than_the_sale_holds():
    line = SoldLine(base_qty=3, net_rp=300, has_ceiling=True, returned_qty=1)
    sale = Sold(lines=[line], kept=tenders(cash=300), refunded=tenders(cash=300))
    refund = return_goods(sale, {1: 1}, reason=WHY, step_rp=500)

    assert (refund.tenders, refund.rounding_rp) == ((), -100)


def test_what_rounds_to_nothing_is_not_given():
    refund = return_goods(sold((100, 1_000)), {1: 1}, reason=WHY, step_rp=500)

    assert (refund.lines_rp, refund.tenders, refund.rounding_rp) == ((10,), (), -10)


@pytest.mark.parametrize(
    ("_case", "sale", "back", "facts"),
    [
        ("voided", sold((1, 9), is_voided=True), {1: 1}, {"wrong": "voided"}),
        ("nothing named", sold((1, 9)), {}, {"wrong": "lines"}),
        ("no such line", sold((1, 9)), {2: 1}, {"wrong": "line", "line": 2}),
        ("line zero", sold((1, 9)), {0: 1}, {"wrong": "line", "line": 0}),
        ("of none", sold((1, 9)), {1: 0}, {"wrong": "qty", "line": 1, "most_qty": 1}),
        ("more than was bought", sold((5, 9)), {1: 6}, {"wrong": "qty", "line": 1, "most_qty": 5}),
    ],
)
def test_returns_that_are_refused(_case, sale, back, facts):
    assert refusal(return_goods, sale, back, step_rp=1) == facts


def test_every_act_has_a_reason():
    sale = sold((1, 9_000))
    for wrong in ("", " a ", "x" * 81):
        assert refusal(return_goods, sale, {1: 1}, step_rp=1, reason=wrong) == {"wrong": "reason"}
        assert refusal(void_sale, sale, reason=wrong) == {"wrong": "reason"}
        assert refusal(pay_otherwise, sale, tenders(qris=9_000), reason=wrong) == {"wrong": "reason"}
    for why in ("bau", "x" * 80):
        assert void_sale(sale, reason=why).total_rp == 9_000


def test_a_void_gives_back_all_as_it_was_paid():
    sale = sold((2, 31_000), (1, 5_000), kept=tenders(cash=6_000, qris=30_000))
    refund = void_sale(sale, reason=WHY)

    assert (refund.lines_rp, refund.tenders, refund.rounding_rp) == ((31_000, 5_000), sale.kept, 0)


@pytest.mark.parametrize(
    ("_case", "change", "facts"),
    [
        ("twice", {"is_voided": True}, {"wrong": "voided"}),
        (
            "after a return",
            {"lines": [SoldLine(base_qty=2, net_rp=9, returned_qty=1)]},
            {"wrong": "returned"},
        ),
        ("after the shift", {"is_in_shift": False}, {"wrong": "shift"}),
    ],
)
def test_a_sale_that_is_not_undone_or_paid_otherwise(_case, change, facts):
    sale = replace(sold((2, 9)), **change)

    assert refusal(void_sale, sale) == facts
    assert refusal(pay_otherwise, sale, tenders(qris=9)) == facts


def test_a_payment_told_by_the_wrong_kind():
    sale = sold((1, 50_000), kept=tenders(cash=50_000), has_member=True)

    assert pay_otherwise(sale, tenders(qris=50_000), reason=WHY) == tenders(cash=-50_000, qris=50_000)
    assert pay_otherwise(sale, tenders(cash=49_999, qris=1), reason=WHY) == tenders(cash=-1, qris=1)
    assert pay_otherwise(sale, tenders(cash=20_000, credit=30_000), reason=WHY) == tenders(
        cash=-30_000, credit=30_000
    )


@pytest.mark.parametrize(
    ("_case", "given", "facts"),
    [
        ("another sum", tenders(qris=49_000), {"wrong": "sum", "difference_rp": -1_000}),
        ("as it was", tenders(cash=50_000), {"wrong": "same"}),
        ("nothing in one", tenders(qris=50_000, transfer=0), {"wrong": "tender"}),
        ("one kind twice", tenders(qris=25_000) * 2, {"wrong": "tender"}),
        ("bon of nobody", tenders(credit=50_000), {"wrong": "credit"}),
    ],
)
def test_another_payment_that_is_refused(_case, given, facts):
    assert refusal(pay_otherwise, sold((1, 50_000)), given) == facts


LIMITS = GuardLimits(pin_above_rp=50_000, second_above_rp=500_000)


@pytest.mark.parametrize(
    ("_case", "amount_rp", "told", "guard"),
    [
        ("small", 50_000, {}, Guard.NONE),
        ("from the first rupiah above", 50_001, {}, Guard.PIN),
        ("at the second limit", 500_000, {}, Guard.PIN),
        ("above it", 500_001, {}, Guard.SECOND),
        ("own sale of an older shift", 1, {"is_own_sale": True, "is_in_shift": False}, Guard.SECOND),
        ("another's sale of an older shift", 1, {"is_in_shift": False}, Guard.NONE),
        ("own sale of this shift", 1, {"is_own_sale": True}, Guard.NONE),
    ],
)
def test_who_must_agree_to_a_return(_case, amount_rp, told, guard):
    facts = {"is_own_sale": False, "is_in_shift": True} | told

    assert guard_of(Act.RETURN, amount_rp=amount_rp, limits=LIMITS, **facts) is guard


def test_other_acts_go_by_their_amount_alone():
    for act in set(Act) - {Act.RETURN}:
        assert guard_of(act, amount_rp=1, limits=LIMITS, is_own_sale=True, is_in_shift=False) is Guard.NONE


def test_a_pin_may_be_asked_always():
    limits = GuardLimits(pin_above_rp=0, second_above_rp=500_000)

    assert guard_of(Act.VOID, amount_rp=1, limits=limits, is_own_sale=True, is_in_shift=True) is Guard.PIN


def test_the_second_person_is_another():
    check_second(person="a", second="b")
    with pytest.raises(ReturnRefusedError):
        check_second(person="a", second="a")


goods = st.lists(
    st.builds(SoldLine, base_qty=st.integers(1, 6), net_rp=st.integers(0, 50_000), has_ceiling=st.booleans()),
    min_size=1,
    max_size=4,
)


@given(
    goods,
    st.lists(st.integers(0, 10), min_size=4, max_size=4).filter(any),
    st.sampled_from([1, 100]),
    st.data(),
)
def test_whatever_goes_back_in_whatever_order_is_what_was_paid(lines, weights, step_rp, data):
    total_rp = sum(line.net_rp for line in lines)
    parts = [total_rp * weight // sum(weights) for weight in weights]
    parts[0] = total_rp - sum(parts[1:])
    kept = tuple(
        Tender(kind=kind, amount_rp=part) for kind, part in zip(TenderKind, parts, strict=True) if part
    )
    sale, back, goods_rp = Sold(lines=lines, kept=kept), Counter(), [0] * len(lines)
    while any(line.left_qty for line in sale.lines):
        at = data.draw(st.sampled_from([at for at, line in enumerate(sale.lines, 1) if line.left_qty]))
        qty = data.draw(st.integers(1, sale.lines[at - 1].left_qty))
        refund = return_goods(sale, {at: qty}, reason=WHY, step_rp=step_rp)
        assert refund.total_rp == sum(refund.lines_rp) + refund.rounding_rp
        back.update({tender.kind: tender.amount_rp for tender in refund.tenders})
        goods_rp = [sum(pair) for pair in zip(goods_rp, refund.lines_rp, strict=True)]
        now = [
            replace(line, returned_qty=line.returned_qty + (qty if one == at else 0))
            for one, line in enumerate(sale.lines, 1)
        ]
        sale = replace(
            sale, lines=now, refunded=[Tender(kind=kind, amount_rp=rp) for kind, rp in back.items()]
        )
        assert all(back[tender.kind] <= tender.amount_rp for tender in kept)
        for line, gone_rp in zip(sale.lines, goods_rp, strict=True):
            # What stays of goods with a ceiling never costs more a piece than it did.
            assert (
                not line.has_ceiling or (line.net_rp - gone_rp) * line.base_qty <= line.net_rp * line.left_qty
            )

    assert goods_rp == [line.net_rp for line in lines]
    assert back == Counter({tender.kind: tender.amount_rp for tender in kept})
