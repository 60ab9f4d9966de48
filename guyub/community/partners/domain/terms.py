"""On which terms a partner delivers: when it is paid, how long it takes, on which days it comes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.foundation.kernel.formats import DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MOST_DAYS = 365
MOST_MINIMUM_RP = 1_000_000_000_000
A_WEEK = 7
_WEEKDAYS = re.compile(r"1?2?3?4?5?6?7?", re.ASCII)


def weekdays_fit(written: str) -> bool:
    """Tell whether a text names weekdays as they are kept: each once, in order, ``1`` Monday to ``7`` Sunday."""
    return _WEEKDAYS.fullmatch(written) is not None


def weekdays_of(chosen: Iterable[str]) -> str:
    """Write chosen weekdays as they are kept; all seven are none: any day. What is no weekday is dropped."""
    days = "".join(sorted({one for one in chosen if len(one) == 1 and one in "1234567"}))
    return "" if len(days) == A_WEEK else days


def weekdays_words(kept: str) -> str:
    """Say on which days a partner delivers: ``Senin dan Kamis``; any day where none is named."""
    names = [DAYS[int(one) - 1] for one in kept]
    if not names:
        return "setiap hari"
    *earlier, last = names
    return f"{', '.join(earlier)} dan {last}" if earlier else last


def next_delivery(*, ordered_on: date, lead_days: int, weekdays: str) -> date:
    """Tell the first day on which an order can come.

    Args:
        ordered_on: The business date of the order.
        lead_days: Whole days that the partner needs; 0: it may come on the very day.
        weekdays: Kept weekdays; "" any day.

    Returns:
        The first delivery day that is ``lead_days`` after the order or later; that day itself is inside.
    """
    ready_on = ordered_on + timedelta(days=lead_days)
    if not weekdays:
        return ready_on
    return ready_on + timedelta(days=min((int(one) - ready_on.isoweekday()) % A_WEEK for one in weekdays))


def due_on(*, billed_on: date, payment_days: int) -> date:
    """Tell the last day on which a bill is paid in time; the day itself is inside, cash is due on the day."""
    return billed_on + timedelta(days=payment_days)


def payment_words(payment_days: int) -> str:
    """Say when a partner is paid."""
    return f"{payment_days} hari sesudah tagihan" if payment_days else "tunai saat barang datang"


def lead_words(lead_days: int) -> str:
    """Say how long a partner needs."""
    return f"{lead_days} hari sesudah pesan" if lead_days else "hari itu juga"
