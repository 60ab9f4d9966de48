"""Shifts at a drawer: opened, moved, closed. The books' amount shows only after the count was handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.events import LONGEST_WHO, EventRefusedError
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.shifts import Purpose, ShiftRefusedError, checked_reason
from guyub.books.treasury.models import CashPlace, CashShift
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.books.treasury.services.counting import Doing, hold_drawer, own_count, settle
from guyub.books.treasury.services.shift_steps import (
    act_on,
    begin_shift,
    counted,
    end_shift,
    held_shift,
    is_large,
    refuse_busy,
    refuse_taken,
    refuse_waiting,
    told_of,
)
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor, Role, can
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from guyub.books.treasury.selectors.shifts import ShiftRow
    from guyub.books.treasury.services.counting import Counting
    from guyub.foundation.approvals.models import ApprovalRequest

SHIFT_KIND = "treasury.shift"
GOES_TO = frozenset({CashKind.BRANKAS, CashKind.BANK})


@dataclass(frozen=True, slots=True)
class ShiftDone:
    """What came of a count.

    Args:
        count_id: The count that was kept.
        difference_rp: What was counted above what the books say.
        shift_id: The shift that was opened or closed; None: a reason is needed first, given with ``count_id``.
        approval_id: The request for a second person, where the difference is large; the shift runs on until then.
    """

    count_id: UUID
    difference_rp: int
    shift_id: UUID | None
    approval_id: UUID | None


def require_shift(*, cooperative_id: int, person_id: UUID) -> ShiftRow:
    """Give the drawer that a person answers for. Step.

    Raises:
        ShiftRefusedError: ``none``.
    """
    shift = open_shift_of(cooperative_id=cooperative_id, person_id=person_id)
    if shift is None:
        raise ShiftRefusedError(wrong="none")
    return shift


def open_shift(
    *,
    actor: Actor,
    place: Cooperative,
    drawer_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
    pieces: Mapping[str, int] | None = None,
    count_id: UUID | None = None,
    reason: str = "",
) -> ShiftDone:
    """Begin to answer for a drawer, with a count. Use-case.

    Where the count differs from the books, it is kept, and the shift begins once a reason is given with its id.

    Args:
        actor: Who begins.
        place: Whose drawer.
        drawer_id: Which.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        pieces: How many of each denomination.
        count_id: Instead: the count that was kept.
        reason: Why it differs, at most 120 letters.

    Raises:
        ShiftRefusedError: ``reason drawer open busy pieces count moved``.
        EntryRefusedError: The books refuse the difference.
    """
    why = _reason(reason, is_kept=pieces is None)
    doing = Doing(actor=actor, place=place, today=today, request_id=request_id, now=now)

    def work() -> dict[str, Any]:
        drawer = hold_drawer(place_id=place.id, drawer_id=drawer_id)
        refuse_taken(place.id, drawer)
        refuse_busy(place.id, actor.person_id)
        counting = own_count(doing, drawer, Purpose.BUKA, pieces=pieces, count_id=count_id)
        if counting.difference_rp and not why:
            return counted(doing, counting)
        settle(doing, counting, reason=why, act=act_on("treasury.shift.opened", counting, why, now))
        shift = begin_shift(place.id, actor.person_id, counting, now=now, reason=why)
        return told_of(counting, shift_id=shift.id)

    return done_of(_once(doing, "treasury.open_shift", work, drawer_id, pieces, count_id, reason))


def close_shift(
    *,
    actor: Actor,
    place: Cooperative,
    shift_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
    pieces: Mapping[str, int] | None = None,
    count_id: UUID | None = None,
    reason: str = "",
) -> ShiftDone:
    """End a shift with a blind count. Use-case.

    A difference needs a reason, given with the id of the count; above ``kas.selisih_ambang`` a second person decides.
    Only who answers for the drawer closes it, or the treasurer, always with a reason.

    Args:
        actor: Who counts.
        place: Whose drawer.
        shift_id: Which shift.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        pieces: How many of each denomination.
        count_id: Instead: the count that was kept.
        reason: Why it differs, at most 120 letters.

    Raises:
        ShiftRefusedError: ``reason gone holder waiting pieces count moved``.
        EntryRefusedError: The books refuse the difference.

    Source: docs/regulations.md, cash over and short.
    """
    why = _reason(reason, is_kept=pieces is None)
    doing = Doing(actor=actor, place=place, today=today, request_id=request_id, now=now)

    def work() -> dict[str, Any]:
        shift, drawer = held_shift(place.id, shift_id)
        is_holder = shift.person_id == actor.person_id
        if not is_holder and not can(actor, Action.KEEP_TREASURY, place.id):
            raise ShiftRefusedError(wrong="holder")
        refuse_waiting(doing, shift)
        counting = own_count(doing, drawer, Purpose.TUTUP, pieces=pieces, count_id=count_id, shift=shift)
        if not why and (counting.difference_rp or not is_holder):
            return counted(doing, counting)
        if is_large(doing, counting.difference_rp):
            return told_of(counting, approval_id=_ask(doing, shift, counting, why))
        act = act_on("treasury.shift.closed", counting, why, now)
        end_shift(shift, counting, settle(doing, counting, reason=why, act=act), doing, reason=why)
        return told_of(counting, shift_id=shift.id)

    return done_of(_once(doing, "treasury.close_shift", work, shift_id, pieces, count_id, reason))


def carry_out_shift(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  the approvals' own line of the trail names who approved
    """Close a shift with a large difference, in the name of who counted. Step of the last approval.

    Raises:
        ShiftRefusedError: ``gone``, ``count`` or ``moved``: something happened at the drawer since.
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
    doing = Doing(actor=asker, place=place, today=today, request_id=request.id, now=now)
    shift, drawer = held_shift(place.id, UUID(facts["shift"]))
    counting = own_count(
        doing, drawer, Purpose.TUTUP, pieces=None, count_id=UUID(facts["count"]), shift=shift
    )
    act = act_on("treasury.shift.closed", counting, facts["why"], now)
    chain_no = settle(doing, counting, reason=facts["why"], act=act)
    end_shift(shift, counting, chain_no, doing, reason=facts["why"])


