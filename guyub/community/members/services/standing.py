"""Active and passive: notice of missed dues, appeal, the board's word, and the way back.

Nothing happens by itself: lists are derived from what was paid, and each change is an act of somebody, with a reason.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.community.members.domain.cases import (
    LONGEST_APPEAL,
    LONGEST_REASON,
    SHORTEST_REASON,
    PassiveRefusedError,
    PassiveState,
    checked_text,
)
from guyub.community.members.domain.register import Happened, MemberState, member_number
from guyub.community.members.models import Member, PassiveCase
from guyub.community.members.models.cases import OPEN_PASSIVE
from guyub.community.members.selectors.cases import passive_case
from guyub.community.members.selectors.dues import last_paid, missed_rows
from guyub.community.members.services.register import change_standing, locked_member
from guyub.foundation.identity.domain.roles import Action, Actor, can
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import ShownAlreadyError, full_number
from guyub.foundation.kernel.formats import day
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.members.selectors.cases import PassiveRow

MONTHS, GRACE = "anggota.pasif_bulan", "anggota.pasif_tenggang_hari"
MOST_AT_ONCE = 200  # notices in one tap
PHONE_WHY = "memberi tahu tunggakan simpanan wajib"
PAID_WHY = "Simpanan wajib sudah dibayar"


def give_notice(
    *,
    actor: Actor,
    member_ids: Collection[UUID] | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Tell members that they missed dues and until when they may pay or appeal. Use-case.

    Who paid meanwhile, or has an open notice, is left out.

    Args:
        actor: Who gives notice.
        member_ids: Whom; None: everybody who missed enough, at most 200 at once, the longest first.
        today: The business date; the last day is ``anggota.pasif_tenggang_hari`` days later.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many were given notice.

    Raises:
        PassiveRefusedError: ``nobody``.

    Source: docs/regulations.md, passive members.
    """

    def work() -> int:
        rules = values_of(MONTHS, GRACE, cooperative_id=actor.cooperative_id, on=today)
        asked: dict[str, Any] = {
            "cooperative_id": actor.cooperative_id,
            "months": int(rules[MONTHS]),
            "today": today,
            "most": MOST_AT_ONCE,
        }
        found = [row.member_id for row in missed_rows(**asked, among=member_ids)]
        # Two officers who press at once take turns at the members; the second sees the notices of the first.
        held = Member.objects.select_for_update(no_key=True).order_by("id")
        list(held.filter(cooperative_id=actor.cooperative_id, id__in=found).values_list("id"))
        rows = missed_rows(**asked, among=found)
        if not rows:
            raise PassiveRefusedError(wrong="nobody")
        due_on = today + timedelta(days=int(rules[GRACE]))
        PassiveCase.objects.bulk_create(
            PassiveCase(
                cooperative_id=actor.cooperative_id,
                member_id=row.member_id,
                state=PassiveState.DIBERITAHU.value,
                missed_months=row.months,
                noticed_on=today,
                due_on=due_on,
                noticed_by_id=actor.person_id,
            )
            for row in rows
        )
        _note(actor, "noticed", now, count=len(rows), due=day(due_on))
        return len(rows)

    ids = None if member_ids is None else sorted(str(member_id) for member_id in member_ids)
    return int(
        act_on_case(actor, Action.KEEP_MEMBERS, "give_notice", {"members": ids}, request_id, now, work)
    )


def appeal(*, actor: Actor, case_id: UUID, text: str, today: date, request_id: UUID, now: datetime) -> None:
    """Write down what a member says against a notice; the board reads it before it decides. Use-case.

    Args:
        actor: The member, or an officer who keeps the register and types it for the member.
        case_id: Which notice.
        text: The member's words, at most 400 letters.
        today: The business date; on the last day one may still appeal.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        PassiveRefusedError: ``appeal``, ``gone`` (or another's), ``appealed``, ``late``.
    """
    said = checked_text(text, least=3, most=LONGEST_APPEAL, refusal=PassiveRefusedError, wrong="appeal")

    def work() -> None:
        case = _held(actor, case_id)
        is_own = case.member.person_id == actor.person_id
        if not is_own and not can(actor, Action.KEEP_MEMBERS, actor.cooperative_id):
            raise PassiveRefusedError(wrong="gone")
        if case.state == PassiveState.BANDING.value:
            raise PassiveRefusedError(wrong="appealed")
        if today > case.due_on:
            raise PassiveRefusedError(wrong="late", due=day(case.due_on))
        case.state, case.appeal, case.appealed_at = PassiveState.BANDING.value, said, now
        case.save(update_fields=["state", "appeal", "appealed_at"])
        _note(actor, "appealed", now, number=_number(case.member))

    facts = {"case": case_id, "text": said}
    act_on_case(actor, Action.VIEW_OWN, "appeal", facts, request_id, now, work)


