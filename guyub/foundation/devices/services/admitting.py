"""Admitting what a device tells: authentic, in order, once (ADR 0073).

The device's row is locked first; two batches of one device take turns. What each event means knows the context above,
which brings ``apply``. A refusal of ``apply`` is an answer and stays as an exception to resolve, and so is a failure of
our own program (``answering``); what passes by itself takes the whole batch back, and the device sends it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.devices.domain.chain import (
    MOST_IN_BATCH,
    MOST_IN_FILE,
    Answer,
    Event,
    Finding,
    Gap,
    Head,
    Place,
    seal,
    verify,
)
from guyub.foundation.devices.domain.clocks import Bound, Contact, happened_at, is_possible
from guyub.foundation.devices.domain.resolving import PLACE_CODES, SAME_ID, How
from guyub.foundation.devices.domain.wire import BatchRefusedError, says_nothing
from guyub.foundation.devices.models import Device, DeviceEvent, DeviceGap, EventResolution, GapState
from guyub.foundation.devices.services.answering import Kept, applied_or_kept
from guyub.foundation.devices.services.contacts import contacts_of
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.selectors.together import Inquiry, asked, json_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

UNREADABLE = "devices.event.unreadable"
_LOCKED = ("head_seq", "head_hash", "head_at", "revoked_at", "forked_at", "contacts")
_KEPT = ("seq", "hash", "is_linked", "answer", "code", "facts", "became_number")


class DeviceRevokedError(DomainError):
    """Nothing of this device is taken over the line any more: it stops selling, and its outbox comes as a file."""

    code: ClassVar[str] = "devices.device.revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One event as it is handed to the context above.

    Args:
        cooperative_id: Whose.
        device_id: The device.
        outlet_id: Where it stands.
        event: What it told.
        happened_at: When it happened, as ``domain.clocks`` says.
        bound: What moved it there; None: the device's clock was possible.
        received_at: When it was received.
        now: When it is entered: at its receipt, or later, when a person has mended what stood against it.
        is_from_file: Whether a person brought it.
    """

    cooperative_id: int
    device_id: UUID
    outlet_id: UUID | None
    event: Event
    happened_at: datetime
    bound: Bound | None
    received_at: datetime
    now: datetime
    is_from_file: bool


