"""Reading events: the history, one of them, what was told last, what a person keeps at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from guyub.books.ledger.domain.entries import entry_name
from guyub.books.ledger.selectors.journal import NUMBERED
from guyub.books.treasury.domain.events import EventRefusedError, memo_of
from guyub.books.treasury.domain.finding import found
from guyub.books.treasury.models import Event, FavouriteEvent
from guyub.books.treasury.selectors.kinds import kinds
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from guyub.books.treasury.domain.events import EventKind
    from guyub.books.treasury.models import RecurringEvent

EVENTS = 50  # on a page
_LOOKED_BACK = 60  # events of a person, to find which kinds were used lately
RECENT = 6


@dataclass(frozen=True, slots=True)
class EventRow(Row):
    """One event in a list.

    Args:
        event_id: Its id.
        entry_id: The entry that it made.
        number: The voucher's number, ``BKK-2026-0012``.
        kind: The code of its kind.
        what: Its title with what was chosen; ``Batal`` before it, where it takes another back.
        happened_on: The day it happened.
        dated_on: The day in the books.
        direction: See ``events.Direction``.
        amount_rp: What moved, whole rupiah.
        cash_place: Where the money came from or went to; "" where none moved.
        to_place: Where it went, when it only moved.
        unit: The unit of business; "" for the cooperative as a whole.
        who: Paid to, received from.
        note: A few words; the reason, where it takes another back.
        person: Who recorded it; "" for the system.
        recorded_at: The moment.
        undoes_id: The event that it takes back.
        undone_by_id: The event that takes it back.
        has_paper: Whether a picture of the paper was kept.
        source_kind: The list that made it; "" where a person told it.
    """

    event_id: UUID
    entry_id: UUID
    number: str
    kind: str
    what: str
    happened_on: date
    dated_on: date
    direction: str
    amount_rp: int
    cash_place: str
    to_place: str
    unit: str
    who: str
    note: str
    person: str
    recorded_at: datetime
    undoes_id: UUID | None
    undone_by_id: UUID | None
    has_paper: bool
    source_kind: str


@dataclass(frozen=True, slots=True)
class EventPage(Row):
    """Events, the newest first; ``after`` is what to ask for the next page with, "" where this is the last."""

    events: tuple[EventRow, ...]
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSearch:
    """What is looked for; nothing set means everything.

    Args:
        words: A voucher's number, or words of the kind, of the other side, of the note.
        amount_rp: What moved.
        since: From this day on, on which it happened.
        until: Up to it, itself included.
        cash_place_id: Where the money came from or went to.
    """

    words: str = ""
    amount_rp: int | None = None
    since: date | None = None
    until: date | None = None
    cash_place_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Remembered(Row):
    """What was told of an event, to be told again: whole rupiah by name, places, unit, choice, words."""

    told_id: UUID
    amounts: Mapping[str, int]
    cash_place_id: UUID | None
    to_place_id: UUID | None
    unit_id: UUID | None
    choice: str
    who: str
    note: str
    happened_on: date

    @property
    def amount_rp(self) -> int:
        """The first of its amounts."""
        return next(iter(self.amounts.values()), 0)


def event_page(
    *, cooperative_id: int, search: EventSearch | None = None, after: str = "", most: int = EVENTS
) -> EventPage:
    """List events, the last recorded first. Two queries, and one for a later page.

    Args:
        cooperative_id: Whose.
        search: What is looked for.
        after: What the page before said; anything unreadable is the first page.
        most: Events on a page.
    """
    rows = _found(cooperative_id, search or EventSearch())
    last = _event(cooperative_id, after)
    if last:
        rows = rows.filter(
            Q(recorded_at__lt=last.recorded_at) | Q(recorded_at=last.recorded_at, id__lt=last.id)
        )
    read = list(_whole(rows).order_by("-recorded_at", "-id")[: most + 1])
    events = read[:most]
    undone = _undone(cooperative_id, events)
    return EventPage(
        tuple(_row(event, undone.get(event.id)) for event in events),
        str(events[-1].id) if len(read) > most else "",
    )


def one_event(*, cooperative_id: int, event_id: UUID) -> EventRow | None:
    """Give one event; None where the cooperative has no such event. Two queries."""
    event = _whole(Event.objects.filter(cooperative_id=cooperative_id, id=event_id)).first()
    return _row(event, _undone(cooperative_id, [event]).get(event.id)) if event else None


def event_of_entry(*, cooperative_id: int, entry_id: UUID) -> Event | None:
    """Give the event that made an entry of the journal, for a list of the house that takes it back. One query."""
    return Event.objects.filter(cooperative_id=cooperative_id, entry_id=entry_id).first()


def events_of_entries(*, cooperative_id: int, entry_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Find the events that made some entries: entry → event, whose voucher it is. One query."""
    rows = Event.objects.filter(cooperative_id=cooperative_id, entry_id__in=list(entry_ids))
    return dict(rows.values_list("entry_id", "id"))


def events_of_kind(*, cooperative_id: int, kind: str, since: date, until: date, most: int) -> list[Event]:
    """List events of one kind between two days, both inside, the newest first, without those taken back. One query."""
    rows = Event.objects.filter(
        cooperative_id=cooperative_id, kind=kind, happened_on__range=(since, until), undoes__isnull=True
    )
    undone = Event.objects.filter(cooperative_id=cooperative_id, undoes_id=OuterRef("id"))
    return list(rows.exclude(Exists(undone)).order_by("-happened_on", "-id")[:most])


