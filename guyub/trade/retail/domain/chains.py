"""Events of one device as they arrive: in order, once, each sealed to the one before.

They come late, twice, in another order, with holes, and from a device that was copied. Under one number one event is
accepted and never another one; what cannot be judged yet waits for what is missing. Each event gets an answer of its
own, and the server keeps it whatever the answer is. Source: docs/algorithms/till.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.trade.retail.domain.events import NOTHING_BEFORE, is_event

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence


class Answer(StrEnum):
    """What becomes of one event."""

    ACCEPTED = "ACCEPTED"
    DUPLICATE = "DUPLICATE"  # the same event is here already
    CONFLICT = "CONFLICT"  # another one is here, or it follows another one: a person decides
    REJECTED = "REJECTED"


class Reason(StrEnum):
    """Why an event is not accepted."""

    SAME = "SAME"
    FORK = "FORK"  # another event has its number
    ID = "ID"  # its id is that of another number
    LINK = "LINK"  # it is sealed to another event than the one before it, or the one after it is sealed to another
    FORM = "FORM"  # no event, or not with its own hash
    DEVICE = "DEVICE"  # of another device
    GAP = "GAP"  # what comes before it is missing: sent again, it may be accepted


ANSWERS: Mapping[Reason, Answer] = {
    Reason.SAME: Answer.DUPLICATE,
    Reason.FORK: Answer.CONFLICT,
    Reason.ID: Answer.CONFLICT,
    Reason.LINK: Answer.CONFLICT,
    Reason.FORM: Answer.REJECTED,
    Reason.DEVICE: Answer.REJECTED,
    Reason.GAP: Answer.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Held(Row):
    """One event that was accepted: its number, id and hash, and the hash it is sealed to."""

    seq: int
    id: str
    hash: str
    before: str


@dataclass(frozen=True, slots=True, order=True)
class Gap(Row):
    """Numbers that are missing; both ends are."""

    first: int
    last: int

    def __contains__(self, seq: object) -> bool:
        return isinstance(seq, int) and self.first <= seq <= self.last


@dataclass(frozen=True, slots=True)
class Verdict(Row):
    """The answer to one event of a batch; ``seq`` and ``id`` as it told them, None where it is no event."""

    seq: int | None
    id: str | None
    answer: Answer
    reason: Reason | None

    @property
    def may_be_sent_again(self) -> bool:
        """True where the device keeps the event and sends it once more; all others leave its queue."""
        return self.reason is Reason.GAP


@dataclass(frozen=True, slots=True)
class Verified(Row):
    """A batch after it was judged.

    Args:
        verdicts: One an event, in the order in which they came.
        accepted: What was accepted, by number: where each stands in the batch.
        gaps: What is missing before events that wait.
        head: The last number that is accepted; 0: none.
    """

    verdicts: tuple[Verdict, ...]
    accepted: tuple[int, ...]
    gaps: tuple[Gap, ...]
    head: int


def verify_batch(
    events: Sequence[Mapping[str, object]],
    *,
    device: str,
    head: int,
    known: Iterable[Held],
    lost: Collection[Gap] = (),
) -> Verified:
    """Judge a batch of one device's events against what was accepted before.

    Judged by number, so the order within a batch does not matter. An event is accepted where the one before it is, and
    it is sealed to that; or where a person has declared the one before it lost. What was declared lost may still come,
    and is accepted where it fits to its neighbours.

    Args:
        events: As they came.
        device: Whose batch it is, as the connection proves it.
        head: The last number that was accepted; 0: none.
        known: Of what was accepted: the events with the batch's numbers and with the numbers next to them, and those
            with the batch's ids.
        lost: Numbers that a person has declared lost.

    Returns:
        Answers, what to apply in which order, and what is missing.
    """
    held = {one.seq: one for one in known}
    seqs = {one.id: one.seq for one in held.values()}
    verdicts: dict[int, Verdict] = {}
    accepted, waiting = [], set()
    for at, event in _by_number(events):
        reason = _fault(event, device) or _clash(event, held, seqs, lost)
        if reason in {Reason.FORM, Reason.DEVICE}:
            verdicts[at] = Verdict(None, None, ANSWERS[reason], reason)
            continue
        one = _held(event)
        verdicts[at] = Verdict(one.seq, one.id, ANSWERS[reason] if reason else Answer.ACCEPTED, reason)
        if reason is None:
            held[one.seq], seqs[one.id], head = one, one.seq, max(head, one.seq)
            accepted.append(at)
        elif reason is Reason.GAP:
            waiting.add(one.seq)
    return Verified(
        verdicts=tuple(verdicts[at] for at in range(len(events))),
        accepted=tuple(accepted),
        gaps=_gaps(head, waiting, lost),
        head=head,
    )


def _by_number(events: Sequence[Mapping[str, object]]) -> list[tuple[int, Mapping[str, object]]]:
    def number(place: tuple[int, Mapping[str, object]]) -> int:
        seq = place[1].get("seq")
        return seq if type(seq) is int else 0

    return sorted(enumerate(events), key=number)


def _held(event: Mapping[str, object]) -> Held:
    seq = event["seq"]
    assert isinstance(seq, int)  # noqa: S101  is_event has said so
    return Held(seq, str(event["id"]), str(event["hash"]), str(event["before"]))


def _fault(event: Mapping[str, object], device: str) -> Reason | None:
    if not is_event(event):
        return Reason.FORM
    return None if event["device"] == device else Reason.DEVICE


def _clash(
    event: Mapping[str, object], held: Mapping[int, Held], seqs: Mapping[str, int], lost: Collection[Gap]
) -> Reason | None:
    """Say what of an event does not go with what is held; None: it is accepted."""
    one = _held(event)
    if one.seq in held:
        return Reason.SAME if held[one.seq].hash == one.hash else Reason.FORK
    if one.id in seqs:
        return Reason.ID
    earlier, later = held.get(one.seq - 1), held.get(one.seq + 1)
    expected = earlier.hash if earlier else NOTHING_BEFORE if one.seq == 1 else None
    if expected is None and not any(one.seq - 1 in gap for gap in lost):
        return Reason.GAP
    is_linked = expected in {None, one.before} and (later is None or later.before == one.hash)
    return None if is_linked else Reason.LINK


def _gaps(head: int, waiting: Collection[int], lost: Collection[Gap]) -> tuple[Gap, ...]:
    """Give the runs of numbers that lie before what waits: neither waiting nor declared lost."""
    gaps, last, end = [], head, max(waiting, default=head)
    for span in sorted([*(Gap(seq, seq) for seq in waiting), *lost]):
        if last + 1 < span.first <= end:
            gaps.append(Gap(last + 1, span.first - 1))
        last = max(last, span.last)
    return tuple(gaps)
