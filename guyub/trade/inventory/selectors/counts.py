"""Counts as people may see them: each the own counts alone, until nobody counts any more."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.catalogue import CATEGORY_OF
from guyub.trade.inventory.domain.counting import (
    COUNT_WORDS,
    OPEN_COUNTS,
    THIRD,
    CountScope,
    CountState,
    difference_of,
)
from guyub.trade.inventory.models import StockCount, StockCountLine, StockTally
from guyub.trade.inventory.selectors.count_facts import lines_counted
from guyub.trade.inventory.selectors.unit_words import ProductWords, product_words

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

MOST_REPEATED = 30


@dataclass(frozen=True, slots=True)
class CountRow(Row):
    """One count of a location."""

    count_id: UUID
    number: str
    location_id: UUID
    location: str
    what: str
    state: CountState
    state_words: str
    begun_on: date
    begun_by: str
    ended_on: date | None
    ended_by: str
    reason: str
    value_rp: int | None
    approval_id: UUID | None

    @property
    def is_open(self) -> bool:
        """True until it is booked or called off."""
        return self.state in OPEN_COUNTS


@dataclass(frozen=True, slots=True)
class CountLineRow(Row):
    """One product of a count as one person may see it.

    ``mine`` is what this person counted. ``turns`` are all counts, only once nobody counts any more: which, what the
    books held then, what it differs by.
    """

    line_id: UUID
    product_id: UUID
    code: str
    name: str
    words: ProductWords
    mine: str
    is_mine_to_count: bool
    counts: int
    turns: list[tuple[int, str, str, str]]
    difference: int | None
    difference_words: str
    value_rp: int | None


@dataclass(frozen=True, slots=True)
class CountSeen(Row):
    """One count with its lines, as one person may see them."""

    count: CountRow
    lines: list[CountLineRow]
    is_shown: bool
    open_lines: int
    waiting: int

    @property
    def to_count(self) -> list[CountLineRow]:
        """Lines that this person still counts."""
        return [line for line in self.lines if line.is_mine_to_count and not line.mine]

    @property
    def counted(self) -> int:
        """How many lines this person counted."""
        return sum(bool(line.mine) for line in self.lines)

    @property
    def differing(self) -> list[CountLineRow]:
        """Lines that differ from the books; none before they are shown."""
        return [line for line in self.lines if line.difference]


@dataclass(frozen=True, slots=True)
class Repeated(Row):
    """A product that differed in several counts of a year: how often, and by how much rupiah in all."""

    product_id: UUID
    name: str
    times: int
    short_rp: int
    over_rp: int


def counts_page(*, cooperative_id: int, most: int = 30) -> list[CountRow]:
    """List counts, those that run at the front, then the newest. One query."""
    rows = StockCount.objects.filter(cooperative_id=cooperative_id)
    found = [
        _row(row)
        for row in rows.select_related("location", "begun_by", "ended_by").order_by("-begun_at", "-id")[:most]
    ]
    return sorted(found, key=lambda row: not row.is_open)


def count_seen(*, cooperative_id: int, count_id: UUID, person_id: UUID) -> CountSeen | None:
    """Give one count as a person may see it; None where there is none. Six queries.

    Args:
        cooperative_id: Whose.
        count_id: Which.
        person_id: Who looks: sees the own counts; all of them, and what the books held, once nobody counts any more.
    """
    rows = StockCount.objects.filter(cooperative_id=cooperative_id, id=count_id)
    found = rows.select_related("location", "begun_by", "ended_by").first()
    if found is None:
        return None
    state = CountState(found.state)
    facts = lines_counted(cooperative_id=cooperative_id, location_id=found.location_id, count_id=count_id)
    words = product_words(cooperative_id=cooperative_id, product_ids=[one.product_id for one in facts])
    kept = {
        id_: told
        for id_, *told in StockCountLine.objects.filter(
            cooperative_id=cooperative_id, count=count_id
        ).values_list("id", "difference", "value_rp")
    }
    written = dict(
        StockTally.objects.filter(
            cooperative_id=cooperative_id, line__count=count_id, counted_by=person_id
        ).values_list("line_id", "written")
    )
    waiting = sum(one.difference is None for one in facts)
    is_shown = state not in {CountState.DIHITUNG, CountState.BATAL} and not (
        state is CountState.DIBANDINGKAN and waiting
    )
    lines = []
    for one in facts:
        known, by = words[one.product_id], {tally.counted_by: tally.turn for tally in one.tallies}
        decided, value_rp = kept[one.line_id]
        difference = decided if decided is not None and state is CountState.DIBUKUKAN else one.difference
        lines.append(
            CountLineRow(
                line_id=one.line_id,
                product_id=one.product_id,
                code=known.code,
                name=known.name,
                words=known,
                mine=written.get(one.line_id, ""),
                is_mine_to_count=_counts(state, by, person_id, is_settled=one.difference is not None),
                counts=len(one.tallies),
                turns=[
                    (
                        tally.turn,
                        known.words(tally.qty),
                        known.words(tally.book_qty),
                        _signed(known, difference_of(tally, one.later)),
                    )
                    for tally in one.tallies
                ]
                if is_shown
                else [],
                difference=difference if is_shown else None,
                difference_words=_signed(known, difference or 0) if is_shown else "",
                value_rp=value_rp if is_shown else None,
            )
        )
    open_lines = sum(len(one.tallies) < THIRD - 1 for one in facts)
    return CountSeen(_row(found), lines, is_shown, open_lines, waiting)


def repeated_differences(*, cooperative_id: int, since: date) -> list[Repeated]:
    """Name products that differed in two counts or more since a day, the most often at the front. One query.

    Products alone: who counted says nothing about who took.
    """
    rows = StockCountLine.objects.filter(
        cooperative_id=cooperative_id, count__state=CountState.DIBUKUKAN.value, count__ended_on__gte=since
    ).exclude(difference=0)
    times: Counter[UUID] = Counter()
    told: dict[UUID, list[Any]] = {}
    for product_id, name, value_rp in rows.values_list("product_id", "product__name", "value_rp"):
        times[product_id] += 1
        sums = told.setdefault(product_id, [name, 0, 0])
        sums[1 if (value_rp or 0) < 0 else 2] += abs(value_rp or 0)
    found = [
        Repeated(id_, told[id_][0], count, told[id_][1], told[id_][2])
        for id_, count in times.items()
        if count > 1
    ]
    return sorted(found, key=lambda one: (-one.times, -one.short_rp, one.name))[:MOST_REPEATED]


def _counts(state: CountState, by: dict[UUID, int], person_id: UUID, *, is_settled: bool) -> bool:
    if state is CountState.DIHITUNG:
        return person_id in by or len(by) < THIRD - 1
    if state is CountState.DIBANDINGKAN:
        return by.get(person_id, THIRD) == THIRD and (not is_settled or THIRD in by.values())
    return False


def _signed(known: ProductWords, qty: int) -> str:
    return ("+" if qty > 0 else "") + known.words(qty) if qty else "cocok"


def _row(row: StockCount) -> CountRow:
    scopes = {
        CountScope.SEMUA: "semua barang",
        CountScope.KATEGORI: CATEGORY_OF[row.category].name.lower() if row.category else "",
        CountScope.PILIHAN: "barang pilihan",
    }
    state = CountState(row.state)
    return CountRow(
        count_id=row.id,
        number=str(row),
        location_id=row.location_id,
        location=row.location.name,
        what=scopes[CountScope(row.scope)],
        state=state,
        state_words=COUNT_WORDS[state],
        begun_on=row.begun_on,
        begun_by=row.begun_by.name,
        ended_on=row.ended_on,
        ended_by=row.ended_by.name if row.ended_by else "",
        reason=row.reason,
        value_rp=row.value_rp,
        approval_id=row.approval_id,
    )
