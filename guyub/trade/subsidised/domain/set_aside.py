"""What of a buyer's quota is set aside: for a sale that is being made, for a device without a network.

What is set aside counts as used for everybody, so that whatever is sold of it later goes beyond no limit that blocks.
A slice may be sold on any day up to its last one: it counts on that day too. Source: docs/algorithms/quota.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from guyub.foundation.kernel.dates import Zone, add_months
from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.limits import Used
from guyub.trade.subsidised.domain.programmes import Mode, Scope
from guyub.trade.subsidised.domain.spans import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.foundation.devices.domain.lending import Lent
    from guyub.trade.subsidised.domain.limits import Decision, LimitFinding
    from guyub.trade.subsidised.domain.programmes import LimitRule

RESERVED_FOR = timedelta(minutes=15)  # a sale that is being made
LENT_FOR = timedelta(days=3)  # a slice, and never beyond its month
GRACE = timedelta(days=1)  # after which a slice returns by itself where no limit blocks
_INSTANT = timedelta(microseconds=1)
_HELD = (Scope.KK, Scope.NIB, Scope.NIK)  # in this order, as rows are held
_BINDING = frozenset({Mode.WARN, Mode.BLOCK})


@dataclass(frozen=True, slots=True)
class Who:
    """Whom limits count: blind indexes of NIK, KK and NIB; None where there is none."""

    nik: bytes
    kk: bytes | None = None
    nib: bytes | None = None

    def held(self) -> set[tuple[str, bytes]]:
        """Give the rows that are held while something of this buyer is counted and written."""
        indexes = {Scope.NIK: self.nik, Scope.KK: self.kk, Scope.NIB: self.nib}
        return {(scope.value, index) for scope in _HELD if (index := indexes[scope]) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Row):
    """One slice as it stands.

    Args:
        id: Of its row.
        device_id: Which device may sell it.
        outlet: The cooperative of the device.
        consumer_id: Who may buy it.
        nik: Of the buyer.
        kk: Of the buyer's household; None: not known.
        month: The first day of the month that it is of.
        lent: What is set aside and what the device knows.
        expires_at: From when on the device does not sell it.
    """

    id: UUID
    device_id: UUID
    outlet: int
    consumer_id: UUID
    nik: bytes
    kk: bytes | None
    month: date
    lent: Lent
    expires_at: datetime

    @property
    def last_day(self) -> date:
        """The last day of Jakarta on which it may be sold."""
        return day_of(self.expires_at - _INSTANT)

    def as_used(self, *, category: str, day: date) -> Used:
        """Give what counts of it against a sale of a day: all, as if it were sold on that day.

        After its last day as if on that one, before its month as if on the first of it.
        """
        return Used(
            nik=self.nik,
            kk=self.kk,
            category=category,
            outlet=self.outlet,
            qty=self.lent.lent,
            at=self.expires_at - _INSTANT,
            day=max(self.month, min(day, self.last_day)),
            sales=self.lent.lent,
        )

    def sold_at(self, at: datetime) -> datetime:
        """Tell when a sale of it counts: never after it was over, whatever a clock says."""
        return min(at, self.expires_at - _INSTANT)

    def less(self, qty: int) -> SetAside:
        """Give it without a quantity."""
        return replace(self, lent=replace(self.lent, lent=max(0, self.lent.lent - qty)))


def month_of(day: date) -> date:
    """Give the first day of a day's month."""
    return day.replace(day=1)


def lent_until(now: datetime, rules: Iterable[LimitRule]) -> datetime:
    """Tell until when what is lent now may be sold: three days, not beyond the month of Jakarta nor into other limits.

    What is sold and reserved before a limit begins is judged without it, so nothing that is lent goes on beyond it.

    Args:
        now: The moment, aware.
        rules: All that hold for the good here, and will.
    """
    today = day_of(now)
    turns = [add_months(month_of(today), 1), *(rule.valid_from for rule in rules if rule.valid_from > today)]
    turn = min(turns)
    return min(now + LENT_FOR, datetime(turn.year, turn.month, turn.day, tzinfo=Zone.WIB.info))


def counted_of(slices: Iterable[SetAside], *, category: str, day: date) -> list[Used]:
    """Give what counts of slices against a sale."""
    return [one.as_used(category=category, day=day) for one in slices if one.lent.lent]


def room(decision: Decision) -> int | None:
    """Tell how many units may be set aside beside what counts already, sold in as many sales; None: no limit binds.

    What counts by business, outlet or allocation is not set aside: those limits are not held by buyers' rows.
    """
    binding = [one for one in decision.findings if one.rule.mode in _BINDING]
    if any(one.rule.scope not in {Scope.NIK, Scope.KK} and one.rule.mode is Mode.BLOCK for one in binding):
        return 0
    return min((one.remaining for one in binding if one.rule.scope in {Scope.NIK, Scope.KK}), default=None)


def lendable(*, rooms: Iterable[int | None], usual: int) -> int:
    """Tell how much one device may be lent of a buyer's quota: one usual purchase, and at least as much stays free.

    So a buyer who goes to another outlet is not refused what a phone elsewhere holds, while there is more than one
    purchase left.

    Args:
        rooms: What limits leave beside all that other devices hold, for each category; None: all.
        usual: What one sale begins with, the least of the buyer's categories.
    """
    return max(0, min([usual, *(room // 2 for room in rooms if room is not None)]))


def is_firm(findings: Sequence[LimitFinding]) -> bool:
    """Tell whether a limit that blocks was looked at: then no clock alone lets go of what is set aside."""
    return any(one.rule.mode is Mode.BLOCK for one in findings)


def passed(findings: Sequence[LimitFinding]) -> LimitRule | None:
    """Give the hardest limit that a sale passed, of those that warn or block."""
    over = [one.rule for one in findings if one.is_passed and one.rule.mode in _BINDING]
    return max(over, key=lambda rule: (rule.mode is Mode.BLOCK, rule.id), default=None)
