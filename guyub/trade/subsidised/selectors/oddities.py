"""What looks odd, asked of the database in one statement for each pattern; and what people decided about it.

The statements say what ``domain.anomalies.find`` says; a test holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef

from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.anomalies import LEAST_FOR_SHARE, RESELLER
from guyub.trade.subsidised.domain.oddities import (
    KK,
    NIK,
    OUTLET,
    OddKind,
    Pattern,
    Verdict,
)
from guyub.trade.subsidised.models import Consumer, Oddity, OddityOutlet
from guyub.trade.subsidised.selectors.oddity_statements import (
    EVEN,
    KK_MONTH,
    NIGHT,
    NIK_DAY,
    NIK_MONTH,
    NO_EVENT,
    PACKED,
    RESELLERS,
    RUSH,
    SHARED,
    STILL,
    UNIFORM,
    USES,
    WAITS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.trade.subsidised.domain.oddities import Thresholds

MOST_LISTED, MOST_DIGITS = 200, 6
_DAYS: Mapping[OddKind, str] = {
    OddKind.RUSH: WAITS + RUSH,
    OddKind.EVEN: WAITS + EVEN,
    OddKind.UNIFORM: WAITS + UNIFORM,
    OddKind.PACKED: USES + PACKED,
    OddKind.NIGHT: USES + NIGHT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OddityRow(Row):
    """One pattern as pages show it.

    Args:
        said: What looks odd and why; of a person or household with the last four digits.
        outlets: Where, by name; only what the reader may see of it.
        outlet_count: At how many outlets.
    """

    oddity_id: UUID
    kind: OddKind
    programme: str
    from_on: date
    until_on: date
    said: str
    outlets: tuple[str, ...]
    outlet_count: int
    found_at: datetime
    verdict: Verdict | None
    note: str
    decider: str | None
    decided_at: datetime | None


def patterns(*, limits: Thresholds, month: date, until: date) -> list[Pattern]:
    """Find what looks odd in the sales of a month over the whole network. Ten statements, no scope.

    Args:
        limits: The thresholds.
        month: Its first day.
        until: The last day that is looked at.
    """
    given = {
        **{name: getattr(limits, name) for name in limits.__dataclass_fields__},
        "since": month,
        "until": until,
        "reseller": RESELLER,
        "least": LEAST_FOR_SHARE,
    }
    found = [
        _of_outlet(kind, programme, outlet, day, day, n, more)
        for kind, statement in _DAYS.items()
        for programme, outlet, day, n, more in _rows(statement, given)
    ]
    for programme, nik, day, n, outlets in _rows(USES + NIK_DAY, given):
        for kind, count, least in (
            (OddKind.OFTEN, n, limits.nik_sales),
            (OddKind.OUTLETS_DAY, len(outlets), limits.nik_outlets),
        ):
            if count >= least:
                found.append(_of_index(kind, NIK, (programme, nik), (day, day), count, outlets))
    for programme, nik, _, outlets in _rows(USES + NIK_MONTH, given):
        span = (month, until)
        found.append(_of_index(OddKind.OUTLETS_MONTH, NIK, (programme, nik), span, len(outlets), outlets))
    for programme, kk, n, people, outlets in _rows(USES + KK_MONTH, given):
        found.append(
            _of_index(OddKind.HOUSEHOLD, KK, (programme, kk), (month, until), n, outlets, more=people)
        )
    for programme, outlet, _, part, percent in _rows(USES + RESELLERS, given):
        found.append(_of_outlet(OddKind.RESELLERS, programme, outlet, month, until, int(part), percent))
    for programme, kk, n, outlets in _rows(SHARED, given):
        found.append(_of_index(OddKind.SHARED, KK, (programme, kk), (month, until), n, sorted(outlets)))
    return found


def patterns_of_places(
    place_ids: Iterable[int], *, limits: Thresholds, month: date, until: date
) -> list[Pattern]:
    """Find what looks odd in what cooperatives keep themselves. Two statements, in a scope that holds them.

    Args:
        place_ids: Whose.
        limits: The thresholds.
        month: The first day that is looked at.
        until: The last one: what lies still, lies still on that day.
    """
    given = {"places": list(place_ids), "since": month, "until": until}
    found = [
        _of_outlet(OddKind.NO_EVENT, programme, outlet, day, day, n, more)
        for programme, outlet, day, n, more in _rows(NO_EVENT, given)
    ]
    for programme, outlet, there, last_on in _rows(STILL, given):
        days = (until - last_on).days if last_on else 0
        if days >= limits.still_days:
            found.append(_of_outlet(OddKind.STILL, programme, outlet, last_on, until, days, there))
    return found


def last_digits(found: Iterable[Pattern]) -> dict[tuple[str, bytes], str]:
    """Give the last four digits of those whom patterns are about, by what they are of; of a household, of each.

    Two queries.
    """
    wanted: dict[str, set[bytes]] = {NIK: set(), KK: set()}
    for one in found:
        if one.of in wanted:
            wanted[one.of].add(one.subject)
    digits: dict[tuple[str, bytes], list[str]] = {}
    for of, column in ((NIK, "nik_index"), (KK, "kk_index")):
        rows = Consumer.objects.filter(**{f"{column}__in": list(wanted[of])}).order_by("nik_last4", "id")
        for index, last4 in rows.values_list(column, "nik_last4"):
            digits.setdefault((of, bytes(index)), []).append(last4)
    return {
        key: ", ".join(f"•••• {last4}" for last4 in known[:MOST_DIGITS])
        + (f" dan {len(known) - MOST_DIGITS} lagi" if len(known) > MOST_DIGITS else "")
        for key, known in digits.items()
    }


def oddities_of(
    *, cooperative_id: int | None, is_open: bool, kind: OddKind | None = None, most: int = MOST_LISTED
) -> list[OddityRow]:
    """List what looks odd, the newest first. Two queries, no scope.

    Args:
        cooperative_id: What concerns this outlet, the others without their names; None: of the whole network.
        is_open: Only what nobody has decided on; otherwise only what somebody has.
        kind: Only this.
        most: How many.
    """
    rows = Oddity.objects.filter(verdict="") if is_open else Oddity.objects.exclude(verdict="")
    if cooperative_id is not None:
        here = OddityOutlet.objects.filter(oddity_id=OuterRef("id"), cooperative_id=cooperative_id)
        rows = rows.filter(Exists(here))
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    chosen = list(rows.select_related("programme", "decided_by").order_by("-until_on", "-id")[:most])
    places = OddityOutlet.objects.filter(oddity_id__in=[row.id for row in chosen])
    names: dict[UUID, list[tuple[int, str]]] = {}
    for oddity_id, place_id, name in places.order_by("cooperative__name", "cooperative_id").values_list(
        "oddity_id", "cooperative_id", "cooperative__name"
    ):
        names.setdefault(oddity_id, []).append((place_id, name))
    return [_row(row, names.get(row.id, []), cooperative_id) for row in chosen]


def open_counts(*, cooperative_id: int | None) -> dict[OddKind, int]:
    """Count what nobody has decided on, by kind; as ``oddities_of``. One query."""
    rows = Oddity.objects.filter(verdict="")
    if cooperative_id is not None:
        here = OddityOutlet.objects.filter(oddity_id=OuterRef("id"), cooperative_id=cooperative_id)
        rows = rows.filter(Exists(here))
    sums = rows.values_list("kind").annotate(count=Count("id")).order_by()
    return {OddKind(kind): int(count) for kind, count in sums}


def _row(row: Oddity, places: list[tuple[int, str]], reader_id: int | None) -> OddityRow:
    seen = [name for place_id, name in places if reader_id in {None, place_id}]
    return OddityRow(
        oddity_id=row.id,
        kind=OddKind(row.kind),
        programme=row.programme.title,
        from_on=row.from_on,
        until_on=row.until_on,
        said=row.said,
        outlets=tuple(seen),
        outlet_count=len(places),
        found_at=row.found_at,
        verdict=Verdict(row.verdict) if row.verdict else None,
        note=row.note,
        decider=row.decided_by.name if row.decided_by else None,
        decided_at=row.decided_at,
    )


def _rows(statement: str, given: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        yield from cursor.fetchall()


def _of_outlet(
    kind: OddKind, programme: str, outlet: int, from_on: date, until_on: date, count: int, more: int
) -> Pattern:
    return Pattern(
        kind=kind,
        programme=programme,
        of=OUTLET,
        subject=outlet,
        from_on=from_on,
        until_on=until_on,
        count=count,
        outlets=(outlet,),
        more=int(more),
    )


def _of_index(
    kind: OddKind,
    of: str,
    subject: tuple[str, bytes],
    span: tuple[date, date],
    count: int,
    outlets: Iterable[int],
    *,
    more: int = 0,
) -> Pattern:
    programme, index = subject
    return Pattern(
        kind=kind,
        programme=programme,
        of=of,
        subject=bytes(index),
        from_on=span[0],
        until_on=span[1],
        count=count,
        outlets=tuple(outlets),
        more=more,
    )
