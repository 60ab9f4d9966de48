"""Leaving: asked by who keeps the register, agreed to by the board; journeys settles what is owed and ends it here."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.community.members.domain.cases import (
    EXIT_SERIES,
    EXIT_WORDS,
    LONGEST_HEARING,
    LONGEST_REASON,
    PAPER_WORDS,
    SHORTEST_REASON,
    ExitKind,
    ExitRefusedError,
    ExitStanding,
    ExitState,
    checked_text,
    possible_kinds,
)
from guyub.community.members.domain.register import Happened, MemberState, member_number
from guyub.community.members.models import ExitCase
from guyub.community.members.models.cases import OPEN_EXIT
from guyub.community.members.selectors.cases import EXIT_KIND, standing_of
from guyub.community.members.services.register import change_standing, locked_member
from guyub.community.members.services.standing import act_on_case, close_notices
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.files import store_photo
from guyub.foundation.kernel.services.numbering import next_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.community.members.models import Member
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.kernel.models import StoredFile

PAPER_KIND, SIGNED_KIND = "SURAT_KELUAR", "LEMBAR_KELUAR"
NOT_AGREED = "Tidak disetujui, diajukan lagi"
Document = tuple[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitTyped:
    """A leaving as typed.

    Args:
        member_id: Who leaves.
        kind: A code of ExitKind.
        happened_on: The day of the letter, of the death, of the board's meeting.
        reason: Why; ten letters or more.
        hearing: Of a dismissal: what the member said, or that they were called and did not come.
    """

    member_id: UUID
    kind: str
    happened_on: date
    reason: str
    hearing: str = ""


def ask_exit(
    *,
    actor: Actor,
    typed: ExitTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    paper: Document | None = None,
) -> UUID:
    """Ask the board to let a member go. Use-case; the member may not decide it, nor who asks.

    A letter is needed to resign, a certificate where the member died, the member's own words for a dismissal.

    Args:
        actor: Who keeps the register.
        typed: Who, how, when, why.
        today: The business date.
        request_id: Made once per intention; the question to the second person bears it.
        now: The moment, aware.
        paper: Name and content of the letter's picture; kept private.

    Returns:
        The id of the case.

    Raises:
        ExitRefusedError: ``kind reason hearing paper gone open day``.
        FileRefusedError, PhotoRefusedError: The picture is not kept.

    Source: docs/regulations.md, end of a membership.
    """
    kind, why, hearing = _checked(typed, has_paper=paper is not None)
    digest = hashlib.sha256(paper[1]).hexdigest() if paper else ""

    def work() -> str:
        member = locked_member(cooperative_id=actor.cooperative_id, member_id=typed.member_id)
        if kind not in possible_kinds(MemberState(member.state)):
            raise ExitRefusedError(wrong="kind")
        _end_refused(member, now)
        if not member.accepted_on <= typed.happened_on <= today:
            raise ExitRefusedError(wrong="day")
        case = ExitCase(
            id=uuid7(),
            cooperative_id=actor.cooperative_id,
            year=today.year,
            number=next_number(cooperative_id=actor.cooperative_id, series=EXIT_SERIES, year=today.year),
            member=member,
            kind=kind.value,
            state=ExitState.DIAJUKAN.value,
            happened_on=typed.happened_on,
            reason=why,
            hearing=hearing,
            asked_by_id=actor.person_id,
            asked_at=now,
        )
        case.paper = _stored(case, paper, PAPER_KIND, typed.happened_on, now) if paper else None
        case.approval = _ask_for(actor, case, member, request_id, now)
        case.save(force_insert=True)
        return str(case.id)

    facts = asdict(typed) | {"paper": digest}
    return UUID(act_on_case(actor, Action.KEEP_MEMBERS, "ask_exit", facts, request_id, now, work))


def carry_out_exit(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  as every kind
    """Let the case go on to its settlement. Step of the last approval; the member stays one until then.

    Raises:
        ExitRefusedError: ``state``, ``kind``: the member's standing changed meanwhile; the request stays open.
    """
    mine = ExitCase.objects.filter(cooperative_id=actor.cooperative_id, approval_id=request.id)
    case, member = locked_exit(
        cooperative_id=actor.cooperative_id, case_id=mine.values_list("id", flat=True).get()
    )
    if case.state != ExitState.DIAJUKAN.value:
        raise ExitRefusedError(wrong="state")
    if ExitKind(case.kind) not in possible_kinds(MemberState(member.state)):
        raise ExitRefusedError(wrong="kind")
    case.state = ExitState.DISETUJUI.value
    case.save(update_fields=["state"])


def call_off_exit(*, actor: Actor, case_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Call a leaving off that was agreed to, before it is settled: the member stays. Use-case of the board.

    Raises:
        ExitRefusedError: ``reason``, ``gone``, ``state``.
    """
    why = checked_text(
        reason, least=SHORTEST_REASON, most=LONGEST_REASON, refusal=ExitRefusedError, wrong="reason"
    )

    def work() -> None:
        case, _ = locked_exit(cooperative_id=actor.cooperative_id, case_id=case_id)
        if case.state != ExitState.DISETUJUI.value:
            raise ExitRefusedError(wrong="state")
        _end(case, why, now)
        _note(actor, "called_off", case, now, reason=why)

    facts = {"case": case_id, "reason": why}
    act_on_case(actor, Action.APPROVE_MEMBERS, "call_off_exit", facts, request_id, now, work)


