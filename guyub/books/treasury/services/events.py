"""What the treasurer records in plain words, and takes back; above the threshold by two people."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.services.journal import DOCUMENT_KIND, THRESHOLD, Document
from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.events import EventRefusedError, memo_of, total_of
from guyub.books.treasury.domain.wording import planned_lines, said_lines
from guyub.books.treasury.models import Event
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.waiting import EVENT_KIND
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor, Role
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.files import store_photo
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from guyub.books.treasury.domain.events import EventKind
    from guyub.books.treasury.services.booking import Booked
    from guyub.foundation.approvals.models import ApprovalRequest

LONGEST_REASON = 60
RECURRING = "treasury.recurring"  # the source of events that come again: they are everyday ones all the same
_DAILY_SOURCES = frozenset({"", RECURRING})
_IDS = ("cash_place_id", "to_place_id", "unit_id", "member_id", "file_id", "source_id")


@dataclass(frozen=True, slots=True)
class EventDone:
    """What came of it: the event with its voucher's number, or the request that waits for a second person."""

    event_id: UUID | None
    number: str
    approval_id: UUID | None


def done_of(answer: Mapping[str, Any]) -> EventDone:
    """Read what ``record_step`` and its like answered, from the first time or from a repeated one."""
    event, approval = answer["event"], answer["approval"]
    return EventDone(UUID(event) if event else None, answer["number"], UUID(approval) if approval else None)


def record_event(
    *,
    actor: Actor,
    place: Cooperative,
    typed: EventTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None = None,
) -> EventDone:
    """Record an event from the list, or ask a second person where it is above the threshold. Use-case.

    Everything that posting would refuse is refused before anybody is asked.

    Args:
        actor: Who tells it.
        place: Whose books.
        typed: What happened.
        today: The business date.
        request_id: Made once per intention; the entry and the request for a second person bear it.
        now: The moment, aware.
        document: Name and content of the paper's photo or PDF; kept private.

    Raises:
        EventRefusedError: See there; kinds that pages of their own make are ``kind`` here.
        EntryRefusedError: The books refuse it; nothing was posted, asked or kept.
        FileRefusedError: The document is not kept.

    Source: docs/regulations.md, second person above ``otorisasi.ambang``.
    """
    answer = act_once(
        actor=actor,
        action=Action.RECORD_EVENT,
        request_id=request_id,
        use_case="treasury.record_event",
        facts=facts_of(typed, document),
        now=now,
        work=lambda: record_step(
            actor=actor,
            place=place,
            typed=typed,
            today=today,
            request_id=request_id,
            now=now,
            document=document,
        ),
        place_id=place.id,
    )
    return done_of(answer)


def record_step(
    *,
    actor: Actor,
    place: Cooperative,
    typed: EventTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None,
) -> dict[str, str | None]:
    """Record an everyday event, or ask a second person. Step: needs an open transaction in the scope of the place.

    Args and errors: as of ``record_event``. The answer is plain JSON for ``done_of``.
    """
    kind = kinds().get(typed.kind)
    if kind is None or kind.is_hidden:
        raise EventRefusedError(wrong="kind")
    total_rp = total_of(kind, typed.amounts)
    what = memo_of(kind, choice=typed.choice if kind.choices else "", note=typed.note)
    whole = _with_document(typed, what, place, document, now=now)

    def book(act: Act | None) -> Booked:
        return book_event(
            place=place, typed=whole, today=today, actor=actor, request_id=request_id, now=now, act=act
        )

    return _book_or_ask(
        actor=actor,
        place=place,
        book=book,
        total_rp=total_rp,
        act=Act("treasury.event.recorded", {"what": what, "amount": rupiah(total_rp)}, now),
        today=today,
        request_id=request_id,
        asked=lambda: {
            "what": f"peristiwa “{what}”",
            "typed": _plain(whole),
            "file_id": str(whole.file_id) if whole.file_id else None,
            "undoes": None,
            "reason": "",
            "told": _told(place, kind, whole),
        },
    )


