"""Interest on savings over any span, as ``guyub calc savings-interest`` counts it: exact until one rounding at the end.

The monthly run of the house is domain/jasa.py; over a whole month both say the same. Source: docs/algorithms/jasa.md.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.savings.domain.jasa import YEAR, day_parts
from guyub.finance.savings.domain.terms import DayCount
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ONE_DAY = timedelta(days=1)


class Method(StrEnum):
    """On which balance interest is counted."""

    DAILY = "daily"
    AVERAGE = "average"
    MINIMUM = "minimum"


# How many months lie between credits; 0: every day.
COMPOUNDING = {"daily": 0, "monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


class InterestRefusedError(DomainError):
    """What was given cannot be counted. Facts: ``field``, ``wrong`` and the sentence ``message``.

    ``rates`` (none, or more than one way of telling them), ``order`` (tiers or rates do not rise), ``start`` (no rate
    on the first day, or tiers that do not begin at 0), ``daily`` (dated rates under another method), ``span`` (ends
    before it begins), ``months`` (``month/12`` over broken months), ``outside`` (a movement outside the span),
    ``rate`` (not a decimal text), ``digits`` (more than 6), ``negative``.
    """

    code: ClassVar[str] = "savings.interest.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What is counted.

    Args:
        method: On which balance.
        day_count: What part of a year the days are; ``month/12`` takes whole months only.
        first: The first day.
        last: The last day, inside.
        opening: What the account held before the first day, in the smallest unit.
        moves: What moved it, each counting from its own day.
        rates: Rates a year as fractions, each from a day on, rising; several only under the daily balance.
        tiers: From which balance which rate a year, rising from 0: the whole base at the highest tier not above it.
            Either these or ``rates``.
        every_months: How many months after the last credit interest is credited; 0: every day; None: at the end alone.
    """

    method: Method
    day_count: DayCount
    first: date
    last: date
    opening: int
    moves: Sequence[tuple[date, int]] = ()
    rates: Sequence[tuple[date, Fraction]] = ()
    tiers: Sequence[tuple[int, Fraction]] = ()
    every_months: int | None = None

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Step:
    """Days in a row at one base and rate: what they earn, exact, in the smallest unit."""

    first: date
    last: date
    base: Fraction
    rate: Fraction
    share: Fraction  # of a year

    @property
    def interest(self) -> Fraction:
        """What they earn."""
        return self.base * self.rate * self.share


@dataclass(frozen=True, slots=True)
class Interest:
    """What a contract earns, exact; ``base`` is the mean or the lowest balance of the whole span."""

    exact: Fraction
    base: Fraction
    closing: int
    steps: tuple[Step, ...] = field(repr=False)


def interest_of(contract: Contract) -> Interest:
    """Count the interest of a contract.

    Args:
        contract: What is counted; interest credited inside the span earns interest from then on, unrounded.

    Raises:
        InterestRefusedError: See there.

    Source: docs/algorithms/jasa.md; published results in tests/finance/savings/domain/cases.
    """
    _refuse(contract)
    moved: dict[date, int] = {}
    for on, amount in contract.moves:
        moved[on] = moved.get(on, 0) + amount
    credited, held, steps, balances = Fraction(0), contract.opening, list[Step](), list[Fraction]()
    for first, last in _periods(contract):
        days = [first + ONE_DAY * at for at in range((last - first).days + 1)]
        rows = []
        for day in days:
            held += moved.get(day, 0)
            share = _share(day, contract, first, last)
            rows.append((day, held + credited, _rate(contract, day, held + credited), share))
        balances += [row[1] for row in rows]
        earned = _earned(contract, rows)
        steps += earned
        credited += sum((one.interest for one in earned), Fraction(0))
    base = min(balances) if contract.method is Method.MINIMUM else sum(balances) / contract.days
    return Interest(credited, Fraction(base), held, tuple(steps))


