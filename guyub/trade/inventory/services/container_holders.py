"""Containers with people: lent and brought back, left for a deposit that is given back only against the container."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.community.members.selectors.members import one_member
from guyub.finance.savings.services.till import judge_till
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.inventory.domain.containers import (
    LONGEST_BUYER,
    LONGEST_NOTE,
    MOST_DEPOSIT_RP,
    OUTSIDE,
    ContainerMove,
    ContainerRefusedError,
    ContainerState,
    Spot,
    Why,
)
from guyub.trade.inventory.selectors.container_shelves import Held, held_kind
from guyub.trade.inventory.selectors.containers import ACCOUNT, deposits_held
from guyub.trade.inventory.services.container_steps import Holder, deposit_moved, opened
from guyub.trade.inventory.services.container_writing import Doing, Told, keep_moves
from guyub.trade.inventory.services.containers import once

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.treasury.domain.events import CashSide
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

_ACTS = {
    Why.PINJAM: "inventory.container.lent",
    Why.TITIP: "inventory.container.deposited",
    Why.KEMBALI: "inventory.container.returned",
    Why.TEBUS: "inventory.container.redeemed",
    Why.AFKIR: "inventory.container.lost",
}


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What came of it: the holding, the deposit in whole rupiah, and its voucher with its event where money moved."""

    holding_id: UUID
    deposit_rp: int = 0
    voucher: str = ""
    event_id: UUID | None = None