def drop_cash(
    *,
    actor: Actor,
    place: Cooperative,
    amount_rp: int,
    to_place_id: UUID,
    receiver: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Bring money from the own drawer to a safe or a bank, during a shift. Use-case.

    Args:
        actor: Who answers for the drawer.
        place: Whose.
        amount_rp: Whole rupiah above zero.
        to_place_id: A safe or a bank account.
        receiver: Who took it, at most 80 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the event, whose voucher is printed.

    Raises:
        ShiftRefusedError: ``who none waiting amount to short``: how much is short is not told, the count is blind.
        EntryRefusedError: The books refuse it.
    """
    return _move(
        actor=actor, place=place, kind="kas.setor", amount_rp=amount_rp, other_id=to_place_id, who=receiver,
        kinds=GOES_TO, today=today, request_id=request_id, now=now,
    )  # fmt: skip


def top_up(
    *,
    actor: Actor,
    place: Cooperative,
    amount_rp: int,
    from_place_id: UUID,
    giver: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Bring small change from a safe to the own drawer, during a shift. Use-case.

    Args and errors: as of ``drop_cash``, the other way round.
    """
    return _move(
        actor=actor, place=place, kind="kas.modal", amount_rp=amount_rp, other_id=from_place_id, who=giver,
        kinds={CashKind.BRANKAS}, today=today, request_id=request_id, now=now,
    )  # fmt: skip


def _move(
    *,
    actor: Actor,
    place: Cooperative,
    kind: str,
    amount_rp: int,
    other_id: UUID,
    who: str,
    kinds: frozenset[CashKind] | set[CashKind],
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    doing = Doing(actor=actor, place=place, today=today, request_id=request_id, now=now)
    named = " ".join(who.split())
    if not named or len(named) > LONGEST_WHO:
        raise ShiftRefusedError(wrong="who")

    def work() -> str:
        mine = require_shift(cooperative_id=place.id, person_id=actor.person_id)
        shift, drawer = held_shift(place.id, mine.shift_id)
        refuse_waiting(doing, shift)
        others = CashPlace.objects.filter(cooperative_id=place.id, closed_on__isnull=True, kind__in=kinds)
        other = others.filter(id=other_id).first()
        if other is None:
            raise ShiftRefusedError(wrong="to")
        ways = {"kas.setor": (drawer.id, other.id), "kas.modal": (other.id, drawer.id)}
        facts = {"drawer": drawer.name, "other": other.name, "amount": rupiah(amount_rp), "who": named}
        typed = EventTyped(
            kind=kind,
            happened_on=today,
            amounts={"jumlah": amount_rp},
            cash_place_id=ways[kind][0],
            to_place_id=ways[kind][1],
            who=named,
        )
        act = Act("treasury.shift.dropped" if kind == "kas.setor" else "treasury.shift.topped_up", facts, now)
        try:
            booked = book_event(
                place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, act=act
            )
        except EventRefusedError as error:
            # What is missing would tell what the books expect.
            raise ShiftRefusedError(wrong=error.facts["wrong"]) from error
        return str(booked.event_id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.HANDLE_CASH,
            request_id=request_id,
            use_case=f"treasury.{kind}",
            facts={"amount": amount_rp, "other": other_id, "who": who},
            now=now,
            work=work,
        )
    )


def _ask(doing: Doing, shift: CashShift, counting: Counting, why: str) -> UUID:
    said = "lebih" if counting.difference_rp > 0 else "kurang"
    request = ask(
        actor=doing.actor,
        kind=SHIFT_KIND,
        facts={
            "drawer": counting.drawer.name,
            "holder": shift.person.name,
            "difference": f"{said} {rupiah(abs(counting.difference_rp))}",
            "counted": rupiah(counting.count.total_rp),
            "expected": rupiah(counting.count.expected_rp),
            "shift": str(shift.id),
            "count": str(counting.count.id),
            "why": why,
            "role": doing.actor.role.value,
            "membership": str(doing.actor.membership_id),
        },
        reason=why,
        concerns=shift.person_id,
        request_id=doing.request_id,
        amount_rp=abs(counting.difference_rp),
        now=doing.now,
    )
    CashShift.objects.filter(cooperative_id=doing.place.id, id=shift.id).update(approval_id=request.id)
    return request.id


def _reason(reason: str, *, is_kept: bool) -> str:
    """Trim a reason; a count that was kept is settled by nothing else."""
    why = checked_reason(reason)
    if is_kept and not why:
        raise ShiftRefusedError(wrong="reason")
    return why


def done_of(told: Mapping[str, Any]) -> ShiftDone:
    """Read what came of a count."""
    ids = (UUID(told[name]) if name in told else None for name in ("shift_id", "approval_id"))
    return ShiftDone(UUID(told["count"]), told["difference_rp"], *ids)


def _once(
    doing: Doing,
    use_case: str,
    work: Callable[[], Any],
    subject: UUID,
    pieces: Mapping[str, int] | None,
    count_id: UUID | None,
    reason: str,
) -> Any:
    return act_once(
        actor=doing.actor,
        action=Action.HANDLE_CASH,
        request_id=doing.request_id,
        use_case=use_case,
        facts={"of": subject, "pieces": pieces, "count": count_id, "reason": reason},
        now=doing.now,
        work=work,
    )