def undo_event(
    *,
    actor: Actor,
    place: Cooperative,
    event_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> EventDone:
    """Take an everyday event back whole, today; above the threshold with a second person. Use-case.

    Args:
        actor: Who takes it back.
        place: Whose books.
        event_id: Which; what another list made is taken back there.
        reason: Why, at most 60 letters; it stands in the journal.
        today: The business date, on which the reversal stands; on the first open day, where its month is closed.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        EventRefusedError: ``reason gone listed undo undone short``.
        EntryRefusedError: The books refuse it, for instance on an account that was closed since.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise EventRefusedError(wrong="reason")

    def work() -> dict[str, str | None]:
        event = _undoable(place, event_id)
        kind = kinds()[event.kind]
        what, number = memo_of(kind, choice=event.choice), str(event.entry)

        def book(act: Act | None) -> Booked:
            return _taken_back(
                place, event, why, today=today, actor=actor, request_id=request_id, act=act, now=now
            )

        return _book_or_ask(
            actor=actor,
            place=place,
            book=book,
            total_rp=event.entry.total_rp,
            act=Act("treasury.event.undone", {"number": number, "what": what, "reason": why}, now),
            today=today,
            request_id=request_id,
            asked=lambda: {
                "what": f"pembatalan {number}, {what}",
                "typed": None,
                "file_id": None,
                "undoes": str(event.id),
                "reason": why,
                "told": [["Tanggal", day(event.happened_on)], ["Jumlah", rupiah(event.amount_rp)]],
            },
        )

    answer = act_once(
        actor=actor,
        action=Action.RECORD_EVENT,
        request_id=request_id,
        use_case="treasury.undo_event",
        facts={"event": event_id, "reason": reason},
        now=now,
        work=work,
        place_id=place.id,
    )
    return done_of(answer)


def carry_out_event(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  the approvals' own line of the trail names who approved
    """Book what was approved, as it was typed and in the name of who typed it. Step of the last approval.

    Raises:
        EventRefusedError: It is taken back already, or a drawer would hold less than nothing; the request stays open.
        EntryRefusedError: The books refuse it meanwhile; the request stays open.
    """
    facts, place = request.facts, Cooperative.objects.get(id=request.cooperative_id)
    asker = Actor(
        request.requested_by_id,
        request.requested_by.name,
        Role(facts["role"]),
        place.id,
        UUID(facts["membership"]),
    )
    today = business_date(now, Zone(place.zone))
    act = Act(facts["act"], facts["said"], now)
    if facts["undoes"]:
        event = _undoable(place, UUID(facts["undoes"]))
        _taken_back(
            place, event, facts["reason"], today=today, actor=asker, request_id=request.id, act=act, now=now
        )
        return
    book_event(
        place=place,
        typed=_typed(facts["typed"]),
        today=today,
        actor=asker,
        request_id=request.id,
        now=now,
        is_late=True,
        act=act,
    )


def facts_of(typed: EventTyped, document: Document | None) -> dict[str, Any]:
    """Give everything that makes a typed event what it is, its paper by its digest."""
    digest = hashlib.sha256(document[1]).hexdigest() if document else None
    return asdict(typed) | {"document": digest}


def _book_or_ask(
    *,
    actor: Actor,
    place: Cooperative,
    book: Callable[[Act | None], Booked],
    total_rp: int,
    act: Act,
    today: date,
    request_id: UUID,
    asked: Callable[[], dict[str, Any]],
) -> dict[str, str | None]:
    """Book it, or rehearse that and ask a second person."""
    threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
    if not needs_second_person(total_rp, threshold_rp=threshold_rp):
        booked = book(act)
        return {"event": str(booked.event_id), "number": booked.posted.name, "approval": None}
    # Whoever is asked should not be asked in vain.
    before = transaction.savepoint()
    book(None)
    transaction.savepoint_rollback(before)
    facts = asked()
    request = ask(
        actor=actor,
        kind=EVENT_KIND,
        facts=facts
        | {
            "amount_rp": total_rp,
            "act": act.act,
            "said": dict(act.facts),
            "role": actor.role.value,
            "membership": str(actor.membership_id),
        },
        reason=facts["reason"],
        request_id=request_id,
        amount_rp=total_rp,
        now=act.now,
    )
    return {"event": None, "number": "", "approval": str(request.id)}


def _undoable(place: Cooperative, event_id: UUID) -> Event:
    event = Event.objects.filter(cooperative_id=place.id, id=event_id).select_related("entry").first()
    if event is None:
        raise EventRefusedError(wrong="gone")
    if kinds()[event.kind].is_hidden or event.entry.source_kind not in _DAILY_SOURCES:
        raise EventRefusedError(wrong="listed")
    return event


def _taken_back(place: Cooperative, event: Event, why: str, **more: Any) -> Booked:
    try:
        return take_back_event(place=place, event=event, reason=why, **more)
    except EntryRefusedError as error:
        # Two took it back at the same time: the books tell the second one.
        if error.facts["wrong"] == "reversed":
            raise EventRefusedError(wrong="undone") from error
        raise


def _with_document(
    typed: EventTyped, what: str, place: Cooperative, document: Document | None, *, now: datetime
) -> EventTyped:
    if document is None:
        return typed
    name, content = document
    file = store_photo(
        cooperative_id=place.id,
        content=content,
        original_name=name,
        kind=DOCUMENT_KIND,
        title=f"Bukti {what}"[:120],
        now=now,
    )
    return replace(typed, file_id=file.id)


def _told(place: Cooperative, kind: EventKind, typed: EventTyped) -> list[list[str]]:
    """Say for the one who decides what will stand in the books."""
    by_id = {row.id: row for row in places_of(cooperative_id=place.id)}
    codes = {id_: row.account_code for id_, row in by_id.items()}
    names = {code: account.name for code, account in chart().accounts.items()}
    names |= {row.account_code: row.name for row in by_id.values()}
    lines = planned_lines(
        kind,
        typed.amounts,
        cash=codes.get(typed.cash_place_id, "") if typed.cash_place_id else "",
        to_cash=codes.get(typed.to_place_id, "") if typed.to_place_id else "",
        choice=typed.choice,
    )
    said = said_lines(lines, names=names, cash_codes=set(codes.values()))
    return [
        ["Tanggal", day(typed.happened_on)],
        *[[f"{line.code} {line.name}", line.words] for line in said],
        *([[kind.who, typed.who]] if kind.who and typed.who else []),
        ["Bukti", "ada, buka dari Catat, Riwayat" if typed.file_id else "tanpa foto"],
    ]


def _plain(typed: EventTyped) -> dict[str, Any]:
    """Write an event down as plain JSON."""
    return {
        name: str(value) if isinstance(value, (UUID, date)) else value
        for name, value in asdict(typed).items()
    }


def _typed(facts: Mapping[str, Any]) -> EventTyped:
    """Read an event again as ``_plain`` wrote it."""
    ids = {name: UUID(facts[name]) if facts[name] else None for name in _IDS}
    return EventTyped(**dict(facts) | ids | {"happened_on": date.fromisoformat(facts["happened_on"])})
