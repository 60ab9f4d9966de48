"""Finding what looks odd in sales of rationed goods: a question to people, never a verdict.

Patterns are of an outlet's day (how fast, how even, how late it was sold), of a person or a household over all outlets,
and of an outlet's month. ``find`` is the rule; selectors.oddities asks the database the same.
Source: docs/algorithms/anomalies.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.oddities import KK, NIK, OUTLET, OddKind, Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from guyub.trade.subsidised.domain.oddities import Thresholds

RESELLER = "PENGECER"
LEAST_FOR_SHARE = 20  # sales of a month below which a part of them says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought(Row):
    """One sale to one buyer, as the network counts it.

    Args:
        id: Of it; breaks ties of one moment.
        programme: Of which good.
        outlet: Where.
        device: On which device; None: none is known.
        nik: Whose, as an index; any hashable.
        kk: Of which household; None: not known.
        category: What kind of buyer.
        qty: In the good's smallest unit.
        usual_qty: What one sale to such a buyer usually is.
        at: When, aware.
        day: The day in Jakarta.
    """

    id: Any
    programme: str
    outlet: int
    device: Hashable | None
    nik: Hashable
    kk: Hashable | None
    category: str
    qty: int
    usual_qty: int
    at: datetime
    day: date


def find(
    bought: Sequence[Bought],
    *,
    limits: Thresholds,
    month: date,
    until: date,
    buyers: Mapping[tuple[str, Hashable], int] | None = None,
) -> list[Pattern]:
    """Find all that looks odd in the sales of a month.

    Args:
        bought: The sales, in any order.
        limits: The thresholds.
        month: Its first day.
        until: Its last day that is looked at.
        buyers: How many are registered with one KK, by programme and KK.
    """
    ordered = sorted(bought, key=lambda one: (one.programme, one.at, one.id))
    found = [*_of_days(ordered, limits), *_of_people(ordered, limits, month, until)]
    found += _of_resellers(ordered, limits, month, until)
    for (programme, kk), count in (buyers or {}).items():
        if count >= limits.kk_buyers:
            found.append(_of_household(OddKind.SHARED, programme, kk, month, until, count, ()))
    return found


def is_night(at: datetime, limits: Thresholds) -> bool:
    """Tell whether a moment is at night in Jakarta."""
    hour = at.astimezone(Zone.WIB.info).hour
    return hour >= limits.night_from or hour < limits.night_until


# -- an outlet's day -------------------------------------------------------------------------------------------------


def _of_days(ordered: Sequence[Bought], limits: Thresholds) -> Iterator[Pattern]:
    for (programme, outlet, day), rows in _grouped(ordered, lambda one: (one.programme, one.outlet, one.day)):
        best: dict[OddKind, tuple[int, int]] = {}
        for _, told in _grouped(rows, lambda one: one.device):
            for kind, count, more in _of_device(told, limits):
                best[kind] = max(best.get(kind, (0, 0)), (count, more))
        at_night = sum(is_night(one.at, limits) for one in rows)
        if at_night >= limits.night_sales:
            best[OddKind.NIGHT] = (at_night, 0)
        for kind, (count, more) in best.items():
            yield Pattern(
                kind=kind,
                programme=programme,
                of=OUTLET,
                subject=outlet,
                from_on=day,
                until_on=day,
                count=count,
                outlets=(outlet,),
                more=more,
            )


def _of_device(told: Sequence[Bought], limits: Thresholds) -> Iterator[tuple[OddKind, int, int]]:
    """Look at what one device told of one day, in order: kind, how much, a second number."""
    waits = [later.at - earlier.at for earlier, later in pairwise(told)]
    rush = 1 + _longest(waits, lambda wait: wait < timedelta(seconds=limits.rush_s))
    if rush >= limits.rush_run:
        yield OddKind.RUSH, rush, 0
    run, wait_s = _longest_even(waits, timedelta(seconds=limits.even_s))
    if run + 1 >= limits.even_run:
        yield OddKind.EVEN, run + 1, wait_s
    run, qty = _longest_uniform(told)
    if run >= limits.uniform_run:
        yield OddKind.UNIFORM, run, qty
    if len(told) >= limits.packed_sales:
        mean_s = int((told[-1].at - told[0].at).total_seconds()) // len(waits)
        if mean_s < limits.packed_s:
            yield OddKind.PACKED, len(told), mean_s


def _longest(waits: Iterable[timedelta], belongs: Callable[[timedelta], bool]) -> int:
    return max((sum(1 for _ in run) for short, run in groupby(waits, belongs) if short), default=0)


def _longest_even(waits: Sequence[timedelta], apart: timedelta) -> tuple[int, int]:
    """Give how many waits in a row are alike, each as the one before, and the first of them in whole seconds."""
    best, run, first = (0, 0), 0, timedelta()
    for at, wait in enumerate(waits):
        if at and abs(wait - waits[at - 1]) <= apart:
            run += 1
        else:
            run, first = 1, wait
        best = max(best, (run, int(first.total_seconds())))
    return best


def _longest_uniform(told: Sequence[Bought]) -> tuple[int, int]:
    runs = (
        (sum(1 for _ in run), qty)
        for (is_large, qty), run in groupby(told, lambda one: (one.qty > one.usual_qty, one.qty))
        if is_large
    )
    return max(runs, default=(0, 0))


# -- people and households over all outlets --------------------------------------------------------------------------


def _of_people(ordered: Sequence[Bought], limits: Thresholds, month: date, until: date) -> Iterator[Pattern]:
    for (programme, nik, day), rows in _grouped(ordered, lambda one: (one.programme, one.nik, one.day)):
        outlets = _outlets(rows)
        for kind, count, least in (
            (OddKind.OFTEN, len(rows), limits.nik_sales),
            (OddKind.OUTLETS_DAY, len(outlets), limits.nik_outlets),
        ):
            if count >= least:
                yield _of_person(kind, programme, nik, day, day, count, outlets)
    for (programme, nik), rows in _grouped(ordered, lambda one: (one.programme, one.nik)):
        outlets = _outlets(rows)
        if len(outlets) >= limits.nik_month_outlets:
            yield _of_person(OddKind.OUTLETS_MONTH, programme, nik, month, until, len(outlets), outlets)
    with_kk = [one for one in ordered if one.kk is not None]
    for (programme, kk), rows in _grouped(with_kk, lambda one: (one.programme, one.kk)):
        if len(rows) >= limits.kk_sales:
            people = len({one.nik for one in rows})
            yield _of_household(
                OddKind.HOUSEHOLD, programme, kk, month, until, len(rows), _outlets(rows), people
            )


def _of_resellers(
    ordered: Sequence[Bought], limits: Thresholds, month: date, until: date
) -> Iterator[Pattern]:
    for (programme, outlet), rows in _grouped(ordered, lambda one: (one.programme, one.outlet)):
        whole = sum(one.qty for one in rows)
        part = sum(one.qty for one in rows if one.category == RESELLER)
        if len(rows) >= LEAST_FOR_SHARE and part > limits.reseller_share * whole:
            yield Pattern(
                kind=OddKind.RESELLERS,
                programme=programme,
                of=OUTLET,
                subject=outlet,
                from_on=month,
                until_on=until,
                count=part,
                outlets=(outlet,),
                more=part * 100 // whole,
            )


def _of_person(
    kind: OddKind,
    programme: str,
    nik: Hashable,
    from_on: date,
    until_on: date,
    count: int,
    outlets: tuple[int, ...],
) -> Pattern:
    return Pattern(
        kind=kind,
        programme=programme,
        of=NIK,
        subject=nik,
        from_on=from_on,
        until_on=until_on,
        count=count,
        outlets=outlets,
    )


def _of_household(
    kind: OddKind,
    programme: str,
    kk: Hashable,
    from_on: date,
    until_on: date,
    count: int,
    outlets: tuple[int, ...],
    more: int = 0,
) -> Pattern:
    return Pattern(
        kind=kind,
        programme=programme,
        of=KK,
        subject=kk,
        from_on=from_on,
        until_on=until_on,
        count=count,
        outlets=outlets,
        more=more,
    )


def _grouped(rows: Iterable[Bought], key: Callable[[Bought], Any]) -> Iterable[tuple[Any, list[Bought]]]:
    """Put rows together by what they have in common; the order within a group stays."""
    found: dict[Any, list[Bought]] = {}
    for one in rows:
        found.setdefault(key(one), []).append(one)
    return found.items()


def _outlets(rows: Iterable[Bought]) -> tuple[int, ...]:
    return tuple(sorted({one.outlet for one in rows}))
