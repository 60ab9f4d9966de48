"""Debts: their age, and what a payment pays."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.procurement.domain.debts import (
    Age,
    DebtRefusedError,
    OpenBill,
    age_of,
    checked_parts,
    paid_oldest_first,
)

TODAY = date(2026, 11, 25)


def open_bill(at, due_in, open_rp):
    return OpenBill(bill_id=UUID(int=at), due_on=TODAY + timedelta(days=due_in), open_rp=open_rp)


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (7, Age.NANTI),
        (6, Age.DEKAT),
        (0, Age.DEKAT),
        (-1, Age.LEWAT_30),
        (-30, Age.LEWAT_30),
        (-31, Age.LEWAT_60),
        (-60, Age.LEWAT_60),
        (-61, Age.LEWAT),
    ],
)
def test_a_debt_has_an_age(days, age):
    assert age_of(TODAY + timedelta(days=days), today=TODAY) is age


def test_the_earliest_due_is_paid_first():
    bills = [open_bill(1, 9, 100), open_bill(2, 2, 70), open_bill(3, 5, 50)]
    assert paid_oldest_first(100, bills=bills) == {UUID(int=2): 70, UUID(int=3): 30}


@given(st.lists(st.tuples(st.integers(-90, 90), st.integers(1, 10**6)), min_size=1, max_size=8), st.data())
def test_all_that_is_paid_pays_something(rows, told):
    bills = [open_bill(at, *row) for at, row in enumerate(rows)]
    amount_rp = told.draw(st.integers(1, sum(one.open_rp for one in bills)))
    paid = paid_oldest_first(amount_rp, bills=bills)
    assert sum(paid.values()) == amount_rp
    assert all(0 < paid[one.bill_id] <= one.open_rp for one in bills if one.bill_id in paid)


def test_what_cannot_be_paid_is_refused():
    bills = [open_bill(1, 1, 100)]
    for amount_rp, of in ((0, bills), (101, bills), (1, [])):
        with pytest.raises(DebtRefusedError):
            paid_oldest_first(amount_rp, bills=of)
    for parts in ({}, {UUID(int=1): 0}, {UUID(int=1): 101}, {UUID(int=7): 1}, {UUID(int=1): -1}):
        with pytest.raises(DebtRefusedError):
            checked_parts(parts, bills=bills)
    assert checked_parts({UUID(int=1): 100, UUID(int=2): 0}, bills=bills) == {UUID(int=1): 100}