@dataclass(frozen=True, slots=True)
class Applied:
    """What an event became: a kind of row, which one, and the cooperative's own number of it, where it has one."""

    kind: str
    id: UUID
    number: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What one event is answered.

    Args:
        seq: The event's number.
        event_id: Its id.
        answer: What is said.
        code: Of a refusal.
        facts: Of a refusal.
        first: Of a duplicate, what was answered the first time.
        number: The cooperative's own number of what it became.
    """

    seq: int
    event_id: UUID
    answer: Answer
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    first: Answer | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Admission:
    """What became of a batch: an answer to each event by number, the head after it, and what holds up the rest."""

    answers: tuple[Answered, ...]
    head: Head
    missing: tuple[int, int] | None

    @property
    def send_from(self) -> int:
        """The number of the event that the server waits for."""
        return self.head.seq + 1


@dataclass(frozen=True, slots=True)
class _Held:
    """What is known of a device while its row is locked."""

    head: Head
    head_at: datetime | None
    revoked_at: datetime | None
    forked_at: datetime | None
    contacts: tuple[Contact, ...]
    linked: Mapping[int, tuple[bytes, Answered]]
    strays: Mapping[bytes, Answered]
    taken: set[UUID]
    gap: tuple[UUID, int, int] | None


def admit(
    *,
    device: Device,
    batch: Sequence[Event],
    now: datetime,
    apply: Callable[[Happened], Applied],
    is_from_file: bool = False,
) -> Admission:
    """Take a batch of a device. Step: needs an open transaction.

    Three round trips, however many events (one more where numbers are missing), beside what ``apply`` asks and a
    savepoint around each event.

    Args:
        device: Whose; read before, and locked here.
        batch: At most 50 events, of a file 500, in any order.
        now: The moment of receipt, aware.
        apply: Does in the caller's context what an event means, and says what it became. A DomainError takes back what
            it wrote, and is the answer: CONFLICT where its class has ``answers_conflict``, otherwise REJECTED. Any
            other failure is CONFLICT ``devices.event.failed``.
        is_from_file: Two people let a file in, of a revoked device too.

    Raises:
        DeviceRevokedError: The device is revoked.
        BatchRefusedError: ``too_many``.
    """
    most = MOST_IN_FILE if is_from_file else MOST_IN_BATCH
    if len(batch) > most:
        raise BatchRefusedError(wrong="too_many", most=most)
    held = _held(device, batch)
    if held.revoked_at is not None and not is_from_file:
        raise DeviceRevokedError
    verdict = verify(held.head, batch, known={seq: hashed for seq, (hashed, _) in held.linked.items()})
    taken = _Taken(device, held, now, is_from_file=is_from_file)
    for finding in verdict.findings:
        taken.take(finding, apply)
    DeviceEvent.objects.bulk_create(taken.rows)
    moved: dict[str, Any] = {"head_seq": verdict.head.seq, "head_hash": verdict.head.hash}
    moved["head_at"] = taken.head_at
    if not is_from_file:
        moved["last_contact_at"] = now
    if taken.has_forked and held.forked_at is None:
        moved["forked_at"] = now
    Device.objects.filter(cooperative_id=device.cooperative_id, id=device.id).update(**moved)
    missing = _keep_gap(device, held, verdict.gap, verdict.head, now)
    return Admission(tuple(taken.answers), verdict.head, missing)


class _Taken:
    """A batch while it is admitted: what is known of the device grows with each event."""

    def __init__(self, device: Device, held: _Held, now: datetime, *, is_from_file: bool) -> None:
        self.device, self.now, self.is_from_file = device, now, is_from_file
        self.contacts, self.ids, self.head_at = held.contacts, held.taken, held.head_at
        self.linked, self.strays = dict(held.linked), dict(held.strays)
        self.rows: list[DeviceEvent] = []
        self.answers: list[Answered] = []

    @property
    def has_forked(self) -> bool:
        """Whether two events came with one number."""
        return any(row.code == PLACE_CODES[Place.FORKED] for row in self.rows)

    def take(self, finding: Finding, apply: Callable[[Happened], Applied]) -> None:
        """Answer one event; what is neither waiting nor known becomes a row."""
        event, place = finding.event, finding.place
        if place is Place.WAITING:
            self.answers.append(Answered(event.seq, event.id, Answer.WAITING))
            return
        fits = seal(event)
        before = self.linked[event.seq][1] if place is Place.DUPLICATE else self.strays.get(fits)
        if before is not None and place is not Place.NEXT:
            self.answers.append(
                replace(before, answer=Answer.DUPLICATE, event_id=event.id, first=before.answer)
            )
            return
        happened = self._happened(event, is_next=place is Place.NEXT)
        answered, applied = _answered(finding, happened, apply, self.ids)
        if place is Place.NEXT:
            self.linked[event.seq] = (event.hash, answered)
        else:
            self.strays[fits] = answered
        self.answers.append(answered)
        self.rows.append(_row(self.device, finding, happened, answered, applied, fits))

    def _happened(self, event: Event, *, is_next: bool) -> Happened:
        """Find when an event happened; one of the chain is not before the one before it."""
        moment = happened_at(
            event.device_at,
            event.seq,
            contacts=self.contacts,
            received_at=self.now,
            before_at=self.head_at if is_next else None,
        )
        if is_next and is_possible(moment):
            self.head_at = moment.at
        return Happened(
            cooperative_id=self.device.cooperative_id,
            device_id=self.device.id,
            outlet_id=self.device.outlet_id,
            event=event,
            happened_at=moment.at,
            bound=moment.bound,
            received_at=self.now,
            now=self.now,
            is_from_file=self.is_from_file,
        )


def _held(device: Device, batch: Sequence[Event]) -> _Held:
    """Lock the device's row and read what the batch is compared with, in one round trip: the lock is its first word."""
    place_id = device.cooperative_id
    ids = [event.id for event in batch] or [device.id]  # no event has it: Django asks nothing about nothing
    events = DeviceEvent.objects.filter(cooperative_id=place_id)
    seqs = [event.seq for event in batch] or [0]
    row, kept, accepted, applied, gaps = asked(
        Inquiry.of(
            Device.objects.filter(cooperative_id=place_id, id=device.id)
            .select_for_update(no_key=True)
            .values_list(*_LOCKED),
            read=lambda rows: rows[0],
        ),
        Inquiry.of(
            events.filter(device_id=device.id, seq__in=seqs).values_list("event_id", *_KEPT), read=list
        ),
        Inquiry.of(
            events.filter(event_id__in=ids, answer=Answer.ACCEPTED.value).values_list("event_id"), read=list
        ),
        Inquiry.of(
            EventResolution.objects.filter(
                cooperative_id=place_id, event_key__in=ids, how=How.APPLIED.value
            ).values_list("event_key"),
            read=list,
        ),
        Inquiry.of(
            DeviceGap.objects.filter(
                cooperative_id=place_id, device_id=device.id, state=GapState.OPEN.value
            ).values_list("id", "from_seq", "to_seq"),
            read=lambda rows: rows[0] if rows else None,
        ),
    )
    head_seq, head_hash, head_at, revoked_at, forked_at, contacts = row
    linked, strays = {}, {}
    for event_id, seq, hashed, is_linked, answer, code, facts, number in kept:
        answered = Answered(seq, event_id, Answer(answer), code, json_of(facts), number=number)
        if is_linked:
            linked[seq] = (bytes(hashed), answered)
        else:
            strays[bytes(hashed)] = answered
    return _Held(
        Head(head_seq, bytes(head_hash)),
        head_at,
        revoked_at,
        forked_at,
        contacts_of(json_of(contacts)),
        linked,
        strays,
        {id_ for (id_,) in (*accepted, *applied)},
        gaps,
    )


