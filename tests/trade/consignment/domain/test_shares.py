"""What was paid is the producer's and the cooperative's, to the rupiah; numbers of docs/algorithms/consignment.md."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.consignment.domain.shares import (
    Basis,
    DiscountBearer,
    Split,
    Terms,
    split_back,
    split_sale,
)

K, B, P = DiscountBearer.KOPERASI, DiscountBearer.BERSAMA, DiscountBearer.PRODUSEN


def percent(rate, discounts=K):
    return Terms(basis=Basis.PERSEN, share_rate=Decimal(rate), discounts=discounts)


@pytest.mark.parametrize(
    ("_case", "net_rp", "dues"),
    [
        ("nothing off", 15_000, (12_000, 12_000, 12_000)),
        ("within the share", 13_000, (12_000, 10_400, 10_000)),
        ("beyond the share", 11_000, (11_000, 8_800, 8_000)),
        ("given away", 0, (0, 0, 0)),
        ("rounded up", 15_100, (12_000, 12_000, 12_000)),
    ],
)
def test_who_bears_a_discount(_case, net_rp, dues):
    found = [
        split_sale(terms=percent("0.2", bearer), qty=3, gross_rp=15_000, net_rp=net_rp)
        for bearer in (K, B, P)
    ]
    assert found == [Split(due_rp, net_rp - due_rp) for due_rp in dues]


@pytest.mark.parametrize(
    ("_case", "qty", "net_rp", "due_rp"),
    [("by the piece", 4, 40_000, 32_000), ("half a unit", 1, 5_000, 2_667), ("below it", 4, 30_000, 30_000)],
)
def test_a_price_to_the_producer(_case, qty, net_rp, due_rp):
    factor, setor_rp = (3, 8_001) if qty == 1 else (1, 8_000)
    terms = Terms(basis=Basis.SETOR, setor_rp=setor_rp, factor=factor)
    assert split_sale(terms=terms, qty=qty, gross_rp=net_rp, net_rp=net_rp).due_rp == due_rp


def test_pieces_that_come_back_bring_the_whole_back():
    sold, before, dues = Split(8_001, 2_000), Split(0, 0), []
    for back_rp in (3_334, 3_334, 3_333):
        part = split_back(sold=sold, before=before, back_rp=back_rp)
        dues.append(part.due_rp)
        before = Split(before.due_rp + part.due_rp, before.share_rp + part.share_rp)
    assert (dues, before) == ([2_667, 2_668, 2_666], sold)
    assert split_back(sold=Split(0, 0), before=Split(0, 0), back_rp=0) == Split(0, 0)


@given(
    st.sampled_from(DiscountBearer),
    st.integers(0, 10**7),
    st.integers(-(10**4), 10**7),
    st.one_of(st.integers(1, 9_000), st.none()),
    st.integers(1, 10**4),
    st.integers(1, 500),
)
def test_the_parts_sum_and_none_is_below_zero(bearer, gross_rp, off_rp, rate, setor_rp, qty):
    net_rp = max(0, gross_rp - off_rp)
    terms = (
        percent(Decimal(rate) / 10_000, bearer)
        if rate
        else Terms(basis=Basis.SETOR, setor_rp=setor_rp, factor=7, discounts=bearer)
    )
    split = split_sale(terms=terms, qty=qty, gross_rp=gross_rp, net_rp=net_rp)
    assert split.due_rp + split.share_rp == net_rp
    assert split.due_rp >= 0
    assert split.share_rp >= 0
    half = split_back(sold=split, before=Split(0, 0), back_rp=net_rp // 2)
    rest = split_back(sold=split, before=half, back_rp=net_rp - net_rp // 2)
    assert (half.due_rp + rest.due_rp, half.share_rp + rest.share_rp) == (split.due_rp, split.share_rp)
    assert min(half.due_rp, rest.due_rp, half.share_rp, rest.share_rp) >= 0


def test_what_the_books_say():
    split = Split(12_000, 3_000)
    assert [(line.account, line.amount_rp) for line in split.lines(unit_id=None, member_id=None)] == [
        ("2.1.02", -12_000),
        ("4.2.02", -3_000),
    ]
    (line,) = Split(0, 3_000).turned.lines(unit_id=None, member_id="siti")
    assert (line.account, line.amount_rp, line.member_id) == ("4.1.05", 3_000, "siti")