def keep_signed(
    *, actor: Actor, case_id: UUID, signed: Document | None, request_id: UUID, now: datetime
) -> None:
    """Keep the picture of the signed settlement sheet. Use-case of the treasurer; once.

    Raises:
        ExitRefusedError: ``paper`` (none was sent), ``gone``, ``state`` (not settled), ``signed`` already.
        FileRefusedError, PhotoRefusedError: The picture is not kept.
    """
    if signed is None:
        raise ExitRefusedError(wrong="paper", what="lembar yang sudah ditandatangani")

    def work() -> None:
        case, _ = locked_exit(cooperative_id=actor.cooperative_id, case_id=case_id)
        if case.state != ExitState.SELESAI.value:
            raise ExitRefusedError(wrong="state")
        if case.signed_id:
            raise ExitRefusedError(wrong="signed")
        case.signed = _stored(case, signed, SIGNED_KIND, case.settled_on, now)
        case.save(update_fields=["signed"])
        _note(actor, "signed", case, now)

    facts = {"case": case_id, "signed": hashlib.sha256(signed[1]).hexdigest()}
    act_on_case(actor, Action.SETTLE_MEMBER, "keep_signed", facts, request_id, now, work)


def locked_exit(*, cooperative_id: int, case_id: UUID) -> tuple[ExitCase, Member]:
    """Lock the member, then the case, until the transaction ends. Step.

    Raises:
        ExitRefusedError: ``gone``.
    """
    mine = ExitCase.objects.filter(cooperative_id=cooperative_id, id=case_id)
    member_id = mine.values_list("member_id", flat=True).first()
    if member_id is None:
        raise ExitRefusedError(wrong="gone")
    member = locked_member(cooperative_id=cooperative_id, member_id=member_id)
    return mine.select_for_update(no_key=True).get(), member


def end_membership(
    *,
    case: ExitCase,
    member: Member,
    settlement: Sequence[dict[str, Any]],
    paid_to: str,
    actor: Actor,
    today: date,
    now: datetime,
) -> None:
    """Close a case that was settled; the member is one no more. Step: both rows are locked (``locked_exit``).

    Args:
        case: Agreed to.
        member: Of the case.
        settlement: What was owed both ways and who got what, line by line, as the sheet says it.
        paid_to: The member, or the heirs.
        actor: Who settled.
        today: The business date; the membership ends on it.
        now: The moment, aware.

    Raises:
        StandingRefusedError: The standing does not allow it any more.
    """
    change_standing(
        member=member,
        happened=Happened(case.kind),
        on=today,
        reason=f"{EXIT_WORDS[ExitKind(case.kind)]} {day(case.happened_on)}, {case}",
        person_id=actor.person_id,
        today=today,
        now=now,
    )
    close_notices(member=member, why="Keanggotaan berakhir", now=now)
    case.state, case.settled_on, case.settled_by_id = ExitState.SELESAI.value, today, actor.person_id
    case.settlement, case.paid_to, case.closed_at = list(settlement), paid_to, now
    case.save(update_fields=["state", "settled_on", "settled_by", "settlement", "paid_to", "closed_at"])


def _checked(typed: ExitTyped, *, has_paper: bool) -> tuple[ExitKind, str, str]:
    if typed.kind not in set(ExitKind):
        raise ExitRefusedError(wrong="kind")
    kind = ExitKind(typed.kind)
    why = checked_text(
        typed.reason, least=SHORTEST_REASON, most=LONGEST_REASON, refusal=ExitRefusedError, wrong="reason"
    )
    hearing = ""
    if kind is ExitKind.DIBERHENTIKAN:
        hearing = checked_text(
            typed.hearing,
            least=SHORTEST_REASON,
            most=LONGEST_HEARING,
            refusal=ExitRefusedError,
            wrong="hearing",
        )
    if kind in PAPER_WORDS and not has_paper:
        raise ExitRefusedError(wrong="paper", what=PAPER_WORDS[kind])
    return kind, why, hearing


def _end_refused(member: Member, now: datetime) -> None:
    """End the case that nobody agreed to, so that it may be asked anew; refuse where one runs."""
    rows = ExitCase.objects.filter(cooperative_id=member.cooperative_id, member=member, state__in=OPEN_EXIT)
    case = rows.select_related("approval").first()
    if case is None:
        return
    if standing_of(case, now) in {ExitStanding.DIAJUKAN, ExitStanding.DISETUJUI}:
        raise ExitRefusedError(wrong="open", number=str(case))
    _end(case, NOT_AGREED, now)


def _end(case: ExitCase, why: str, now: datetime) -> None:
    case.state, case.outcome_why, case.closed_at = ExitState.DIBATALKAN.value, why, now
    case.save(update_fields=["state", "outcome_why", "closed_at"])


def _ask_for(
    actor: Actor, case: ExitCase, member: Member, request_id: UUID, now: datetime
) -> ApprovalRequest:
    facts = {
        "number": str(case),
        "name": member.file.name,
        "member": member_number(member.number) if member.number else "",
        "kind": EXIT_WORDS[ExitKind(case.kind)].lower(),
        "on": day(case.happened_on),
        "reason": case.reason,
        "hearing": case.hearing,
        "paper": "ada, buka dari halaman keluar" if case.paper_id else "tidak ada",
    }
    return ask(
        actor=actor,
        kind=EXIT_KIND,
        facts=facts,
        reason=case.reason,
        request_id=request_id,
        concerns=member.person_id,
        now=now,
    )


def _stored(
    case: ExitCase, document: Document, kind: str, issued_on: date | None, now: datetime
) -> StoredFile:
    return store_photo(
        cooperative_id=case.cooperative_id,
        content=document[1],
        original_name=document[0],
        kind=kind,
        title=str(case),
        issued_on=issued_on,
        now=now,
    )


def _note(actor: Actor, act: str, case: ExitCase, now: datetime, **facts: str) -> None:
    told = {"number": str(case), **facts}
    record(cooperative_id=actor.cooperative_id, actor=actor, act=f"members.exit.{act}", facts=told, now=now)
