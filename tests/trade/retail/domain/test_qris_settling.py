"""What the bank brought is a day's QRIS where it is near and hardly less."""

from datetime import date
from uuid import UUID

import pytest

from guyub.trade.retail.domain.qris_settling import (
    BankMoney,
    QrisSettlementRefusedError,
    checked_fee,
    suggested,
)


def line(no, day, rp):
    return BankMoney(UUID(int=no), date(2026, 11, day), rp)


def test_each_day_and_each_line_is_suggested_once():
    days = {date(2026, 11, 3): 500_000, date(2026, 11, 2): 100_000, date(2026, 11, 1): 100_000}
    lines = [
        line(1, 1, 100_001),  # more than was paid
        line(2, 2, 99_300),  # the first day's, less 700
        line(3, 3, 98_999),  # the bank keeps no more than a hundredth
        line(4, 3, 100_000),
        line(5, 3, 100_000),  # every day has its own by now
        line(6, 11, 500_000),  # too late
    ]
    assert [(one.day.day, one.line.line_id.int, one.fee_rp) for one in suggested(days, lines)] == [
        (1, 2, 700),
        (2, 4, 0),
    ]


def test_the_bank_keeps_less_than_it_brings():
    assert [checked_fee(amount_rp=100, fee_rp=fee_rp) for fee_rp in (0, 99)] == [0, 99]
    for fee_rp in (-1, 100):
        with pytest.raises(QrisSettlementRefusedError):
            checked_fee(amount_rp=100, fee_rp=fee_rp)
