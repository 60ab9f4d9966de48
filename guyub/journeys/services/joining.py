"""Joining: the simpanan pokok of a candidate in parts, and with its last rupiah the number of a member.

The money and the admission are one transaction: nobody has paid whole without a number, nobody has a number unpaid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.community.members.domain.register import MemberState, member_number
from guyub.community.members.selectors.members import one_member
from guyub.community.members.services.register import admit, locked_member
from guyub.finance.savings.domain.instalments import PokokDue, pokok_due
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.selectors.payments import balances_by_member
from guyub.finance.savings.services.moving import MoveTyped, pay_in
from guyub.finance.savings.services.taking_back import take_back
from guyub.finance.savings.services.till import check_place
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from guyub.community.members.models import Member
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LONGEST_REASON = 60
LONGEST_WHO = 80


class JoiningRefusedError(DomainError):
    """A payment of the simpanan pokok is not taken, or not taken back; ``wrong`` says why.

    ``standing`` (no candidate any more), ``own`` (nobody takes the own payment), ``below`` (less than the part that
    comes next; fact ``least_rp``), ``above`` (more than is missing; fact ``missing_rp``), ``reason`` (none, or longer
    than 60 letters), ``admitted`` (a member's savings are paid back on leaving), ``gone`` (no such member here).
    """

    code: ClassVar[str] = "journeys.joining.refused"


@dataclass(frozen=True, slots=True)
class Paid:
    """What came of a payment: its event, the voucher's number, and the member's number where it made one."""

    event_id: UUID
    voucher: str
    member_number: str


def pay_pokok(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> Paid:
    """Take a part of a candidate's simpanan pokok, or all of it; what makes it whole makes a member. Use-case.

    Two who take the last part at once take turns: the second one is told that nothing is missing.

    Args:
        actor: Who takes the money; not the candidate.
        place: The own cooperative.
        member_id: Whose.
        amount_rp: Whole rupiah: at least what comes next, at most what is missing.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        StandingRefusedError: ``gone``.
        JoiningRefusedError: ``standing own below above``.
        TillRefusedError: ``place``.
        ShiftRefusedError: ``none``: a drawer without an open shift.
        EventRefusedError, EntryRefusedError: The books refuse it.

    Source: docs/algorithms/instalments.md; docs/regulations.md, simpanan pokok.
    """

    def work() -> dict[str, str]:
        member = locked_member(cooperative_id=place.id, member_id=member_id)
        due = _due(place, member)
        _refuse_payment(actor, member, due, amount_rp)
        till_id = check_place(actor=actor, place=place, cash_place_id=cash_place_id)
        typed = MoveTyped(
            member_id=member.id,
            kind=SavingsKind.POKOK,
            amount_rp=amount_rp,
            cash_place_id=till_id,
            on=today,
            who=member.file.name[:LONGEST_WHO],
            note="lunas" if amount_rp == due.missing_rp else f"bayar ke-{due.part} dari {due.parts}",
        )
        act = Act("members.pokok.paid", {"part": f"{due.part} dari {due.parts}"}, now)
        moved = pay_in(
            place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, act=act
        )
        is_whole = moved.balance_rp >= member.pokok_rp
        return {
            "event": str(moved.booked.event_id),
            "voucher": moved.booked.posted.name,
            "number": _admitted(actor, member, today, now) if is_whole else "",
        }

    facts = {"member": member_id, "amount_rp": amount_rp, "cash_place": cash_place_id}
    done = _once(actor, Action.TAKE_SAVINGS, "journeys.pay_pokok", facts, request_id, now, work)
    return Paid(UUID(done["event"]), done["voucher"], done["number"])


def take_back_pokok(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    movement_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a payment of a candidate back whole, today. Use-case of the treasurer; a member is paid back on leaving.

    Args:
        actor: Who keeps the treasury.
        place: The own cooperative.
        member_id: Whose.
        movement_id: Which payment.
        reason: Why, at most 60 letters; it stands in the journal.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        JoiningRefusedError: ``reason own admitted``.
        StandingRefusedError: ``gone``.
        SavingsRefusedError: ``gone undone short``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise JoiningRefusedError(wrong="reason")

    def work() -> None:
        member = locked_member(cooperative_id=place.id, member_id=member_id)
        if actor.person_id == member.person_id:
            raise JoiningRefusedError(wrong="own")
        if member.state != MemberState.CALON.value:
            raise JoiningRefusedError(wrong="admitted")
        take_back(
            place=place,
            member_id=member.id,
            movement_id=movement_id,
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("members.pokok.taken_back", {"reason": why}, now),
        )

    facts = {"member": member_id, "movement": movement_id, "reason": why}
    _once(actor, Action.KEEP_TREASURY, "journeys.take_back_pokok", facts, request_id, now, work)


def note_welcome(
    *, actor: Actor, place: Cooperative, member_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Write down that the welcome slip of a member was printed. Use-case; the door prints it.

    Raises:
        JoiningRefusedError: ``gone``, ``standing``: no number yet, or no member any more.
    """

    def work() -> None:
        row = one_member(cooperative_id=place.id, member_id=member_id)
        if row is None:
            raise JoiningRefusedError(wrong="gone")
        if not row.is_member:
            raise JoiningRefusedError(wrong="standing")
        facts = {"number": row.number}
        record(cooperative_id=place.id, actor=actor, act="members.welcome.printed", facts=facts, now=now)

    facts = {"member": member_id}
    _once(actor, Action.TAKE_SAVINGS, "journeys.note_welcome", facts, request_id, now, work)


def _admitted(actor: Actor, member: Member, today: date, now: datetime) -> str:
    """Make a candidate a member, and write the number down."""
    number = member_number(admit(member=member, on=today, now=now))
    facts = {"number": number}
    record(
        cooperative_id=member.cooperative_id, actor=actor, act="members.member.admitted", facts=facts, now=now
    )
    return number


def _due(place: Cooperative, member: Member) -> PokokDue:
    held = balances_by_member(cooperative_id=place.id, members=[member.id], kind=SavingsKind.POKOK)
    return pokok_due(pokok_rp=member.pokok_rp, instalments=member.instalments, paid_rp=held.get(member.id, 0))


def _refuse_payment(actor: Actor, member: Member, due: PokokDue, amount_rp: int) -> None:
    if member.state != MemberState.CALON.value:
        raise JoiningRefusedError(wrong="standing")
    if actor.person_id == member.person_id:
        raise JoiningRefusedError(wrong="own")
    if amount_rp > due.missing_rp:
        raise JoiningRefusedError(wrong="above", missing_rp=due.missing_rp)
    if amount_rp < due.next_rp:
        raise JoiningRefusedError(wrong="below", least_rp=due.next_rp)


def _once(
    actor: Actor,
    action: Action,
    use_case: str,
    facts: Mapping[str, Any],
    request_id: UUID,
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    return act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )
