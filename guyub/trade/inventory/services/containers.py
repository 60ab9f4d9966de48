"""Containers at their places: they come, break, are repaired, go for ever, are carried elsewhere, are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.services.posting import Act
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.services.acting import ActsOf
from guyub.foundation.identity.services.audit import record
from guyub.trade.inventory.domain.containers import (
    LONGEST_NOTE,
    LYING,
    OUTSIDE,
    ContainerMove,
    ContainerRefusedError,
    ContainerState,
    Spot,
    Why,
    found_by_count,
)
from guyub.trade.inventory.models import ContainerMove as MoveRow
from guyub.trade.inventory.selectors.container_shelves import held_kind
from guyub.trade.inventory.services.container_steps import SOURCE, taken_back
from guyub.trade.inventory.services.container_writing import Doing, Told, keep_moves

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

# What happens at one place, by the reason: from which state, to which one it may be, and the act of the trail.
_ACTS = {
    Why.BELI: "inventory.container.bought",
    Why.RUSAK: "inventory.container.broken",
    Why.PULIH: "inventory.container.mended",
    Why.AFKIR: "inventory.container.scrapped",
    Why.PINDAH: "inventory.container.carried",
}
once = ActsOf("inventory").once
_EXPLAINED = frozenset({Why.RUSAK, Why.AFKIR, Why.HITUNG})


def move_at_place(
    *,
    actor: Actor,
    place: Cooperative,
    kind_id: UUID,
    why: Why,
    before: ContainerState,
    after: ContainerState,
    location_id: UUID,
    to_location_id: UUID | None = None,
    qty: int,
    note: str = "",
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Let containers come to a place, change their state there, leave it for ever or for another place. Use-case.

    Args:
        actor: Who moves stock.
        place: The own cooperative.
        kind_id: Which kind.
        why: BELI, RUSAK, PULIH, AFKIR or PINDAH.
        before: Their state so far; LUAR for those that come.
        after: Their state from now on.
        location_id: Where they lie, or come to.
        to_location_id: Where they are carried to.
        qty: How many.
        note: A few words, at most 120 letters; needed for what breaks or goes for ever.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ContainerRefusedError: ``step qty note location short kind``.
    """
    words = " ".join(note.split())

    def work() -> None:
        if why not in _ACTS:
            raise ContainerRefusedError(wrong="step")
        _check_note(words, is_needed=why in _EXPLAINED)
        held = held_kind(cooperative_id=place.id, kind_id=kind_id, on=today)
        giver = Spot(before, location_id) if before in LYING else OUTSIDE
        taker = Spot(after, to_location_id or location_id) if after in LYING else OUTSIDE
        move = ContainerMove(why, giver, taker, qty)
        held.move(move, on=today)
        doing = Doing(place=place, on=today, today=today, actor=actor, request_id=request_id, now=now)
        keep_moves(doing=doing, held=held, told=[Told(move=move, note=words)])
        places = [held.places[one.where].name for one in (giver, taker) if one.where]
        facts = {"kind": held.name, "qty": qty, "where": places[0], "to": places[-1], "reason": words}
        record(cooperative_id=place.id, actor=actor, act=_ACTS[why], facts=facts, now=now)

    facts = {
        "kind": kind_id,
        "why": why.value,
        "before": before.value,
        "after": after.value,
        "location": location_id,
        "to": to_location_id,
        "qty": qty,
        "note": words,
    }
    once(actor, Action.MOVE_STOCK, "move_containers", facts, request_id, now, work)


def count_place(
    *,
    actor: Actor,
    place: Cooperative,
    kind_id: UUID,
    location_id: UUID,
    found: Mapping[ContainerState, int],
    note: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Make the book of a place say what was counted there; every difference is shown to the pengawas. Use-case.

    Args, as of ``move_at_place``, and:
        found: How many of each state lie there; one that is left out was not counted.
        note: What may have happened.

    Returns:
        By how many containers the states differed, each counted for itself.

    Raises:
        ContainerRefusedError: ``note qty same location kind``.
    """
    words = " ".join(note.split())

    def work() -> int:
        _check_note(words, is_needed=True)
        held = held_kind(cooperative_id=place.id, kind_id=kind_id, on=today)
        if location_id not in held.places:
            raise ContainerRefusedError(wrong="location")
        moves = found_by_count(held.spots, location_id=location_id, found=found)
        for move in moves:
            held.move(move, on=today)
        doing = Doing(place=place, on=today, today=today, actor=actor, request_id=request_id, now=now)
        keep_moves(doing=doing, held=held, told=[Told(move=move, note=words) for move in moves])
        count = sum(move.qty for move in moves)
        facts = {"kind": held.name, "qty": count, "where": held.places[location_id].name, "reason": words}
        record(cooperative_id=place.id, actor=actor, act="inventory.container.counted", facts=facts, now=now)
        return count

    facts = {
        "kind": kind_id,
        "location": location_id,
        "found": {state.value: qty for state, qty in found.items()},
        "note": words,
    }
    return int(once(actor, Action.MOVE_STOCK, "count_containers", facts, request_id, now, work))


def take_move_back(
    *,
    actor: Actor,
    place: Cooperative,
    move_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take one move back by the opposite one, with the money of its deposit. Use-case.

    Who moves stock takes back what moved no money. A deposit is taken back by who took or gave it that day, later by
    the treasurer. What a sale or a receipt moved is taken back there.

    Args, as of ``move_at_place``, and:
        move_id: Which move.
        reason: Why, at most 120 letters.

    Raises:
        ContainerRefusedError: ``note gone source late undone short``: what it moved is not there any more.
        EventRefusedError, EntryRefusedError: The books refuse it; a drawer never holds less than nothing.
    """
    words = " ".join(reason.split())

    def work() -> None:
        _check_note(words, is_needed=True)
        row = MoveRow.objects.filter(cooperative_id=place.id, id=move_id).select_related("kind").first()
        if row is None:
            raise ContainerRefusedError(wrong="gone")
        if row.source_kind not in {"", SOURCE}:
            raise ContainerRefusedError(wrong="source")
        _may_take_back(row, actor, place.id, today)
        doing = Doing(place=place, on=today, today=today, actor=actor, request_id=request_id, now=now)
        act = Act(
            "inventory.container.taken_back", {"kind": row.kind.name, "qty": row.qty, "reason": words}, now
        )
        taken_back(doing=doing, rows=[row], reason=words, act=act)
        if not row.entry_id:
            record(cooperative_id=place.id, actor=actor, act=act.act, facts=act.facts, now=now)

    facts = {"move": move_id, "reason": words}
    action = Action.MOVE_STOCK if can(actor, Action.MOVE_STOCK, place.id) else Action.HANDLE_CASH
    once(actor, action, "take_container_move_back", facts, request_id, now, work)


def _may_take_back(row: MoveRow, actor: Actor, place_id: int, today: date) -> None:
    is_own_of_today = row.on == today and row.person_id == actor.person_id
    of_money = Action.HANDLE_CASH if is_own_of_today else Action.KEEP_TREASURY
    needed = of_money if row.entry_id else Action.MOVE_STOCK
    if not can(actor, needed, place_id):
        raise ContainerRefusedError(wrong="late")


def _check_note(words: str, *, is_needed: bool) -> None:
    if len(words) > LONGEST_NOTE or (is_needed and not words):
        raise ContainerRefusedError(wrong="note", most=LONGEST_NOTE)