def hand_out(
    *,
    actor: Actor,
    place: Cooperative,
    kind_id: UUID,
    location_id: UUID,
    before: ContainerState,
    qty: int,
    member_id: UUID | None,
    buyer: str,
    has_deposit: bool,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> HandedOver:
    """Lend containers, or let them go for a deposit, today. Use-case.

    Args:
        actor: Who moves stock; for a deposit, who handles cash.
        place: The own cooperative.
        kind_id: Which kind.
        location_id: From where.
        before: Full or empty.
        qty: How many.
        member_id: Who takes them; None: a buyer who is no member.
        buyer: That one's name, at most 60 letters.
        has_deposit: Whether the kind's deposit is left for each.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ContainerRefusedError: ``holder step qty location short kind rate``.
        TillRefusedError, ShiftRefusedError: The cash place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse the deposit.
    """
    named = " ".join(buyer.split())

    def work() -> dict[str, Any]:
        holder = _holder(place.id, member_id, named, has_deposit=has_deposit)
        till = _till(actor, place, cash_place_id) if has_deposit else None
        held = held_kind(cooperative_id=place.id, kind_id=kind_id, on=today)
        lot = opened(held, holder, since=today, location_id=location_id)
        move = ContainerMove(Why(lot.state.value), Spot(before, location_id), held.held_by(lot), qty)
        return _Done(actor, place, today, request_id, now).moved(held, lot, move, till)

    facts = {
        "kind": kind_id,
        "location": location_id,
        "before": before.value,
        "qty": qty,
        "member": member_id,
        "buyer": named,
        "has_deposit": has_deposit,
        "cash_place": cash_place_id,
    }
    action = Action.HANDLE_CASH if has_deposit else Action.MOVE_STOCK
    return _handed(once(actor, action, "hand_containers_out", facts, request_id, now, work))


def bring_back(
    *,
    actor: Actor,
    place: Cooperative,
    kind_id: UUID,
    holding_id: UUID,
    location_id: UUID,
    after: ContainerState,
    qty: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> HandedOver:
    """Take containers back that somebody had; what was left for them is given back at once, as it was taken. Use-case.

    Args, as of ``hand_out``, and:
        holding_id: What was taken on one day by one person.
        location_id: Where they lie from now on.
        after: Empty, full, or in quarantine.
        cash_place_id: Where a deposit is paid from.

    Raises:
        ContainerRefusedError: ``gone own step qty location short kind``.
        NotAllowedError: Nothing was left for it, and the actor does not move stock.
        TillRefusedError, ShiftRefusedError: The cash place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it; a drawer never holds less than nothing.
    """

    def work() -> dict[str, Any]:
        held = held_kind(cooperative_id=place.id, kind_id=kind_id, on=today, holding_ids=[holding_id])
        lot = held.holding(holding_id)
        if lot.each_rp and lot.person_id == actor.person_id:
            raise ContainerRefusedError(wrong="own")
        if not lot.each_rp and not can(actor, Action.MOVE_STOCK, place.id):
            raise NotAllowedError(action=Action.MOVE_STOCK.value)
        till = _till(actor, place, cash_place_id) if lot.each_rp else None
        why = Why.TEBUS if lot.each_rp else Why.KEMBALI
        move = ContainerMove(why, lot.spot, Spot(after, location_id), qty)
        return _Done(actor, place, today, request_id, now).moved(
            held, lot, move, till if lot.each_rp else None
        )

    facts = {
        "kind": kind_id,
        "holding": holding_id,
        "location": location_id,
        "after": after.value,
        "qty": qty,
        "cash_place": cash_place_id,
    }
    action = Action.HANDLE_CASH if cash_place_id else Action.MOVE_STOCK
    return _handed(once(actor, action, "bring_containers_back", facts, request_id, now, work))


def leave_deposit(
    *,
    actor: Actor,
    place: Cooperative,
    kind_id: UUID,
    holding_id: UUID,
    qty: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> HandedOver:
    """Take a deposit for containers that are on loan: they stay where they are, as ones on deposit. Use-case.

    Args, as of ``bring_back``.

    Raises:
        ContainerRefusedError: ``gone step qty short kind rate``.
        TillRefusedError, ShiftRefusedError: The cash place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """

    def work() -> dict[str, Any]:
        till = _till(actor, place, cash_place_id)
        held = held_kind(cooperative_id=place.id, kind_id=kind_id, on=today, holding_ids=[holding_id])
        lent = held.holding(holding_id)
        holder = Holder(member_id=lent.member_id, person_id=lent.person_id, name=lent.name, has_deposit=True)
        lot = replace(opened(held, holder, since=today, location_id=None), unit_id=lent.unit_id)
        move = ContainerMove(Why.TITIP, lent.spot, held.held_by(lot), qty)
        return _Done(actor, place, today, request_id, now).moved(held, lot, move, till)

    facts = {"kind": kind_id, "holding": holding_id, "qty": qty, "cash_place": cash_place_id}
    return _handed(once(actor, Action.HANDLE_CASH, "leave_container_deposit", facts, request_id, now, work))


def write_off_lent(
    *,
    actor: Actor,
    place: Cooperative,
    kind_id: UUID,
    holding_id: UUID,
    qty: int,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> HandedOver:
    """Give up containers on loan that will not come back. Use-case; those on deposit wait for their container.

    Args, as of ``bring_back``, and:
        reason: Why, at most 120 letters.

    Raises:
        ContainerRefusedError: ``note gone step qty short kind``.
    """
    words = " ".join(reason.split())

    def work() -> dict[str, Any]:
        if not words or len(words) > LONGEST_NOTE:
            raise ContainerRefusedError(wrong="note", most=LONGEST_NOTE)
        held = held_kind(cooperative_id=place.id, kind_id=kind_id, on=today, holding_ids=[holding_id])
        lot = held.holding(holding_id)
        move = ContainerMove(Why.AFKIR, lot.spot, OUTSIDE, qty)
        return _Done(actor, place, today, request_id, now).moved(held, lot, move, None, note=words)

    facts = {"kind": kind_id, "holding": holding_id, "qty": qty, "reason": words}
    return _handed(once(actor, Action.MOVE_STOCK, "write_off_lent_containers", facts, request_id, now, work))


def list_held(
    *,
    actor: Actor,
    place: Cooperative,
    kind_id: UUID,
    qty: int,
    member_id: UUID | None,
    buyer: str,
    each_rp: int,
    since: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> HandedOver:
    """List what somebody had before containers were counted here; its deposit stands in the books already. Use-case.

    Args, as of ``hand_out``, and:
        each_rp: What was left for each, whole rupiah; 0: it was lent.
        since: The day it was taken, today or before.

    Raises:
        ContainerRefusedError: ``holder amount day qty kind``; ``more``: the books hold less for deposits than the list
            would say (``left_rp``).
    """
    named = " ".join(buyer.split())

    def work() -> dict[str, Any]:
        if not 0 <= each_rp <= MOST_DEPOSIT_RP:
            raise ContainerRefusedError(wrong="amount", most_rp=MOST_DEPOSIT_RP)
        if since > today:
            raise ContainerRefusedError(wrong="day")
        holder = _holder(place.id, member_id, named, has_deposit=each_rp > 0)
        held = held_kind(cooperative_id=place.id, kind_id=kind_id, on=today)
        who = holder.name if holder.member_id is None else ""
        lot = Held(uuid7(), holder.member_id, who, since, each_rp, None, holder.person_id, holder.name)
        books_rp = -balances_now(cooperative_id=place.id, codes=[ACCOUNT]).get(ACCOUNT, 0)
        left_rp = books_rp - deposits_held(cooperative_id=place.id)
        if qty * each_rp > left_rp:
            raise ContainerRefusedError(wrong="more", left_rp=max(left_rp, 0))
        move = ContainerMove(Why.AWAL, OUTSIDE, held.held_by(lot), qty)
        held.move(move, on=today, amount_rp=qty * each_rp)
        doing = Doing(place=place, on=today, today=today, actor=actor, request_id=request_id, now=now)
        keep_moves(doing=doing, held=held, told=[Told(move=move, amount_rp=qty * each_rp)])
        _recorded(place, actor, "inventory.container.listed", held.name, qty, lot, now)
        return {"holding": str(lot.holding_id), "deposit_rp": qty * each_rp}

    facts = {
        "kind": kind_id,
        "qty": qty,
        "member": member_id,
        "buyer": named,
        "each_rp": each_rp,
        "since": since,
    }
    return _handed(once(actor, Action.KEEP_GOODS, "list_held_containers", facts, request_id, now, work))


@dataclass(frozen=True, slots=True)
class _Done:
    """Who hands over, where and when."""

    actor: Actor
    place: Cooperative
    today: date
    request_id: UUID
    now: datetime

    def moved(
        self,
        held: Any,
        lot: Held,
        move: ContainerMove,
        till: tuple[UUID, CashSide | None] | None,
        *,
        note: str = "",
    ) -> dict[str, Any]:
        """Let it move, with the money of its deposit where there is some, and tell it once."""
        comes = move.taker == lot.spot
        amount_rp = lot.each_rp * move.qty * (1 if comes else -1)
        held.move(move, on=self.today, amount_rp=amount_rp)
        doing = Doing(
            place=self.place,
            on=self.today,
            today=self.today,
            actor=self.actor,
            request_id=self.request_id,
            now=self.now,
        )
        act, facts = _ACTS[move.why], _facts(held.name, move.qty, lot, note)
        booked = None
        if amount_rp and till:
            booked = deposit_moved(
                doing=doing, held=held, lot=lot, amount_rp=amount_rp, cash_place_id=till[0], cash=till[1],
                act=Act(act, facts, self.now),
            )  # fmt: skip
        entry_id = booked.posted.entry_id if booked else None
        keep_moves(
            doing=doing, held=held, told=[Told(move=move, amount_rp=amount_rp, entry_id=entry_id, note=note)]
        )
        told: dict[str, Any] = {"holding": str(lot.holding_id), "deposit_rp": amount_rp}
        if booked is None:
            record(cooperative_id=self.place.id, actor=self.actor, act=act, facts=facts, now=self.now)
            return told
        return told | {"voucher": booked.posted.name, "event": str(booked.event_id)}


def _holder(place_id: int, member_id: UUID | None, buyer: str, *, has_deposit: bool) -> Holder:
    if member_id is None:
        if not buyer or len(buyer) > LONGEST_BUYER:
            raise ContainerRefusedError(wrong="holder", most=LONGEST_BUYER)
        return Holder(name=buyer, has_deposit=has_deposit)
    member = one_member(cooperative_id=place_id, member_id=member_id)
    if member is None or not member.is_member:
        raise ContainerRefusedError(wrong="holder", most=LONGEST_BUYER)
    return Holder(
        member_id=member.member_id, person_id=member.person_id, name=member.name, has_deposit=has_deposit
    )


def _till(actor: Actor, place: Cooperative, cash_place_id: UUID | None) -> tuple[UUID, CashSide | None]:
    inquiry = till_inquiry(cooperative_id=place.id, cash_place_id=cash_place_id, person_id=actor.person_id)
    (till,) = asked(inquiry)
    return judge_till(actor=actor, place=place, till=till), till.side


def _facts(kind: str, qty: int, lot: Held, reason: str) -> dict[str, Any]:
    # The trail is kept for ever: it says that it was a member, who can read it there, and names no buyer.
    whom = "anggota" if lot.member_id else "pembeli"
    facts: dict[str, Any] = {"kind": kind, "qty": qty, "whom": whom, "reason": reason}
    return facts | ({"about": str(lot.person_id)} if lot.person_id else {})


def _recorded(
    place: Cooperative, actor: Actor, act: str, kind: str, qty: int, lot: Held, now: datetime
) -> None:
    record(cooperative_id=place.id, actor=actor, act=act, facts=_facts(kind, qty, lot, ""), now=now)


def _handed(done: dict[str, Any]) -> HandedOver:
    event = done.get("event")
    return HandedOver(
        UUID(done["holding"]), done["deposit_rp"], done.get("voucher", ""), UUID(event) if event else None
    )
