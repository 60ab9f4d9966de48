"""What the pengawas read of the journal: a month's entries in short, those that were picked, standing closings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q, Subquery

from guyub.books.ledger.domain.entries import Phase, entry_name
from guyub.books.ledger.models import ClosingKind, JournalEntry, JournalHead, PeriodClosing
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime, timedelta
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReviewedEntry(Row):
    """One entry as the pengawas see it in a list; rupiah. ``actor`` is "" for the system."""

    entry_id: UUID
    name: str
    chain_no: int
    occurred_on: date
    dated_on: date
    posted_at: datetime
    memo: str
    total_rp: int
    context: str
    request_id: UUID
    actor_id: UUID | None
    actor: str
    reverses_id: UUID | None
    file_id: UUID | None


@dataclass(frozen=True, slots=True)
class StandingClosing(Row):
    """The closing by which a month is closed now, with the chain's head of that moment."""

    closing_id: UUID
    through: date
    at: datetime
    chain_no: int


@dataclass(frozen=True, slots=True)
class ChainEnd(Row):
    """The end of the chain: its last place, and the hash there."""

    chain_no: int
    hash: bytes


def chain_end(*, cooperative_id: int) -> ChainEnd:
    """Give the end of the chain of a cooperative that keeps books. One query."""
    head = JournalHead.objects.get(cooperative_id=cooperative_id, book="jurnal")
    return ChainEnd(head.chain_no, bytes(head.hash))


def hashes_at(*, cooperative_id: int, chain_nos: Collection[int]) -> dict[int, bytes]:
    """Give the hashes at some places of the chain. One query."""
    rows = JournalEntry.objects.filter(cooperative_id=cooperative_id, chain_no__in=chain_nos)
    return {chain_no: bytes(sealed) for chain_no, sealed in rows.values_list("chain_no", "hash")}


def month_entries(*, cooperative_id: int, month: date, up_to: int | None = None) -> list[ReviewedEntry]:
    """List the entries of a month in the order of the chain, without those that close a year. One query.

    Args:
        cooperative_id: Whose.
        month: Any day of it.
        up_to: Only those at or before this place of the chain.
    """
    within = Q(dated_on__range=(month.replace(day=1), month_end(month))) & ~Q(phase=Phase.CLOSING.value)
    if up_to is not None:
        within &= Q(chain_no__lte=up_to)
    return _read(cooperative_id, within)


def picked_entries(*, cooperative_id: int, entry_ids: Collection[UUID]) -> dict[UUID, ReviewedEntry]:
    """Give some entries by their ids. One query."""
    found = _read(cooperative_id, Q(id__in=entry_ids))
    return {row.entry_id: row for row in found}


def unusual_entries(
    *, cooperative_id: int, since: date, until: date, late: timedelta, unproved_rp: int, most: int
) -> list[ReviewedEntry]:
    """List the entries of some days that take others back, were posted late, or have no paper. One query.

    Args:
        cooperative_id: Whose.
        since: First day in the books.
        until: Last day in the books.
        late: Posted longer than this after the day it happened (its first moment, UTC): the caller looks closer.
        unproved_rp: A person's entry of this amount and above should have its paper.
        most: At most so many, the newest.
    """
    unproved = Q(file__isnull=True, actor__isnull=False, total_rp__gte=unproved_rp, reverses__isnull=True)
    moved = ~Q(occurred_on__year=F("dated_on__year"), occurred_on__month=F("dated_on__month"))
    unusual = Q(reverses__isnull=False) | Q(posted_at__gt=F("occurred_on") + late) | moved | unproved
    within = Q(dated_on__range=(since, until)) & ~Q(phase=Phase.CLOSING.value) & unusual
    return _read(cooperative_id, within, most=most)


def standing_closings(*, cooperative_id: int) -> dict[date, StandingClosing]:
    """Give the closing by which each closed month is closed now, by the month's last day. One query."""
    heads = JournalHead.objects.filter(cooperative_id=cooperative_id, book="jurnal")
    closed_through = Subquery(heads.values("closed_through")[:1])
    mine = PeriodClosing.objects.filter(cooperative_id=cooperative_id, kind=ClosingKind.MONTH.value)
    rows = mine.filter(through__lte=closed_through).order_by("at", "id")
    # The last closing of a month is the one that stands: what was opened again was closed again after it.
    return {row.through: StandingClosing(row.id, row.through, row.at, row.chain_no) for row in rows}


def _read(cooperative_id: int, wanted: Q, *, most: int | None = None) -> list[ReviewedEntry]:
    rows = JournalEntry.objects.filter(wanted, cooperative_id=cooperative_id).select_related("actor")
    ordered = rows.order_by("chain_no") if most is None else rows.order_by("-dated_on", "-chain_no")[:most]
    return [
        ReviewedEntry(
            row.id,
            entry_name(row.series, row.year, row.number),
            row.chain_no,
            row.occurred_on,
            row.dated_on,
            row.posted_at,
            row.memo,
            row.total_rp,
            row.context,
            row.request_id,
            row.actor_id,
            row.actor.name if row.actor else "",
            row.reverses_id,
            row.file_id,
        )
        for row in ordered
    ]