def _refuse(contract: Contract) -> None:
    if contract.last < contract.first:
        raise _refused("to", "span", "Hari terakhir mendahului hari pertama. Tukar tanggalnya.")
    if bool(contract.rates) == bool(contract.tiers):
        raise _refused("annual_rate", "rates", "Beri tepat satu: annual_rate, rates, atau tiers.")
    if len(contract.rates) > 1 and contract.method is not Method.DAILY:
        raise _refused("rates", "daily", "Suku yang berganti hanya untuk method daily.")
    _refuse_rates(contract)
    if contract.day_count is DayCount.MONTH_12 and _months(contract.first, contract.last) is None:
        raise _refused("day_count", "months", "month/12 hanya untuk bulan yang utuh. Pakai actual/365.")
    if any(not contract.first <= on <= contract.last for on, _ in contract.moves):
        raise _refused("movements", "outside", "Ada gerak di luar jangka waktu. Periksa tanggalnya.")
    held = contract.opening
    days = sorted({on for on, _ in contract.moves})
    for day in [None, *days]:
        held += sum(amount for on, amount in contract.moves if on == day)
        if held < 0:
            raise _refused(
                "opening", "negative", "Saldo menjadi kurang dari nol. Periksa gerak dan saldo awalnya."
            )


def _refuse_rates(contract: Contract) -> None:
    begins = [begin for begin, _ in contract.rates]
    floors = [floor for floor, _ in contract.tiers]
    if begins != sorted(set(begins)):
        raise _refused("rates", "order", "Urutkan menurut tanggal, tanpa yang kembar.")
    if floors != sorted(set(floors)):
        raise _refused("tiers", "order", "Urutkan dari yang terkecil, tanpa yang kembar.")
    if begins and begins[0] > contract.first:
        raise _refused("rates", "start", "Beri suku yang berlaku pada hari pertama.")
    if floors and floors[0] != 0:
        raise _refused("tiers", "start", "Mulai jenjang dari saldo 0.")


def _refused(name: str, wrong: str, message: str) -> InterestRefusedError:
    return InterestRefusedError(field=name, wrong=wrong, message=message)


def _months(first: date, last: date) -> int | None:
    """How many whole months a span is; None where it is broken."""
    end = last + ONE_DAY
    months = (end.year - first.year) * 12 + end.month - first.month
    return months if months > 0 and add_months(first, months) == end else None


def _periods(contract: Contract) -> Iterator[tuple[date, date]]:
    """Cut the span where interest is credited: at each anniversary of the first day."""
    if contract.every_months is None:
        yield contract.first, contract.last
        return
    begin, at = contract.first, 0
    while begin <= contract.last:
        at += 1
        after = (
            add_months(contract.first, at * contract.every_months)
            if contract.every_months
            else contract.first + ONE_DAY * at
        )
        yield begin, min(after - ONE_DAY, contract.last)
        begin = after


def _share(day: date, contract: Contract, first: date, last: date) -> Fraction:
    """Give what part of a year a day of a period is; of whole months each day is the same part."""
    if contract.day_count is DayCount.MONTH_12:
        months = _months(first, last)
        if months is None:  # interest credited within a month: the days of the whole span are alike
            return Fraction(_months(contract.first, contract.last) or 0, 12 * contract.days)
        return Fraction(months, 12 * ((last - first).days + 1))
    return Fraction(day_parts(day, contract.day_count), YEAR)


def _rate(contract: Contract, day: date, base: Fraction) -> Fraction:
    if contract.tiers:
        at = bisect_right([floor for floor, _ in contract.tiers], base)
        return contract.tiers[at - 1][1]
    at = bisect_right([begin for begin, _ in contract.rates], day)
    return contract.rates[at - 1][1]


def _earned(contract: Contract, rows: list[tuple[date, Fraction, Fraction, Fraction]]) -> list[Step]:
    """Give what one period earns: day by day, or on its mean or lowest balance."""
    if contract.method is Method.DAILY:
        found = []
        for (base, rate), group in groupby(rows, key=lambda row: row[1:3]):
            days = list(group)
            share = sum((row[3] for row in days), Fraction(0))
            found.append(Step(days[0][0], days[-1][0], base, rate, share))
        return found
    balances = [row[1] for row in rows]
    base = min(balances) if contract.method is Method.MINIMUM else sum(balances, Fraction(0)) / len(balances)
    share = sum((row[3] for row in rows), Fraction(0))
    return [Step(rows[0][0], rows[-1][0], base, _rate(contract, rows[0][0], base), share)]
