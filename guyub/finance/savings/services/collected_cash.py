"""The cash that a collector brings, of a list of any kind: who takes it back, where it goes, and its difference.

Steps of the lists of simpanan wajib (``collection_returns``) and of instalments (loans.services.collection_returns).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.counting import counted_rp
from guyub.books.treasury.domain.places import COUNTED
from guyub.books.treasury.domain.shifts import ShiftRefusedError, difference_kind
from guyub.books.treasury.selectors.denominations import denominations
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.finance.savings.domain.collecting import MOST_RP, CollectionRefusedError, ListState
from guyub.finance.savings.services.till import check_place
from guyub.foundation.approvals.domain.requests import State, needs_second_person
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.kernel.models import Cooperative

THRESHOLD = "kas.selisih_ambang"


class TakenAlong(Protocol):
    """A list that a collector takes along; its text is its number."""

    id: Any
    state: Any
    collector: Any
    counted_rp: Any
    approval_id: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """Whose list is booked, by whom, where its cash goes, when: what every step needs."""

    place: Cooperative
    actor: Actor
    cash_place_id: UUID
    today: date
    request_id: UUID
    now: datetime


def require_state(found: TakenAlong, *states: ListState) -> None:
    """Refuse a list that is at another point of its way. Step.

    Raises:
        CollectionRefusedError: ``state``.
    """
    if ListState(found.state) not in states:
        raise CollectionRefusedError(wrong="state", now=found.state)


def require_returnable(found: TakenAlong, *, actor: Actor, now: datetime, states: set[ListState]) -> None:
    """Refuse a list that this person may not take back now; the list is held. Step.

    Raises:
        CollectionRefusedError: ``uncounted state own waiting``.
    """
    if found.state == ListState.KELUAR.value and ListState.KELUAR not in states:
        raise CollectionRefusedError(wrong="uncounted")
    require_state(found, *states)
    if found.collector.id == actor.person_id:
        raise CollectionRefusedError(wrong="own")
    asked = one_request(actor=actor, request_id=found.approval_id, now=now) if found.approval_id else None
    if asked and asked.state is State.PENDING:
        raise CollectionRefusedError(wrong="waiting")


def checked_count(*, pieces: Mapping[str, int] | None, total_rp: int | None, today: date) -> int:
    """Give the sum of a count, told by pieces or as one sum; whole rupiah.

    Raises:
        CollectionRefusedError: ``pieces``: both or neither, or no such coin or note.
    """
    if (pieces is None) == (total_rp is None) or (total_rp is not None and not 0 <= total_rp <= MOST_RP):
        raise CollectionRefusedError(wrong="pieces")
    if pieces is None:
        return total_rp or 0
    try:
        return counted_rp(pieces, denominations(on=today))
    except ShiftRefusedError as error:
        raise CollectionRefusedError(wrong="pieces") from error


def check_cash(*, actor: Actor, place: Cooperative, cash_place_id: UUID) -> None:
    """Let notes and coins go where they can be counted again, and where this person may put them. Step.

    Raises:
        CollectionRefusedError: ``place``.
        TillRefusedError, ShiftRefusedError: It is not the actor's.
    """
    kinds = {row.id: row.kind for row in places_of(cooperative_id=place.id)}
    if kinds.get(cash_place_id) not in COUNTED:
        raise CollectionRefusedError(wrong="place")
    check_place(actor=actor, place=place, cash_place_id=cash_place_id)


def is_large(*, place: Cooperative, difference_rp: int, today: date) -> bool:
    """Tell whether a difference of the cash waits for a second person (``kas.selisih_ambang``). One query."""
    threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
    return needs_second_person(abs(difference_rp), threshold_rp=threshold_rp)


def book_difference(
    returning: Returning, found: TakenAlong, *, difference_rp: int, why: str, source: str, part: int
) -> UUID:
    """Bring the drawer to what was counted, by the event that shifts use. Step.

    Args:
        returning: Who books it, where, when.
        found: The list.
        difference_rp: Counted less given, not zero.
        why: The reason.
        source: What kind of list it is, on the event; ``<source>.difference`` is the act.
        part: Which of the use-case's entries it is.

    Returns:
        The event.

    Raises:
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    typed = EventTyped(
        kind=difference_kind(difference_rp),
        happened_on=returning.today,
        amounts={"jumlah": abs(difference_rp)},
        cash_place_id=returning.cash_place_id,
        note=why,
        source_kind=source,
        source_id=found.id,
    )
    facts = {"number": str(found), "difference": rupiah(difference_rp), "reason": why}
    booked = book_event(
        place=returning.place,
        typed=typed,
        today=returning.today,
        actor=returning.actor,
        request_id=returning.request_id,
        now=returning.now,
        part=part,
        act=Act(f"{source}.difference", facts, returning.now),
    )
    return booked.event_id


def ask_about_difference(
    returning: Returning, found: TakenAlong, *, difference_rp: int, why: str, kind: str
) -> UUID:
    """Ask a second person about a large difference; who called keeps the request with the list. Step.

    Returns:
        The id of the request; its facts name list, count, cash place and who asks.
    """
    actor, counted = returning.actor, found.counted_rp or 0
    said = "lebih" if difference_rp > 0 else "kurang"
    request = ask(
        actor=actor,
        kind=kind,
        facts={
            "number": str(found),
            "collector": found.collector.name,
            "difference": f"{said} {rupiah(abs(difference_rp))}",
            "counted": rupiah(counted),
            "given": rupiah(counted - difference_rp),
            "counted_rp": counted,
            "list": str(found.id),
            "cash_place": str(returning.cash_place_id),
            "why": why,
            "role": actor.role.value,
            "membership": str(actor.membership_id),
        },
        reason=why,
        concerns=found.collector.id,
        request_id=returning.request_id,
        amount_rp=abs(difference_rp),
        now=returning.now,
    )
    return request.id


def returning_of(
    request: ApprovalRequest, *, place: Cooperative, found: TakenAlong, today: date, now: datetime
) -> Returning:
    """Give back who counted a list, now that its difference is approved; the list is held. Step.

    Raises:
        CollectionRefusedError: ``state count place``: something happened since.
        TillRefusedError, ShiftRefusedError: The drawer is not the actor's any more.
    """
    facts = request.facts
    require_state(found, ListState.KEMBALI)
    if found.counted_rp != facts["counted_rp"]:
        raise CollectionRefusedError(wrong="count")
    asker = Actor(
        request.requested_by_id,
        request.requested_by.name,
        Role(facts["role"]),
        place.id,
        UUID(facts["membership"]),
    )
    cash_place_id = UUID(facts["cash_place"])
    check_cash(actor=asker, place=place, cash_place_id=cash_place_id)
    return Returning(
        place=place, actor=asker, cash_place_id=cash_place_id, today=today, request_id=request.id, now=now
    )