def _answered(
    finding: Finding, happened: Happened, apply: Callable[[Happened], Applied], taken: set[UUID]
) -> tuple[Answered, Applied | None]:
    event = finding.event
    if finding.place is not Place.NEXT:
        return Answered(event.seq, event.id, Answer.CONFLICT, PLACE_CODES[finding.place]), None
    if event.id in taken:
        return Answered(event.seq, event.id, Answer.CONFLICT, SAME_ID), None
    if says_nothing(event.body):
        return Answered(event.seq, event.id, Answer.REJECTED, UNREADABLE), None
    told = applied_or_kept(apply, happened)
    if isinstance(told, Kept):
        return Answered(event.seq, event.id, told.answer, told.code, told.facts), None
    taken.add(event.id)
    return Answered(event.seq, event.id, Answer.ACCEPTED, number=told.number), told


def _row(
    device: Device,
    finding: Finding,
    happened: Happened,
    answered: Answered,
    applied: Applied | None,
    fits: bytes,
) -> DeviceEvent:
    event = finding.event
    return DeviceEvent(
        cooperative_id=device.cooperative_id,
        device_id=device.id,
        event_id=event.id,
        seq=event.seq,
        kind=event.kind,
        body=event.body,
        hash=fits,
        previous=event.previous,
        is_linked=finding.place is Place.NEXT,
        device_at=event.device_at,
        happened_at=happened.happened_at,
        bound=happened.bound.value if happened.bound else "",
        received_at=happened.received_at,
        is_from_file=happened.is_from_file,
        answer=answered.answer.value,
        code=answered.code,
        facts=answered.facts,
        became_kind=applied.kind if applied else "",
        became_id=applied.id if applied else None,
        became_number=applied.number if applied else "",
    )


def _keep_gap(
    device: Device, held: _Held, gap: Gap | None, head: Head, now: datetime
) -> tuple[int, int] | None:
    """Write down what holds the device up, once; a gap that was filled is closed. No gap, no question."""
    gaps = DeviceGap.objects.filter(cooperative_id=device.cooperative_id, device_id=device.id)
    if held.gap is not None and held.gap[1] <= head.seq:
        gaps.filter(id=held.gap[0]).update(state=GapState.FILLED.value, closed_at=now)
    elif held.gap is not None:
        id_, from_seq, to_seq = held.gap
        if gap is None or gap.to_seq >= to_seq:
            return from_seq, to_seq
        gaps.filter(id=id_).update(
            to_seq=gap.to_seq, following=gap.following
        )  # less is missing than it seemed
        return from_seq, gap.to_seq
    if gap is None:
        return None
    DeviceGap.objects.create(
        cooperative_id=device.cooperative_id,
        device_id=device.id,
        from_seq=gap.from_seq,
        to_seq=gap.to_seq,
        following=gap.following,
        seen_at=now,
    )
    return gap.from_seq, gap.to_seq
