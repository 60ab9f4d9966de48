"""Events as the vouchers that are printed, signed and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.journal import entries_of
from guyub.books.treasury.domain.events import Direction
from guyub.books.treasury.models import Event
from guyub.books.treasury.selectors.kinds import kinds
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.books.ledger.selectors.journal import EntryLine, EntryRow

SERIES_WORDS = {
    "BKM": "Bukti kas masuk",
    "BKK": "Bukti kas keluar",
    "BBM": "Bukti bank masuk",
    "BBK": "Bukti bank keluar",
    "BP": "Bukti pindah",
    "BM": "Bukti memorial",
}
VOUCHERS = 100  # on a page
_BACK = {Direction.MASUK: Direction.KELUAR, Direction.KELUAR: Direction.MASUK}
_WHO_WORDS = {
    Direction.MASUK: "Diterima dari",
    Direction.KELUAR: "Dibayar kepada",
    Direction.PINDAH: "Diterima oleh",
    Direction.CATAT: "Pihak",
}


@dataclass(frozen=True, slots=True)
class Voucher(Row):
    """One voucher; amounts in rupiah.

    Args:
        event_id: Its event.
        entry_id: Its entry.
        series: ``BKK``.
        name: The entry's number, ``BKK-2026-0012``.
        direction: Which way the money went; that of the other way, where it takes another event back.
        happened_on: The day.
        dated_on: The day in the books.
        title: What happened, in a few words.
        memo: All that stands in the journal.
        who: Paid to, received from.
        who_words: What that side is called, ``Dibayar kepada``; "" where nobody was asked.
        amount_rp: What moved.
        from_place: The cash place that it left; "" for none.
        to_place: The cash place that it came to; "" for none.
        made_by_id: The person who recorded it; None for the system.
        made_by: The person who recorded it; "" for the system.
        takes_back: True where it takes another event back.
        lines: The posting.
    """

    event_id: UUID
    entry_id: UUID
    series: str
    name: str
    direction: Direction
    happened_on: date
    dated_on: date
    title: str
    memo: str
    who: str
    who_words: str
    amount_rp: int
    from_place: str
    to_place: str
    made_by_id: UUID | None
    made_by: str
    takes_back: bool
    lines: tuple[EntryLine, ...]

    @property
    def words(self) -> str:
        """What the paper is called."""
        return SERIES_WORDS[self.series]


def vouchers_of(
    *,
    cooperative_id: int,
    since: date,
    until: date,
    series: str = "",
    most: int = VOUCHERS,
    is_oldest_first: bool = False,
) -> list[Voucher]:
    """List vouchers of a span, the newest first unless asked otherwise. Four queries.

    Args:
        cooperative_id: Whose.
        since: The first day in the books.
        until: The last day in the books.
        series: One of SERIES_WORDS alone; "" for all.
        most: How many.
        is_oldest_first: As they are filed.
    """
    rows = Event.objects.filter(
        cooperative_id=cooperative_id, entry__dated_on__gte=since, entry__dated_on__lte=until
    )
    if series:
        rows = rows.filter(entry__series=series)
    sign = "" if is_oldest_first else "-"
    return _told(
        cooperative_id, list(_whole(rows).order_by(f"{sign}entry__dated_on", f"{sign}entry__chain_no")[:most])
    )


def voucher_of(*, cooperative_id: int, event_id: UUID) -> Voucher | None:
    """Give one voucher; None where the cooperative has no such event. Four queries."""
    rows = list(_whole(Event.objects.filter(cooperative_id=cooperative_id, id=event_id)))
    return next(iter(_told(cooperative_id, rows)), None)


def vouchers_of_events(*, cooperative_id: int, event_ids: Collection[UUID]) -> list[Voucher]:
    """Give the vouchers of some events of a cooperative, as they are filed. Four queries."""
    rows = Event.objects.filter(cooperative_id=cooperative_id, id__in=event_ids)
    return _told(cooperative_id, list(_whole(rows).order_by("entry__dated_on", "entry__chain_no")))


def _whole(rows: QuerySet[Event]) -> QuerySet[Event]:
    return rows.select_related("cash_place", "to_place", "person")


def _told(cooperative_id: int, rows: list[Event]) -> list[Voucher]:
    entries = entries_of(cooperative_id=cooperative_id, entry_ids=[row.entry_id for row in rows])
    return [_voucher(row, entries[row.entry_id]) for row in rows]


def _voucher(row: Event, entry: EntryRow) -> Voucher:
    takes_back = row.undoes_id is not None
    direction = Direction(row.direction)
    places = _places(row, direction)
    if takes_back:
        direction, places = _BACK.get(direction, direction), places[::-1]
    kind = kinds()[row.kind]
    return Voucher(
        event_id=row.id,
        entry_id=row.entry_id,
        series=entry.name.split("-")[0],
        name=entry.name,
        direction=direction,
        happened_on=row.happened_on,
        dated_on=entry.dated_on,
        title=f"Batal {kind.title.lower()}" if takes_back else kind.title,
        memo=entry.memo,
        who=row.who,
        who_words=kind.who or (_WHO_WORDS[direction] if row.who else ""),
        amount_rp=row.amount_rp,
        from_place=places[0],
        to_place=places[1],
        made_by_id=row.person_id,
        made_by=row.person.name if row.person else "",
        takes_back=takes_back,
        lines=entry.lines,
    )


def _places(row: Event, direction: Direction) -> tuple[str, str]:
    """Name where the money left and where it came to."""
    here = row.cash_place.name if row.cash_place else ""
    there = row.to_place.name if row.to_place else ""
    return ("", here) if direction is Direction.MASUK else (here, there)
