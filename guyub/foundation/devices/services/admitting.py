"""Admitting what a device tells: authentic, in order, once (ADR 0073).

The device's row is locked first; two batches of one device take turns. What each event means knows the context above,
which brings ``apply``. A refusal of ``apply`` is an answer and stays as an exception to resolve, and so is a failure of
our own program (``answering``); what passes by itself takes the whole batch back, and the device sends it again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
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
from guyub.foundation.devices.domain.clocks import Bound, happened_at, is_possible
from guyub.foundation.devices.domain.resolving import PLACE_CODES, SAME_ID
from guyub.foundation.devices.domain.wire import BatchRefusedError, says_nothing
from guyub.foundation.devices.models import DeviceGap, GapState
from guyub.foundation.devices.services.answering import PASSING, Kept, applied_or_kept
from guyub.foundation.devices.services.held import Answered, Held, held_device
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.devices.models import Device

UNREADABLE = "devices.event.unreadable"
_MOVE = """
    UPDATE devices_device SET head_seq = %(seq)s, head_hash = %(hash)s, head_at = %(at)s::timestamptz,
        last_contact_at = coalesce(%(now)s::timestamptz, last_contact_at),
        forked_at = coalesce(forked_at, %(forked)s::timestamptz)
    WHERE cooperative_id = %(place)s AND id = %(device)s
"""
# Events and the device's new head, in one statement.
_KEEP = f"""
    WITH moved AS ({_MOVE})
    INSERT INTO devices_deviceevent SELECT * FROM jsonb_populate_recordset(NULL::devices_deviceevent, %(rows)s::jsonb)
"""  # noqa: S608  our own


class DeviceRevokedError(DomainError):
    """Nothing of this device is taken over the line any more: it stops selling, and its outbox comes as a file."""

    code: ClassVar[str] = "devices.device.revoked"


class ApartError(Exception):
    """A batch does not go together: one of its events is refused. The caller takes all back and each event alone."""


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
class Admission:
    """What became of a batch: an answer to each event by number, the head after it, and what holds up the rest."""

    answers: tuple[Answered, ...]
    head: Head
    missing: tuple[int, int] | None

    @property
    def send_from(self) -> int:
        """The number of the event that the server waits for."""
        return self.head.seq + 1


def admit(
    *,
    device: Device,
    batch: Sequence[Event],
    now: datetime,
    apply: Callable[[Happened], Applied],
    together: Mapping[str, Callable[[Sequence[Happened]], Sequence[Applied]]] | None = None,
    is_from_file: bool = False,
) -> Admission:
    """Take a batch of a device. Step: needs an open transaction.

    Two round trips, however many events (one more where numbers are missing), beside what ``apply`` asks and a
    savepoint around each event.

    Args:
        device: Whose; read before, and locked here.
        batch: At most 50 events, of a file 500, in any order.
        now: The moment of receipt, aware.
        apply: Does in the caller's context what an event means, and says what it became. A DomainError takes back what
            it wrote, and is the answer: CONFLICT where its class has ``answers_conflict``, otherwise REJECTED. Any
            other failure is CONFLICT ``devices.event.failed``.
        together: By kind, what does in one go what several events in a row mean. Then no event stands behind a
            savepoint: where one is refused, or the program fails on it, nothing of the batch is taken, and the caller
            begins anew without it. None: event by event.
        is_from_file: Two people let a file in, of a revoked device too.

    Raises:
        DeviceRevokedError: The device is revoked.
        ApartError: Together it did not go.
        BatchRefusedError: ``too_many``.
    """
    most = MOST_IN_FILE if is_from_file else MOST_IN_BATCH
    if len(batch) > most:
        raise BatchRefusedError(wrong="too_many", most=most)
    held = held_device(device, batch)
    if held.revoked_at is not None and not is_from_file:
        raise DeviceRevokedError
    verdict = verify(held.head, batch, known={seq: hashed for seq, (hashed, _) in held.linked.items()})
    taken = _Taken(device, held, now, apply, together, is_from_file=is_from_file)
    for finding in verdict.findings:
        taken.take(finding)
    taken.end_run()
    moved = {
        "place": device.cooperative_id,
        "device": device.id,
        "seq": verdict.head.seq,
        "hash": verdict.head.hash,
        "at": taken.head_at,
        "now": None if is_from_file else now,
        "forked": now if taken.has_forked else None,
    }
    prepared((_KEEP, moved | {"rows": json.dumps(taken.rows)}) if taken.rows else (_MOVE, moved))
    missing = _keep_gap(device, held, verdict.gap, verdict.head, now)
    return Admission(tuple(taken.answers), verdict.head, missing)


class _Taken:
    """A batch while it is admitted: what is known of the device grows with each event."""

    def __init__(
        self,
        device: Device,
        held: Held,
        now: datetime,
        apply: Callable[[Happened], Applied],
        together: Mapping[str, Callable[[Sequence[Happened]], Sequence[Applied]]] | None,
        *,
        is_from_file: bool,
    ) -> None:
        self.device, self.now, self.is_from_file = device, now, is_from_file
        self.apply, self.together = apply, together
        self.contacts, self.ids, self.head_at = held.contacts, held.taken, held.head_at
        self.linked, self.strays = dict(held.linked), dict(held.strays)
        self.rows: list[dict[str, Any]] = []
        self.answers: list[Answered] = []
        self.run: list[tuple[Finding, Happened]] = []

    @property
    def has_forked(self) -> bool:
        """Whether two events came with one number."""
        return any(row["code"] == PLACE_CODES[Place.FORKED] for row in self.rows)

    def take(self, finding: Finding) -> None:
        """Answer one event; what is neither waiting nor known becomes a row."""
        event, place = finding.event, finding.place
        if place is Place.WAITING:
            self.end_run()
            self.answers.append(Answered(event.seq, event.id, Answer.WAITING))
            return
        fits = event.hash if place is Place.NEXT else seal(event)
        if place is not Place.NEXT:
            self.end_run()
            before = self.linked[event.seq][1] if place is Place.DUPLICATE else self.strays.get(fits)
            if before is not None:
                again = replace(before, answer=Answer.DUPLICATE, event_id=event.id, first=before.answer)
                self.answers.append(again)
                return
        happened = self._happened(event, is_next=place is Place.NEXT)
        stands_against = _against(finding, self.ids)
        if stands_against is None and self.together is not None:
            self._join_run(finding, happened)
            return
        self.end_run()
        told = stands_against or applied_or_kept(self.apply, happened)
        self._keep(finding, happened, told, fits)

    def _join_run(self, finding: Finding, happened: Happened) -> None:
        """Let an event wait for those of its kind that follow it; an id that comes again is another's by then."""
        if self.run and self.run[-1][0].event.kind != finding.event.kind:
            self.end_run()
        self.run.append((finding, happened))
        self.ids.add(finding.event.id)

    def end_run(self) -> None:
        """Apply the events that wait, together or each alone, all or none.

        Raises:
            ApartError: One of them does not go.
        """
        if not self.run:
            return
        run, self.run = self.run, []
        happenings = [happened for _, happened in run]
        together = (self.together or {}).get(run[0][0].event.kind)
        try:
            applied = together(happenings) if together else [self.apply(one) for one in happenings]
        except PASSING:
            raise
        except Exception as error:
            raise ApartError from error
        for (finding, happened), told in zip(run, applied, strict=True):
            self._keep(finding, happened, told, finding.event.hash)

    def _keep(self, finding: Finding, happened: Happened, told: Applied | Kept, fits: bytes) -> None:
        """Answer an event, and give it a row."""
        event = finding.event
        applied = None if isinstance(told, Kept) else told
        if isinstance(told, Kept):
            answered = Answered(event.seq, event.id, told.answer, told.code, told.facts)
        else:
            self.ids.add(event.id)
            answered = Answered(event.seq, event.id, Answer.ACCEPTED, number=told.number)
        if finding.place is Place.NEXT:
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


