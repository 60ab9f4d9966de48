"""What happens to a loan after it was paid out: events with a day, of which any may come late or be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.servicing import Component
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.finance.loans.domain.plans import Change

MOST_EVENTS = 10_000


class Kind(StrEnum):
    """What an event is; also the order within a day."""

    RESCHEDULE = "reschedule"
    CHARGE = "charge"
    WAIVE = "waive"
    REPAYMENT = "repayment"
    PAYOFF = "payoff"
    REVERSAL = "reversal"


_ORDER = {kind: place for place, kind in enumerate(Kind)}


class EventRefusedError(DomainError):
    """An event does not fit the loan. Facts: ``field``, ``wrong`` and the sentence ``message``.

    ``early`` (before the payment out), ``amount`` (none, or above what a bigint holds), ``settled`` (the loan is paid
    off), ``overpaid`` (more than is owed), ``payoff`` (another amount than the quote of the day), ``waive`` (more than
    is open beside the principal), ``reversal`` (of what is not there, twice, before the event or of a reversal),
    ``many``.
    """

    code: ClassVar[str] = "loans.event.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event.

    Args:
        on: The day from which it counts.
        kind: What it is.
        amount: How much, in the smallest unit; None: a payoff of whatever the quote says.
        name: What a charge is called.
        of: What a charge is: a fee or a penalty.
        due_on: When a charge is due; None: ``on``.
        change: What a reschedule changes.
        waives: What a waiver forgives; None: whatever is open beside the principal.
        reverses: Which event a reversal takes back: its place in the list, from 0.
        place: Its own place in the list.
    """

    on: date
    kind: Kind
    amount: int | None = None
    name: str = ""
    of: Component = Component.FEE
    due_on: date | None = None
    change: Change | None = None
    waives: Component | None = None
    reverses: int | None = None
    place: int = 0


def in_order(events: Sequence[Event], *, starts_on: date, as_of: date) -> list[Event]:
    """Give what counts on a day, in the order in which it counts: by day, then kind, then place in the list.

    Events after the day are not seen. What was reversed, whenever that was, counts as if it had never been.

    Raises:
        EventRefusedError: ``early``, ``amount``, ``reversal``, ``many``.
    """
    if len(events) > MOST_EVENTS:
        raise refused("events", "many", f"Paling banyak {MOST_EVENTS} peristiwa.")
    undone = set[int]()
    for event in events:
        name = f"events[{event.place}]"
        if event.on < starts_on:
            raise refused(f"{name}.on", "early", "Peristiwa ini mendahului tanggal cair. Periksa tanggalnya.")
        if event.kind is Kind.REVERSAL:
            undone.add(_reversed(event, events, undone, name))
        elif event.kind is not Kind.RESCHEDULE:
            _check_amount(event, name)
    seen = (one for one in events if one.on <= as_of and one.kind is not Kind.REVERSAL)
    counted = [event for event in seen if event.place not in undone]
    return sorted(counted, key=lambda one: (one.on, _ORDER[one.kind], one.place))


def refused(name: str, wrong: str, message: str) -> EventRefusedError:
    """Make a refusal of an event."""
    return EventRefusedError(field=name, wrong=wrong, message=message)


def _check_amount(event: Event, name: str) -> None:
    if event.amount is None and event.kind is Kind.PAYOFF:
        return
    if not event.amount or event.amount < 0:
        raise refused(f"{name}.amount", "amount", "Jumlahnya harus lebih dari nol. Tulis jumlahnya.")
    if event.amount > MOST:
        raise refused(f"{name}.amount", "amount", "Jumlah itu melampaui yang dapat dicatat. Periksa nolnya.")


def _reversed(event: Event, events: Sequence[Event], undone: set[int], name: str) -> int:
    """Give which event a reversal takes back."""
    at = event.reverses
    if at is None or not 0 <= at < len(events) or events[at].kind is Kind.REVERSAL:
        raise refused(f"{name}.event", "reversal", "Peristiwa yang dibatalkan tidak ada. Periksa nomornya.")
    if at in undone:
        raise refused(f"{name}.event", "reversal", "Peristiwa itu sudah dibatalkan.")
    if event.on < events[at].on:
        raise refused(f"{name}.on", "reversal", "Pembatalan tidak dapat mendahului yang dibatalkan.")
    return at
