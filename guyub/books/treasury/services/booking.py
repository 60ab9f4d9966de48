"""Booking events: the steps by which everything of the treasury reaches the journal."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.domain.entries import EntryDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.posting import post_complete, post_entry
from guyub.books.treasury.domain.events import (
    LONGEST_NOTE,
    LONGEST_WHO,
    CashSide,
    Direction,
    EventRefusedError,
    lines_of,
    memo_of,
    series_of,
)
from guyub.books.treasury.domain.places import COUNTED, CashKind
from guyub.books.treasury.models import CashPlace, Event
from guyub.books.treasury.selectors.kinds import kinds
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.books.ledger.domain.entries import LineDraft
    from guyub.books.ledger.services.posting import Act, Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

CONTEXT = "treasury"
_COLUMNS = (
    "id, cooperative_id, kind, happened_on, direction, amount_rp, amounts, cash_place_id, to_place_id, unit_id, choice,"
    " who, note, entry_id, undoes_id, person_id, recorded_at"
)
# What an event that takes another back has in common with it.
_KEPT = "kind direction amount_rp amounts cash_place_id to_place_id unit_id choice who".split()
# The row, and what the drawers and safes that gave hold after it, in one trip; the journal's head is locked by now.
_WRITE = (
    f"INSERT INTO {Event._meta.db_table} ({_COLUMNS}) VALUES ({', '.join(['%s'] * 17)})"  # noqa: S608  names of our own
    " RETURNING (SELECT min(ledger_balance(%s, given.code)) FROM unnest(%s::text[]) AS given(code))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTyped:
    """An event as a person, or a page of its own, tells it.

    Args:
        kind: The code of its kind.
        happened_on: The day.
        amounts: Whole rupiah by name, such as ``jumlah``.
        cash_place_id: Where the money comes from or goes to; None where none moves.
        to_place_id: Where it goes, when it only moves between cash places.
        choice: What was chosen, where the kind lets choose.
        own_account: The cooperative's own account below the chosen one, where a list keeps one each.
        who: Paid to, received from; at most 80 characters. It stands on the voucher, not in the journal.
        unit_id: The unit of business it concerns; None: the cooperative as a whole.
        note: A few words, at most 120 characters; they stand in the journal.
        member_id: The member it concerns.
        file_id: The picture of the paper.
        source_kind: What it comes from, where a list of the house made it, such as ``treasury.claim``.
        source_id: Which row of that list.
    """

    kind: str
    happened_on: date
    amounts: Mapping[str, int] = field(hash=False)
    cash_place_id: UUID | None = None
    to_place_id: UUID | None = None
    choice: str = ""
    own_account: str = ""
    who: str = ""
    unit_id: UUID | None = None
    note: str = ""
    member_id: UUID | None = None
    file_id: UUID | None = None
    source_kind: str = ""
    source_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """An event that stands in the books."""

    event_id: UUID
    posted: Posted


def book_event(
    *,
    place: Cooperative,
    typed: EventTyped,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    is_late: bool = False,
    act: Act | None = None,
    context: str = CONTEXT,
    cash: CashSide | None = None,
) -> Booked:
    """Post what an event means and keep the event. Step: needs an open transaction in the scope of the place.

    Three round trips: the cash places, the posting, the event's own row with a look into the drawers that gave.

    Args:
        place: Whose books.
        typed: What happened.
        today: The business date.
        actor: The person; None: the system.
        request_id: Of the use-case.
        now: The moment, aware.
        part: Which entry of the use-case.
        is_late: Where its month is closed, post it on the first open day.
        act: The use-case's line of the trail.
        context: Whose accounts stand against the cash, such as ``savings``.
        cash: What the only cash place is, where the caller asked for it in this transaction: one trip less.

    Raises:
        EventRefusedError, EntryRefusedError: See there.
    """
    typed = _trimmed(typed)
    kind = kinds()[typed.kind]
    sides = {typed.cash_place_id: cash} if cash else _sides(place.id, typed.cash_place_id, typed.to_place_id)
    cash = sides.get(typed.cash_place_id) if kind.direction is not Direction.CATAT else None
    to_cash = sides.get(typed.to_place_id) if kind.direction is Direction.PINDAH else None
    lines = lines_of(
        kind,
        typed.amounts,
        cash=cash,
        to_cash=to_cash,
        choice=typed.choice,
        own_account=typed.own_account,
        unit_id=typed.unit_id,
        member_id=typed.member_id,
    )
    draft = _draft(typed, lines, series_of(kind.direction, cash), request_id, part)
    posted = post_entry(
        place=place, context=context, draft=draft, today=today, actor=actor, is_late=is_late, act=act
    )
    moved_rp = sum(line.amount_rp for line in lines if cash and line.account == cash.account)
    told = _told(place, typed) | {
        "amount_rp": abs(moved_rp) or draft.total_rp,
        "person_id": actor.person_id if actor else None,
    }
    event = Event(entry_id=posted.entry_id, recorded_at=now, **told)
    _write(event, [cash] if kind.direction in {Direction.KELUAR, Direction.PINDAH} else [])
    return Booked(event.id, posted)


def _draft(
    typed: EventTyped, lines: Sequence[LineDraft], series: str, request_id: UUID, part: int
) -> EntryDraft:
    kind = kinds()[typed.kind]
    return EntryDraft(
        occurred_on=typed.happened_on,
        memo=memo_of(kind, choice=typed.choice if kind.choices else "", note=typed.note),
        lines=tuple(lines),
        request_id=request_id,
        part=part,
        series=series,
        source_kind=typed.source_kind,
        source_id=typed.source_id,
        file_id=typed.file_id,
    )


def _told(place: Cooperative, typed: EventTyped) -> dict[str, Any]:
    """Give the fields of an event's row that say what was told; what its kind does not ask for is left out."""
    kind = kinds()[typed.kind]
    moves, goes = kind.direction is not Direction.CATAT, kind.direction is Direction.PINDAH
    return {
        "cooperative_id": place.id,
        "kind": kind.code,
        "happened_on": typed.happened_on,
        "direction": kind.direction.value,
        "amounts": dict(typed.amounts),
        "cash_place_id": typed.cash_place_id if moves else None,
        "to_place_id": typed.to_place_id if goes else None,
        "unit_id": typed.unit_id,
        "choice": typed.choice if kind.choices else "",
        "who": typed.who,
        "note": typed.note,
    }