def _against(finding: Finding, taken: set[UUID]) -> Kept | None:
    """Tell what stands against an event before anybody asks what it means."""
    event = finding.event
    if finding.place is not Place.NEXT:
        return Kept(Answer.CONFLICT, PLACE_CODES[finding.place], {})
    if event.id in taken:
        return Kept(Answer.CONFLICT, SAME_ID, {})
    if says_nothing(event.body):
        return Kept(Answer.REJECTED, UNREADABLE, {})
    return None


def _row(
    device: Device,
    finding: Finding,
    happened: Happened,
    answered: Answered,
    applied: Applied | None,
    fits: bytes,
) -> dict[str, Any]:
    """Give the row of an event, a value for each of its columns."""
    event = finding.event
    return {
        "id": str(uuid7()),
        "cooperative_id": device.cooperative_id,
        "device_id": str(device.id),
        "event_id": str(event.id),
        "seq": event.seq,
        "kind": event.kind,
        "body": event.body,
        "hash": f"\\x{fits.hex()}",
        "previous": f"\\x{event.previous.hex()}",
        "is_linked": finding.place is Place.NEXT,
        "device_at": event.device_at.isoformat(),
        "happened_at": happened.happened_at.isoformat(),
        "bound": happened.bound.value if happened.bound else "",
        "received_at": happened.received_at.isoformat(),
        "is_from_file": happened.is_from_file,
        "answer": answered.answer.value,
        "code": answered.code,
        "facts": answered.facts,
        "became_kind": applied.kind if applied else "",
        "became_id": str(applied.id) if applied else None,
        "became_number": applied.number if applied else "",
    }


def _keep_gap(
    device: Device, held: Held, gap: Gap | None, head: Head, now: datetime
) -> tuple[int, int] | None:
    """Write down what holds the device up, once; a gap that was filled is closed. No gap, no question."""
    if held.gap is None and gap is None:
        return None
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