def remembered(*, cooperative_id: int, event_id: UUID) -> Remembered:
    """Give what was told of an event, to be copied. One query.

    Raises:
        EventRefusedError: ``gone``.
    """
    event = Event.objects.filter(cooperative_id=cooperative_id, id=event_id).first()
    if event is None:
        raise EventRefusedError(wrong="gone")
    return told_of(event, event.happened_on)


def last_told(*, cooperative_id: int, kind: str) -> Remembered | None:
    """Give what was told of the last event of a kind that nobody took back. One query."""
    mine = Event.objects.filter(cooperative_id=cooperative_id, kind=kind, undoes__isnull=True)
    taken_back = Event.objects.filter(cooperative_id=cooperative_id, kind=kind, undoes__isnull=False)
    event = mine.exclude(id__in=taken_back.values("undoes_id")).order_by("-recorded_at", "-id").first()
    return told_of(event, event.happened_on) if event else None


def last_place(*, cooperative_id: int, person_id: UUID) -> UUID | None:
    """Give the cash place that a person named last. One query."""
    mine = Event.objects.filter(cooperative_id=cooperative_id, person_id=person_id, cash_place__isnull=False)
    return mine.order_by("-recorded_at", "-id").values_list("cash_place_id", flat=True).first()


def favourites_of(*, cooperative_id: int, person_id: UUID) -> list[EventKind]:
    """Give a person's favourite kinds, in the order in which they were kept. One query."""
    mine = FavouriteEvent.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
    return _known(mine.order_by("id").values_list("kind", flat=True))


def recent_of(*, cooperative_id: int, person_id: UUID) -> list[EventKind]:
    """Give the kinds that a person used lately, the last one first. One query."""
    mine = Event.objects.filter(cooperative_id=cooperative_id, person_id=person_id, undoes__isnull=True)
    used = mine.order_by("-recorded_at", "-id").values_list("kind", flat=True)[:_LOOKED_BACK]
    return _known(dict.fromkeys(used))[:RECENT]


def told_of(row: Event | RecurringEvent, happened_on: date) -> Remembered:
    """Give what was told, from an event or from one that comes again, whose id it bears."""
    return Remembered(
        told_id=row.id,
        amounts=row.amounts,
        cash_place_id=row.cash_place_id,
        to_place_id=row.to_place_id,
        unit_id=row.unit_id,
        choice=row.choice,
        who=row.who,
        note=row.note,
        happened_on=happened_on,
    )


def _known(codes: Iterable[str]) -> list[EventKind]:
    """Give kinds of the list; those that a later release took from it are left out."""
    listed = (kinds().get(code) for code in codes)
    return [kind for kind in listed if kind and not kind.is_hidden]


def _event(cooperative_id: int, text: str) -> Event | None:
    try:
        event_id = UUID(text)
    except ValueError:
        return None
    return Event.objects.filter(cooperative_id=cooperative_id, id=event_id).first()


def _found(cooperative_id: int, search: EventSearch) -> QuerySet[Event]:
    rows = Event.objects.filter(cooperative_id=cooperative_id)
    words = " ".join(search.words.replace("\0", " ").split())
    numbered = NUMBERED.fullmatch(words)
    if numbered:
        series, year, number = numbered[1].upper(), int(numbered[2]), int(numbered[3])
        rows = rows.filter(entry__series=series, entry__year=year, entry__number=number)
    elif words:
        named = [kind.code for kind in found(kinds().values(), words)]
        rows = rows.filter(
            Q(kind__in=named)
            | Q(choice__icontains=words)
            | Q(who__icontains=words)
            | Q(note__icontains=words)
        )
    if search.amount_rp is not None:
        rows = rows.filter(amount_rp=search.amount_rp)
    if search.since:
        rows = rows.filter(happened_on__gte=search.since)
    if search.until:
        rows = rows.filter(happened_on__lte=search.until)
    if search.cash_place_id:
        rows = rows.filter(Q(cash_place_id=search.cash_place_id) | Q(to_place_id=search.cash_place_id))
    return rows


def _whole(rows: QuerySet[Event]) -> QuerySet[Event]:
    return rows.select_related("entry", "cash_place", "to_place", "unit", "person")


def _undone(cooperative_id: int, events: list[Event]) -> dict[UUID, UUID]:
    """Tell by which event each was taken back."""
    ids = [event.id for event in events]
    backs = Event.objects.filter(cooperative_id=cooperative_id, undoes_id__in=ids)
    return dict(backs.values_list("undoes_id", "id"))


def _row(event: Event, undone_by_id: UUID | None) -> EventRow:
    entry = event.entry
    what = memo_of(kinds()[event.kind], choice=event.choice)
    return EventRow(
        event_id=event.id,
        entry_id=entry.id,
        number=entry_name(entry.series, entry.year, entry.number),
        kind=event.kind,
        what=f"Batal: {what}" if event.undoes_id else what,
        happened_on=event.happened_on,
        dated_on=entry.dated_on,
        direction=event.direction,
        amount_rp=event.amount_rp,
        cash_place=event.cash_place.name if event.cash_place else "",
        to_place=event.to_place.name if event.to_place else "",
        unit=event.unit.name if event.unit else "",
        who=event.who,
        note=event.note,
        person=event.person.name if event.person else "",
        recorded_at=event.recorded_at,
        undoes_id=event.undoes_id,
        undone_by_id=undone_by_id,
        has_paper=entry.file_id is not None,
        source_kind=entry.source_kind,
    )
