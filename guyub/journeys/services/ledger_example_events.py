"""What the invented books are made of: events, accounts of their own, units of business, days, amounts.

Every amount follows from the day alone, so that each demonstration has the same books.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import LineDraft

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

OPENING = date(2025, 12, 31)  # the balances that 2026 begins with
MERGOSONO_OPENS = date(2026, 5, 4)
BRI, BULOG, START = "1.1.03.01", "2.1.14.01", "1.2.08.01"  # accounts of Bumiayu's own
OWN_ACCOUNTS = {BRI: "Bank BRI (contoh)", BULOG: "Utang Bulog (contoh)", START: "Saldo awal (contoh)"}
SEMBAKO, LPG, LOANS = "SEMBAKO", "LPG", "SIMPAN_PINJAM"
RICE_KG, RICE_COST_RP, RICE_PRICE_RP = 200, 11_000, 11_800  # what Mergosono takes each month


@dataclass(frozen=True)
class Event:
    """One entry to come: the context that posts it, its day, what happened, its lines.

    ``name`` is how a later event speaks of it: the one that takes it back, the one that takes its place.
    """

    context: str
    on: date
    memo: str
    lines: tuple[LineDraft, ...]
    name: str = ""
    reverses: str = ""
    corrects: str = ""


@dataclass(frozen=True)
class Partners:
    """The two cooperatives by id, and the units of business of the one whose year it is, by kind."""

    bumiayu: int
    mergosono: int
    units: Mapping[str, UUID]

    def line(self, account: str, amount_rp: int, unit: str = "", partner: int | None = None) -> LineDraft:
        """Write a line; without a unit it stands in the cooperative as a whole."""
        return LineDraft(account, amount_rp, unit_id=self.units.get(unit), partner_id=partner)

    def event(self, context: str, on: date, memo: str, *lines: tuple[str, int, str], **more: str) -> Event:
        """Write an event of plain lines: account, rupiah, unit."""
        return Event(context, on, f"{memo} (contoh)", tuple(self.line(*line) for line in lines), **more)


def months_until(since: date, until: date) -> Iterator[date]:
    """Give the first days of the months from one day's to another's."""
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = next_month(month)


def next_month(month: date) -> date:
    """Give the first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def last_day(month: date) -> date:
    """Give the last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def wave(day: date, least_rp: int, steps: int, step_rp: int) -> int:
    """Give an amount that differs from day to day, always the same for the same day."""
    return least_rp + day.toordinal() * 37 % steps * step_rp
