"""All cash and bank go from one officer to another: what lies where, as given and as confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.books.ledger.domain.entries import MOST_RP
from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.ledger.services.holding import hold_accounts
from guyub.books.treasury.domain.places import COUNTED
from guyub.books.treasury.domain.shifts import checked_reason, difference_kind
from guyub.books.treasury.models import CashHandover
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.shifts import shifts_of
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.community.cooperatives.domain.officers import HandoverItem
from guyub.community.cooperatives.selectors.officers import handovers_of
from guyub.foundation.identity.domain.roles import TABLE, Action, Actor
from guyub.foundation.identity.selectors.people import people_of
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.foundation.kernel.models import Cooperative

HANDOVER_SOURCE = "treasury.handover"
CLAIMS = "2.1.04"  # what the cooperative owes those who paid for it from their own pocket


class HandoverRefusedError(DomainError):
    """Cash and bank are not handed over; ``wrong``: ``receiver pending counted amount reason item gone moved``.

    ``pending``: another one waits to be confirmed. ``counted``: a drawer or safe was not counted (fact ``name``).
    ``moved``: money went in or out since it was given.
    """

    code: ClassVar[str] = "treasury.handover.refused"


def receivers(*, place_id: int, now: datetime) -> dict[UUID, str]:
    """Name who may receive: whoever holds a role that reads the journal here. Step."""
    return {
        row.person_id: row.name
        for row in people_of(cooperative_id=place_id, now=now)
        if any(Action.VIEW_JOURNAL in TABLE[role] for role in row.roles)
    }


def give_over(
    *,
    actor: Actor,
    place: Cooperative,
    receiver_id: UUID,
    counted_rp: Mapping[UUID, int],
    today: date,
    request_id: UUID,
    now: datetime,
    reason: str = "",
    item_id: UUID | None = None,
) -> UUID:
    """Say what lies where and give it all to another officer, who confirms it. Use-case.

    Args:
        actor: The treasurer who gives.
        place: Whose money.
        receiver_id: Who receives.
        counted_rp: What was counted in each drawer without a shift and each safe, in rupiah.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        reason: Why a count differs from the books, at most 120 letters.
        item_id: The open line *uang kas* of what a leaving officer hands over.

    Raises:
        HandoverRefusedError: ``receiver item pending counted amount reason``.
        ShiftRefusedError: ``reason`` is too long.
    """
    why = checked_reason(reason)

    def work() -> str:
        if receiver_id == actor.person_id or receiver_id not in receivers(place_id=place.id, now=now):
            raise HandoverRefusedError(wrong="receiver")
        items = {row.id for row in handovers_of(cooperative_id=place.id) if row.item == HandoverItem.KAS}
        if item_id and item_id not in items:
            raise HandoverRefusedError(wrong="item")
        if _pending(place.id).select_for_update().exists():
            raise HandoverRefusedError(wrong="pending")
        facts = _facts(place.id, counted_rp)
        if not why and any(one["counted_rp"] not in {None, one["book_rp"]} for one in facts["places"]):
            raise HandoverRefusedError(wrong="reason")
        row = CashHandover.objects.create(
            cooperative_id=place.id,
            item_id=item_id,
            giver_id=actor.person_id,
            receiver_id=receiver_id,
            facts=facts,
            reason=why,
            given_at=now,
        )
        _note(place, actor, "treasury.handover.given", row, now)
        return str(row.id)

    told = {str(place_id): amount_rp for place_id, amount_rp in counted_rp.items()}
    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_TREASURY,
            request_id=request_id,
            use_case="treasury.give_over",
            facts={"to": receiver_id, "counted": told, "reason": reason, "item": item_id, "on": today},
            now=now,
            work=work,
        )
    )


def confirm_over(
    *, actor: Actor, place: Cooperative, handover_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Confirm what was given, and bring the books to what was counted. Use-case of who receives.

    Args:
        actor: Who receives.
        place: Whose money.
        handover_id: Which.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        HandoverRefusedError: ``gone``, ``receiver`` or ``moved``.
        EntryRefusedError: The books refuse a difference.
    """

    def work() -> None:
        row = _held(place.id, handover_id)
        if row.receiver_id != actor.person_id:
            raise HandoverRefusedError(wrong="receiver")
        places = row.facts["places"]
        held = hold_accounts(cooperative_id=place.id, codes=[one["account"] for one in places])
        if any(held.balances_rp[one["account"]] != one["book_rp"] for one in places):
            raise HandoverRefusedError(wrong="moved")
        chain_no = held.chain_no
        for part, one in enumerate(places):
            difference_rp = one["counted_rp"] - one["book_rp"] if one["counted_rp"] is not None else 0
            if difference_rp:
                typed = EventTyped(
                    kind=difference_kind(difference_rp),
                    happened_on=today,
                    amounts={"jumlah": abs(difference_rp)},
                    cash_place_id=UUID(one["id"]),
                    note=row.reason,
                    source_kind=HANDOVER_SOURCE,
                    source_id=row.id,
                )
                booked = book_event(
                    place=place,
                    typed=typed,
                    today=today,
                    actor=actor,
                    request_id=request_id,
                    now=now,
                    part=part,
                )
                chain_no = booked.posted.chain_no
        CashHandover.objects.filter(cooperative_id=place.id, id=row.id).update(
            confirmed_at=now, chain_no=chain_no
        )
        _note(place, actor, "treasury.handover.confirmed", row, now)

    _once(actor, Action.VIEW_JOURNAL, "treasury.confirm_over", handover_id, request_id, now, work)