def take_back_event(
    *,
    place: Cooperative,
    event: Event,
    reason: str,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: Act | None = None,
    context: str = CONTEXT,
) -> Booked:
    """Take an event back whole, today: its entry is reversed, and that is an event too. Step: as ``book_event``.

    Args:
        place: Whose books.
        event: Which; of this cooperative.
        reason: Why; it stands in the journal.
        today: The business date, on which the reversal stands; on the first open day, where its month is closed.
        actor: The person.
        request_id: Of the use-case.
        now: The moment, aware.
        part: Which entry of the use-case.
        act: The use-case's line of the trail.
        context: Who posted it.

    Raises:
        EventRefusedError: ``undone``, ``undo``, or ``short``: a drawer would hold less than nothing.
        EntryRefusedError: The books refuse it.
    """
    if event.undoes_id:
        raise EventRefusedError(wrong="undo")
    if Event.objects.filter(cooperative_id=place.id, undoes_id=event.id).exists():
        raise EventRefusedError(wrong="undone")
    sides = _sides(place.id, event.cash_place_id, event.to_place_id, with_closed=True)
    cash, to_cash = sides.get(event.cash_place_id), sides.get(event.to_place_id)
    kind, direction = kinds()[event.kind], Direction(event.direction)
    draft = taken_back(
        stored_lines(cooperative_id=place.id, entry_id=event.entry_id),
        memo=f"Batal {memo_of(kind, choice=event.choice)}: {reason}",
        series=series_of(direction, cash),
        occurred_on=today,
        reverses_id=event.entry_id,
        request_id=request_id,
        phase=Phase.ORDINARY,
        part=part,
    )
    (posted,) = post_complete(
        place=place, context=context, drafts=[draft], today=today, actor=actor, is_late=True, act=act
    )
    back = Event(
        cooperative_id=place.id,
        happened_on=today,
        note=reason,
        entry_id=posted.entry_id,
        undoes_id=event.id,
        person_id=actor.person_id if actor else None,
        recorded_at=now,
        **{name: getattr(event, name) for name in _KEPT},
    )
    _write(back, [cash] if direction is Direction.MASUK else [to_cash])
    return Booked(back.id, posted)


def _trimmed(typed: EventTyped) -> EventTyped:
    """Check the kind and the words, and take spare spaces from these."""
    if typed.kind not in kinds():
        raise EventRefusedError(wrong="kind")
    who, note = " ".join(typed.who.split()), " ".join(typed.note.split())
    if len(who) > LONGEST_WHO:
        raise EventRefusedError(wrong="who")
    if len(note) > LONGEST_NOTE:
        raise EventRefusedError(wrong="note")
    return replace(typed, who=who, note=note)


def _sides(
    place_id: int, *place_ids: UUID | None, with_closed: bool = False
) -> dict[UUID | None, CashSide | None]:
    """Read the cash places that an event names; all of them must be there and open."""
    wanted = {id_ for id_ in place_ids if id_}
    if not wanted:
        return {}
    build = _places if with_closed else _open_places
    (rows,) = asked(Inquiry.kept(build, place_id, *wanted, read=list))
    sides: dict[UUID | None, CashSide | None] = {
        id_: CashSide(code, CashKind(kind), unit_id) for id_, code, kind, unit_id in rows
    }
    if len(sides) != len(wanted):
        raise EventRefusedError(wrong="place")
    return sides


def _places(place_id: int, *ids: UUID) -> QuerySet[CashPlace, Any]:
    rows = CashPlace.objects.filter(cooperative_id=place_id, id__in=ids)
    return rows.values_list("id", "account_code", "kind", "unit_id")


def _open_places(place_id: int, *ids: UUID) -> QuerySet[CashPlace, Any]:
    return _places(place_id, *ids).filter(closed_on__isnull=True)


def _write(event: Event, givers: list[CashSide | None]) -> None:
    codes = [side.account for side in givers if side and side.kind in COUNTED]
    values = [
        json.dumps(getattr(event, name)) if name == "amounts" else getattr(event, name)
        for name in _COLUMNS.split(", ")
    ]
    (((least_rp,),),) = prepared((_WRITE, [*values, event.cooperative_id, codes]))
    if least_rp is not None and least_rp < 0:
        raise EventRefusedError(wrong="short", missing_rp=-least_rp)
