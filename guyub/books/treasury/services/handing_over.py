"""A drawer goes from one person to another: two counts, neither of which sees the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.treasury.domain.shifts import Purpose, ShiftRefusedError, checked_reason
from guyub.books.treasury.models import CashCount
from guyub.books.treasury.selectors.shifts import shift_of
from guyub.books.treasury.services.counting import Counting, Doing, kept_count, last_count, new_count, settle
from guyub.books.treasury.services.shift_steps import (
    act_on,
    begin_shift,
    counted,
    end_shift,
    held_shift,
    is_large,
    refuse_busy,
    refuse_waiting,
    told_of,
)
from guyub.books.treasury.services.shifts import done_of
from guyub.foundation.identity.domain.roles import TABLE, Action, Actor
from guyub.foundation.identity.selectors.people import people_of
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.getting_in import prove
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.treasury.models import CashPlace, CashShift
    from guyub.books.treasury.services.shifts import ShiftDone
    from guyub.foundation.kernel.models import Cooperative


def takers(*, place_id: int, now: datetime) -> dict[UUID, str]:
    """Name who may take a drawer over: whoever holds a role that handles cash. Step."""
    return {
        row.person_id: row.name
        for row in people_of(cooperative_id=place_id, now=now)
        if any(Action.HANDLE_CASH in TABLE[role] for role in row.roles)
    }


def offer_shift(
    *,
    actor: Actor,
    place: Cooperative,
    shift_id: UUID,
    to_person_id: UUID,
    pieces: Mapping[str, int],
    today: date,
    request_id: UUID,
    now: datetime,
) -> ShiftDone:
    """Count the own drawer and offer it to another person, who counts next. Use-case; the first of two counts.

    Args:
        actor: Who answers for the drawer.
        place: Whose drawer.
        shift_id: Which shift.
        to_person_id: Who is to take it: somebody who may handle cash here and answers for no drawer.
        pieces: How many of each denomination.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ShiftRefusedError: ``gone holder waiting receiver busy pieces``.
    """
    doing = Doing(actor=actor, place=place, today=today, request_id=request_id, now=now)

    def work() -> dict[str, Any]:
        shift, drawer = _own(doing, shift_id)
        if to_person_id == actor.person_id or to_person_id not in takers(place_id=place.id, now=now):
            raise ShiftRefusedError(wrong="receiver")
        refuse_busy(place.id, to_person_id)
        counting = new_count(doing, drawer, Purpose.SERAH, pieces, shift=shift, to_person_id=to_person_id)
        return counted(doing, counting)

    return done_of(_once(doing, "treasury.offer_shift", work, shift_id, to=to_person_id, pieces=pieces))


def take_shift(
    *,
    actor: Actor,
    place: Cooperative,
    shift_id: UUID,
    pieces: Mapping[str, int],
    today: date,
    request_id: UUID,
    now: datetime,
) -> ShiftDone:
    """Count a drawer that was offered, without seeing the first count, and take it over where both agree. Use-case.

    Where they agree and differ from the books, who gives it states the reason (``finish_hand_over``). Where they do not
    agree, both counts stay, and both people count once more together (``count_together``).

    Args:
        actor: Who was offered it.
        place: Whose drawer.
        shift_id: The shift that ends.
        pieces: How many of each denomination.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ShiftRefusedError: ``gone offer receiver waiting busy pieces moved``; ``differs``: the count was kept.
    """
    doing = Doing(actor=actor, place=place, today=today, request_id=request_id, now=now)

    def work() -> dict[str, Any]:
        shift, drawer = held_shift(place.id, shift_id)
        offered = _offered(doing, shift, drawer, {Purpose.SERAH})
        if offered.to_person_id != actor.person_id:
            raise ShiftRefusedError(wrong="receiver")
        refuse_busy(place.id, actor.person_id)
        counting = new_count(doing, drawer, Purpose.TERIMA, pieces, shift=shift)
        if counting.count.expected_rp != offered.expected_rp:
            raise ShiftRefusedError(wrong="moved")
        if counting.count.total_rp != offered.total_rp:
            return counted(doing, counting) | {"differs": True}
        if counting.difference_rp:
            return counted(doing, counting)
        return _pass_on(doing, shift, counting, actor.person_id, reason="")

    told = _once(doing, "treasury.take_shift", work, shift_id, pieces=pieces)
    if told.get("differs"):
        raise ShiftRefusedError(wrong="differs")
    return done_of(told)


def count_together(
    *,
    actor: Actor,
    place: Cooperative,
    shift_id: UUID,
    pieces: Mapping[str, int],
    proof: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> ShiftDone:
    """Count a drawer together after two counts differed; this third one decides. Use-case of who takes the drawer.

    Args:
        actor: Who takes it.
        place: Whose drawer.
        shift_id: The shift that ends.
        pieces: How many of each denomination.
        proof: PIN or code of who gives it: both are there.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ShiftRefusedError: ``gone offer agreed receiver waiting busy pieces moved``.
        ProofRefusedError: PIN or code is not that of who gives it.
    """
    doing = Doing(actor=actor, place=place, today=today, request_id=request_id, now=now)
    with scope(place.id):
        offered = shift_of(cooperative_id=place.id, shift_id=shift_id)
    if offered is None:
        raise ShiftRefusedError(wrong="gone")
    prove(person_id=offered.person_id, proof=proof, now=now)

    def work() -> dict[str, Any]:
        shift, drawer = held_shift(place.id, shift_id)
        last = _offered(doing, shift, drawer, {Purpose.TERIMA})
        if last.person_id != actor.person_id:
            raise ShiftRefusedError(wrong="receiver")
        if last.total_rp == _first(doing, shift).total_rp:
            raise ShiftRefusedError(wrong="agreed")
        refuse_busy(place.id, actor.person_id)
        counting = new_count(doing, drawer, Purpose.BERSAMA, pieces, shift=shift)
        if counting.difference_rp:
            return counted(doing, counting)
        return _pass_on(doing, shift, counting, actor.person_id, reason="")

    return done_of(_once(doing, "treasury.count_together", work, shift_id, pieces=pieces))


def finish_hand_over(
    *,
    actor: Actor,
    place: Cooperative,
    shift_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> ShiftDone:
    """State why a count that both agree on differs from the books; the drawer goes over. Use-case of who gives it.

    Args:
        actor: Who answers for the drawer.
        place: Whose drawer.
        shift_id: The shift that ends.
        reason: At most 120 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ShiftRefusedError: ``reason gone holder waiting offer differs busy moved``; ``large``: above
            ``kas.selisih_ambang`` the shift is closed with a second person first.
        EntryRefusedError: The books refuse the difference.
    """
    why = checked_reason(reason)
    if not why:
        raise ShiftRefusedError(wrong="reason")
    doing = Doing(actor=actor, place=place, today=today, request_id=request_id, now=now)

    def work() -> dict[str, Any]:
        shift, drawer = _own(doing, shift_id)
        last = _offered(doing, shift, drawer, {Purpose.TERIMA, Purpose.BERSAMA})
        if last.purpose == Purpose.TERIMA and last.total_rp != _first(doing, shift).total_rp:
            raise ShiftRefusedError(wrong="differs")
        refuse_busy(place.id, last.person_id)
        counting = kept_count(doing, drawer, last)
        if is_large(doing, counting.difference_rp):
            raise ShiftRefusedError(wrong="large")
        return _pass_on(doing, shift, counting, last.person_id, reason=why)

    return done_of(_once(doing, "treasury.finish_hand_over", work, shift_id, reason=reason))


def _own(doing: Doing, shift_id: UUID) -> tuple[CashShift, CashPlace]:
    shift, drawer = held_shift(doing.place.id, shift_id)
    if shift.person_id != doing.actor.person_id:
        raise ShiftRefusedError(wrong="holder")
    refuse_waiting(doing, shift)
    return shift, drawer


def _offered(doing: Doing, shift: CashShift, drawer: CashPlace, steps: set[Purpose]) -> CashCount:
    """Give the drawer's last count, which must be one of these of this shift."""
    refuse_waiting(doing, shift)
    last = last_count(place_id=doing.place.id, drawer=drawer)
    if last is None or last.shift_id != shift.id or last.purpose not in steps:
        raise ShiftRefusedError(wrong="offer")
    return last


def _first(doing: Doing, shift: CashShift) -> CashCount:
    """Give the count with which the drawer was offered last."""
    counts = CashCount.objects.filter(cooperative_id=doing.place.id, shift=shift, purpose=Purpose.SERAH)
    return counts.latest("at", "id")


def _pass_on(
    doing: Doing, shift: CashShift, counting: Counting, taker_id: UUID, *, reason: str
) -> dict[str, Any]:
    """End one shift and begin the other with the same count."""
    act = act_on("treasury.shift.handed_over", counting, reason, doing.now)
    chain_no = settle(doing, counting, reason=reason, act=act)
    end_shift(shift, counting, chain_no, doing, reason=reason)
    begun = begin_shift(doing.place.id, taker_id, counting, now=doing.now)
    return told_of(counting, shift_id=begun.id)


def _once(
    doing: Doing, use_case: str, work: Callable[[], Any], shift_id: UUID, **facts: object
) -> dict[str, Any]:
    told: dict[str, Any] = act_once(
        actor=doing.actor,
        action=Action.HANDLE_CASH,
        request_id=doing.request_id,
        use_case=use_case,
        facts={"shift": shift_id, **facts},
        now=doing.now,
        work=work,
    )
    return told