def make_passive(
    *, actor: Actor, case_id: UUID, reason: str, today: date, request_id: UUID, now: datetime
) -> PassiveState:
    """Make a member passive once the last day is over; who paid since the notice stays active. Use-case.

    Args:
        actor: Of the board; neither the member nor who gave the notice.
        case_id: Which notice.
        reason: Why, for the register; ten letters or more.
        today: The business date; after the last day.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        DIPASIFKAN, or DICABUT where dues came.

    Raises:
        PassiveRefusedError: ``reason``, ``gone``, ``own``, ``early``.
        StandingRefusedError: The member is not active any more.
    """
    why = _reason(reason)

    def work() -> str:
        case = _to_decide(actor, case_id)
        if _has_paid(actor, case_id):
            return _lift(actor, case, PAID_WHY, now)
        if today <= case.due_on:
            raise PassiveRefusedError(wrong="early", due=day(case.due_on))
        change_standing(
            member=case.member,
            happened=Happened.DIPASIFKAN,
            on=today,
            reason=why,
            person_id=actor.person_id,
            today=today,
            now=now,
        )
        _close(case, PassiveState.DIPASIFKAN, why, now)
        _note(actor, "made", now, number=_number(case.member), reason=why)
        return PassiveState.DIPASIFKAN.value

    facts = {"case": case_id, "reason": why}
    return PassiveState(
        act_on_case(actor, Action.APPROVE_MEMBERS, "make_passive", facts, request_id, now, work)
    )