def withdraw_over(
    *, actor: Actor, place: Cooperative, handover_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Take back what was given and not confirmed yet. Use-case of a treasurer.

    Raises:
        HandoverRefusedError: ``gone``.
    """

    def work() -> None:
        row = _held(place.id, handover_id)
        CashHandover.objects.filter(cooperative_id=place.id, id=row.id).update(withdrawn_at=now)
        _note(place, actor, "treasury.handover.withdrawn", row, now)

    _once(actor, Action.KEEP_TREASURY, "treasury.withdraw_over", handover_id, request_id, now, work)


def _facts(place_id: int, counted_rp: Mapping[UUID, int]) -> dict[str, Any]:
    """Say what lies where by the books and as counted, who holds a drawer now, and what is owed for claims."""
    shifts = {row.drawer_id: row for row in shifts_of(cooperative_id=place_id, only_open=True)}
    places = []
    for one in places_of(cooperative_id=place_id):
        is_counted = one.kind in COUNTED and one.id not in shifts
        if is_counted and one.id not in counted_rp:
            raise HandoverRefusedError(wrong="counted", name=one.name)
        amount_rp = counted_rp[one.id] if is_counted else None
        if amount_rp is not None and not 0 <= amount_rp <= MOST_RP:
            raise HandoverRefusedError(wrong="amount")
        places.append(
            {
                "id": str(one.id),
                "name": one.name,
                "kind": one.kind.value,
                "account": one.account_code,
                "bank": f"{one.bank_name} {one.bank_number}".strip(),
                "holder": shifts[one.id].person if one.id in shifts else "",
                "book_rp": one.balance_rp,
                "counted_rp": amount_rp,
            }
        )
    claims_rp = -balances_now(cooperative_id=place_id, codes=[CLAIMS])[CLAIMS]
    return {"places": places, "claims_rp": claims_rp}


def _pending(place_id: int) -> Any:
    return CashHandover.objects.filter(
        cooperative_id=place_id, confirmed_at__isnull=True, withdrawn_at__isnull=True
    )


def _held(place_id: int, handover_id: UUID) -> CashHandover:
    row: CashHandover | None = _pending(place_id).select_for_update().filter(id=handover_id).first()
    if row is None:
        raise HandoverRefusedError(wrong="gone")
    return row


def _note(place: Cooperative, actor: Actor, act: str, row: CashHandover, now: datetime) -> None:
    facts = {"giver": row.giver.name, "receiver": row.receiver.name}
    record(cooperative_id=place.id, actor=actor, act=act, facts=facts, now=now)


def _once(
    actor: Actor, action: Action, use_case: str, handover_id: UUID, request_id: UUID, now: datetime, work: Any
) -> None:
    act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case=use_case,
        facts={"handover": handover_id},
        now=now,
        work=work,
    )
