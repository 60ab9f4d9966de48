"""Sheets of groups and covers, as rules: nothing is lost, nobody covers himself, the sum of all is nothing."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.group_covers import Cover, standings_of
from guyub.finance.loans.domain.group_meetings import (
    LoanOnSheet,
    may_be_made,
    meeting_name,
    shared_evenly,
    sums_of,
)

A, B, C, D = (UUID(int=number) for number in range(1, 5))
RP = st.integers(0, 10**9)


def test_a_sheet_adds_up_as_on_paper():
    loans = [
        LoanOnSheet(due_rp=112_000, paid_rp=112_000),
        LoanOnSheet(due_rp=112_000, paid_rp=50_000, covers=((None, 20_000), (D, 32_000))),
        LoanOnSheet(due_rp=0, paid_rp=5_000),
    ]
    sums = sums_of(loans, to_fund_rp=20_000, back_to_fund_rp=3_000)
    assert (sums.due_rp, sums.paid_rp, sums.covered_rp, sums.from_fund_rp) == (
        224_000,
        167_000,
        52_000,
        20_000,
    )
    assert sums.open_rp == 10_000
    assert sums.cash_rp == 167_000 + 32_000 + 20_000 + 3_000
    assert [one.short_rp for one in loans] == [0, 62_000, 0]


def test_the_odd_rupiah_is_the_first_ones_and_who_pays_nothing_is_left_out():
    assert shared_evenly(100_001, [A, B]) == ((A, 50_001), (B, 50_000))
    assert shared_evenly(2, [A, B, C]) == ((A, 1), (B, 1))


@pytest.mark.watched
@given(st.integers(1, 10**12), st.lists(st.uuids(), min_size=1, max_size=40, unique=True))
def test_sharing_loses_nothing_and_nobody_pays_a_rupiah_more_than_another(short_rp, payers):
    shares = shared_evenly(short_rp, payers)
    amounts = [rp for _, rp in shares]
    assert sum(amounts) == short_rp
    assert max(amounts) - min(amounts) <= 1
    assert [by for by, _ in shares] == [by for by in payers if by in dict(shares)]


COVER = st.builds(
    lambda for_id, by_id, amount_rp, part: Cover(for_id, by_id, amount_rp, amount_rp * part // 10),
    st.sampled_from([A, B, C, D]),
    st.sampled_from([A, B, C, D, None]),
    st.integers(1, 10**9),
    st.integers(0, 10),
)


@pytest.mark.watched
@given(st.lists(COVER, max_size=40))
def test_what_everybody_is_owed_and_owes_sums_to_nothing(covers):
    found = standings_of(covers)
    assert sum(found.values()) == 0
    assert 0 not in found.values()
    assert sum(rp for rp in found.values() if rp > 0) <= sum(one.open_rp for one in covers)


@pytest.mark.watched
@given(st.lists(st.tuples(RP, RP, RP, RP), max_size=30), RP, RP)
def test_cash_and_the_fund_together_are_all_that_was_paid(rows, to_fund_rp, back_rp):
    loans = [
        LoanOnSheet(due_rp=due, paid_rp=paid, covers=((None, fund), (A, member)))
        for due, paid, fund, member in rows
    ]
    sums = sums_of(loans, to_fund_rp=to_fund_rp, back_to_fund_rp=back_rp)
    on_loans_rp = sum(one.paid_rp + one.covered_rp for one in loans)
    assert sums.cash_rp + sums.from_fund_rp == on_loans_rp + to_fund_rp + back_rp


@pytest.mark.parametrize(("days", "is_made"), [(-8, False), (-7, True), (14, True), (15, False)])
def test_when_a_sheet_may_be_made(days, is_made):
    on = date(2026, 11, 15)
    assert may_be_made(on, date.fromordinal(on.toordinal() - days)) is is_made


def test_the_number_of_a_sheet():
    assert meeting_name(2026, 7) == "PK-2026-0007"