def lift_notice(*, actor: Actor, case_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Lift a notice: the member stays active. Use-case of the board.

    Raises:
        PassiveRefusedError: ``reason``, ``gone``, ``own``.
    """
    why = _reason(reason)

    def work() -> None:
        _lift(actor, _to_decide(actor, case_id), why, now)

    facts = {"case": case_id, "reason": why}
    act_on_case(actor, Action.APPROVE_MEMBERS, "lift_notice", facts, request_id, now, work)


def lift_paid(*, actor: Actor, request_id: UUID, now: datetime) -> int:
    """Lift the notices of everybody who paid since. Use-case of who keeps the register.

    Returns:
        How many.

    Raises:
        PassiveRefusedError: ``nobody``.
    """

    def work() -> int:
        rows = PassiveCase.objects.select_for_update(of=("self",), no_key=True)
        mine = rows.filter(cooperative_id=actor.cooperative_id, state__in=OPEN_PASSIVE).order_by("id")
        paid = [
            case for case in mine.annotate(paid_on=last_paid("member_id"))
            if case.paid_on and case.paid_on >= case.noticed_on
        ]  # fmt: skip
        if not paid:
            raise PassiveRefusedError(wrong="nobody")
        for case in paid:
            _close(case, PassiveState.DICABUT, PAID_WHY, now)
        _note(actor, "paid", now, count=len(paid))
        return len(paid)

    return int(act_on_case(actor, Action.KEEP_MEMBERS, "lift_paid", {}, request_id, now, work))


def make_active(
    *, actor: Actor, member_id: UUID, reason: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Take a passive member back among the active, once dues flow again. Use-case.

    Args:
        actor: Who keeps the register; not the member.
        member_id: Whom.
        reason: Why, for the register; ten letters or more.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        PassiveRefusedError: ``reason``, ``own``, ``member`` (not passive), ``unpaid``.
        StandingRefusedError: ``gone``.
    """
    why = _reason(reason)

    def work() -> None:
        member = locked_member(cooperative_id=actor.cooperative_id, member_id=member_id)
        if member.person_id == actor.person_id:
            raise PassiveRefusedError(wrong="own")
        if member.state != MemberState.PASIF.value:
            raise PassiveRefusedError(wrong="member")
        mine = Member.objects.filter(cooperative_id=actor.cooperative_id, id=member_id)
        paid_on = mine.annotate(paid_on=last_paid("id")).values_list("paid_on", flat=True).first()
        if paid_on is None or paid_on < member.state_since:
            raise PassiveRefusedError(wrong="unpaid")
        change_standing(
            member=member,
            happened=Happened.DIAKTIFKAN,
            on=today,
            reason=why,
            person_id=actor.person_id,
            today=today,
            now=now,
        )
        _note(actor, "ended", now, number=_number(member), reason=why)

    facts = {"member": member_id, "reason": why}
    act_on_case(actor, Action.KEEP_MEMBERS, "make_active", facts, request_id, now, work)


def show_noticed_phone(*, actor: Actor, case_id: UUID, request_id: UUID, now: datetime) -> str:
    """Show the phone of a member who was given notice, once, to write to them; the trail keeps why. Use-case.

    Returns:
        The number in its one form: ``+62812…``.

    Raises:
        PassiveRefusedError: ``gone``: no open notice.
        PersonUnknownError: No phone is kept.
        ShownAlreadyError: This very request showed it before.
    """
    shown: list[str] = []

    def work() -> None:
        case = _held(actor, case_id)
        shown.append(full_number(person_id=case.member.person_id, kind=SecretKind.PHONE))
        _note(actor, "phone_shown", now, number=_number(case.member), reason=PHONE_WHY)

    act_on_case(actor, Action.REACH_MEMBERS, "show_phone", {"case": case_id}, request_id, now, work)
    if not shown:
        raise ShownAlreadyError
    return shown[0]


def close_notices(*, member: Member, why: str, now: datetime) -> None:
    """Close the open notice of who leaves. Step: the member's row is locked."""
    rows = PassiveCase.objects.filter(
        cooperative_id=member.cooperative_id, member=member, state__in=OPEN_PASSIVE
    )
    rows.update(state=PassiveState.DICABUT.value, outcome_why=why, closed_at=now)


def _held(actor: Actor, case_id: UUID) -> PassiveCase:
    """Lock the member, then the open case: the order of everybody who changes a standing."""
    mine = PassiveCase.objects.filter(cooperative_id=actor.cooperative_id, id=case_id)
    member_id = mine.values_list("member_id", flat=True).first()
    if member_id is None:
        raise PassiveRefusedError(wrong="gone")
    member = locked_member(cooperative_id=actor.cooperative_id, member_id=member_id)
    case = mine.select_for_update(no_key=True).filter(state__in=OPEN_PASSIVE).first()
    if case is None:
        raise PassiveRefusedError(wrong="gone")
    case.member = member
    return case


def _to_decide(actor: Actor, case_id: UUID) -> PassiveCase:
    case = _held(actor, case_id)
    if actor.person_id in {case.member.person_id, case.noticed_by_id}:
        raise PassiveRefusedError(wrong="own")
    return case


def _has_paid(actor: Actor, case_id: UUID) -> bool:
    row: PassiveRow | None = passive_case(cooperative_id=actor.cooperative_id, case_id=case_id)
    return row is not None and row.has_paid


def _lift(actor: Actor, case: PassiveCase, why: str, now: datetime) -> str:
    _close(case, PassiveState.DICABUT, why, now)
    _note(actor, "lifted", now, number=_number(case.member), reason=why)
    return PassiveState.DICABUT.value


def _close(case: PassiveCase, state: PassiveState, why: str, now: datetime) -> None:
    case.state, case.outcome_why, case.closed_at = state.value, why, now
    case.save(update_fields=["state", "outcome_why", "closed_at"])


def _number(member: Member) -> str:
    return member_number(member.number or 0)


def _reason(reason: str) -> str:
    return checked_text(
        reason, least=SHORTEST_REASON, most=LONGEST_REASON, refusal=PassiveRefusedError, wrong="reason"
    )


def _note(actor: Actor, act: str, now: datetime, **facts: str | int) -> None:
    record(
        cooperative_id=actor.cooperative_id, actor=actor, act=f"members.passive.{act}", facts=facts, now=now
    )


def act_on_case(
    actor: Actor,
    action: Action,
    use_case: str,
    facts: dict[str, Any],
    request_id: UUID,
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    """Do one act about a member's standing or leaving, or return what came of it the first time."""
    return act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case=f"members.{use_case}",
        facts=facts,
        now=now,
        work=work,
    )
