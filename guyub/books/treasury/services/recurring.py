"""Events that come again: kept from one that was recorded, recorded on their day by a person, ended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.treasury.domain.events import EventRefusedError, memo_of
from guyub.books.treasury.domain.recurring import EVERY_WORDS, Every, RecurringRefusedError, due_after
from guyub.books.treasury.models import Event, RecurringEvent
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.services.events import RECURRING, done_of, facts_of, record_step
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import day

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.ledger.services.journal import Document
    from guyub.books.treasury.services.booking import EventTyped
    from guyub.books.treasury.services.events import EventDone
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

# What one that comes again has in common with the event that it is made of.
_SAME = "kind amounts cash_place_id to_place_id unit_id choice who note".split()


def keep_recurring(
    *,
    actor: Actor,
    place: Cooperative,
    event_id: UUID,
    every: str,
    first_on: date,
    until: date | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Let an event that was recorded come again, with a reminder on its day. Use-case.

    Args:
        actor: Who keeps it.
        place: Whose.
        event_id: The one that it is like: its amounts, places, words.
        every: An Every.
        first_on: When it is due next, today or later; its day is the day of the later months.
        until: The last day on which it may be due; None: until it is ended.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        RecurringRefusedError: ``every first until``.
        EventRefusedError: ``gone``, ``undo`` (it takes another back), ``listed`` (a page of its own made it).
    """
    if every not in EVERY_WORDS:
        raise RecurringRefusedError(wrong="every")
    if first_on < today:
        raise RecurringRefusedError(wrong="first")
    if until and until < first_on:
        raise RecurringRefusedError(wrong="until")

    def work() -> str:
        event = _everyday(place, event_id)
        row = RecurringEvent(
            cooperative_id=place.id,
            every=every,
            on_day=first_on.day,
            next_on=first_on,
            until=until,
            person_id=actor.person_id,
            kept_at=now,
            **{name: getattr(event, name) for name in _SAME},
        )
        row.save(force_insert=True)
        facts = {
            "what": memo_of(kinds()[event.kind], choice=event.choice),
            "every": EVERY_WORDS[every].lower(),
            "first": day(first_on),
        }
        record(cooperative_id=place.id, actor=actor, act="treasury.recurring.kept", facts=facts, now=now)
        return str(row.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.RECORD_EVENT,
            request_id=request_id,
            use_case="treasury.keep_recurring",
            facts={"event": event_id, "every": every, "first": first_on, "until": until},
            now=now,
            work=work,
            place_id=place.id,
        )
    )


def end_recurring(
    *, actor: Actor, place: Cooperative, recurring_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """End a recurring event; what was recorded stays. Use-case.

    Raises:
        RecurringRefusedError: ``gone``.
    """

    def work() -> None:
        row = _locked(place, recurring_id)
        row.ended_on = today
        row.save(update_fields=["ended_on"])
        facts = {"what": memo_of(kinds()[row.kind], choice=row.choice)}
        record(cooperative_id=place.id, actor=actor, act="treasury.recurring.ended", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.RECORD_EVENT,
        request_id=request_id,
        use_case="treasury.end_recurring",
        facts={"recurring": recurring_id},
        now=now,
        work=work,
        place_id=place.id,
    )


def record_recurring(
    *,
    actor: Actor,
    place: Cooperative,
    recurring_id: UUID,
    due_on: date,
    typed: EventTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None = None,
) -> EventDone:
    """Record the event that is due, and move on to the next day when it is. Use-case.

    Where it is above the threshold, asking the second person settles the day: should that be refused, the event is
    recorded by hand.

    Args:
        actor: Who records it.
        place: Whose books.
        recurring_id: Which.
        due_on: The day for which it is recorded: two people do not record the same one.
        typed: What happened, of the same kind; amount and day may differ from what was kept.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        document: As of ``record_event``.

    Raises:
        RecurringRefusedError: ``gone`` or ``due``.
        EventRefusedError: As of ``record_event``.
        EntryRefusedError: As of ``record_event``.
    """

    def work() -> dict[str, str | None]:
        row = _locked(place, recurring_id)
        if row.next_on != due_on:
            raise RecurringRefusedError(wrong="due", next=row.next_on)
        if typed.kind != row.kind:
            raise EventRefusedError(wrong="kind")
        row.next_on = due_after(Every(row.every), due_on, on_day=row.on_day)
        if row.until and row.next_on > row.until:
            row.ended_on = today
        row.save(update_fields=["next_on", "ended_on"])
        return record_step(
            actor=actor,
            place=place,
            typed=replace(typed, source_kind=RECURRING, source_id=row.id),
            today=today,
            request_id=request_id,
            now=now,
            document=document,
        )

    answer = act_once(
        actor=actor,
        action=Action.RECORD_EVENT,
        request_id=request_id,
        use_case="treasury.record_recurring",
        facts=facts_of(typed, document) | {"recurring": recurring_id, "due": due_on},
        now=now,
        work=work,
        place_id=place.id,
    )
    return done_of(answer)


def _everyday(place: Cooperative, event_id: UUID) -> Event:
    event = Event.objects.filter(cooperative_id=place.id, id=event_id).first()
    if event is None:
        raise EventRefusedError(wrong="gone")
    if event.undoes_id:
        raise EventRefusedError(wrong="undo")
    if kinds()[event.kind].is_hidden:
        raise EventRefusedError(wrong="listed")
    return event


def _locked(place: Cooperative, recurring_id: UUID) -> RecurringEvent:
    open_ones = RecurringEvent.objects.filter(cooperative_id=place.id, ended_on__isnull=True)
    row = open_ones.select_for_update().filter(id=recurring_id).first()
    if row is None:
        raise RecurringRefusedError(wrong="gone")
    return row
